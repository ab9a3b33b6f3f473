from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
from django.http import QueryDict
from django.utils.translation import override

from fodfaeste.cases.queries import DutyListed, Section, TodayList
from fodfaeste.cases.queries.around import Around, Load, NewCase
from fodfaeste.web.today.context import present_context
from fodfaeste.web.today.forms import Filters, read_filters
from fodfaeste.web.today.presenters import Reader, greeting, present

TODAY = date(2026, 11, 23)
CASE = UUID(int=7)
METTE = Reader(name="Mette", oversees=False)
NOTHING_AROUND = Around(new=(), more_new=False, loads=(), cases=0)


def duty(due_on=TODAY, **values):
    given = {
        "case_id": CASE,
        "citizen": "Amalie Ærø",
        "protected": False,
        "programme": "jobrettet-rehabilitering",
        "version": date(2018, 2, 1),
        "variant": "9-months",
        "requirement": "follow-up-notes",
        "instance": 2,
        "due_on": due_on,
        "strength": "must",
        "owner_role": "employment_specialist",
        "responsible_id": 1,
        "responsible": "Mette Holm",
        "mine": True,
        "reason": {
            "code": "counted",
            "from": "@latest",
            "since": "2026-09-17",
            "steps": [["+", "P2M"]],
            "to": "2026-11-17",
        },
    }
    return DutyListed(**(given | values))


def load(programme, role, variant, cases):
    version = date(2018, 2, 1)
    return Load(programme=programme, version=version, variant=variant, role=role, cases=cases)


NEW = NewCase(
    case_id=CASE,
    citizen="Nadia Skov",
    protected=False,
    programme="jobspot",
    version=date(2018, 2, 1),
    variant=None,
    opened_on=date(2026, 11, 22),
)


def undated(code, **values):
    return duty(None, reason={"code": code, "from": "@placement"}, **values)


def todays(**sections):
    kinds = (("jobspot", "start-interview"), ("kvik", "plan"))
    parts = ("overdue", "this_week", "later", "undated")
    given = dict.fromkeys(parts, Section()) | {
        name: value if isinstance(value, Section) else Section(tuple(value), len(value))
        for name, value in sections.items()
    }
    return TodayList(programmes=("kvik", "jobspot"), requirements=kinds, **given)


def shown(listed, *, around=NOTHING_AROUND, filters=None, language="da", reader=METTE):
    now = datetime(2026, 11, 23, 8, 0)  # noqa: DTZ001 - the wall clock where the work is done
    with override(language):
        return present(listed, around, filters=filters or Filters(), now=now, reader=reader)


def test_a_row_says_what_who_why_and_where():
    [section] = shown(todays(overdue=[duty(date(2026, 11, 17))])).sections
    [row] = section.rows
    assert row.what == "Opfølgningsnotat om praktikken, nr. 2"
    assert row.who == "Amalie Ærø"
    assert "9 måneder" in row.programme
    assert "17. september + 2 måneder = 17. november" in row.why
    assert row.clause == "JR-13"
    assert row.clause_url == "/programmer/jobrettet-rehabilitering/#JR-13"
    assert row.act_url == f"/sager/{CASE}/registrer/?krav=follow-up-notes&nr=2"
    assert row.box.tone == "late"


def test_the_same_row_in_english():
    [section] = shown(todays(overdue=[duty(date(2026, 11, 17))]), language="en").sections
    assert section.heading == "Over the deadline"
    assert "17 September + 2 months = 17 November" in section.rows[0].why


def test_a_colleagues_duty_says_who_has_the_ball():
    listed = todays(
        this_week=[
            duty(mine=False, responsible="Jens Kragh", owner_role="cti_worker"),
            duty(mine=False, responsible=None, owner_role="caseworker"),
        ]
    )
    first, second = shown(listed).sections[0].rows
    assert first.ball == "Jens Kragh, CTI-medarbejder, har bolden"
    assert second.ball == "Ingen er sat på som sagsbehandler"


def test_sections_without_rows_are_not_shown_and_not_counted():
    page = shown(todays(this_week=[duty()]))
    assert [section.id for section in page.sections] == ["week"]
    assert [(count.number, count.href) for count in page.counts] == [("1", "#week")]


def test_late_things_are_counted_first():
    late = duty(TODAY - timedelta(1))
    page = shown(todays(overdue=[late, late], undated=[undated("no_due")]))
    assert [(c.number, c.says, c.late) for c in page.counts] == [
        ("2", "over fristen", True),
        ("1", "uden dato", False),
    ]


def test_the_undated_duties_of_a_case_are_one_row():
    other = undated("no_due", case_id=UUID(int=8), requirement="closing-interview")
    waiting = undated("waits", requirement="placement-started", instance=1)
    now = undated("no_due", requirement="start-interview", instance=1)
    [section] = shown(todays(undated=[waiting, now, other])).sections
    [bundle] = section.bundles
    assert section.count == "3"
    assert [row.clause for row in section.rows] == ["JR-14"]
    assert bundle.who == "Amalie Ærø"
    assert [act.url for act in bundle.acts] == [
        f"/sager/{CASE}/registrer/?krav=start-interview&nr=1"
    ]
    assert [clause.name for clause in bundle.clauses] == ["JR-07"]
    assert bundle.waiting == "1 mere venter på noget, der ikke er sket endnu."


def test_cases_in_which_everything_has_to_wait_come_last():
    waiting = undated("waits", requirement="placement-started", instance=1, citizen="Bo")
    now = undated("no_due", requirement="start-interview", instance=1, case_id=UUID(int=8))
    also = undated("no_due", requirement="closing-interview", case_id=UUID(int=8))
    [section] = shown(todays(undated=[waiting, now, also])).sections
    assert [bundle.waiting for bundle in section.bundles] == [
        "",
        "1 krav venter på noget, der ikke er sket endnu: I praktik.",
    ]


def test_a_long_section_says_that_there_are_others():
    [section] = shown(todays(later=Section((duty(),), 100, more=True))).sections
    assert section.count == "100+"
    assert section.rest == "Det er den første af 100+. Brug filtrene for at se de andre."


def test_kinds_stand_under_their_programmes_and_follow_the_chosen_one():
    page = shown(todays())
    assert [group.heading for group in page.kinds] == ["Jobspot", "KVIK"]
    assert [option.value for option in page.programmes] == ["jobspot", "kvik"]
    chosen = shown(todays(), filters=Filters(programme="kvik", requirement="plan"))
    assert [[(o.value, o.chosen) for o in group.options] for group in chosen.kinds] == [
        [("kvik.plan", True)]
    ]


@pytest.mark.parametrize(
    ("hour", "said"),
    [
        (0, "Godaften, Mette"),
        (4, "Godaften, Mette"),
        (5, "Godmorgen, Mette"),
        (10, "Goddag, Mette"),
        (18, "Godaften, Mette"),
    ],
)
def test_the_greeting_knows_the_hour(hour, said):
    with override("da"):
        assert greeting(hour=hour, name="Mette") == said


def test_everybody_begins_with_their_own_and_who_oversees_others_can_see_everybodys():
    assert read_filters(QueryDict("")).scope == "mine"
    assert read_filters(QueryDict("hvem=team")).scope == "team"
    page = shown(todays(), reader=Reader(name="Lis", oversees=True))
    assert page.team_name == "Alles"


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(scope="team"),
        Filters(programme="kvik"),
        Filters(scope="team", programme="kvik", requirement="plan"),
    ],
)
def test_an_address_keeps_the_filters(filters):
    assert read_filters(QueryDict(filters.address().partition("?")[2])) == filters


def test_a_kind_falls_away_with_its_programme():
    assert read_filters(QueryDict("program=jobspot&krav=kvik.plan")) == Filters(programme="jobspot")


def test_new_cases_and_caseload_stand_beside():
    cti = partial(load, "social-stoette-i-job", "cti_worker")
    loads = (cti("sel-82b", 13), cti("sel-85", 4), load("jobspot", "mentor", None, 2))
    with override("da"):
        beside = present_context(
            Around(new=(NEW,), more_new=False, loads=loads, cases=19), today=TODAY
        )
    assert [(a.day, a.citizen, a.url) for a in beside.arrivals] == [
        ("22. nov", "Nadia Skov", f"/sager/{CASE}/")
    ]
    assert [load.says for load in beside.loads] == ["13 af 15", "4 af ca. 10", "2"]
    assert beside.cases == "19 åbne sager"


def test_the_organisations_own_norm_counts_all_cases_in_the_role():
    cti = partial(load, "social-stoette-i-job", "cti_worker")
    loads = (cti("sel-82b", 13), cti("sel-85", 4), load("jobspot", "mentor", None, 2))
    norms = {"cti_worker": 12, "job_broker": 9}
    around = Around(new=(), more_new=False, loads=loads, cases=19, norms=norms)
    with override("da"):
        beside = present_context(around, today=TODAY)
    said = [(load.name, load.says, load.norm) for load in beside.loads]
    assert said == [("CTI-medarbejder", "17 af 12", 12), ("Jobspot", "2", None)]


@pytest.mark.parametrize(("many", "said"), [(7, "7"), (99, "99"), (100, "99+")])
def test_new_cases_are_counted_under_the_greeting(many, said):
    around = Around(new=(NEW,) * 5, more_new=True, loads=(), cases=0, new_count=many)
    page = shown(todays(), around=around)
    assert [(c.number, c.says) for c in page.counts] == [(said, "nye henvisninger")]
