"""Proposes when to meet: a day and an hour for a duty. Pure.

The last working day before the deadline on which everybody invited is free leaves a day to move to,
and does not come before there is something to speak of.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Literal

import holidays

Why = Literal["before", "on", "soon", "undated"]
Busy = tuple[datetime, datetime]

HOURS = (time(10), time(13), time(9), time(11), time(14), time(12), time(15))
"""When an interview may begin, the best first; the office is open from 9 to 16."""
CLOSES = time(16)
A_WEEK = 7
FRIDAY = 4
HORIZON = 366
OFF = ("public", "optional")
"""Beside public holidays those on which offices are closed: 5 June, 24 and 31 December."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """When, and why then: the last working day ``before`` the deadline, ``on`` the deadline itself,
    as ``soon`` as can be where that is over, or in a week where there is none (``undated``).
    ``holiday``: whether a day off or a weekend was passed over; ``free``: whether nobody invited
    has something else then."""

    on: date
    at: time
    why: Why
    passed_over: bool = False
    free: bool = True


@cache
def _days_off(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year, categories=OFF))


def is_working_day(day: date) -> bool:
    """Whether offices are open in Denmark."""
    return day.weekday() <= FRIDAY and day not in _days_off(day.year)


def propose(
    *,
    due_on: date | None,
    now: datetime,
    busy: Sequence[Busy] = (),
    minutes: int = 60,
    not_before: date | None = None,
) -> Proposal:
    """When to meet for a duty due on ``due_on``. ``busy``: when somebody invited, or the citizen,
    has something else; ``not_before``: the day from which it counts."""
    first = max(now.date() + timedelta(days=1), not_before or date.min)
    for on, why in _days(due_on, first):
        for at in HOURS:
            if _is_within(at, minutes) and _is_free(on, at, minutes, busy, now):
                return Proposal(on, at, why, _is_moved(why, due_on))
    on, why = next(_days(due_on, first))
    return Proposal(on, HOURS[0], why, _is_moved(why, due_on), free=False)


def _days(due_on: date | None, first: date) -> Iterator[tuple[date, Why]]:
    """The days to try, the best first."""
    if due_on is None:
        yield from ((day, "undated") for day in _onward(first + timedelta(days=A_WEEK - 1)))
    elif due_on < first:
        yield from ((day, "soon") for day in _onward(first))
    else:
        yield from ((day, "before") for day in _back(due_on - timedelta(days=1), first))
        if is_working_day(due_on):
            yield due_on, "on"
        yield from ((day, "soon") for day in _onward(first))


def _back(last: date, first: date) -> Iterator[date]:
    """Working days before the deadline, the latest first."""
    span = range((last - first).days + 1)
    return (day for n in span if is_working_day(day := last - timedelta(days=n)))


def _onward(first: date) -> Iterator[date]:
    days = (first + timedelta(days=n) for n in range(HORIZON))
    return (day for day in days if is_working_day(day))


def _is_moved(why: Why, due_on: date | None) -> bool:
    """Whether the day before the deadline is none to meet on."""
    return why == "before" and not (due_on and is_working_day(due_on - timedelta(days=1)))


def _is_within(at: time, minutes: int) -> bool:
    ends = datetime.combine(date.min, at) + timedelta(minutes=minutes)
    return ends <= datetime.combine(date.min, CLOSES)


def _is_free(on: date, at: time, minutes: int, busy: Iterable[Busy], now: datetime) -> bool:
    begins = datetime.combine(on, at, now.tzinfo)
    ends = begins + timedelta(minutes=minutes)
    return not any(first < ends and begins < last for first, last in busy)
