"""The older lines of a long log, folded by month. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fodfaeste.cases.queries import CaseView
from fodfaeste.web import dates
from fodfaeste.web.case.log import LogLine

MANY = 24
"""Older lines from which on they are folded by month."""


@dataclass(frozen=True, slots=True)
class Month:
    """The lines about the days of a month."""

    name: str
    lines: tuple[LogLine, ...]


def by_month(view: CaseView, older: Sequence[LogLine]) -> list[Month]:
    """The months of ``older``, in its order; none where it is short enough to be read through."""
    if len(older) < MANY:
        return []
    days = {entry.id: entry.on for entry in view.entries}
    grouped = groupby(older, key=lambda line: first_of(days[line.id]))
    return [Month(dates.month_and_year(month), tuple(lines)) for month, lines in grouped]


def first_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)
