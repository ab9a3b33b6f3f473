"""Helpers for the pages of appointments, with the real clock."""

import re
from datetime import time, timedelta
from uuid import uuid4

from django.utils import timezone

from fodfaeste.cases import services
from fodfaeste.cases.models import Appointment
from fodfaeste.cases.proposing import is_working_day
from fodfaeste.cases.services import NewAppointment, Slot
from fodfaeste.cases.services.appointments import id_of_appointment


def text(page):
    assert page.status_code == 200
    return page.content.decode()


def today():
    return timezone.localdate()


def later(days=10):
    """A working day so many days ahead, or soon after."""
    day = today() + timedelta(days=days)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def booking(on, at="10.00", **more):
    """The form as it is sent."""
    parts = {"on_day": on.day, "on_month": on.month, "on_year": on.year}
    return {
        "submission": str(uuid4()), "back": "/", "kind": "start_interview", **parts, "at": at,
        "minutes": "60", "place": "ours", "roles": ["citizen", "contact_person"], **more,
    }  # fmt: skip


def address(case, act="ny/?krav=start-interview&nr=1"):
    return f"/sager/{case}/aftaler/{act}"


def book(home, case, on=None, at=time(10), *, booked_ago=0, **values):
    """Books through the service, perhaps days ago."""
    submission, now = uuid4(), timezone.now() - timedelta(days=booked_ago)
    given = {"type": "start_interview", "roles": ["citizen", "contact_person"], "place": "ours"}
    slot = Slot(on=on or later(), at=at)
    services.book(
        case_id=case,
        appointment=NewAppointment(slot=slot, **given | values),
        by=home.mette,
        now=now,
        submission=submission,
    )
    return Appointment.unrestricted.get(pk=id_of_appointment(submission))


def yesterday(home, case, **values):
    return book(home, case, today() - timedelta(days=1), booked_ago=3, **values)


def found(pattern, page) -> str:
    """What the pattern's group finds in a page."""
    match = re.search(pattern, page)
    assert match
    return str(match[1])
