"""Danish public holidays."""

from datetime import date
from functools import cache

import holidays


def in_period(first: date, last: date) -> dict[int, str]:
    """The public holidays from ``first`` through ``last`` with their names, by their day."""
    found: dict[int, str] = {}
    for year in range(first.year, last.year + 1):
        found |= _of_year(year)
    days = range(first.toordinal(), last.toordinal() + 1)
    return {day: name for day, name in found.items() if day in days}


@cache
def _of_year(year: int) -> dict[int, str]:
    known = holidays.country_holidays("DK", years=year, language="da")
    return {day.toordinal(): str(name) for day, name in known.items()}
