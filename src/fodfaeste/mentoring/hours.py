"""Hours with a mentor: used, granted, by month, and what is worth a word. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

SILENT = timedelta(days=21)
"""After so long without contact it is mentioned; no rule says so, and a person decides."""
WEEK = 7
HOUR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """What counts for the hours. ``hours_per``: ``week`` or ``all``. ``last_on``: the last day
    that is arranged, or was."""

    since: date
    last_on: date | None
    is_over: bool
    hours: Decimal | None
    hours_per: str


@dataclass(frozen=True, slots=True)
class Spent:
    """Time on a day. ``held``: somebody met or talked."""

    on: date
    minutes: int
    held: bool


@dataclass(frozen=True, slots=True)
class Month:
    """What there was in a month. ``first``: its first day."""

    first: date
    minutes: int
    held: int
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Minutes used against hours granted so far, and in all if that is known. ``quiet_since``: the
    day since which there has been no contact, if that is long ago."""

    used: int
    so_far: Decimal | None
    in_all: Decimal | None
    quiet_since: date | None

    @property
    def is_used_up(self) -> bool:
        """Whether all that is granted so far is used."""
        return self.so_far is not None and self.used >= self.so_far * HOUR > 0


def account(arranged: Arranged, spent: Sequence[Spent], *, today: date) -> Account:
    """How it stands on a day."""
    return Account(
        used=sum(one.minutes for one in spent),
        so_far=_granted(arranged, today),
        in_all=_granted(arranged, arranged.last_on) if arranged.last_on else None,
        quiet_since=_quiet_since(arranged, spent, today),
    )


def _granted(arranged: Arranged, until: date) -> Decimal | None:
    """By a day: hours a week count for every week that has begun."""
    if arranged.hours is None or arranged.hours_per == "all":
        return arranged.hours
    last = min(until, arranged.last_on) if arranged.last_on else until
    return arranged.hours * max(0, ((last - arranged.since).days // WEEK) + 1)


def _quiet_since(arranged: Arranged, spent: Sequence[Spent], today: date) -> date | None:
    if arranged.is_over:
        return None
    last = max([arranged.since, *(one.on for one in spent if one.held)])
    return last if today - last > SILENT else None


def by_month(spent: Sequence[Spent]) -> list[Month]:
    """Months in which there was something, the newest first."""
    months: dict[date, list[Spent]] = {}
    for one in spent:
        months.setdefault(one.on.replace(day=1), []).append(one)
    return [
        Month(
            first,
            sum(one.minutes for one in found),
            sum(one.held for one in found),
            sum(not one.held for one in found),
        )
        for first, found in sorted(months.items(), reverse=True)
    ]
