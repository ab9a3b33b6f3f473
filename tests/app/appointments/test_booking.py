"""Booking, moving, cancelling, holding and not holding (JS-11)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from fodfaeste.cases import services
from fodfaeste.cases.crypto import decrypt, decrypt_map
from fodfaeste.cases.models import Appointment, DutyRow, LogEntry, LogText
from fodfaeste.cases.services import NewEvent, Refused, Slot
from fodfaeste.cases.verifying import verify_chain
from fodfaeste.cases.visibility import NotAllowed, NotVisible
from tests.app.appointments.booked import THURSDAY, act, at, book, jobspot
from tests.app.cases.world import TODAY

FRIDAY = date(2026, 11, 27)
HELD = NewEvent(type="start_interview", on=THURSDAY, present=["citizen", "contact_person"])
AFTER = at(THURSDAY, 12)
GIVEN: dict[str, dict[str, Any]] = {
    "move": {"slot": Slot(on=FRIDAY, at=time(9))},
    "not_held": {"cause": "citizen"},
    "hold": {"event": HELD},
}


@pytest.fixture
def case_id(world):
    return jobspot(world)


def codes(refused):
    return [(fault.place, fault.code) for fault in refused.value.faults]


def types(case_id):
    return list(
        LogEntry.unrestricted.filter(case=case_id, kind="act")
        .order_by("seq")
        .values_list("type", flat=True)
    )


def again(row):
    return Appointment.unrestricted.get(pk=row.pk)


def duty(case_id, requirement="start-interview", instance=1):
    return DutyRow.unrestricted.get(case=case_id, requirement=requirement, instance=instance)


class TestBook:
    def test_makes_an_appointment_and_a_line_of_its_own(self, world, case_id):
        row = book(world, case_id, minutes=45, requirement="start-interview", instance=1)
        assert (row.state, row.minutes, row.day) == ("planned", 45, THURSDAY)
        assert row.begins_at == datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
        line = LogEntry.unrestricted.get(case=case_id, type="appointment_booked")
        assert line.kind == "act"
        assert line.attributes == {
            "appointment": str(row.pk),
            "event": "start_interview",
            "begins": "2026-11-26T10:00+01:00",
            "minutes": 45,
            "roles": ["citizen", "contact_person"],
            "requirement": "start-interview",
            "instance": 1,
        }
        assert verify_chain(case_id) == ()

    def test_keeps_personal_text_encrypted_and_out_of_the_log(self, world, case_id):
        values = {"place": "other", "where": "Lokale Syv", "others": "Søster Karla"}
        row = book(world, case_id, note="Kom ikke for tidligt", **values)
        assert decrypt_map(row.details) == values
        assert decrypt(row.note) == "Kom ikke for tidligt"
        told = str(list(LogEntry.unrestricted.filter(case=case_id).values()))
        assert not any(text in told for text in ("Syv", "Karla", "tidligt"))

    def test_the_duty_says_that_it_is_booked(self, world, case_id):
        row = book(world, case_id, requirement="start-interview", instance=1)
        assert (duty(case_id).booked, duty(case_id).booked_for) == (row, row.begins_at)

    def test_the_secretary_books_for_citizen_caseworker_and_contact_person(self, world, case_id):
        """JS-11."""
        roles = ["citizen", "jobcentre_caseworker", "contact_person"]
        row = book(world, case_id, by=world.secretary, roles=roles)
        assert row.roles == sorted(roles)
        assert duty(case_id).booked == row, "also without naming the duty"

    def test_sent_twice_books_once(self, world, case_id):
        submission = uuid4()
        first = book(world, case_id, submission=submission)
        assert book(world, case_id, submission=submission) == first
        assert Appointment.unrestricted.count() == 1
        assert types(case_id).count("appointment_booked") == 1

    def test_two_who_book_one_duty_make_one_appointment(self, world, case_id):
        values = {"requirement": "start-interview", "instance": 1}
        book(world, case_id, **values)
        with pytest.raises(Refused) as refused:
            book(world, case_id, by=world.secretary, at=time(14), **values)
        assert codes(refused) == [("requirement", "already_booked")]
        assert Appointment.unrestricted.count() == 1

    @pytest.mark.parametrize(
        ("values", "fault"),
        [
            ({"on": TODAY, "at": time(9, 30)}, ("on", "appointment_past")),
            ({"on": date(2029, 11, 26)}, ("on", "too_far")),
            ({"minutes": 0}, ("minutes", "bad_minutes")),
            ({"minutes": 601}, ("minutes", "bad_minutes")),
            ({"type": "purpose_written"}, ("type", "not_a_contact")),
            ({"type": "nonsense"}, ("type", "not_a_contact")),
            ({"roles": []}, ("roles", "nobody_invited")),
            ({"roles": ["emperor"]}, ("present[0]", "unknown_role")),
            ({"place": "moon"}, ("place", "unknown_place")),
            ({"place": "other"}, ("where", "missing")),
            ({"where": "x" * 201}, ("where", "too_long")),
            ({"others": "x" * 201}, ("others", "too_long")),
            ({"note": "x" * 4001}, ("note", "too_long")),
            ({"requirement": "no-such", "instance": 1}, ("requirement", "unknown_duty")),
            ({"type": "follow_up"}, ("form", "missing")),
            ({"attributes": {"form": "phone"}}, ("form", "unknown_attribute")),
        ],
    )
    def test_says_what_is_wrong(self, world, case_id, values, fault):
        with pytest.raises(Refused) as refused:
            book(world, case_id, **values)
        assert codes(refused) == [fault]
        assert not Appointment.unrestricted.exists()

    def test_says_all_that_is_wrong_at_once(self, world, case_id):
        with pytest.raises(Refused) as refused:
            book(world, case_id, roles=[], place="moon", minutes=1)
        assert {place for place, _ in codes(refused)} == {"roles", "place", "minutes"}

    @pytest.mark.parametrize("who", ["charlie", "guard"])
    def test_somebody_who_may_not_books_nothing(self, world, case_id, who):
        with pytest.raises((NotVisible, NotAllowed)):
            book(world, case_id, by=getattr(world, who))
        assert not Appointment.unrestricted.exists()


class TestTheClock:
    """The clock is put back on 25 October 2026 and forward on 28 March 2027."""

    def test_ten_o_clock_is_ten_o_clock_in_summer_and_winter(self, world, case_id):
        winter = book(world, case_id, on=date(2027, 3, 26))
        summer = book(world, case_id, on=date(2027, 3, 29))
        assert (winter.begins_at.astimezone(UTC).hour, summer.begins_at.astimezone(UTC).hour) == (
            9,
            8,
        )

    def test_an_hour_that_the_clock_leaves_out_is_refused(self, world, case_id):
        with pytest.raises(Refused) as refused:
            book(world, case_id, on=date(2027, 3, 28), at=time(2, 30))
        assert codes(refused) == [("at", "no_such_time")]

    def test_so_many_minutes_are_so_many_minutes(self, world, case_id):
        row = book(world, case_id, on=date(2027, 3, 28), at=time(1, 30), minutes=60)
        assert row.minutes == 60
        assert row.ends_at.astimezone(at(row.day, 1).tzinfo).time() == time(3, 30)


class TestMove:
    def test_keeps_the_earlier_times(self, world, case_id):
        row = book(world, case_id)
        first = row.begins_at
        act(world, services.move, row, slot=Slot(on=FRIDAY, at=time(9), minutes=30))
        act(world, services.move, row, slot=Slot(on=FRIDAY, at=time(13)), reason="Bus aflyst")
        row = again(row)
        assert row.begins_at == at(FRIDAY, 13)
        assert row.minutes == 60
        assert row.earlier_times == (first, at(FRIDAY, 9))
        assert types(case_id).count("appointment_moved") == 2
        said = LogEntry.unrestricted.filter(case=case_id, type="appointment_moved").latest("seq")
        assert said.attributes["from"] == "2026-11-27T09:00+01:00"
        assert said.attributes["to"] == "2026-11-27T13:00+01:00"
        assert "Bus" not in str(said.attributes)
        assert decrypt_map(LogText.unrestricted.get(entry=said).ciphertext)["note"] == "Bus aflyst"

    def test_the_duty_says_the_new_time(self, world, case_id):
        row = book(world, case_id)
        act(world, services.move, row, slot=Slot(on=FRIDAY, at=time(9)))
        assert duty(case_id).booked_for == at(FRIDAY, 9)

    def test_sent_twice_moves_once(self, world, case_id):
        row, submission = book(world, case_id), uuid4()
        for _ in range(2):
            act(world, services.move, row, submission=submission, slot=Slot(on=FRIDAY, at=time(9)))
        assert len(again(row).earlier) == 1

    def test_to_the_same_time_or_the_past_is_refused(self, world, case_id):
        row = book(world, case_id)
        for slot, code in [
            (Slot(on=THURSDAY, at=time(10)), "same_time"),
            (Slot(on=TODAY - timedelta(days=3), at=time(10)), "appointment_past"),
        ]:
            with pytest.raises(Refused) as refused:
                act(world, services.move, row, slot=slot)
            assert codes(refused) == [("on", code)]
        assert again(row).earlier == []

    def test_one_that_was_forgotten_can_be_moved_to_a_new_day(self, world, case_id):
        row = book(world, case_id)
        act(world, services.move, row, now=AFTER, slot=Slot(on=FRIDAY, at=time(9)))
        assert again(row).begins_at == at(FRIDAY, 9)


class TestHold:
    def test_registers_the_event_and_closes_the_appointment(self, world, case_id):
        row = book(world, case_id, requirement="start-interview", instance=1)
        done = act(world, services.hold, row, event=HELD, now=AFTER)
        row, entry = again(row), LogEntry.unrestricted.get(case=case_id, type="start_interview")
        assert (row.state, row.entry) == ("held", entry)
        assert done.entry_id == entry.event_id
        line = LogEntry.unrestricted.get(case=case_id, type="appointment_held")
        assert line.attributes == {"appointment": str(row.pk), "of": entry.event_id}
        assert not DutyRow.unrestricted.filter(case=case_id, requirement="start-interview").exists()
        assert verify_chain(case_id) == ()

    def test_sent_twice_registers_once(self, world, case_id):
        row, submission = book(world, case_id), uuid4()
        first = act(world, services.hold, row, event=HELD, now=AFTER, submission=submission)
        second = act(world, services.hold, row, event=HELD, now=AFTER, submission=submission)
        assert (second.entry_id, second.repeated) == (first.entry_id, True)
        assert LogEntry.unrestricted.filter(case=case_id, type="start_interview").count() == 1

    def test_two_who_register_it_make_one_event(self, world, case_id):
        row = book(world, case_id)
        act(world, services.hold, row, event=HELD, now=AFTER)
        with pytest.raises(Refused) as refused:
            act(world, services.hold, row, event=HELD, now=AFTER, by=world.mette)
        assert codes(refused) == [("appointment", "appointment_held")]
        assert LogEntry.unrestricted.filter(case=case_id, type="start_interview").count() == 1

    def test_what_the_event_lacks_is_said_and_nothing_is_closed(self, world, case_id):
        row = book(world, case_id)
        with pytest.raises(Refused):
            act(world, services.hold, row, event=HELD)  # its day has not come
        assert again(row).state == "planned"

    def test_registering_without_looking_for_the_appointment_closes_it(self, world, case_id):
        row = book(world, case_id)
        world.register(case_id, "start_interview", THURSDAY, now=AFTER)
        assert again(row).state == "held"

    @pytest.mark.parametrize(
        ("type_", "on", "attributes"),
        [
            ("pre_interview", THURSDAY, {}),
            ("follow_up", THURSDAY, {"form": "phone"}),
            ("follow_up", date(2026, 11, 25), {"form": "individual"}),
        ],
    )
    def test_registering_something_else_leaves_it(self, world, case_id, type_, on, attributes):
        row = book(world, case_id, type="follow_up", attributes={"form": "individual"})
        world.register(case_id, type_, on, now=AFTER, attributes=attributes)
        assert again(row).state == "planned"


class TestCorrecting:
    def held(self, world, case_id):
        row = book(world, case_id, requirement="start-interview", instance=1)
        return row, act(world, services.hold, row, event=HELD, now=AFTER).entry_id

    def correct(self, world, case_id, entry_id, **values):
        services.correct(
            case_id=case_id,
            entry_id=entry_id,
            reason="Forkert",
            by=world.jens,
            now=AFTER,
            submission=uuid4(),
            **values,
        )

    def test_what_did_not_happen_makes_it_planned_again(self, world, case_id):
        row, entry_id = self.held(world, case_id)
        self.correct(world, case_id, entry_id)
        row = again(row)
        assert (row.state, row.entry) == ("planned", None)
        assert duty(case_id).booked == row

    def test_what_is_mended_was_held_all_the_same(self, world, case_id):
        row, entry_id = self.held(world, case_id)
        mended = NewEvent(
            type="start_interview", on=FRIDAY - timedelta(days=2), present=["citizen"]
        )
        self.correct(world, case_id, entry_id, replacement=mended)
        row = again(row)
        assert row.state == "held"
        assert row.entry.on == mended.on

    def test_correcting_something_else_leaves_it(self, world, case_id):
        row, _ = self.held(world, case_id)
        other = world.register(case_id, "purpose_written", THURSDAY, now=AFTER)
        self.correct(world, case_id, other.entry_id)
        assert again(row).state == "held"


class TestNotHeld:
    def test_says_because_of_whom_and_why(self, world, case_id):
        row = book(world, case_id)
        act(world, services.not_held, row, cause="citizen", why="Syg med feber", now=AFTER)
        row = again(row)
        assert (row.state, row.cause) == ("not_held", "citizen")
        line = LogEntry.unrestricted.get(case=case_id, type="appointment_not_held")
        assert line.attributes["cause"] == "citizen"
        assert "feber" not in str(line.attributes)
        assert decrypt_map(LogText.unrestricted.get(entry=line).ciphertext)["note"] == (
            "Syg med feber"
        )
        assert duty(case_id).booked is None

    def test_can_be_said_on_the_day_and_not_before(self, world, case_id):
        row = book(world, case_id)
        with pytest.raises(Refused) as refused:
            act(world, services.not_held, row, cause="worker")
        assert codes(refused) == [("appointment", "not_yet")]
        act(world, services.not_held, row, cause="worker", now=at(THURSDAY, 8))
        assert again(row).state == "not_held"

    def test_needs_to_know_whose_cause_it_was(self, world, case_id):
        row = book(world, case_id)
        with pytest.raises(Refused) as refused:
            act(world, services.not_held, row, cause="weather", now=AFTER)
        assert codes(refused) == [("cause", "unknown_cause")]

    def test_after_it_the_duty_can_be_booked_again(self, world, case_id):
        values = {"requirement": "start-interview", "instance": 1}
        row = book(world, case_id, **values)
        act(world, services.not_held, row, cause="company", now=AFTER)
        fresh = book(world, case_id, on=FRIDAY, now=AFTER, **values)
        assert duty(case_id).booked == fresh


class TestCancel:
    def test_ends_it_with_a_line(self, world, case_id):
        row = book(world, case_id)
        act(world, services.cancel, row, reason="Flyttet til nabokommunen", by=world.secretary)
        assert again(row).state == "cancelled"
        assert types(case_id)[-1] == "appointment_cancelled"
        assert duty(case_id).booked is None

    def test_sent_twice_cancels_once(self, world, case_id):
        row, submission = book(world, case_id), uuid4()
        first = act(world, services.cancel, row, submission=submission)
        assert act(world, services.cancel, row, submission=submission).entry_id == first.entry_id
        assert types(case_id).count("appointment_cancelled") == 1


@pytest.mark.parametrize("service", ["move", "cancel", "not_held", "hold"])
def test_an_ended_appointment_is_done_with(world, case_id, service):
    row = book(world, case_id)
    act(world, services.cancel, row)
    values = GIVEN.get(service, {})
    with pytest.raises(Refused) as refused:
        act(world, getattr(services, service), row, now=AFTER, **values)
    assert codes(refused) == [("appointment", "appointment_cancelled")]


@pytest.mark.parametrize("service", ["move", "cancel", "not_held", "hold"])
def test_of_another_case_there_is_no_such_appointment(world, case_id, service):
    row = book(world, case_id)
    row.case_id = jobspot(world)
    values = GIVEN.get(service, {})
    with pytest.raises(Refused) as refused:
        act(world, getattr(services, service), row, now=AFTER, **values)
    assert codes(refused) == [("appointment", "unknown_appointment")]


@pytest.mark.parametrize("service", ["move", "cancel", "not_held"])
@pytest.mark.parametrize("who", ["charlie", "guard", "colleague"])
def test_somebody_who_may_not_changes_nothing(world, case_id, service, who):
    row = book(world, case_id)
    with pytest.raises((NotVisible, NotAllowed)):
        act(
            world,
            getattr(services, service),
            row,
            by=getattr(world, who),
            now=AFTER,
            **GIVEN.get(service, {}),
        )
    assert again(row).state == "planned"
