"""What the queries give of appointments: mine, the team's, a citizen's, and who is busy."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from fodfaeste.accounts.models import AccessLog, Listed
from fodfaeste.cases import queries, services
from fodfaeste.cases.models import Appointment, Case, Citizen
from fodfaeste.cases.queries import NotVisible
from fodfaeste.cases.services import Member, NewCitizen
from tests.app.appointments.booked import THURSDAY, act, at, book, jobspot
from tests.app.cases.world import NOW, TODAY

SUNDAY = date(2026, 11, 29)
CPR = "010190-1234"


@pytest.fixture
def case_id(world):
    return jobspot(world)


def week(user, scope="mine"):
    return queries.calendar(user=user, today=TODAY, first=TODAY, last=SUNDAY, scope=scope)


class TestAgenda:
    def test_is_what_one_is_invited_to_until_tonight(self, world, case_id):
        row = book(world, case_id, on=TODAY, at=time(13))
        book(world, case_id, on=TODAY + timedelta(days=1))
        [found] = queries.agenda(user=world.jens, now=NOW)
        assert (found.id, found.citizen, found.place) == (row.pk, "Amalie Ærø Sørensen", "ours")

    def test_and_what_has_passed_without_a_word(self, world, case_id):
        row = book(world, case_id)
        for moment in (at(THURSDAY, 12), at(THURSDAY + timedelta(days=5), 9)):
            assert [one.id for one in queries.agenda(user=world.jens, now=moment)] == [row.pk]
        act(world, services.not_held, row, cause="citizen", now=at(THURSDAY, 12))
        assert queries.agenda(user=world.jens, now=at(THURSDAY, 13)) == ()

    def test_nobody_else_is_told(self, world, case_id):
        book(world, case_id, on=TODAY, at=time(13))
        for user in (world.mette, world.secretary, world.leader, world.charlie):
            assert queries.agenda(user=user, now=NOW) == ()

    def test_who_has_two_roles_meets_once(self, world):
        members = [
            Member(world.jens.pk, "contact_person"),
            Member(world.jens.pk, "jobcentre_caseworker"),
        ]
        case_id = jobspot(world, members=members)
        roles = ["citizen", "contact_person", "jobcentre_caseworker"]
        book(world, case_id, on=TODAY, at=time(13), roles=roles)
        assert len(queries.agenda(user=world.jens, now=NOW)) == 1

    def test_whoever_takes_over_the_role_is_invited(self, world, case_id):
        book(world, case_id, on=TODAY, at=time(13))
        given = {"case_id": case_id, "role": "contact_person", "by": world.jens, "now": NOW}
        services.join_case(user_id=world.colleague.pk, submission=uuid4(), **given)
        services.leave_case(user_id=world.jens.pk, submission=uuid4(), **given)
        assert queries.agenda(user=world.jens, now=NOW) == ()
        assert len(queries.agenda(user=world.colleague, now=NOW)) == 1


class TestCalendar:
    def test_has_ones_own_and_the_names_of_colleagues(self, world, case_id):
        roles = ["citizen", "contact_person", "jobcentre_caseworker"]
        row = book(world, case_id, roles=roles)
        [found] = week(world.mette).appointments
        assert found.id == row.pk
        assert set(found.people.values()) == {"Jens Kragh", "Mette Holm"}

    def test_what_is_booked_is_not_due_as_well(self, world, case_id):
        assert [duty.requirement for duty in week(world.jens).duties] == ["start-interview"]
        book(world, case_id)
        assert week(world.jens).duties == ()

    def test_the_teams_is_for_those_of_the_team(self, world):
        case_id = jobspot(world, team_id=world.team.pk)
        book(world, case_id)
        assert len(week(world.jens, "team").appointments) == 1
        assert len(week(world.leader, "team").appointments) == 1
        for user in (world.mette, world.colleague, world.charlie):
            assert week(user, "team").appointments == ()

    def test_what_was_cancelled_is_gone_and_what_fell_is_told(self, world, case_id):
        gone, fell = book(world, case_id), book(world, case_id, on=TODAY, at=time(13))
        act(world, services.cancel, gone)
        act(world, services.not_held, fell, cause="citizen", now=at(TODAY, 14))
        [found] = week(world.jens).appointments
        assert (found.id, found.state, found.cause) == (fell.pk, "not_held", "citizen")

    def test_who_is_named_in_it_is_written_down(self, world, case_id):
        book(world, case_id)
        week(world.jens)
        line = AccessLog.objects.filter(user=world.jens, act="list").latest("seq")
        assert line.detail["page"] == "calendar"
        assert Listed.objects.get(people=line.people).case_id == case_id

    def test_a_protected_name_and_place_are_for_those_who_see_them(self, world):
        hidden = NewCitizen(name="Skjulte Hansen", cpr=CPR, protected=True)
        case_id = jobspot(world, citizen=hidden, team_id=world.team.pk)
        world.jens.teams.remove(world.team)
        world.colleague.teams.add(world.team)
        book(world, case_id, place="other", where="Krisecentret")
        [mine] = week(world.jens).appointments
        assert (mine.citizen, mine.where) == ("Skjulte Hansen", "Krisecentret")
        [theirs] = week(world.colleague, "team").appointments
        assert (theirs.citizen, theirs.where) == (None, "")


class TestCover:
    """Whoever stands in for a colleague has their appointments in the calendar meanwhile."""

    def arrange(self, world, *, first=TODAY, last=THURSDAY):
        services.arrange_cover(
            new=services.NewCover(
                absent_id=world.jens.pk, cover_id=world.colleague.pk, first_on=first, last_on=last
            ),
            by=world.jens,
            now=NOW,
            submission=uuid4(),
        )

    def test_they_stand_there_with_the_name_of_whoever_is_away(self, world, case_id):
        row = book(world, case_id)
        assert week(world.colleague).appointments == ()
        self.arrange(world)
        [found] = week(world.colleague).appointments
        assert (found.id, found.covered_for) == (row.pk, "Jens Kragh")
        assert [one.covered_for for one in week(world.jens).appointments] == [""]

    def test_on_the_days_of_the_cover_alone(self, world, case_id):
        book(world, case_id)
        self.arrange(world, last=THURSDAY - timedelta(days=1))
        assert week(world.colleague).appointments == ()

    def test_not_before_it_has_begun(self, world, case_id):
        book(world, case_id)
        self.arrange(world, first=TODAY + timedelta(days=1))
        assert week(world.colleague).appointments == ()

    def test_what_is_ones_own_anyhow_is_there_once(self, world, case_id):
        row = book(world, case_id, roles=["contact_person", "employment_specialist"])
        given = {"case_id": case_id, "by": world.jens, "now": NOW, "submission": uuid4()}
        services.join_case(user_id=world.colleague.pk, role="employment_specialist", **given)
        self.arrange(world)
        [found] = week(world.colleague).appointments
        assert (found.id, found.covered_for) == (row.pk, "")

    def test_what_they_are_not_invited_to_is_not(self, world, case_id):
        book(world, case_id, roles=["jobcentre_caseworker"])
        self.arrange(world)
        assert week(world.colleague).appointments == ()


class TestCitizen:
    @pytest.fixture
    def two(self, world):
        """One citizen in two cases: Jens has both, Mette the first."""
        citizen = NewCitizen(name="Amalie Ærø", cpr=CPR)
        first = jobspot(world, citizen=citizen)
        second = jobspot(world, citizen=citizen, members=[Member(world.jens.pk, "contact_person")])
        assert Citizen.unrestricted.count() == 1
        return first, second

    def shown(self, user, case_id):
        page = queries.case(user=user, case_id=case_id, today=TODAY)
        return [(one.case_id, one.day) for one in page.appointments]

    def test_has_one_calendar_for_those_who_see_both_cases(self, world, two):
        first, second = two
        book(world, first)
        book(world, second, on=TODAY + timedelta(days=1))
        both = [(second, TODAY + timedelta(days=1)), (first, THURSDAY)]
        assert self.shown(world.jens, first) == both
        assert self.shown(world.jens, second) == both

    def test_of_a_case_that_one_does_not_see_nothing_is_told(self, world, two):
        first, second = two
        Case.unrestricted.filter(pk=second).update(referred_by=None)
        book(world, second)
        assert self.shown(world.mette, first) == []

    def test_that_the_other_case_was_told_of_is_written_down(self, world, two):
        first, second = two
        self.shown(world.jens, first)
        assert not AccessLog.objects.filter(act="list").exists()
        book(world, second)
        self.shown(world.jens, first)
        line = AccessLog.objects.filter(act="list").get()
        assert line.detail["page"] == "case"
        assert Listed.objects.get(people=line.people).case_id == second


class TestOne:
    def ask(self, user, row):
        return queries.appointment(
            user=user, case_id=row.case_id, appointment_id=row.pk, today=TODAY
        )

    def test_the_note_is_for_those_who_read_notes_and_the_one_who_wrote_it(self, world, case_id):
        row = book(world, case_id, note="Ring først", where="Lokale 2")
        assert self.ask(world.jens, row).note == "Ring først"
        by_secretary = self.ask(world.secretary, row)
        assert (by_secretary.note, by_secretary.where) == ("", "Lokale 2")
        own = book(world, case_id, on=SUNDAY, by=world.secretary, note="Husk tolk")
        assert self.ask(world.secretary, own).note == "Husk tolk"

    def test_there_is_none_for_somebody_else_or_in_another_case(self, world, case_id):
        row = book(world, case_id)
        with pytest.raises(NotVisible):
            self.ask(world.charlie, row)
        row.case_id = jobspot(world)
        with pytest.raises(NotVisible):
            self.ask(world.jens, row)


class TestBusy:
    def clashes(self, world, case_id, user=None, hour=10, **values):
        given: dict[str, Any] = {"roles": ["citizen", "contact_person"], "today": TODAY} | values
        return queries.clashes(
            user=user or world.jens,
            case_id=case_id,
            begins_at=at(THURSDAY, hour),
            ends_at=at(THURSDAY, hour + 1),
            **given,
        )

    def test_the_same_worker_in_another_case(self, world, case_id):
        other = jobspot(world, citizen=NewCitizen(name="Bo Berg"))
        book(world, other)
        [clash] = self.clashes(world, case_id)
        assert (clash.user_id, clash.citizen, clash.programme) == (
            world.jens.pk,
            "Bo Berg",
            "jobspot",
        )
        assert self.clashes(world, case_id, hour=11) == ()
        assert self.clashes(world, case_id, roles=["citizen"]) == ()

    def test_what_may_not_be_seen_is_not_named(self, world, case_id):
        other = jobspot(world, citizen=NewCitizen(name="Bo Berg"), referred_by_id=None,
                        members=[Member(world.jens.pk, "contact_person")])  # fmt: skip
        book(world, other)
        [clash] = self.clashes(world, case_id, user=world.mette)
        assert (clash.user_id, clash.case_id, clash.citizen, clash.programme) == (
            world.jens.pk,
            None,
            None,
            None,
        )

    def test_the_same_citizen(self, world):
        citizen = NewCitizen(name="Amalie Ærø", cpr=CPR)
        first, second = jobspot(world, citizen=citizen), jobspot(world, citizen=citizen)
        row = book(world, first, roles=["citizen", "jobcentre_caseworker"])
        [clash] = self.clashes(world, second)
        assert clash.user_id is None
        assert self.clashes(world, first, but=row.pk) == ()

    def test_what_is_not_planned_any_more_is_no_clash(self, world, case_id):
        act(world, services.cancel, book(world, case_id))
        assert self.clashes(world, case_id) == ()

    def test_a_proposal_goes_round_it(self, world, case_id):
        def proposed():
            found = queries.proposal(
                user=world.jens,
                case_id=case_id,
                roles=["contact_person"],
                due_on=THURSDAY,
                not_before=None,
                now=NOW,
            )
            return found.on, found.at

        wednesday = date(2026, 11, 25)
        assert proposed() == (wednesday, time(10))
        book(world, jobspot(world), on=wednesday)
        assert proposed() == (wednesday, time(13))

    def test_somebody_who_may_not_book_learns_nothing(self, world, case_id):
        with pytest.raises(NotVisible):
            self.clashes(world, case_id, user=world.charlie)


def test_reminders_stand_on_the_today_of_whoever_has_the_ball(world, case_id):
    services.remind(case_id=case_id, requirement="start-interview", instance=1, by=world.mette,
                    now=NOW, submission=uuid4())  # fmt: skip
    [duty] = queries.today(user=world.jens, today=TODAY).reminded.rows
    assert (duty.requirement, duty.reminded_by) == ("start-interview", "Mette Holm")
    assert queries.today(user=world.mette, today=TODAY).reminded.rows == ()
    tomorrow = TODAY + timedelta(days=1)
    assert queries.today(user=world.jens, today=tomorrow).reminded.rows == ()


def test_erasing_a_case_erases_what_was_written_of_its_appointments(world, case_id):
    from fodfaeste.cases.crypto import decrypt_map
    from fodfaeste.cases.services.erasing import erase_case

    row = book(world, case_id, note="Ring først", where="Lokale 2")
    erase_case(case_id=case_id, by=world.leader, now=NOW, submission=uuid4())
    row = Appointment.unrestricted.get(pk=row.pk)
    assert (row.note, decrypt_map(row.details)) == (None, {})
    assert row.day == THURSDAY
