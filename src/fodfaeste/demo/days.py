"""Days as the stories say them: so many days or months from today.

    -40          forty days ago
    -9M+12       nine calendar months ago, and then twelve days on
    +1 mon       the Monday of the week in which tomorrow lies
    sun+1-6M     counted from the Sunday of this week
    -3 exact     three days ago, also on a Saturday

Nothing happens at a weekend unless it is said so: such a day becomes the Friday before.
"""

import re
from datetime import date, timedelta

from fodfaeste.core.dates import add_months

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
EXACT = "exact"

_SAID = re.compile(rf"(sun)?((?:[+-]?\d+M?)*)(?: ({'|'.join([*WEEKDAYS, EXACT])}))?\Z", re.ASCII)
_STEP = re.compile(r"([+-]?\d+)(M?)")


class NotADay(ValueError):
    """A story says a day in a way that is not known."""


def day_of(said: object, *, today: date) -> date:
    """The day that a story says, for a reader on ``today``. Raises ``NotADay``."""
    found = _SAID.match(str(said))
    if not found or not (found[1] or found[2]):
        raise NotADay(said)
    day = sunday_of(today) if found[1] else today
    for count, months in _STEP.findall(found[2]):
        day = _moved(day, int(count), in_months=bool(months))
    return _settled(day, found[3])


def sunday_of(day: date) -> date:
    """The last day of the week."""
    return day + timedelta(days=6 - day.weekday())


def working_day_before(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(day.weekday() - 4, 0))


def working_day_after(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 4 else day


def weekday_of(day: date, weekday: str) -> date:
    """That weekday in the week of ``day``."""
    return day + timedelta(days=WEEKDAYS.index(weekday) - day.weekday())


def _moved(day: date, count: int, *, in_months: bool) -> date:
    if in_months:
        return date.fromordinal(add_months(day.toordinal(), count))
    return day + timedelta(days=count)


def _settled(day: date, word: str | None) -> date:
    if word == EXACT:
        return day
    return weekday_of(day, word) if word else working_day_before(day)
