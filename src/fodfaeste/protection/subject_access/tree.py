"""What is held, in the order in which it is read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import dateformat, timezone
from django.utils.translation import get_language, pgettext


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known. ``value``: as a machine reads it; ``said``: as people do."""

    code: str
    label: str
    value: Any
    said: str


@dataclass(frozen=True, slots=True)
class Item:
    """Facts that belong together: a line of the log, a consent."""

    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part with a heading. ``is_table``: its items all have the same facts, and are many."""

    code: str
    heading: str
    about: str = ""
    items: tuple[Item, ...] = ()
    parts: tuple["Part", ...] = ()
    is_table: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.items and all(part.is_empty for part in self.parts)


@dataclass(frozen=True, slots=True)
class Held:
    """All of it. ``made_at``: as of when."""

    title: str
    language: str
    organisation: str
    made_at: datetime
    lead: str
    parts: tuple[Part, ...]


def fact(code: str, label: Any, value: Any, said: str | None = None) -> Fact:
    """A fact, said as dates, times, yes and no are."""
    return Fact(code, str(label), plain(value), in_words(value) if said is None else said)


def known(*facts: Fact) -> tuple[Fact, ...]:
    """Those of the facts that say something."""
    return tuple(one for one in facts if one.said != "")


def plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | None) else str(value)


def in_words(value: Any) -> str:
    """``2. marts 2026``, ``2. marts 2026 kl. 9.30``, ``ja``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return pgettext("fact", "yes") if value else pgettext("fact", "no")
    if isinstance(value, datetime):
        when = timezone.localtime(value)
        return f"{day_in_words(when.date())} {when:%H:%M}"
    return day_in_words(value) if isinstance(value, date) else str(value)


def day_in_words(day: date) -> str:
    form = "j F Y" if (get_language() or "").startswith("en") else "j. F Y"
    return dateformat.format(day, form)
