"""What Today and the list of cases show, and that their cost does not grow with the rows."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fodfaeste.cases import queries, services
from fodfaeste.cases.queries import listing, worklist
from fodfaeste.cases.services import Member, NewCitizen
from tests.app.cases.world import NOW, TODAY


def count(call):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        call()
    return len(captured)


def today(world, user=None, **values):
    return queries.today(**{"user": user or world.jens, "today": TODAY} | values)


def names(page):
    return [row.citizen for row in page.rows]


class TestToday:
    def test_each_duty_stands_in_its_section(self, world):
        """The variant 4-months asks for a placement two months after the start."""
        for start in ("2026-09-22", "2026-09-23", "2026-09-29", "2026-09-30", "2026-10-29",
                      "2026-10-30"):  # fmt: skip
            case_id = world.refer(
                variant="4-months", on=date(2026, 9, 1), citizen=NewCitizen(name=start)
            ).case_id
            world.register(case_id, "programme_started", start)
        seen = today(world, requirement="placement-started")
        found = [
            [(row.citizen, row.due_on) for row in section.rows]
            for section in (seen.overdue, seen.this_week, seen.later)
        ]
        assert found == [
            [("2026-09-22", date(2026, 11, 22))],
            [("2026-09-23", TODAY), ("2026-09-29", date(2026, 11, 29))],
            [("2026-09-30", date(2026, 11, 30)), ("2026-10-29", date(2026, 12, 29))],
        ]

    def test_a_row_says_all_that_a_screen_needs(self, world):
        case_id = world.refer(variant="4-months", citizen=NewCitizen(name="Lone", protected=True))
        case_id = case_id.case_id
        world.register(case_id, "programme_started", "2026-09-07")
        [row] = today(world, requirement="placement-started").overdue.rows
        assert row.reason["code"] == "counted"
        assert row == queries.DutyListed(
            case_id=case_id,
            citizen="Lone",
            protected=True,
            programme="jobrettet-rehabilitering",
            version=date(2018, 2, 1),
            variant="4-months",
            requirement="placement-started",
            instance=1,
            due_on=date(2026, 11, 7),
            strength="must",
            owner_role=row.owner_role,
            responsible_id=world.jens.pk,
            responsible="Jens Kragh",
            mine=True,
            reason=row.reason,
        )

    def test_mine_and_my_teams(self, world):
        world.refer(team_id=world.team.pk, members=[])
        world.refer(members=[])
        world.refer(team_id=world.team.pk)
        each = today(world).undated.count
        assert each > 0
        assert {row.mine for row in today(world).undated.rows} == {True}
        assert today(world, scope="team").undated.count == 2 * each
        assert today(world, world.secretary).undated.count == 0
        assert today(world, world.secretary, scope="team").undated.count == 3 * each

    def test_filters_and_their_choices(self, world):
        world.refer()
        world.refer(programme="kvik")
        every = today(world)
        assert every.programmes == ("jobrettet-rehabilitering", "kvik")
        assert ("kvik", "plan") in every.requirements
        kvik = today(world, programme="kvik")
        assert {row.programme for row in kvik.undated.rows} == {"kvik"}
        assert (kvik.programmes, kvik.requirements) == (every.programmes, every.requirements)
        [plan] = today(world, programme="kvik", requirement="plan").undated.rows
        assert plan.requirement == "plan"

    def test_a_cell_is_listed_while_it_runs(self, world, case_id):
        world.register(case_id, "programme_started", TODAY)

        def cells(on):
            seen = today(world, today=on, requirement="intro-sessions")
            assert seen.overdue.count == 0
            return [row.instance for row in (*seen.this_week.rows, *seen.later.rows)]

        assert cells(TODAY) == [1]
        assert cells(TODAY + timedelta(days=6)) == [1]
        assert cells(TODAY + timedelta(days=7)) == [2]
        assert cells(TODAY - timedelta(days=1)) == []

    def test_a_long_section_is_cut_and_counted_so_far(self, world, monkeypatch):
        for _ in range(3):
            world.refer()
        whole = today(world).undated
        assert not whole.more
        monkeypatch.setattr(worklist, "SHOWN", 2)
        monkeypatch.setattr(worklist, "COUNTED", whole.count)
        seen = today(world).undated
        assert (len(seen.rows), seen.count, seen.more) == (2, whole.count, False)
        monkeypatch.setattr(worklist, "COUNTED", whole.count - 1)
        seen = today(world).undated
        assert (len(seen.rows), seen.count, seen.more) == (2, whole.count - 1, True)

    @pytest.mark.parametrize("scope", ["mine", "team"])
    def test_one_case_or_three_cost_the_same(self, world, scope):
        def ask():
            today(world, scope=scope)

        def open_one():
            case_id = world.refer(variant="4-months").case_id
            world.register(case_id, "programme_started", "2026-09-07")

        ask()  # what may be seen of an organisation is asked for once a request
        nothing = count(ask)
        open_one()
        one = count(ask)
        open_one()
        open_one()
        assert nothing == one == count(ask) <= 8


class TestCases:
    @pytest.fixture
    def several(self, world):
        for name in ("Åse Toft", "Øjvind Kær", "Ægir Lund", "Zenia Vest", "Aage Bak", "Bo Dam"):
            world.refer(citizen=NewCitizen(name=name))

    IN_ORDER = ["Bo Dam", "Zenia Vest", "Ægir Lund", "Øjvind Kær", "Aage Bak", "Åse Toft"]

    def cases(self, world, **values):
        return queries.cases(**{"user": world.jens, "today": TODAY} | values)

    def test_in_danish_order(self, world, several):
        page = self.cases(world)
        assert names(page) == self.IN_ORDER
        assert (page.count, page.more, page.after) == (6, False, None)

    @pytest.mark.parametrize("size", [1, 2, 3, 4, 6])
    def test_page_by_page_it_is_the_same(self, world, several, monkeypatch, size):
        monkeypatch.setattr(listing, "ON_A_PAGE", size)
        found, after = [], None
        while True:
            page = self.cases(world, after=after)
            assert len(page.rows) <= size
            found += names(page)
            after = page.after
            if after is None:
                break
        assert found == self.IN_ORDER

    def test_two_of_the_same_name_are_both_paged(self, world, monkeypatch):
        monkeypatch.setattr(listing, "ON_A_PAGE", 1)
        ids = {world.refer().case_id for _ in range(3)}
        found, after = set(), None
        for _ in range(3):
            page = self.cases(world, after=after)
            found.add(page.rows[0].case_id)
            after = page.after
        assert (found, after) == (ids, None)

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("ase", ["Åse Toft"]),
            ("Åge", ["Aage Bak"]),
            ("vest zenia", ["Zenia Vest"]),
            ("  bo  ", ["Bo Dam"]),
            ("ojvind", ["Øjvind Kær"]),
            ("%", IN_ORDER),
            ("nobody", []),
            ("310299-1234", []),
        ],
    )
    def test_search(self, world, several, text, found):
        assert names(self.cases(world, text=text)) == found

    def test_by_number(self, world, several):
        world.refer(citizen=NewCitizen(name="Lone Bæk", cpr="010190-1235"))
        for text in ("010190-1235", "0101901235", "010190 1235"):
            assert names(self.cases(world, text=text)) == ["Lone Bæk"]
        assert names(self.cases(world, text="010190-1236")) == []

    def test_a_row_says_how_it_goes(self, world):
        case_id = world.refer(variant="4-months").case_id
        world.register(case_id, "programme_started", "2026-09-07")
        [row] = self.cases(world).rows
        assert (row.citizen, row.programme, row.variant) == (
            "Amalie Ærø Sørensen", "jobrettet-rehabilitering", "4-months",
        )  # fmt: skip
        assert (row.phase, row.overdue, row.responsible) == ("intro", 1, "Jens Kragh")
        assert row.next_due == queries.NextDuty(
            "placement-started", 1, date(2026, 11, 7), "Jens Kragh"
        )
        assert (row.organisation, row.opened_at, row.closed_on) == ("Center Nord", NOW, None)

    def test_filters(self, world):
        late = world.refer(variant="4-months", citizen=NewCitizen(name="Late")).case_id
        world.register(late, "programme_started", "2026-09-07")
        done = world.refer(programme="kvik", citizen=NewCitizen(name="Done")).case_id
        world.register(done, "case_closed", "2026-10-01", attributes={"reason": "i job"})
        world.refer(citizen=NewCitizen(name="New"), members=[Member(world.mette.pk,
                    "jobcentre_caseworker")])  # fmt: skip

        def found(**values):
            return names(self.cases(world, **values))

        assert found(state="open") == ["Late", "New"]
        assert found(state="closed") == ["Done"]
        assert found(state="overdue") == ["Late"]
        assert found(programme="kvik") == ["Done"]
        assert found(phase="intro") == ["Late"]
        assert found(phase="closed") == ["Done"]
        assert found(phase="referral", programme="kvik") == []
        assert found(mine=True) == ["Done", "Late"]

    @pytest.mark.parametrize("values", [{}, {"text": "Amalie"}, {"phase": "intro"},
                                        {"state": "overdue"}, {"mine": True}])  # fmt: skip
    def test_one_case_or_three_cost_the_same(self, world, values):
        def open_one():
            case_id = world.refer(variant="4-months").case_id
            world.register(case_id, "programme_started", "2026-09-07")

        open_one()
        self.cases(world, **values)
        one = count(lambda: self.cases(world, **values))
        open_one()
        open_one()
        self.cases(world, **values)  # whom a list names is written down the first time
        assert one == count(lambda: self.cases(world, **values)) <= 11


class TestCase:
    def test_one_line_or_thirty_cost_the_same(self, world, case_id):
        def ask():
            queries.case(user=world.jens, case_id=case_id, today=TODAY)

        ask()
        few = count(ask)
        services.join_case(
            case_id=case_id, user_id=world.mette.pk, role="jobcentre_caseworker",
            by=world.jens, now=NOW, submission=uuid4(),
        )  # fmt: skip
        for day in range(1, 28):
            world.register(case_id, "intro_session", date(2026, 9, day), note="x")
        assert few == count(ask) <= 12

    def test_an_event_of_the_evaluation_leads_to_its_line(self, world, case_id):
        entry_id = world.register(
            case_id,
            "motivation_course_started",
            "2026-09-03",
            attributes={"granted_by": "jobcentre"},
        ).entry_id
        page = queries.case(user=world.jens, case_id=case_id, today=TODAY)
        [breach] = page.evaluation.breaches
        assert page.entry_of(breach.event).id == entry_id

    def test_who_fills_a_role(self, world, case_id):
        page = queries.case(user=world.jens, case_id=case_id, today=TODAY)
        assert [member.name for member in page.responsible("contact_person")] == ["Jens Kragh"]
        assert page.responsible("caseworker") == ()


def test_registering_costs_the_same_however_long_the_log_is(world, case_id):
    def act(day):
        return lambda: world.register(case_id, "intro_session", day, note="x")

    first = count(act(date(2026, 9, 1)))
    for day in range(2, 20):
        act(date(2026, 9, day))()
    assert count(act(date(2026, 9, 20))) <= first <= 22
