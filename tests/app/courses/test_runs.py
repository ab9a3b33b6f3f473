"""Runs of courses: made from the programme's pattern, changed, and who may (JS-06, JS-07)."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.cases.services import NewEvent
from fodfaeste.cases.services.appointments import Slot
from fodfaeste.core.faults import Refused
from fodfaeste.courses import queries, services
from fodfaeste.courses.models import Run, Session
from tests.app.cases.world import NOW, TODAY
from tests.app.courses.courses import (
    FIRST,
    INTRO,
    case,
    enrol,
    grid_of,
    kind_of,
    pattern,
    run,
    sessions,
    view_of,
)


def lines(world):
    found = OrganisationEvent.objects.filter(organisation=world.centre, type__startswith="run_")
    return list(found.order_by("seq").values_list("type", flat=True))


def view(world, run_id, who=None):
    return view_of(run_id, who or world.jens)


def test_a_run_has_the_sessions_of_its_pattern(world):
    made = view(world, run(world))
    assert [f"{one.day:%d.%m}" for one in made.sessions] == [
        "30.11", "02.12", "04.12", "07.12", "09.12", "11.12",
    ]  # fmt: skip
    assert (made.first_on, made.capacity, made.room) == (FIRST, 2, "Lokale 2")
    assert made.refer_by.on == date(2026, 11, 16)
    assert lines(world) == ["run_made"]


def test_danish_days_off_are_left_out_or_moved(world):
    christmas = pattern(date(2026, 12, 21))
    skipped = view(world, run(world, pattern=christmas))
    assert [one.day.day for one in skipped.sessions] == [21, 23, 28, 30]
    moved = view(world, run(world, pattern=christmas, off="at_end"))
    assert [one.day.day for one in moved.sessions] == [21, 23, 28, 30, 4, 6]


def test_a_run_without_its_staff_says_so(world):
    bare = run(world)
    assert view(world, bare).lacking == {"contact_person": 2, "employment_specialist": 1}
    staff = [
        (world.jens.pk, "contact_person"),
        (world.colleague.pk, "contact_person"),
        (world.jens.pk, "employment_specialist"),
    ]
    details = services.Details(room="Salen", capacity=8, staff=staff)
    services.change_run(
        run_id=bare, details=details, by=world.secretary, now=NOW, submission=uuid4()
    )
    changed = view(world, bare)
    assert (changed.lacking, changed.room, changed.capacity) == ({}, "Salen", 8)
    assert lines(world) == ["run_made", "run_changed"]


def test_sent_twice_it_is_made_once(world):
    submission = uuid4()
    assert run(world, submission=submission) == run(world, submission=submission)
    assert Run.unrestricted.count() == 1 and Session.unrestricted.count() == 6


@pytest.mark.parametrize(
    ("given", "place", "code"),
    [
        ({"pattern": pattern(begins_at=time(12))}, "ends_at", "session_ends_first"),
        ({"pattern": pattern(weeks=0)}, "weeks", "not_between"),
        ({"pattern": pattern(weeks=60)}, "weeks", "too_many_sessions"),
        ({"pattern": pattern(date(2036, 1, 1))}, "first_on", "too_far"),
        ({"pattern": pattern(date(1936, 1, 1))}, "first_on", "too_early"),
        ({"pattern": pattern(date(2026, 12, 25), weekdays=())}, "first_on", "no_sessions"),
        ({"capacity": 0}, "capacity", "not_between"),
        ({"room": "x" * 201}, "room", "too_long"),
    ],
)
def test_what_is_no_run_is_refused(world, given, place, code):
    with pytest.raises(Refused) as refused:
        run(world, **given)
    assert [(one.place, one.code) for one in refused.value.faults] == [(place, code)]
    assert not Run.unrestricted.exists() and not lines(world)


def test_nobody_from_elsewhere_is_responsible(world):
    with pytest.raises(Refused) as refused:
        run(world, staff=[(world.charlie.pk, "contact_person")])
    assert refused.value.faults[0].code == "unknown_person"


def test_who_has_no_role_there_makes_none_and_elsewhere_sees_none(world):
    run_id = run(world)
    new = services.NewRun(kind=kind_of(world.jens, INTRO), pattern=pattern())
    with pytest.raises(PermissionDenied):
        services.make_run(new=new, by=world.guard, now=NOW, submission=uuid4())
    for who in (world.charlie, world.mette):
        assert view(world, run_id, who) is None
        assert queries.runs(user=who, now=NOW) == ()
        with pytest.raises(services.NoSuchRun):
            services.change_run(
                run_id=run_id,
                details=services.Details(),
                by=who,
                now=NOW,
                submission=uuid4(),
            )


def test_who_has_a_case_on_it_sees_a_run_and_does_not_change_it(world):
    run_id, case_id = run(world), case(world)
    enrol(run_id, case_id, world.jens)
    assert not view(world, run_id, world.mette).may_arrange
    with pytest.raises(PermissionDenied):
        services.cancel_session(
            run_id=run_id,
            session_id=sessions(run_id)[0].pk,
            by=world.mette,
            now=NOW,
            submission=uuid4(),
        )


def test_a_list_of_one_asks_as_often_as_one_of_three(world):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert queries.runs(user=world.jens, now=NOW)
        return len(found)

    enrol(run(world), case(world), world.jens)
    once = asked()
    for name in ("Ib", "Bo"):
        enrol(run(world), case(world, name), world.jens)
    assert asked() == once


def test_a_run_of_one_asks_as_often_as_one_of_three(world):
    run_id = run(world, key="rampen:cafe-meetings", capacity=None)
    first = NewEvent(type="referral_received", on=date(2026, 11, 2))

    def asked(name):
        enrol(run_id, case(world, name, programme="rampen", first=first), world.jens)
        with CaptureQueriesContext(connection) as found:
            assert grid_of(run_id, world.jens).people
        return len(found)

    once = asked("Anna")
    asked("Bo")
    assert asked("Ib") == once


class TestInterviews:
    def offer(self, world, run_id, on=date(2026, 11, 25), number=3, minutes=30):
        services.offer_times(
            run_id=run_id, on=on, begins_at=time(9), minutes=minutes, number=number,
            by=world.secretary, now=NOW, submission=uuid4(),
        )  # fmt: skip

    def book(self, world, run_id, case_id, number=0):
        time_id = view(world, run_id).times[number].id
        return services.book_time(
            run_id=run_id, time_id=time_id, case_id=case_id, by=world.jens, now=NOW,
            submission=uuid4(),
        )  # fmt: skip

    def test_times_of_the_week_before_are_booked_for_participants(self, world):
        run_id, case_id = run(world), case(world)
        enrol(run_id, case_id, world.jens)
        self.offer(world, run_id)
        self.book(world, run_id, case_id)
        first, second, _ = view(world, run_id).times
        assert (first.is_free, first.case_id, second.is_free) == (False, case_id, True)
        assert Slot(on=date(2026, 11, 25), at=time(9)).begins_at == first.begins_at

    def test_a_time_is_booked_once(self, world):
        run_id, ones, others = run(world), case(world), case(world, "Ib Iversen")
        for each in (ones, others):
            enrol(run_id, each, world.jens)
        self.offer(world, run_id)
        self.book(world, run_id, ones)
        with pytest.raises(Refused) as refused:
            self.book(world, run_id, others)
        assert refused.value.faults[0].code == "time_taken"

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"on": TODAY}, "appointment_past"),
            ({"on": date(2026, 12, 1)}, "not_the_week_before"),
            ({"number": 99}, "not_between"),
            ({"minutes": 1}, "bad_minutes"),
        ],
    )
    def test_other_times_are_refused(self, world, given, code):
        run_id = run(world)
        with pytest.raises(Refused) as refused:
            self.offer(world, run_id, **given)
        assert refused.value.faults[0].code == code
