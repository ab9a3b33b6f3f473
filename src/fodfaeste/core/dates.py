"""Whole days, ISO 8601 periods, and the arithmetic of deadlines.

A day is a proleptic Gregorian ordinal (``int``, as ``date.toordinal``), so that comparing and
counting cost an integer operation. Dates are shown as ``datetime.date`` at the edge.
"""

import re
from datetime import date
from typing import NamedTuple

FIRST_DAY = date.min.toordinal()
LAST_DAY = date.max.toordinal()

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_PERIOD = re.compile(
    r"P(?=\d)(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?\Z", re.ASCII
)
_MEMORY_LIMIT = 200_000


class Period(NamedTuple):
    """A length of time: calendar months and days, at least one day long.

    ``text`` is the ISO 8601 form in which it was written, e.g. ``P2W``.
    """

    months: int
    days: int
    text: str

    def part(self, of: int) -> "Period | None":
        """One of ``of`` equal parts, or None where months or days do not divide evenly."""
        if self.months % of or self.days % of:
            return None
        months, days = self.months // of, self.days // of
        return Period(months, days, _iso(months, days))

    def times(self, number: int) -> "Period":
        """``number`` of these in a row."""
        months, days = self.months * number, self.days * number
        return Period(months, days, _iso(months, days))


def _iso(months: int, days: int) -> str:
    return "P" + (f"{months}M" if months else "") + (f"{days}D" if days or not months else "")


def parse_day(text: object) -> int | None:
    """The ordinal of ``YYYY-MM-DD``; None if ``text`` is anything else."""
    if not isinstance(text, str) or not _DATE.match(text):
        return None
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return None


def parse_period(text: object) -> Period | None:
    """The period written as ``PnYnMnWnD``; None if ``text`` is anything else or zero long."""
    found = _PERIOD.match(text) if isinstance(text, str) else None
    if found is None:
        return None
    years, months, weeks, days = (int(part or 0) for part in found.groups())
    period = Period(12 * years + months, 7 * weeks + days, found[0])
    return period if period.months or period.days else None


def as_date(day: int | None) -> date | None:
    """The ``datetime.date`` of a day, None for None."""
    return None if day is None else date.fromordinal(day)


_remembered: dict[tuple[int, int], int] = {}


def add_months(day: int, months: int) -> int:
    """The same day of the month ``months`` later, or that month's last day if there is none.

    Held within the calendar's first and last day (years 1 and 9999).
    """
    key = (day, months)
    known = _remembered.get(key)
    if known is not None:
        return known
    if len(_remembered) > _MEMORY_LIMIT:
        _remembered.clear()
    result = _remembered[key] = _add_months(day, months)
    return result


def _add_months(day: int, months: int) -> int:
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year < 1:
        return FIRST_DAY
    if year > 9999:
        return LAST_DAY
    first = date(year, month + 1, 1).toordinal()
    return min(first + start.day - 1, _month_end(year, month))


def _month_end(year: int, month: int) -> int:
    """The last day of a month counted from 0."""
    if (year, month) == (9999, 11):
        return LAST_DAY
    return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1).toordinal() - 1


def add(day: int, period: Period, times: int = 1) -> int:
    """The day ``times`` periods after ``day`` (before it, if negative), counted at once.

    Never step by step: 31 January and two months is 31 March.
    """
    if period.months:
        day = add_months(day, times * period.months)
    moved = day + times * period.days
    return min(max(moved, FIRST_DAY), LAST_DAY)


def last_day(first: int, period: Period) -> int:
    """The last day of a stretch of ``period`` that begins on ``first``."""
    return add(first, period) - 1
