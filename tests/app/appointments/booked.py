"""Appointments for the tests of booking: on a Monday morning, 23 November 2026."""

from datetime import date, datetime, time
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from fodfaeste.cases import services
from fodfaeste.cases.models import Appointment
from fodfaeste.cases.services import Member, NewAppointment, NewEvent, Slot, id_of_appointment
from tests.app.cases.world import NOW

ZONE = ZoneInfo("Europe/Copenhagen")
THURSDAY = date(2026, 11, 26)


def jobspot(world, **values):
    """A case in which the start interview is due on Thursday the 26th."""
    first = NewEvent(
        type="referral_received",
        on=date(2026, 11, 2),
        attributes={"course_start": date(2026, 11, 27)},
    )
    members = [
        Member(world.jens.pk, "contact_person"),
        Member(world.mette.pk, "jobcentre_caseworker"),
    ]
    given: dict[str, Any] = {"programme": "jobspot", "first": first, "members": members} | values
    return world.refer(**given).case_id


def new(on=THURSDAY, at=time(10), *, minutes=60, **values):
    given: dict[str, Any] = {
        "type": "start_interview",
        "slot": Slot(on=on, at=at, minutes=minutes),
        "roles": ["citizen", "contact_person"],
        "place": "ours",
    }
    return NewAppointment(**given | values)


def book(world, case_id, appointment=None, *, by=None, now=NOW, submission=None, **values):
    """Books it, and gives the appointment's row."""
    submission = submission or uuid4()
    services.book(
        case_id=case_id,
        appointment=appointment or new(**values),
        by=by or world.jens,
        now=now,
        submission=submission,
    )
    return Appointment.unrestricted.get(pk=id_of_appointment(submission))


def act(world, service, row, *, by=None, now=NOW, submission=None, **values):
    """Does something with an appointment, and gives what the service gives."""
    return service(
        case_id=row.case_id,
        appointment_id=row.pk,
        by=by or world.jens,
        now=now,
        submission=submission or uuid4(),
        **values,
    )


def at(on, hour, minute=0):
    """A moment by the clock in Copenhagen."""
    return datetime.combine(on, time(hour, minute), ZONE)
