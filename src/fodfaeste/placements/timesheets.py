"""The time sheet of a placement: its days by the agreement, and what the log of its case says of
them (JS-16). Nothing is stored but lines of the log; the latest about a day stands."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.queries import CaseView, EntryView
from fodfaeste.cases.visibility import NotVisible
from fodfaeste.core.timesheets import (
    CLOSED,
    HOLIDAY,
    ILLNESS,
    NOT_AGREED,
    OTHER,
    Agreed,
    Filled,
    Week,
    weeks,
)
from fodfaeste.placements import days_off
from fodfaeste.placements.agreements import (
    Hours,
    hours_by_day,
    over_time,
)
from fodfaeste.placements.models import AgreementVersion, Placement

AHEAD = 26 * 7
"""Days that a sheet without a last day is laid out for."""


class Change(NamedTuple):
    """What was said of a day, and is said differently now: by whom, and when."""

    day: int
    was: Filled | None
    now: Filled | None
    by: str
    at: datetime


class Confirmation(NamedTuple):
    """That the workplace confirmed a week: the day, who it was (empty where the reader does not
    read that), and whether the week has stood as it was since."""

    on: date
    name: str
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the log says of a placement's days. ``notes`` and ``confirmed``: by the Monday of their
    week. ``last``: the number of the last line that is read; ``withheld``: there is more, which is
    not for the reader."""

    filled: Mapping[int, Filled] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    confirmed: Mapping[int, Confirmation] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    last: int = 0
    withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A placement's time sheet. ``hours``: what is agreed over time; ``days_off``: public holidays
    of the period by their day."""

    placement: Placement
    first: date
    last: date
    weeks: Sequence[Week]
    hours: Sequence[Hours]
    days_off: Mapping[int, str]
    said: Said


def sheet_of(*, view: CaseView, placement_id: UUID, user: User, today: date) -> Sheet:
    """The sheet of a placement in a case that ``user`` has opened. Raises ``NotVisible``."""
    placement = placement_in(view.case_id, placement_id, user=user, today=today)
    versions = AgreementVersion.objects.visible_to(user, today).filter(placement=placement)
    said = read(view.entries, placement_id)
    return laid_out(placement, list(versions.order_by("number")), said, today=today)


def placement_in(case_id: UUID, placement_id: UUID, *, user: User, today: date) -> Placement:
    """A placement of the case with its company. Raises ``NotVisible``."""
    found = Placement.objects.visible_to(user, today).filter(case=case_id, pk=placement_id)
    placement = found.select_related("unit__company").first()
    if placement is None:
        raise NotVisible(case_id)
    return placement


def laid_out(
    placement: Placement, versions: Sequence[AgreementVersion], said: Said, *, today: date
) -> Sheet:
    """The days of the placement's period, week by week."""
    first, last = period_of(placement, today=today)
    off, hours = days_off.in_period(first, last), over_time(versions, last=last)
    found = weeks(first.toordinal(), last.toordinal(), agreed=agreed(hours), holidays=off)
    return Sheet(
        placement=placement,
        first=first,
        last=last,
        weeks=found,
        hours=hours,
        days_off=off,
        said=said,
    )


def period_of(placement: Placement, *, today: date) -> tuple[date, date]:
    """From the first day through the last that is agreed, or on which they came; where none is
    known as far as sheets are laid out from today."""
    ahead = date.fromordinal(max(today, placement.since).toordinal() + AHEAD)
    last = placement.ended_on or placement.until or ahead
    return placement.since, max(last, placement.since)


# --- what is agreed


def agreed(over_time: Iterable[Hours]) -> tuple[Agreed, ...]:
    """The hours of each day of the week over time."""
    return tuple(
        Agreed(
            first=hours.first.toordinal(),
            last=None if hours.last is None else hours.last.toordinal(),
            hours=hours_by_day(hours),
        )
        for hours in over_time
    )


# --- what the log says


def read(entries: Iterable[EntryView], placement_id: UUID, *, until: int | None = None) -> Said:
    """What lines of the log say of a placement; ``until``: no later line than the one so
    numbered."""
    reader = _Reader()
    for entry in sorted(entries, key=lambda entry: entry.seq):
        told = entry.type in TOLD and entry.attributes.get("placement") == str(placement_id)
        if told and (until is None or entry.seq <= until):
            reader.read(entry)
    return reader.said()


TOLD: Mapping[str, Callable[["_Reader", EntryView], None]]


class _Reader:
    """Reads lines in the order in which they were written."""

    def __init__(self) -> None:
        self.filled: dict[int, Filled] = {}
        self.notes: dict[int, str] = {}
        self.confirmed: dict[int, Confirmation] = {}
        self.changes: list[Change] = []
        self.last, self.withheld = 0, False

    def read(self, entry: EntryView) -> None:
        self.last = entry.seq
        self.withheld |= entry.withheld
        TOLD[entry.type](self, entry)

    def fill(self, entry: EntryView) -> None:
        for monday in _weeks_of(entry):
            if monday in self.confirmed:
                self.confirmed[monday] = self.confirmed[monday]._replace(stands=False)
        for name, said in entry.answers.items():
            if name.startswith(NOTE):
                self.notes[_day(name.removeprefix(NOTE))] = str(said)
            else:
                self.say(_day(name), filled_of(str(said)), entry)

    def say(self, day: int, now: Filled | None, entry: EntryView) -> None:
        if day in self.filled and self.filled[day] != now:
            was = self.filled[day]
            self.changes.append(Change(day, was, now, entry.author, entry.registered_at))
        if now is None:
            self.filled.pop(day, None)
        else:
            self.filled[day] = now

    def confirm(self, entry: EntryView) -> None:
        on = date.fromisoformat(str(entry.attributes["confirmed_on"]))
        name = str(entry.answers.get("confirmed_by", ""))
        self.confirmed |= dict.fromkeys(_weeks_of(entry), Confirmation(on, name, True))

    def said(self) -> Said:
        return Said(
            filled=self.filled,
            notes={day: note for day, note in self.notes.items() if note},
            confirmed=self.confirmed,
            changes=tuple(reversed(self.changes)),
            last=self.last,
            withheld=self.withheld,
        )


TOLD = {rows.TIMESHEET_FILLED: _Reader.fill, rows.TIMESHEET_CONFIRMED: _Reader.confirm}

NOTE = "week "
"""Before the Monday of the week that a note is about."""


def _weeks_of(entry: EntryView) -> list[int]:
    return [_day(text) for text in entry.attributes.get("weeks", ())]


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def filled_of(said: str) -> Filled | None:
    """``5``, ``0 illness``, ``3.5 holiday`` as the log has it; empty: taken back."""
    hours, _, cause = said.partition(" ")
    return Filled(Decimal(hours), cause or None) if hours else None


def as_said(filled: Filled | None) -> str:
    """The same the other way."""
    if filled is None:
        return ""
    return " ".join(filter(None, (f"{filled.hours.normalize():f}", filled.cause)))


# --- in words

CAUSES: Mapping[str, Promise] = {
    ILLNESS: pgettext_lazy("did not come", "ill"),
    HOLIDAY: pgettext_lazy("did not come", "on holiday"),
    CLOSED: pgettext_lazy("did not come", "the company was closed"),
    NOT_AGREED: pgettext_lazy("did not come", "absent without having agreed on it"),
    OTHER: pgettext_lazy("did not come", "another reason"),
}
"""Why somebody did not come."""


def said(filled: Filled | None, language: str) -> str:
    """What it says in words, without hours where there are none: ``3, syg``."""
    if filled is None:
        return "–"
    cause = str(CAUSES.get(filled.cause, filled.cause)) if filled.cause else ""
    hours = number(filled.hours, language) if filled.hours or not cause else ""
    return ", ".join(filter(None, (hours, cause)))


def number(hours: Decimal, language: str) -> str:
    """Hours with at most two decimals: ``7,5``."""
    text = f"{hours:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "da" else text
