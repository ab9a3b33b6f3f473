"""A day of a time sheet in as few keystrokes as can be: ``5``, ``s``, ``3s``. Pure.

Each reason for not coming has a letter in Danish and one in English; both are understood in either
language, since who types from paper does not look up.
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from fodfaeste.core.timesheets import CLOSED, HOLIDAY, ILLNESS, NOT_AGREED, OTHER, Filled
from fodfaeste.placements.timesheets import CAUSES, number

LETTERS: Mapping[str, Mapping[str, str]] = {
    "da": {"s": ILLNESS, "f": HOLIDAY, "l": CLOSED, "u": NOT_AGREED, "a": OTHER},
    "en": {"i": ILLNESS, "h": HOLIDAY, "c": CLOSED, "n": NOT_AGREED, "o": OTHER},
}
_CELL = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)?\s*([a-z])?", re.ASCII)


class NotACell(ValueError):
    """It is neither hours nor a letter."""


def read(text: str) -> Filled | None:
    """What a cell says; None for an empty one. Raises ``NotACell``."""
    typed = text.strip().lower()
    if not typed:
        return None
    found = _CELL.fullmatch(typed)
    letters = {**LETTERS["da"], **LETTERS["en"]}
    if found is None or (found[2] and found[2] not in letters):
        raise NotACell(text)
    hours = Decimal((found[1] or "0").replace(",", "."))
    return Filled(hours, letters[found[2]] if found[2] else None)


def written(filled: Filled | None, language: str) -> str:
    """The shortest that can be typed for it."""
    if filled is None:
        return ""
    letter = next((a for a, cause in LETTERS[language].items() if cause == filled.cause), "")
    return letter if letter and not filled.hours else number(filled.hours, language) + letter


def name_of(cause: str) -> str:
    """A reason for not coming, as the heading of its hours."""
    known = str(CAUSES.get(cause, cause))
    return known[:1].upper() + known[1:]
