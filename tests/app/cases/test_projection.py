"""The lists are what the logs say: on the day they were derived, on every day after, and anew."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command

from fodfaeste.cases import projection, queries, services
from fodfaeste.cases.models import Case, DutyRow, PhaseRow
from fodfaeste.cases.queries.listing import _current_phases, _listed
from fodfaeste.cases.rows import read_rows, story
from fodfaeste.core.evaluation import ON_A_WORKLIST, evaluate
from fodfaeste.core.events import Case as CoreCase
from fodfaeste.core.explaining import reason
from tests.app.cases.random_logs import put_in, random_cases
from tests.app.cases.world import TODAY

Duty = tuple[str, int, date | None, str, str]
AHEAD = (0, 1, 2, 6, 13, 29, 31, 45, 60, 61, 62, 75, 95, 130, 200, 380)


def evaluated(case_id, on: date):
    told = story(Case.unrestricted.get(pk=case_id).programme, read_rows([case_id])[case_id])
    return evaluate(told.rules, CoreCase(told.variant, {}, told.events), on.toordinal())


def listed(on: date) -> dict[UUID, set[Duty]]:
    found: dict[UUID, set[Duty]] = {}
    for row in _listed(on):
        found.setdefault(row.case_id, set()).add(
            (row.requirement, row.instance, row.due_on, row.owner_role, row.strength)
        )
    return found


def expected(case_id, on: date) -> set[Duty]:
    return {
        (one.rule.id, one.duty.number, one.due_on, one.rule.owner, one.rule.strength)
        for one in evaluated(case_id, on).requirements
        if one.state in ON_A_WORKLIST
    }


def snapshot(on: date) -> list[list[str]]:
    """All that is derived and can still be seen on that day or after."""
    duties = _listed(on) | DutyRow.unrestricted.filter(listed_from__gt=on)
    return [
        sorted(map(repr, duties.values_list("case_id", *projection.DUTY_FIELDS))),
        sorted(map(repr, PhaseRow.unrestricted.values_list("case_id", *projection.PHASE_FIELDS))),
        sorted(map(repr, Case.unrestricted.values_list("pk", *projection.CASE_FIELDS))),
    ]


def test_what_is_listed_is_what_evaluation_says_on_this_day_and_on_every_later_one(world):
    cases = random_cases(world, each=3, events=12, future=True)
    for days in AHEAD:
        on = TODAY + timedelta(days=days)
        projection.refresh_all(today=on, only_stale=True)
        found = listed(on)
        for one in cases:
            assert found.get(one.case_id, set()) == expected(one.case_id, on), (one.rules, days)


def test_phases_and_columns_are_what_evaluation_says(world):
    cases = random_cases(world, each=2, events=12, future=True)
    for days in AHEAD:
        on = TODAY + timedelta(days=days)
        projection.refresh_all(today=on, only_stale=True)
        phases = dict(_current_phases(on).values_list("case_id", "phase"))
        for one in cases:
            seen, case = evaluated(one.case_id, on), Case.unrestricted.get(pk=one.case_id)
            assert phases.get(one.case_id) == (seen.phase and seen.phase.phase.id)
            assert case.variant == seen.variant
            closed = seen.log.closed_on
            assert case.closed_on == (closed and date.fromordinal(closed))


def test_every_row_says_why(world):
    case_id = world.refer(programme="social-stoette-i-job", variant="sel-85").case_id
    world.register(case_id, "startup_meeting", "2026-09-10")
    world.register(case_id, "cti_started", "2026-10-01")
    seen = evaluated(case_id, TODAY)
    why = {(one.rule.id, one.duty.number): reason(seen.rules, seen.log, one.duty)
           for one in seen.requirements}  # fmt: skip
    rows = _listed(TODAY).filter(case=case_id)
    assert len(rows) > 5
    for row in rows:
        assert row.reason == why[row.requirement, row.instance]


@pytest.mark.parametrize("days", [0, 40, 100])
def test_made_anew_it_is_the_same(world, days):
    random_cases(world, each=2, events=12, future=True)
    on = TODAY + timedelta(days=days)
    projection.refresh_all(today=on, only_stale=True)
    before = snapshot(on)
    DutyRow.unrestricted.all().delete()
    PhaseRow.unrestricted.all().delete()
    Case.unrestricted.update(variant="x", closed_on=None, primary=None, reconsider_on=None)
    _, differed = projection.refresh_all(today=on)
    assert differed == Case.unrestricted.count()
    assert snapshot(on) == before


def test_making_it_anew_writes_nothing_where_nothing_differs(world):
    random_cases(world, each=2, events=8)
    projection.refresh_all(today=TODAY)
    keys = list(DutyRow.unrestricted.values_list("pk", flat=True))
    assert projection.refresh_all(today=TODAY) == (10, 0)
    assert list(DutyRow.unrestricted.values_list("pk", flat=True)) == keys


def test_the_command_says_what_it_found(world, capsys):
    world.refer()
    DutyRow.unrestricted.all().delete()
    call_command("rebuild_duties")
    assert "1 cases read, 1 were not" in capsys.readouterr().out
    call_command("rebuild_duties", "--stale")
    assert "0 cases read, 0 were not" in capsys.readouterr().out


def test_a_day_that_passes_changes_no_row(world, case_id, django_assert_num_queries):
    world.register(case_id, "programme_started", TODAY - timedelta(days=7))
    laid = _day_of_laying(case_id)
    projection.refresh_stale(today=laid)
    rows = list(DutyRow.unrestricted.values())
    for days in range(10):
        with django_assert_num_queries(1):
            projection.refresh_stale(today=laid + timedelta(days=days))
    assert list(DutyRow.unrestricted.values()) == rows


def _day_of_laying(case_id):
    """The first day from today on which the cells of the case's grids are laid further."""
    days = (TODAY + timedelta(days=n) for n in range(projection.STEP + 1))
    return next(
        day
        for day in days
        if projection.horizon_of(case_id, day.toordinal())
        > projection.horizon_of(case_id, day.toordinal() - 1)
    )


def test_an_event_still_to_come_begins_to_exist_on_its_day(world, case_id):
    tomorrow = TODAY + timedelta(days=1)
    roles = ["citizen", "contact_person", "employment_specialist"]
    ahead = services.NewEvent(type="start_interview", on=tomorrow, present=roles)
    put_in(world, case_id, ahead, uuid4())
    assert Case.unrestricted.get(pk=case_id).reconsider_on == tomorrow

    def undated(on):
        rows = queries.today(user=world.jens, today=on).undated.rows
        return [row.requirement for row in rows]

    assert "start-interview" in undated(TODAY)
    assert "start-interview" not in undated(tomorrow)
    assert Case.unrestricted.get(pk=case_id).reconsider_on is None


def test_cases_take_turns_in_laying_on_their_grids():
    days = {
        projection._first_day_reaching(UUID(int=number), TODAY.toordinal() + 200)
        for number in range(projection.STEP)
    }
    assert len(days) == projection.STEP


@pytest.mark.parametrize("number", [0, 1, 13, 29])
def test_the_horizon_is_far_enough_and_reaches_a_day_on_the_day_foretold(number):
    case_id, on = UUID(int=number), TODAY.toordinal()
    for day in range(on, on + 70):
        ahead = projection.horizon_of(case_id, day) - day
        assert projection.AHEAD <= ahead < projection.AHEAD + projection.STEP
    for later in range(on + 100, on + 140):
        first = projection._first_day_reaching(case_id, later)
        assert projection.horizon_of(case_id, first) >= later
        assert projection.horizon_of(case_id, first - 1) < later
