"""Dates as people say them. A date is always said in full; its nearness is never said instead."""

from datetime import date, datetime, time
from functools import lru_cache

from django.utils import dateformat, timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

LONG = {"da": "l j. F", "en": "l j F"}
MEDIUM = {"da": "j. F", "en": "j F"}
SHORTENED = {"M": "F", "D": "l"}
DAY = {"da": "j.", "en": "j"}
SHORT = {"da": "j. M", "en": "j M"}


def language() -> str:
    """The language of the page: ``da`` or ``en``."""
    return "en" if (get_language() or "").startswith("en") else "da"


def long(day: date, *, today: date) -> str:
    """``torsdag 26. november``, with the year where it is another than today's."""
    return _said(day, LONG, today)


def medium(day: date, *, today: date) -> str:
    """``26. november``, with the year where it is another than today's."""
    return _said(day, MEDIUM, today)


def short(day: date, *, today: date) -> str:
    """``26. nov``, with the year where it is another than today's."""
    return _said(day, SHORT, today)


def span(first: date | None, last: date | None, *, today: date) -> str:
    """``2. marts – 29. november``, ``16.–22. november``; ``fra 2. marts`` says the caller."""
    if first and last and first == last:
        return medium(first, today=today)
    if first and last and first < last and (first.year, first.month) == (last.year, last.month):
        return f"{_formatted(first, DAY[language()])}–{medium(last, today=today)}"
    ends = [medium(day, today=today) if day else "" for day in (first, last)]
    return " – ".join(ends).strip()


def clock(at: time | datetime) -> str:
    """``9.05`` in Danish, ``09:05`` in English: by the clock where the work is done."""
    when = timezone.localtime(at) if isinstance(at, datetime) else at
    return f"{when.hour}.{when:%M}" if language() == "da" else f"{when:%H:%M}"


def moment(when: datetime, *, today: date) -> str:
    """``4. juni kl. 10.00``, with the year where it is another than today's."""
    day = medium(timezone.localdate(when), today=today)
    return _("%(date)s at %(time)s") % {"date": day, "time": clock(when)}


def month(day: date) -> str:
    """``nov``"""
    return _formatted(day, "M")


def month_and_year(day: date) -> str:
    """``november 2026``"""
    return _formatted(day, "F Y")


def weekday(day: date) -> str:
    """``tir``, ``Tue``"""
    return _formatted(day, "D")


def _said(day: date, forms: dict[str, str], today: date) -> str:
    form = forms[language()]
    return _formatted(day, form if day.year == today.year else f"{form} Y")


def _formatted(day: date, form: str) -> str:
    return _in_language(day, form, language())


@lru_cache(maxsize=4096)
def _in_language(day: date, form: str, code: str) -> str:
    with override(code):
        return "".join(_part(day, letter) for letter in form)


def _part(day: date, letter: str) -> str:
    # Django abbreviates Danish months and days with a full stop: "nov.", "tirs.".
    if letter in SHORTENED:
        return dateformat.format(day, SHORTENED[letter])[:3]
    return dateformat.format(day, letter) if letter.isalpha() else letter
