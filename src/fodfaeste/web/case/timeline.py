"""A case in time: its phases, placements and jobs, contacts, deadlines, and today. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fodfaeste.cases.queries import AppointmentView, CaseView
from fodfaeste.core.dates import as_date
from fodfaeste.core.evaluation import ON_A_WORKLIST, PhaseSpan
from fodfaeste.core.events import Event
from fodfaeste.core.log import Log
from fodfaeste.core.rules import Rules
from fodfaeste.web import dates, duties, saying
from fodfaeste.web.drawing import (
    Axis,
    Bar,
    Caption,
    Dot,
    Drawing,
    bar,
    lanes,
    room_for,
    ticks,
)

WIDE, NARROW = 1080, 328
LEFT, RIGHT = 4, 8
TOP, PHASE, LANE, ROW = 34, 40, 32, 34
TWO_WEEKS = 14
MOST_DAYS, SHORTEST = 800, 90
BEGINS, ENDS = "_started", "_ended"


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts: a placement, a job. ``last`` None: no end is known."""

    type: str
    name: str
    first: int
    last: int | None
    tone: str


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on one day."""

    name: str
    day: int
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table that says what the drawing shows."""

    kind: str
    what: str
    days: str


@dataclass(frozen=True, slots=True)
class Step:
    """A phase as a step."""

    name: str
    days: str
    state: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing for wide screens and for phones, the steps, and the same as a table."""

    wide: Drawing
    narrow: Drawing
    steps: Sequence[Step]
    rows: Sequence[Row]


def timeline(view: CaseView, *, today: date) -> Timeline | None:
    """The case drawn; None while nothing has a day."""
    parts = Parts(view, today)
    if not parts.days:
        return None
    return Timeline(
        wide=parts.drawn("timeline", WIDE),
        narrow=parts.drawn("timeline-narrow", NARROW),
        steps=parts.steps(),
        rows=list(parts.rows()),
    )


def own_planned(view: CaseView) -> list[AppointmentView]:
    """What is planned in the case itself."""
    planned = (each for each in view.appointments if each.state == "planned")
    known = view.rules.terms.events
    return [each for each in planned if each.case_id == view.case_id and each.type in known]


# --- what lasts


def spans(rules: Rules, log: Log, *, today: date) -> list[Span]:
    """Placements, and whatever else the vocabulary lets begin and end."""
    placement = rules.programme.placement
    found = list(_placements(rules, log, today))
    for begins in rules.terms.events:
        ends = begins.removesuffix(BEGINS) + ENDS
        if begins.endswith(BEGINS) and ends in rules.terms.events and begins != placement.started:
            found += _jobs(rules, log, (begins, ends), today)
    return sorted(found, key=lambda span: span.first)


def _placements(rules: Rules, log: Log, today: date) -> Iterator[Span]:
    """Those that count, with the last day that the rules give them."""
    started = rules.programme.placement.started
    by_day = {event.day: event for event in log.of_type(started)}
    for stay in log.stays:
        event = by_day[stay.first]
        yield _span(rules, event, stay.last, today)


def _jobs(rules: Rules, log: Log, types: tuple[str, str], today: date) -> Iterator[Span]:
    """What began, each with the first end after it that no other one has taken."""
    ends = [event.day for event in log.of_type(types[1])]
    for event in log.of_type(types[0]):
        last = next((day for day in ends if day >= event.day), None)
        if last is not None:
            ends.remove(last)
        yield _span(rules, event, last, today)


def _span(rules: Rules, event: Event, last: int | None, today: date) -> Span:
    kind = rules.terms.events[event.type]
    tone = kind.group if kind.group in ("placement", "job") else "other"
    name = chosen(rules, event, today) or kind.name[dates.language()]
    return Span(event.type, name, event.day, last, tone)


def chosen(rules: Rules, event: Event, today: date) -> str:
    """The first choice that an event carries, as the kind of a placement."""
    for name, known in rules.terms.events[event.type].attributes.items():
        if known.type == "choice" and name in event.attributes:
            said = saying.value(known, event.attributes[name], today=today)
            return said[:1].upper() + said[1:]
    return ""


# --- all of it


class Parts:
    """What there is to draw of a case."""

    def __init__(self, view: CaseView, today: date) -> None:
        self.rules, self.evaluation = view.rules, view.evaluation
        self.log, self.today = view.evaluation.log, today
        self.closed_on = view.evaluation.log.closed_on
        self.phases = [self.until_closed(span) for span in view.evaluation.phases]
        self.spans = spans(view.rules, self.log, today=today)
        self.contacts = list(self._contacts())
        self.contacts += [self._booked(each) for each in own_planned(view)]
        self.dues = list(self._dues())
        self.days = list(self._days())

    def _contacts(self) -> Iterator[Moment]:
        for event in self.log.events:
            kind = self.rules.terms.events[event.type]
            if kind.contact:
                more = chosen(self.rules, event, self.today)
                name = " · ".join(filter(None, [kind.name[dates.language()], more]))
                yield Moment(name, event.day, "contact")

    def _booked(self, one: AppointmentView) -> Moment:
        kind = self.rules.terms.events[one.type]
        what = {"what": kind.name[dates.language()], "time": dates.clock(one.begins_at)}
        said = _("%(what)s, booked at %(time)s") % what
        return Moment(said, one.day.toordinal(), "booked")

    def _dues(self) -> Iterator[Moment]:
        for each in self.evaluation.requirements:
            if each.state in ON_A_WORKLIST and each.duty.due is not None:
                tone = "late" if each.state == "overdue" else "due"
                yield Moment(duties.what(each.rule, each.duty.number), each.duty.due, tone)

    def _days(self) -> Iterator[int]:
        """Every day that has to lie on the drawing, as long as that makes a readable one."""
        events = [event.day for event in self.log.events]
        known = [span.first for span in self.phases]
        known += [day for span in self.spans for day in (span.first, span.last) if day is not None]
        known += [moment.day for moment in self.dues] + events
        known += [moment.day for moment in self.contacts if moment.tone == "booked"]
        if self.phases or self.spans or self.contacts or self.dues:
            yield from known
            yield self.now if self.closed_on else self.now + TWO_WEEKS

    @property
    def now(self) -> int:
        """Today; of a closed case, the day it was closed."""
        return min(self.today.toordinal(), self.closed_on or date.max.toordinal())

    def axis(self, width: int) -> Axis:
        now = self.now
        first = max(min(self.days), now - MOST_DAYS)
        last = min(max(self.days), max(now, first) + MOST_DAYS // 2)
        if self.closed_on:
            last = max([now, *(moment.day for moment in self.dues)])
            first = min(first, last - SHORTEST)
        return Axis(*room_for(first, last, at_least=SHORTEST), LEFT, width - RIGHT)

    def until_closed(self, span: PhaseSpan) -> PhaseSpan:
        """A phase, which ends with the case at the latest."""
        return span._replace(last=self.held(span.last))

    def held(self, last: int | None) -> int | None:
        """A last day, or the day the case was closed if that is earlier."""
        if last is None or self.closed_on is None:
            return last or self.closed_on
        return min(last, self.closed_on)

    def drawn(self, ident: str, width: int) -> Drawing:
        axis = self.axis(width)
        chosen_lanes = lanes((span.first, span.last) for span in self.spans)
        below = TOP + PHASE + 8
        contacts_y = below + LANE * (max(chosen_lanes, default=-1) + 1) + 24
        dues_y = contacts_y + (ROW if self.contacts else 0)
        bottom = dues_y + (ROW if self.dues else 0)
        return Drawing(
            ident=ident,
            title=_("The case in time: phases, placements and jobs, contacts and deadlines"),
            width=width,
            height=bottom + 6,
            ticks=ticks(axis),
            bars=[
                *self.phase_bars(axis),
                *self.span_bars(axis, chosen_lanes, below),
            ],
            dots=[
                *self.dots(axis, self.contacts, contacts_y),
                *self.dots(axis, self.dues, dues_y),
            ],
            captions=list(self.captions(contacts_y, dues_y)),
            today=None if self.closed_on else axis.x(self.today.toordinal()),
        )

    def captions(self, contacts_y: int, dues_y: int) -> Iterator[Caption]:
        if self.contacts:
            yield Caption(LEFT, contacts_y - 11, _("Contacts"))
        if self.dues:
            yield Caption(LEFT, dues_y - 11, _("Deadlines"))

    def phase_bars(self, axis: Axis) -> Iterator[Bar]:
        for span in self.phases:
            if axis.reaches(span.first, span.last):
                yield self.phase_bar(axis, span)

    def phase_bar(self, axis: Axis, span: PhaseSpan) -> Bar:
        name, days = span.phase.name[dates.language()], self.said(span.first, span.last)
        return bar(
            axis, (span.first, span.last), y=TOP, height=PHASE, tone=self.phase_state(span),
            title=f"{name}: {days}", label=name, under=self.short(span),
        )  # fmt: skip

    def phase_state(self, span: PhaseSpan) -> str:
        now = self.evaluation.phase
        if now is not None and span.phase.id == now.phase.id and span.first == now.first:
            return "now"
        return "coming" if span.first > self.evaluation.on else "past"

    def short(self, span: PhaseSpan) -> str:
        first, last = as_date(span.first), as_date(span.last)
        ends = [dates.short(day, today=self.today) if day else "" for day in (first, last)]
        return " – ".join(ends).strip()

    def span_bars(self, axis: Axis, chosen_lanes: Sequence[int], y: int) -> list[Bar]:
        return [
            bar(axis, (span.first, self.held(span.last)), y=y + lane * LANE, height=26,
                tone=span.tone, title=f"{span.name}: {self.said(span.first, span.last)}",
                label=span.name)
            for span, lane in zip(self.spans, chosen_lanes, strict=True)
            if axis.reaches(span.first, span.last)
        ]  # fmt: skip

    def dots(self, axis: Axis, moments: Sequence[Moment], y: int) -> list[Dot]:
        """Those on days that are drawn; the table has the others too."""
        return [self.dot(axis, each, y) for each in moments if axis.has(each.day)]

    def dot(self, axis: Axis, moment: Moment, y: int) -> Dot:
        title = f"{moment.name}: {self.day(moment.day)}"
        return Dot(x=axis.middle(moment.day), y=y, tone=moment.tone, title=title)

    def day(self, ordinal: int) -> str:
        return dates.medium(date.fromordinal(ordinal), today=self.today)

    def said(self, first: int, last: int | None) -> str:
        """``2. marts – 29. november``, ``from 2 March``."""
        if last is None:
            return _("from %(date)s") % {"date": self.day(first)}
        return dates.span(as_date(first), as_date(last), today=self.today)

    def steps(self) -> list[Step]:
        states = {"now": "now", "past": "past", "coming": "future"}
        return [
            Step(
                span.phase.name[dates.language()],
                self.said(span.first, span.last),
                states[self.phase_state(span)],
            )
            for span in self.phases
        ]

    def rows(self) -> Iterator[Row]:
        for phase in self.phases:
            name = phase.phase.name[dates.language()]
            yield Row(_("Phase"), name, self.said(phase.first, phase.last))
        for span in self.spans:
            kind = self.rules.terms.events[span.type].name[dates.language()]
            yield Row(kind, span.name, self.said(span.first, span.last))
        for moment in self.contacts:
            kind = _("Booked") if moment.tone == "booked" else _("Contact")
            yield Row(kind, moment.name, self.day(moment.day))
        for moment in self.dues:
            yield Row(_("Deadline"), moment.name, self.day(moment.day))
