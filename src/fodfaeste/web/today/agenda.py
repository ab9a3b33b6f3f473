"""What one is invited to today, and what has passed of which nothing is registered. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from fodfaeste.cases.queries import AppointmentView
from fodfaeste.web import addresses, booked, dates, names
from fodfaeste.web.appointments import saying
from fodfaeste.web.booked import RowAct
from fodfaeste.web.duties import DateBox, date_box


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """An appointment of today."""

    clock: str
    what: str
    url: str
    citizen: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An appointment whose time has passed: was it held?"""

    box: DateBox
    what: str
    when: str
    citizen: str
    citizen_url: str
    programme: str
    protected: bool
    acts: Sequence[RowAct]


@dataclass(frozen=True, slots=True)
class AgendaShown:
    """``asked`` stands first on Today, ``today`` beside it."""

    asked: Sequence[Asked]
    today: Sequence[Meeting]
    day: str


def present_agenda(found: Iterable[AppointmentView], *, now: datetime) -> AgendaShown:
    """What has passed, and what is left of the day, in order of time."""
    known = list(found)
    return AgendaShown(
        asked=[asked(one, now=now) for one in known if one.ends_at <= now],
        today=[meeting(one) for one in known if one.ends_at > now],
        day=dates.long(now.date(), today=now.date()),
    )


def asked(one: AppointmentView, *, now: datetime) -> Asked:
    rules = names.rules_of(one.programme, one.version)
    when = [saying.when(one, today=now.date()), saying.place(one)]
    return Asked(
        # Its own day: it is not late, it only wants to be answered.
        box=date_box(due_on=one.day, today=one.day),
        what=saying.what(one),
        when=" · ".join(filter(None, when)),
        citizen=names.of_citizen(one.citizen),
        citizen_url=addresses.of_case(one.case_id),
        programme=names.of_course(rules, one.variant),
        protected=one.protected,
        acts=booked.of_appointment(
            one.case_id,
            one.id,
            held_url=addresses.of_holding(one.case_id, one.id, slags=one.type),
            came=True,
            may_book=True,
        ),
    )


def meeting(one: AppointmentView) -> Meeting:
    return Meeting(
        clock=dates.clock(one.begins_at),
        what=saying.what(one),
        url=addresses.of_appointment(one.case_id, one.id),
        citizen=names.of_citizen(one.citizen),
        place=saying.place(one),
    )
