"""The activities of a plan in time: a bar each, by track, with arrows for what waits for what, the
phases of the case above them and today through them. Pure.

Every bar has its words above it, so that they are read on a phone too; what the colours and arrows
say stands in the table beside it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from fodfaeste.cases.queries import CaseView, OtherPlan
from fodfaeste.core import plan_items
from fodfaeste.core.dates import as_date
from fodfaeste.core.evaluation import PhaseSpan
from fodfaeste.core.plan_items import ACTIVITY, DONE, DROPPED, Item
from fodfaeste.web import dates
from fodfaeste.web.case.timeline import NARROW, WIDE, Parts
from fodfaeste.web.dates import language
from fodfaeste.web.drawing import LETTER, Axis, Bar, Caption, Tick, fitted, room_for, ticks
from fodfaeste.web.plan.terms import Sayer, title_of

LEFT, RIGHT = 4, 8
TOP, PHASE, HEADING, ROW, HEIGHT = 34, 34, 26, 38, 14
PAPER = 760
MOST_DAYS = 800
OPEN_END = 14
"""Days for which an activity without an end is drawn at the least."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """From the end of an activity to the beginning of what waits for it. ``late``: that begins
    before this has ended."""

    path: str
    head: str
    late: bool
    ends: tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Label:
    """The words above a bar."""

    x: int
    y: int
    text: str
    at_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrawing:
    """All that a template needs."""

    ident: str
    width: int
    height: int
    ticks: Sequence[Tick]
    bars: Sequence[Bar]
    labels: Sequence[Label]
    arrows: Sequence[Arrow]
    headings: Sequence[Caption]
    today: int | None

    @property
    def bottom(self) -> int:
        return self.height - 4

    @property
    def today_at_right(self) -> bool:
        return self.today is not None and self.today > self.width - 60


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table that says the same."""

    track: str
    what: str
    days: str
    after: str
    state: str


@dataclass(frozen=True, slots=True)
class PlanTimeline:
    """For wide screens, for phones, and in words."""

    wide: PlanDrawing
    narrow: PlanDrawing
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Lane:
    """Activities under one heading. ``tone``: of their bars."""

    heading: str
    items: Sequence[Item]
    tone: str
    sayer: Sayer
    prefix: str = ""


@dataclass(slots=True)
class Canvas:
    """What has been drawn so far, and where each activity's bar lies."""

    axis: Axis
    y: int
    bars: list[Bar] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    headings: list[Caption] = field(default_factory=list)
    places: dict[str, Bar] = field(default_factory=dict)


def plan_timeline(
    view: CaseView, items: Mapping[str, Item], others: Sequence[OtherPlan], sayer: Sayer
) -> PlanTimeline | None:
    """The plan drawn; None while no activity has a day."""
    lanes = [*_lanes(items, sayer), *_other_lanes(others, sayer)]
    days = [day for lane in lanes for one in lane.items for day in _known(one)]
    if not days:
        return None
    drawer = Drawer(view, lanes, days, sayer)
    return PlanTimeline(
        wide=drawer.drawn("plan-timeline", WIDE),
        narrow=drawer.drawn("plan-timeline-narrow", NARROW),
        rows=[row for lane in lanes for row in _rows(lane)],
    )


def plan_for_paper(view: CaseView, items: Mapping[str, Item], sayer: Sayer) -> PlanDrawing | None:
    """This plan alone, as wide as a page holds; None while no activity has a day."""
    lanes = list(_lanes(items, sayer))
    days = [day for lane in lanes for one in lane.items for day in _known(one)]
    return Drawer(view, lanes, days, sayer).drawn("plan-paper", PAPER) if days else None


# --- what there is


def _lanes(items: Mapping[str, Item], sayer: Sayer) -> Iterator[Lane]:
    """The main track first, then the others as the programme has them; then those on none."""
    activities = in_time(plan_items.of_kind(items, ACTIVITY))
    tracks = sorted(sayer.rules.programme.tracks, key=lambda track: not track.main)
    known = {track.id for track in tracks}
    for track in tracks:
        found = [one for one in activities if one["track"] == track.id]
        if found:
            name = track.name[language()]
            said = _("%(track)s (main track)") % {"track": name} if track.main else name
            yield Lane(said, found, "main" if track.main else "side", sayer)
    rest = [one for one in activities if one["track"] not in known]
    if rest:
        yield Lane(_("On no track") if known else _("Activities"), rest, "main", sayer)


def _other_lanes(others: Sequence[OtherPlan], sayer: Sayer) -> Iterator[Lane]:
    for other in others:
        found = in_time(plan_items.of_kind(other.items, ACTIVITY))
        if found:
            name = other.programme.short_name[language()]
            own = Sayer(sayer.rules, other.items, sayer.people, sayer.today)
            said = _("Also in %(programme)s") % {"programme": name}
            yield Lane(said, found, "other", own, prefix=f"{other.case_id} ")


def in_time(activities: Iterable[Item]) -> list[Item]:
    """By their first day; those that have none come last."""
    return sorted(activities, key=lambda one: (one["first"] or one["last"] or "9999", one.id))


def _known(one: Item) -> list[int]:
    return [day for day in (one.day("first"), one.day("last")) if day is not None]


def _rows(lane: Lane) -> Iterator[Row]:
    for one in lane.items:
        states = {DONE: _("done"), DROPPED: _("came to nothing")}
        yield Row(
            lane.heading,
            title_of(one, lane.sayer.rules),
            lane.sayer.days(one) or _("no dates yet"),
            ", ".join(lane.sayer.titles(one["after"])),
            states.get(one["state"], ""),
        )


# --- as a drawing


class Drawer:
    """Draws the lanes of one plan."""

    def __init__(
        self, view: CaseView, lanes: Sequence[Lane], days: Sequence[int], sayer: Sayer
    ) -> None:
        self.lanes, self.sayer = lanes, sayer
        self.parts = Parts(view, sayer.today)
        self.now = sayer.today.toordinal()
        first, last = min(days), max(days)
        self.first = max(min(first, self.now), self.now - MOST_DAYS)
        self.last = min(max(last, self.now + OPEN_END), self.now + MOST_DAYS)

    def drawn(self, ident: str, width: int) -> PlanDrawing:
        axis = Axis(*room_for(self.first, self.last), LEFT, width - RIGHT)
        phases = [one for one in self.parts.phases if axis.reaches(one.first, one.last)]
        canvas = Canvas(axis, TOP + (PHASE + 10 if phases else 0))
        canvas.bars += [self.phase(axis, one) for one in phases]
        for lane in self.lanes:
            self.draw(canvas, lane)
        return PlanDrawing(
            ident=ident,
            width=width,
            height=canvas.y + 24,
            ticks=ticks(axis),
            bars=canvas.bars,
            labels=canvas.labels,
            arrows=list(self.arrows(canvas)),
            headings=canvas.headings,
            today=axis.x(self.now) if axis.has(self.now) else None,
        )

    def phase(self, axis: Axis, span: PhaseSpan) -> Bar:
        return replace(self.parts.phase_bar(axis, span), height=PHASE - 6, under="")

    def draw(self, canvas: Canvas, lane: Lane) -> None:
        """A heading, and the activities that have a day below it."""
        shown = [one for one in lane.items if self.is_shown(canvas.axis, one)]
        if not shown:
            return
        canvas.headings.append(Caption(LEFT, canvas.y + 16, lane.heading))
        canvas.y += HEADING
        for one in shown:
            self.draw_one(canvas, lane, one)

    def is_shown(self, axis: Axis, one: Item) -> bool:
        known = _known(one)
        return bool(known) and axis.reaches(min(known), max(known))

    def draw_one(self, canvas: Canvas, lane: Lane, one: Item) -> None:
        axis, known = canvas.axis, _known(one)
        last = max(known) if one["last"] else max(known[0] + OPEN_END, known[0])
        x = axis.x(min(known))
        bar = Bar(
            x=x,
            y=canvas.y + 16,
            width=max(axis.x(last + 1) - x - 2, 4),
            height=HEIGHT,
            tone=self.tone(lane, one),
            title=f"{title_of(one, lane.sayer.rules)}: {lane.sayer.days(one)}",
        )
        canvas.bars.append(bar)
        canvas.labels.append(self.label(canvas, lane, one, bar))
        canvas.places[lane.prefix + one.id] = bar
        canvas.y += ROW

    def tone(self, lane: Lane, one: Item) -> str:
        if one["state"]:
            return str(one["state"])
        return lane.tone if one["last"] else f"{lane.tone} is-open"

    def label(self, canvas: Canvas, lane: Lane, one: Item, bar: Bar) -> Label:
        """Above the bar's beginning, or to its end at the right edge where there is no room."""
        width = canvas.axis.right - LEFT
        text = fitted(self.said(lane, one), width)
        is_long = bar.x + len(text) * LETTER > canvas.axis.right
        return Label(canvas.axis.right if is_long else bar.x, canvas.y + 12, text, is_long)

    def said(self, lane: Lane, one: Item) -> str:
        first = as_date(one.day("first") or one.day("last"))
        day = dates.short(first, today=self.sayer.today) if first else ""
        return f"{title_of(one, lane.sayer.rules)} · {day}"

    def arrows(self, canvas: Canvas) -> Iterator[Arrow]:
        for lane in self.lanes:
            for one in lane.items:
                to = canvas.places.get(lane.prefix + one.id)
                for name in one["after"]:
                    origin = canvas.places.get(lane.prefix + name)
                    if origin is not None and to is not None:
                        yield arrow(origin, to)


def arrow(origin: Bar, to: Bar) -> Arrow:
    """Down or up beside the bars, and into the beginning of the later one."""
    x, y = origin.x + origin.width, origin.y + HEIGHT // 2
    end_x, end_y = to.x, to.y + HEIGHT // 2
    late = end_x < x
    turn = max(end_x - 6, 1) if late else min(x + 3, end_x)
    below = origin.y + HEIGHT + 3 if end_y > y else origin.y - 3
    path = f"M{x} {y}H{x + 3}V{below}H{turn}V{end_y}H{end_x - 2}"
    head = f"M{end_x} {end_y}l-6 -4v8z"
    return Arrow(path, head, late, ((x, y), (end_x, end_y)))
