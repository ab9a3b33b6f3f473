"""What of courses waits for one person: attendance that is lacking, and offers of places."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fodfaeste.accounts.models import AccessLog
from fodfaeste.cases.models import Citizen
from fodfaeste.courses import queries, services
from fodfaeste.courses.models import RunStaff, Session
from fodfaeste.courses.services import Said
from tests.app.cases.world import NOW, TODAY
from tests.app.courses.courses import FIRST, act, case, cell, enrol, register, run

AFTER = FIRST + timedelta(days=1)


def unmarked(who, today=AFTER):
    return queries.sessions_without_attendance(user=who, today=today)


def offers(who, today=TODAY):
    return queries.offers_waiting(user=who, today=today)


class TestAttendance:
    def make(self, world, **given):
        run_id = run(world, staff=[(world.jens.pk, "contact_person")], **given)
        case_id = case(world)
        enrol(run_id, case_id, world.jens)
        return run_id, case_id

    def test_a_session_of_yesterday_waits_for_whoever_is_responsible(self, world):
        run_id, _ = self.make(world)
        [found] = unmarked(world.jens)
        assert (found.run_id, found.enrolled, found.room) == (run_id, 1, "Lokale 2")
        assert [len(unmarked(world.jens, day)) for day in (FIRST, date(2026, 12, 3))] == [0, 2]
        assert not any(map(unmarked, (world.colleague, world.leader, world.mette, world.charlie)))

    def test_what_is_registered_waits_no_more(self, world):
        run_id, case_id = self.make(world)
        register(run_id, {cell(run_id, case_id): Said("present")}, world.jens)
        assert unmarked(world.jens) == ()

    def test_nothing_is_asked_of_what_was_cancelled_or_had_nobody(self, world):
        run_id, _ = self.make(world)
        Session.unrestricted.filter(run=run_id).update(is_cancelled=True)
        run(world, staff=[(world.jens.pk, "contact_person")])
        assert unmarked(world.jens) == ()

    def test_a_run_without_staff_waits_for_whoever_made_it(self, world):
        run_id = run(world, by=world.colleague)
        enrol(run_id, case(world), world.jens)
        assert [one.run_id for one in unmarked(world.colleague)] == [run_id]
        assert unmarked(world.jens) == ()


class TestOffers:
    @pytest.fixture
    def offered(self, world):
        run_id = run(world, capacity=1)
        first, second = case(world, "Anna"), case(world, "Bo")
        for n, case_id in enumerate((first, second)):
            enrol(run_id, case_id, world.jens, now=NOW + timedelta(minutes=n))
        act(services.withdraw, run_id, first, world.jens)
        return run_id, second

    def test_an_offer_waits_for_those_with_a_part_in_the_case(self, world, offered):
        run_id, bo = offered
        [found] = offers(world.jens)
        assert (found.run_id, found.case_id, found.citizen) == (run_id, bo, "Bo")
        assert [found.is_late(day) for day in (found.answer_by, FIRST)] == [False, True]
        assert [one.case_id for one in offers(world.mette)] == [bo]
        assert not any(map(offers, (world.colleague, world.leader, world.charlie)))

    def test_that_the_name_was_shown_is_logged(self, world, offered):
        offers(world.jens)
        line = AccessLog.objects.filter(user=world.jens).latest("pk")
        assert (line.act, line.detail["page"], line.detail["hits"]) == ("list", "today", 1)

    def test_a_protected_name_is_for_those_who_see_it(self, world, offered):
        run_id, bo = offered
        RunStaff.unrestricted.create(run_id=run_id, user=world.secretary, role="contact_person")
        assert [one.citizen for one in offers(world.secretary)] == ["Bo"]
        Citizen.unrestricted.filter(cases=bo).update(protected=True)
        assert [one.citizen for one in offers(world.jens)] == ["Bo"]
        assert [one.citizen for one in offers(world.secretary)] == [None]

    def test_an_answer_ends_it(self, world, offered):
        run_id, bo = offered
        act(services.answer_offer, run_id, bo, world.jens, accepted=True)
        assert offers(world.jens) == ()


def test_three_runs_ask_no_more_than_one(world):
    def asked():
        with CaptureQueriesContext(connection) as found:
            number = len(unmarked(world.jens)) + len(offers(world.jens))
        return number, len(found)

    def more():
        run_id = run(world, staff=[(world.jens.pk, "contact_person")], capacity=2)
        ids = [case(world, name) for name in ("Anna", "Bo", "Ib")]
        for n, case_id in enumerate(ids):
            enrol(run_id, case_id, world.jens, now=NOW + timedelta(minutes=n))
        act(services.withdraw, run_id, ids[0], world.jens)

    more()
    one = asked()
    more(), more()
    three = asked()
    assert (one[0], three[0]) == (2, 6)
    assert one[1] == three[1]
