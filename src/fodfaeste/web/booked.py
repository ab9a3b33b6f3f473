"""What is said of a booking, and what can be done with a duty that is booked or can be. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fodfaeste.core.programme import Requirement
from fodfaeste.core.rules import Rules
from fodfaeste.web import addresses, dates

MOVE, NOT_HELD, CANCEL = "flyt/", "ikke-holdt/", "aflys/"


@dataclass(frozen=True, slots=True)
class RowAct:
    """Something that can be done with a row. ``loud``: it is what one is expected to do."""

    text: str
    url: str
    loud: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """The duty of a row. ``is_contact``: people meet or speak for it."""

    case_id: UUID
    requirement: str
    number: int
    is_contact: bool
    mine: bool = True


def is_contact(rules: Rules, rule: Requirement) -> bool:
    """Whether what meets a requirement is that people meet or speak: then it can be booked."""
    types = {name for match in rule.match for name in match.event}
    return any(rules.terms.events[name].contact for name in types)


def said(begins_at: datetime | None, *, today: date, due_on: date | None = None) -> str:
    """``Booket 4. juni kl. 10.00``, and whether that is too late; empty if nothing is."""
    if begins_at is None:
        return ""
    when = {"when": dates.moment(begins_at, today=today)}
    if is_late(timezone.localdate(begins_at), due_on):
        return _("Booked %(when)s, after the deadline") % when
    return _("Booked %(when)s") % when


def is_late(day: date | None, due_on: date | None) -> bool:
    """Whether it is booked for a day after the one on which it is due."""
    return day is not None and due_on is not None and day > due_on


def has_come(day: date, *, today: date) -> bool:
    """Whether the day of an appointment has come, so that it can be said whether it was held."""
    return day <= today


def acts(
    duty: Duty, appointment_id: UUID | None, *, came: bool, may_register: bool, may_book: bool
) -> tuple[RowAct, ...]:
    """What can be done with a duty. ``came``: the day of its appointment has come."""
    of_duty = (duty.case_id, duty.requirement, duty.number)
    if appointment_id is None:
        register = RowAct(_("Register"), addresses.of_act(*of_duty), loud=duty.mine)
        book = RowAct(pgettext("an appointment", "Book"), addresses.of_booking(*of_duty))
        can_be_booked = duty.is_contact and may_book
        return (*([register] if may_register else []), *([book] if can_be_booked else []))
    named: dict[str, Any] = {"krav": duty.requirement, "nr": str(duty.number)}
    held = addresses.of_holding(duty.case_id, appointment_id, **named)
    return of_appointment(
        duty.case_id,
        appointment_id,
        held_url=held if came and may_register else "",
        came=came,
        may_book=may_book,
        loud=duty.mine,
    )


def of_appointment(
    case_id: UUID,
    appointment_id: UUID,
    *,
    held_url: str,
    came: bool,
    may_book: bool,
    loud: bool = True,
) -> tuple[RowAct, ...]:
    """What can be done with an appointment that is planned."""
    held = RowAct(pgettext("an appointment", "Held"), held_url, loud=loud)
    move = RowAct(_("Move"), addresses.of_appointment(case_id, appointment_id, MOVE))
    url = addresses.of_appointment(case_id, appointment_id, NOT_HELD)
    not_held = RowAct(pgettext("an appointment", "Not held"), url)
    said = [held] if held_url else []
    changed = [move, not_held] if came else [move]
    return (*said, *(changed if may_book else []))
