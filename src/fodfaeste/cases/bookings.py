"""Which appointment would meet which duty, and who reminded of it.

An appointment that was booked from a duty belongs to its requirement; another one to a requirement
that an event of its kind would meet. Of several outstanding instances the first takes the earliest
appointment: so it stays right when one is met by something else.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeVar
from uuid import UUID

from fodfaeste.cases.models import Appointment
from fodfaeste.cases.rows import REMINDED, Row
from fodfaeste.core.duties import Duty
from fodfaeste.core.programme import Match, Requirement

Key = tuple[str, int]
"""Requirement and instance."""


class Reminder(NamedTuple):
    """Who asked last, and on which day."""

    on: date
    by_id: int


class Booked(Protocol):
    """What has to be known of an appointment."""

    @property
    def type(self) -> str: ...
    @property
    def attributes(self) -> Mapping[str, object]: ...
    @property
    def requirement(self) -> str | None: ...
    @property
    def day(self) -> date: ...


B = TypeVar("B", bound=Booked)


def planned(cases: Iterable[UUID]) -> dict[UUID, list[Appointment]]:
    """What is planned in each case, in order of time: one question to the database."""
    found: dict[UUID, list[Appointment]] = {}
    rows = Appointment.unrestricted.filter(case__in=list(cases), state=Appointment.State.PLANNED)
    for each in rows.order_by("begins_at", "pk"):
        found.setdefault(each.case_id, []).append(each)
    return found


def booked_for(duties: Iterable[Duty], appointments: Sequence[B]) -> dict[Key, B]:
    """The appointment of each duty that has one. Both in order."""
    left, found = list(appointments), dict[Key, B]()
    for duty in duties if left else ():
        fitting = next((each for each in left if _fits(each, duty)), None)
        if fitting is not None:
            left.remove(fitting)
            found[duty.rule.id, duty.number] = fitting
    return found


def _fits(appointment: Booked, duty: Duty) -> bool:
    if appointment.requirement not in (None, duty.rule.id):
        return False
    if duty.rule.kind == "per_period" and not _lies_in(appointment.day.toordinal(), duty):
        return False
    return appointment.requirement is not None or would_meet(appointment, duty.rule)


def _lies_in(day: int, duty: Duty) -> bool:
    return (duty.first is None or duty.first <= day) and (duty.last is None or day <= duty.last)


def would_meet(appointment: Booked, rule: Requirement) -> bool:
    """Whether an event of that kind is one that it asks for, whoever is present."""
    return any(_matches(appointment, match) for match in rule.match)


def _matches(appointment: Booked, match: Match) -> bool:
    if appointment.type not in match.event:
        return False
    return all(
        _is_wanted(appointment.attributes.get(name), wanted.one_of, wanted.none_of)
        for name, wanted in match.where.items()
    )


def _is_wanted(value: object, one_of: Sequence[object], none_of: Sequence[object]) -> bool:
    return value in one_of if one_of else value not in none_of


def reminders(rows: Iterable[Row]) -> dict[Key, Reminder]:
    """The last reminder of each duty."""
    found: dict[Key, Reminder] = {}
    for row in rows:
        if row.type == REMINDED:
            said = row.attributes
            found[said["requirement"], said["instance"]] = Reminder(row.on, said["by"])
    return found
