"""Danish days off: public holidays, and those on which offices are closed besides."""

from datetime import date
from functools import cache
from typing import Literal

import holidays

from fodfaeste.cases.proposing import OFF

Language = Literal["da", "en"]
LANGUAGES = {"da": "da", "en": "en_US"}


@cache
def _of_year(year: int, language: str) -> "dict[date, str]":
    found = holidays.country_holidays(
        "DK", years=year, categories=OFF, language=LANGUAGES.get(language, "da")
    )
    return dict(found.items())


def is_off(day: date) -> bool:
    """Whether it is a day off, whatever day of the week."""
    return day in _of_year(day.year, "da")


def name_of(day: date, language: str) -> str:
    """What the day off is called; empty if it is none."""
    return _of_year(day.year, language).get(day, "")
