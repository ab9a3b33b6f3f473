"""Hours a week by kind over time, drawn as steps (CT-10), and in words. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from fodfaeste.placements.agreements import Hours
from fodfaeste.web import dates
from fodfaeste.web.case.timeline import NARROW, WIDE
from fodfaeste.web.drawing import Axis, Bar, Caption, Drawing, room_for, ticks
from fodfaeste.web.placements.saying import HOURS, number

LEFT, RIGHT, TOP, HEIGHT, BELOW = 34, 8, 38, 130, 26
AHEAD = 28
"""Days that are drawn of what has no end."""
LEAST = Decimal(20)
"""The scale reaches so many hours at least."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table that says the same."""

    days: str
    said: tuple[str, ...]
    total: str


@dataclass(frozen=True, slots=True)
class HoursDrawn:
    """For wide screens, for phones, and in words. ``kinds``: those that occur, with their tone."""

    wide: Drawing
    narrow: Drawing
    rows: Sequence[Row]
    kinds: Sequence[tuple[str, str]]


def hours_drawn(hours: Sequence[Hours], *, today: date) -> HoursDrawn | None:
    """None where no hours are agreed."""
    if not any(one.by_kind for one in hours):
        return None
    drawer = Drawer(hours, today)
    kinds = [kind for kind in HOURS if any(kind in one.by_kind for one in hours)]
    return HoursDrawn(
        wide=drawer.drawn("hours", WIDE),
        narrow=drawer.drawn("hours-narrow", NARROW),
        rows=[drawer.row(one) for one in hours],
        kinds=[(kind, str(HOURS[kind])) for kind in kinds],
    )


class Drawer:
    """Draws the hours of one placement."""

    def __init__(self, hours: Sequence[Hours], today: date) -> None:
        self.hours, self.today = hours, today
        self.top = max(LEAST, *(one.a_week for one in hours))
        ends = [self.last(one) for one in hours]
        self.first, self.end = hours[0].first.toordinal(), max(ends)

    def last(self, one: Hours) -> int:
        open_end = max(one.first.toordinal(), self.today.toordinal()) + AHEAD
        return one.last.toordinal() if one.last else open_end

    def drawn(self, ident: str, width: int) -> Drawing:
        axis = Axis(*room_for(self.first, self.end), LEFT, width - RIGHT)
        now = self.today.toordinal()
        return Drawing(
            ident=ident,
            title=_("Hours a week over time"),
            width=width,
            height=TOP + HEIGHT + BELOW,
            ticks=ticks(axis),
            bars=list(self.bars(axis)),
            captions=list(self.scale()),
            today=axis.x(now) if axis.has(now) else None,
        )

    def bars(self, axis: Axis) -> Iterator[Bar]:
        """Kinds on top of each other, in the order in which they are named."""
        for one in self.hours:
            x, y = axis.x(one.first.toordinal()), TOP + HEIGHT
            width = max(axis.x(self.last(one) + 1) - x - 1, 3)
            for kind in (kind for kind in HOURS if one.by_kind.get(kind)):
                height = self.height(one.by_kind[kind])
                y -= height
                yield Bar(x=x, y=y, width=width, height=height, tone=kind,
                          title=f"{self.days(one)}: {self.said(one, kind)}",
                          label=self.label(one, kind, width, height))  # fmt: skip

    def height(self, hours: Decimal) -> int:
        return round(hours * HEIGHT / self.top)

    def label(self, one: Hours, kind: str, width: int, height: int) -> str:
        text = number(one.by_kind[kind])
        return text if width > 12 + 9 * len(text) and height > 22 else ""

    def scale(self) -> Iterator[Caption]:
        for hours in (Decimal(0), self.top / 2, self.top):
            yield Caption(
                0, TOP + HEIGHT - self.height(hours) + 4, number(hours.quantize(Decimal(1)))
            )

    def row(self, one: Hours) -> Row:
        kinds = [kind for kind in HOURS if kind in one.by_kind]
        said = tuple(self.said(one, kind) for kind in kinds)
        return Row(self.days(one), said, number(one.a_week))

    def said(self, one: Hours, kind: str) -> str:
        return f"{number(one.by_kind[kind])} {HOURS[kind]}"

    def days(self, one: Hours) -> str:
        if one.last is None:
            return _("from %(date)s") % {"date": dates.medium(one.first, today=self.today)}
        return dates.span(one.first, one.last, today=self.today)
