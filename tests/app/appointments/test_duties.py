"""Which appointment a duty has, and who reminded of it."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest

from fodfaeste.cases import services
from fodfaeste.cases.models import DutyRow, LogEntry
from fodfaeste.cases.services import NewEvent, Refused, Slot
from fodfaeste.cases.visibility import NotVisible
from tests.app.appointments.booked import THURSDAY, act, at, book, jobspot
from tests.app.cases.world import NOW, TODAY

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


def duty(case_id, requirement="start-interview", instance=1):
    return DutyRow.unrestricted.get(case=case_id, requirement=requirement, instance=instance)


def test_several_of_a_kind_take_the_appointments_in_order(world, case_id):
    world.register(
        case_id, "placement_started", TODAY, attributes={"kind": "work_placement"}, now=NOW
    )
    kind = {"type": "follow_up", "attributes": {"form": "workplace_visit"}}
    later = book(world, case_id, on=date(2026, 12, 10), requirement="workplace-visits",
                 instance=1, **kind)  # fmt: skip
    sooner = book(world, case_id, on=date(2026, 12, 3), **kind)
    assert duty(case_id, "workplace-visits", 1).booked == sooner
    assert duty(case_id, "workplace-visits", 2).booked == later
    held = NewEvent(type="follow_up", on=date(2026, 12, 3), attributes={"form": "workplace_visit"})
    act(world, services.hold, sooner, event=held, now=at(date(2026, 12, 3), 12))
    assert duty(case_id, "workplace-visits", 2).booked == later


def test_a_cell_of_a_grid_takes_what_lies_in_it(world):
    case_id = world.refer(variant="4-months").case_id
    world.register(case_id, "programme_started", date(2026, 11, 16))
    row = book(world, case_id, on=date(2026, 12, 2), type="intro_session")
    booked = DutyRow.unrestricted.filter(case=case_id, booked=row).get()
    assert booked.requirement == "intro-sessions"
    assert booked.listed_from
    assert booked.due_on
    assert booked.listed_from <= date(2026, 12, 2) <= booked.due_on


class TestRemind:
    def remind(self, world, case_id, *, by=None, now=NOW, submission=None):
        return services.remind(
            case_id=case_id,
            requirement="start-interview",
            instance=1,
            by=by or world.mette,
            now=now,
            submission=submission or uuid4(),
        )

    def test_the_duty_says_who_reminded(self, world, case_id):
        self.remind(world, case_id)
        row = duty(case_id)
        assert (row.reminded_on, row.reminded_by, row.responsible) == (
            TODAY,
            world.mette,
            world.jens,
        )
        line = LogEntry.unrestricted.get(case=case_id, type="reminded")
        assert line.attributes == {
            "requirement": "start-interview",
            "instance": 1,
            "by": world.mette.pk,
            "user": world.jens.pk,
        }

    def test_once_a_day_each(self, world, case_id):
        self.remind(world, case_id)
        with pytest.raises(Refused) as refused:
            self.remind(world, case_id)
        assert codes(refused) == [("requirement", "reminded_today")]
        self.remind(world, case_id, by=world.secretary)
        self.remind(world, case_id, now=NOW + timedelta(days=1))
        assert types(case_id).count("reminded") == 3

    def test_nobody_reminds_themselves(self, world, case_id):
        with pytest.raises(Refused) as refused:
            self.remind(world, case_id, by=world.jens)
        assert codes(refused) == [("requirement", "own_ball")]

    def test_what_is_done_needs_no_reminder(self, world, case_id):
        world.register(case_id, "start_interview", TODAY, present=["citizen", "contact_person"])
        with pytest.raises(Refused) as refused:
            self.remind(world, case_id)
        assert codes(refused) == [("requirement", "unknown_duty")]

    def test_somebody_who_may_not_reminds_nobody(self, world, case_id):
        with pytest.raises(NotVisible):
            self.remind(world, case_id, by=world.charlie)
