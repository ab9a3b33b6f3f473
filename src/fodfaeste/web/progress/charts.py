"""Answers over time as small drawings: one an indicator, citizen and worker told apart by shape and
line as well as by colour. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fodfaeste.web import dates
from fodfaeste.web.drawing import Axis

WIDTH, HEIGHT = 320, 132
LEFT, RIGHT, TOP, BOTTOM = 22, 10, 12, 106
AT_LEAST = 60
"""Days: two answers a week apart shall not look like a whole course."""


@dataclass(frozen=True, slots=True)
class Point:
    """An answer on a day."""

    on: date
    score: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A point drawn: ``shape`` is ``circle`` or ``diamond``."""

    x: int
    y: int
    shape: str
    title: str

    @property
    def path(self) -> str:
        """A diamond, in whole units."""
        x, y = self.x, self.y
        return f"M{x} {y - 6}L{x + 6} {y}L{x} {y + 6}L{x - 6} {y}Z"


@dataclass(frozen=True, slots=True)
class Line:
    """One who answers: the line through their marks."""

    who: str
    path: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A step of the scale."""

    y: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All that a template needs. ``ident`` is unique on the page."""

    ident: str
    title: str
    levels: tuple[Level, ...]
    lines: tuple[Line, ...]
    first: str
    last: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    bottom: int = HEIGHT - 6


@dataclass(frozen=True, slots=True)
class Series:
    """The answers of one who is asked. ``name``: as a title says it."""

    who: str
    name: str
    points: Sequence[Point]


SHAPES = {"citizen": "circle", "worker": "diamond"}


def chart(
    ident: str, title: str, series: Iterable[Series], *, points: int, today: date
) -> Chart | None:
    """The drawing of one indicator; None while nothing is answered."""
    drawn = [one for one in series if one.points]
    if not drawn:
        return None
    days = [point.on.toordinal() for one in drawn for point in one.points]
    first, last = min(days), max(*days, min(days) + AT_LEAST)
    axis = Axis(first, last, LEFT + 10, WIDTH - RIGHT - 8)
    return Chart(
        ident=ident,
        title=title,
        levels=tuple(Level(height_of(n, points), str(n)) for n in range(1, points + 1)),
        lines=tuple(_line(one, axis, points, today) for one in drawn),
        first=dates.short(date.fromordinal(first), today=today),
        last=dates.short(date.fromordinal(max(days)), today=today) if len(set(days)) > 1 else "",
    )


def height_of(score: int, points: int) -> int:
    """Where a step of the scale lies: the highest on top."""
    return BOTTOM - round((score - 1) * (BOTTOM - TOP) / (points - 1))


def _line(one: Series, axis: Axis, points: int, today: date) -> Line:
    marks = tuple(_mark(one, point, axis, points, today) for point in one.points)
    path = "M" + "L".join(f"{mark.x} {mark.y}" for mark in marks)
    return Line(one.who, path if len(marks) > 1 else "", marks)


def _mark(one: Series, point: Point, axis: Axis, points: int, today: date) -> Mark:
    said = dates.medium(point.on, today=today)
    return Mark(
        x=axis.middle(point.on.toordinal()),
        # Where both answer the same, both marks are to be seen.
        y=height_of(point.score, points) + (3 if one.who == "worker" else -3),
        shape=SHAPES.get(one.who, "circle"),
        title=f"{one.name}, {said}: {point.score}",
    )
