"""The days of a placement as a time sheet: what is agreed, who came, and why not (JS-16).

Days are whole numbers, as in ``dates``; public holidays are told from outside. A week begins on its
Monday. Nobody is agreed to come on a public holiday.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

WEEK = 7
QUARTER = Decimal("0.25")
NOTHING = Decimal(0)

ILLNESS, HOLIDAY, CLOSED, NOT_AGREED, OTHER = CAUSES = (
    "illness",
    "holiday",
    "closed",
    "not_agreed",
    "other",
)
"""Why somebody did not come: ill, on holiday, the company was closed, absent without having agreed
on it, or for another reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What is agreed from ``first`` through ``last`` (None: on): hours for each day of the week,
    Monday first."""

    first: int
    last: int | None
    hours: tuple[Decimal, ...]

    def on(self, day: int) -> Decimal | None:
        """The hours of a day; None where it is not about that day."""
        if day < self.first or (self.last is not None and day > self.last):
            return None
        return self.hours[_weekday(day)]


class Day(NamedTuple):
    """A day of a sheet. ``inside``: whether it lies in the placement's period."""

    day: int
    agreed: Decimal
    is_holiday: bool
    inside: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A week of a sheet, all seven days of it; ``number`` as calendars in Denmark count."""

    first: int
    number: int
    days: tuple[Day, ...]

    @property
    def inside(self) -> tuple[Day, ...]:
        """Its days in the placement's period."""
        return tuple(day for day in self.days if day.inside)


class Filled(NamedTuple):
    """What is said of a day: the hours that the citizen was there, and why not for all of them."""

    hours: Decimal
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Hours of a week or a period. ``absent`` and ``absent_days`` by cause; ``less``: missing
    without a cause; ``more``: beyond what was agreed; ``open_days``: agreed, and not filled in."""

    agreed: Decimal
    attended: Decimal
    absent: Mapping[str, Decimal]
    absent_days: Mapping[str, int]
    less: Decimal
    more: Decimal
    open_days: int


def spread(hours: Decimal, weekdays: Sequence[int]) -> tuple[Decimal, ...]:
    """So many hours a week over some weekdays (Monday: 0), in quarters of an hour: the first of
    them carry what does not divide evenly."""
    days = sorted(set(weekdays))
    if not days:
        return (NOTHING,) * WEEK
    quarters, rest = divmod(hours, QUARTER)
    each, more = divmod(int(quarters), len(days))
    found = {day: (each + (n < more)) * QUARTER for n, day in enumerate(days)}
    found[days[0]] += rest
    return tuple(found.get(day, NOTHING) for day in range(WEEK))


def weeks(
    first: int, last: int, *, agreed: Iterable[Agreed], holidays: Container[int]
) -> tuple[Week, ...]:
    """The sheet for a period. Where two agreements are about the same day, the later one counts."""
    by_start = sorted(agreed, key=lambda one: one.first, reverse=True)
    mondays = range(first - _weekday(first), last + 1, WEEK)
    return tuple(_week(monday, range(first, last + 1), by_start, holidays) for monday in mondays)


def _week(monday: int, period: range, agreed: Sequence[Agreed], holidays: Container[int]) -> Week:
    days = [_day(day, period, agreed, holidays) for day in range(monday, monday + WEEK)]
    return Week(monday, date.fromordinal(monday).isocalendar().week, tuple(days))


def _day(day: int, period: range, agreed: Sequence[Agreed], holidays: Container[int]) -> Day:
    is_holiday, inside = day in holidays, day in period
    hours = next((found for one in agreed if (found := one.on(day)) is not None), NOTHING)
    return Day(day, hours if inside and not is_holiday else NOTHING, is_holiday, inside)


def _weekday(day: int) -> int:
    return date.fromordinal(day).weekday()


def totals(days: Iterable[Day], filled: Mapping[int, Filled]) -> Totals:
    """The hours of some days added up."""
    absent, absent_days = dict.fromkeys(CAUSES, NOTHING), dict.fromkeys(CAUSES, 0)
    agreed = attended = less = more = NOTHING
    open_days = 0
    for day in days:
        agreed += day.agreed
        said = filled.get(day.day)
        if said is None:
            open_days += day.agreed > 0
            continue
        attended += said.hours
        missing = max(NOTHING, day.agreed - said.hours)
        more += max(NOTHING, said.hours - day.agreed)
        if said.cause is None:
            less += missing
        else:
            absent[said.cause] += missing
            absent_days[said.cause] += 1
    return Totals(agreed, attended, absent, absent_days, less, more, open_days)
