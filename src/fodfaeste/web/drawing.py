"""Time as a drawing: where things lie on it, in whole units of an SVG.

Whole units, because templates write a fraction with the comma of the page's language, which no
drawing understands.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fodfaeste.core.dates import FIRST_DAY, LAST_DAY, add_months
from fodfaeste.web import dates

LETTER = 7
"""About the width of a letter, in the drawing's units."""
AROUND = 3
GAP_OF_MONTHS = 46
STEPS_OF_MONTHS = (1, 2, 3, 6, *(12 * 2**n for n in range(10)))
"""The last is for all the years that a calendar has."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from ``first`` through ``last`` between ``left`` and ``right``."""

    first: int
    last: int
    left: int
    right: int

    def x(self, day: int) -> int:
        """Where ``day`` begins; a day outside lies on the nearer edge."""
        held = min(max(day, self.first), self.last + 1)
        return self.left + round((held - self.first) * self._unit)

    def middle(self, day: int) -> int:
        """The middle of ``day``."""
        return (self.x(day) + self.x(day + 1)) // 2

    def has(self, day: int) -> bool:
        """Whether ``day`` is drawn."""
        return self.first <= day <= self.last

    def reaches(self, first: int, last: int | None) -> bool:
        """Whether any of the days from ``first`` through ``last`` is drawn."""
        return first <= self.last and (last is None or last >= self.first)

    @property
    def _unit(self) -> float:
        return (self.right - self.left) / (self.last + 1 - self.first)


@dataclass(frozen=True, slots=True)
class Tick:
    """The first of a month. ``year`` is said where it begins, and at the left edge."""

    x: int
    label: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of days, with as much of its label as there is room for."""

    x: int
    y: int
    width: int
    height: int
    tone: str
    title: str
    label: str = ""
    under: str = ""

    @property
    def text_x(self) -> int:
        return self.x + 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A single day."""

    x: int
    y: int
    tone: str
    title: str


@dataclass(frozen=True, slots=True)
class Caption:
    """A word beside a row."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All that a template needs. ``ident`` is unique on the page."""

    ident: str
    title: str
    width: int
    height: int
    ticks: Sequence[Tick]
    bars: Sequence[Bar] = ()
    dots: Sequence[Dot] = ()
    captions: Sequence[Caption] = ()
    today: int | None = None

    @property
    def bottom(self) -> int:
        return self.height - 4

    @property
    def today_at_right(self) -> bool:
        """Whether the word beside today's line has to stand to the left of it."""
        return self.today is not None and self.today > self.width - 60


def room_for(first: int, last: int, *, at_least: int = 90) -> tuple[int, int]:
    """The days a drawing shows: all of them, a few around them, and never too short a time; of
    those that a calendar has."""
    until = max(last, first + at_least) + AROUND
    return max(first - AROUND, FIRST_DAY), min(until, LAST_DAY)


NAME_OF_MONTH = 26
"""How wide the name of a month is, or a year."""


def ticks(axis: Axis) -> list[Tick]:
    """The months, or every second, third … of them where they would stand too close; of very long
    times only some years. One whose name would be cut off at the end is left out."""
    begins = [day for day in _months(axis) if axis.x(day) + NAME_OF_MONTH <= axis.right]
    step = next((n for n in STEPS_OF_MONTHS if _room(axis, begins, n)), STEPS_OF_MONTHS[-1])
    shown = [day for k, day in enumerate(begins) if k % step == 0]
    return [_tick(axis, day, is_first=k == 0, before=shown[k - 1]) for k, day in enumerate(shown)]


def _months(axis: Axis) -> Iterator[int]:
    month = date.fromordinal(axis.first).replace(day=1).toordinal()
    # The day after the last there is would be that one again.
    while month <= axis.last and month != LAST_DAY:
        if month >= axis.first:
            yield month
        month = add_months(month, 1)


def _room(axis: Axis, begins: Sequence[int], step: int) -> bool:
    return (axis.right - axis.left) * step >= GAP_OF_MONTHS * len(begins)


def _tick(axis: Axis, day: int, *, is_first: bool, before: int) -> Tick:
    when, earlier = date.fromordinal(day), date.fromordinal(before)
    year = str(when.year) if is_first or when.year != earlier.year else ""
    return Tick(axis.x(day), dates.month(when), year)


def fitted(text: str, width: int) -> str:
    """As much of ``text`` as ``width`` has room for; nothing rather than a letter or two."""
    letters = (width - 14) // LETTER
    if len(text) <= letters:
        return text
    return f"{text[: letters - 1].rstrip(' ·')}…" if letters > 4 else ""


def bar(
    axis: Axis,
    days: tuple[int, int | None],
    *,
    y: int,
    height: int,
    tone: str,
    title: str,
    label: str,
    under: str = "",
) -> Bar:
    """A bar from the first of ``days`` through the last, or to the edge where none is known."""
    first, last = days
    x = axis.x(first)
    width = max(axis.x(axis.last + 1 if last is None else last + 1) - x - 2, 3)
    return Bar(
        x=x,
        y=y,
        width=width,
        height=height,
        tone=tone,
        title=title,
        label=fitted(label, width),
        under=under if len(under) * LETTER + 14 <= width else "",
    )


def lanes(spans: Iterable[tuple[int, int | None]]) -> list[int]:
    """A lane for each span (in order of its first day), so that none lies over another."""
    ends: list[int | None] = []
    chosen = []
    for first, last in spans:
        free = (k for k, end in enumerate(ends) if end is not None and end < first)
        lane = next(free, len(ends))
        ends[lane : lane + 1] = [last]
        chosen.append(lane)
    return chosen
