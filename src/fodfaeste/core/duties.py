"""What a log asks for, requirement by requirement, with no other date in it than the events'.

Each kind of requirement becomes a function from a log to its duties. How a duty stands on a day
is read afterwards (``evaluation.state``), so that a day that passes changes no duty.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from fodfaeste.core.dates import LAST_DAY, Period, add
from fodfaeste.core.events import Event
from fodfaeste.core.log import Log, Stay
from fodfaeste.core.matching import Day, Days, Finder, Matcher, holds, shifted
from fodfaeste.core.programme import Point, Requirement, Window


class Duty(NamedTuple):
    """One instance of a requirement.

    ``since``: the day from which ``due`` was counted. ``first`` and ``last``: the days in which
    matches count, where there is such a window (``last`` None while it is not known). ``held``:
    how many matches there are in it.
    """

    rule: Requirement
    number: int
    required: bool
    due: int | None
    met: int | None
    since: int | None = None
    first: int | None = None
    last: int | None = None
    held: int = 0


class NoSpan(NamedTuple):
    """A window that is not known yet."""

    first: None = None
    last: None = None


Span = Stay | NoSpan
_NO_SPAN = NoSpan()

Spans = Callable[[Log], Sequence[Stay]]
"""The windows known so far; none while the first is not known."""

Deriver = Callable[[Log, int], list[Duty]]
"""From a log and a horizon (cells of a grid that begin after it are left out) to duties."""

DueDay = Callable[[Log, int], tuple[int | None, int | None]]
"""From a log and a position (from 0) to the due day and the day it was counted from."""


class DutyMaker:
    """Makes the derivers of one programme's requirements."""

    def __init__(self, days: Days, matcher: Matcher, agreed: str) -> None:
        self._days = days
        self._matcher = matcher
        self._agreed = agreed

    def deriver(self, rule: Requirement) -> Deriver:
        """The function that derives the duties of ``rule``."""
        derive = _KINDS[rule.kind](self, rule)
        if not rule.only_if and not rule.unless:
            return derive
        asked = [holds(condition, self._matcher) for condition in rule.only_if]
        lifted = [holds(condition, self._matcher) for condition in rule.unless]

        def derive_if_asked(log: Log, horizon: int) -> list[Duty]:
            if all(test(log) for test in asked) and not any(test(log) for test in lifted):
                return derive(log, horizon)
            return [Duty(rule, 1, False, None, None)]

        return derive_if_asked

    def finder(self, rule: Requirement) -> Finder:
        """The function to the events that meet ``rule``."""
        return self._matcher.finder(rule.match)

    def once(self, rule: Requirement) -> Deriver:
        """Met by the first match; or, for each X, the k-th match meets the k-th."""
        find, due_day = self.finder(rule), self._due_day(rule.due)
        if rule.for_each is not None:
            return _once_for_each(rule, find, due_day, self._how_many(rule))

        def derive(log: Log, _: int) -> list[Duty]:
            events = find(log)
            due, since = due_day(log, 0)
            return [Duty(rule, 1, True, due, events[0].day if events else None, since)]

        return derive

    def at_least(self, rule: Requirement) -> Deriver:
        """The k-th match in the window meets instance k; due on the window's last day."""
        find, spans, count = self.finder(rule), self.spans(rule.window), rule.count

        def derive(log: Log, _: int) -> list[Duty]:
            found, duties = find(log), list[Duty]()
            known: Sequence[Span] = spans(log) or (_NO_SPAN,)
            for span in known:
                inside = _inside(found, span)
                first, last, held = span.first, span.last, len(inside)
                for k in range(count):
                    met = inside[k].day if k < held else None
                    number = len(duties) + 1
                    duties.append(Duty(rule, number, True, last, met, last, first, last, held))
            return duties

        return derive

    def every(self, rule: Requirement) -> Deriver:
        """Due a period after the window's start, then a period after each match in it."""
        find, spans, period = self.finder(rule), self.spans(rule.window), _period(rule)

        def derive(log: Log, _: int) -> list[Duty]:
            known = spans(log)
            if not known:
                return [Duty(rule, 1, True, None, None)]
            found, duties = find(log), list[Duty]()
            for span in known:
                latest = _earliest(span.last, log.closed_on)
                _slide(rule, span, _inside(found, span), period, latest, duties)
            return duties

        return derive

    def per_period(self, rule: Requirement) -> Deriver:
        """Met by the n-th match in each whole cell of a grid laid from the window's first day."""
        find, spans, period = self.finder(rule), self.spans(rule.window), _period(rule)

        def derive(log: Log, horizon: int) -> list[Duty]:
            found, duties = find(log), list[Duty]()
            for span in spans(log):
                latest = _earliest(span.last, log.closed_on)
                _lay_grid(rule, span.first, found, period, (horizon, latest), duties)
            return duties

        return derive

    def at_most(self, _: Requirement) -> Deriver:
        """An upper limit asks for nothing; passing it is a breach."""
        return lambda _log, _horizon: []

    def spans(self, window: Window | None) -> Spans:
        """The function to the windows of a rule."""
        if window is None or window.of == "case":
            return lambda log: _WHOLE_CASE
        if window.of == "placement":
            return lambda log: log.stays
        first, last = self._point(window.first), self._point(window.last)

        def between(log: Log) -> Sequence[Stay]:
            begins = first(log)
            return () if begins is None else (Stay(begins, last(log)),)

        return between

    def _point(self, point: Point | None) -> Day:
        assert point is not None and point.anchor is not None, "checked when the file was read"
        base = self._days.day(point.anchor)
        return lambda log: shifted(base(log), point.plus, point.minus, log.variant)

    def _due_day(self, point: Point | None) -> DueDay:
        if point is None:
            return lambda log, k: (None, None)
        base = _first_day_of_placement if point.placement else self._anchored(point)

        def due_day(log: Log, k: int) -> tuple[int | None, int | None]:
            since = base(log, k)
            return shifted(since, point.plus, point.minus, log.variant), since

        return due_day

    def _anchored(self, point: Point) -> Callable[[Log, int], int | None]:
        day = self._days.day(point.anchor or "")
        return lambda log, _: day(log)

    def _how_many(self, rule: Requirement) -> Callable[[Log], int]:
        if rule.for_each == "placement":
            agreed = self._agreed
            return lambda log: max(len(log.of_type(agreed)), len(log.stays))
        assert rule.for_each is not None
        find = self._matcher.finder([rule.for_each])
        return lambda log: len(find(log))


_KINDS: dict[str, Callable[[DutyMaker, Requirement], Deriver]] = {
    "once": DutyMaker.once,
    "at_least": DutyMaker.at_least,
    "every": DutyMaker.every,
    "per_period": DutyMaker.per_period,
    "at_most": DutyMaker.at_most,
}
_ALL_DAYS = Stay(0, None)
_WHOLE_CASE = (_ALL_DAYS,)


def _once_for_each(
    rule: Requirement, find: Finder, due_day: DueDay, how_many: Callable[[Log], int]
) -> Deriver:
    def derive(log: Log, _: int) -> list[Duty]:
        count = how_many(log)
        if not count:
            return [Duty(rule, 1, False, None, None)]
        events, duties = find(log), list[Duty]()
        for k in range(count):
            due, since = due_day(log, k)
            met = events[k].day if k < len(events) else None
            duties.append(Duty(rule, k + 1, True, due, met, since))
        return duties

    return derive


def _first_day_of_placement(log: Log, k: int) -> int | None:
    return log.stays[k].first if k < len(log.stays) else None


def _period(rule: Requirement) -> Period:
    assert rule.period is not None, "checked when the file was read"
    return rule.period


def _inside(events: Sequence[Event], span: Span) -> Sequence[Event]:
    first, last = span
    if first is None:
        return ()
    if last is None:
        return [event for event in events if first <= event.day]
    return [event for event in events if first <= event.day <= last]


def _earliest(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return one if other is None else other
    return min(one, other)


def _slide(
    rule: Requirement,
    span: Stay,
    inside: Sequence[Event],
    period: Period,
    latest: int | None,
    duties: list[Duty],
) -> None:
    """Due days only grow, so the first that lies after ``latest`` ends the row."""
    since = span.first
    for match in [*inside, None]:
        due = add(since, period)
        if latest is not None and due > latest:
            return
        met = None if match is None else match.day
        duties.append(Duty(rule, len(duties) + 1, True, due, met, since, *span))
        if match is not None:
            since = match.day


def _lay_grid(
    rule: Requirement,
    start: int,
    found: Sequence[Event],
    period: Period,
    bounds: tuple[int, int | None],
    duties: list[Duty],
) -> None:
    horizon, latest = bounds
    days = [event.day for event in found if event.day >= start]
    cell, first = 0, start
    while first <= horizon:
        following = add(start, period, cell + 1)
        if following == LAST_DAY:
            return
        last = following - 1
        if latest is not None and last > latest:
            return
        in_cell = [day for day in days if first <= day <= last]
        held = len(in_cell)
        met = in_cell[rule.count - 1] if held >= rule.count else None
        duties.append(Duty(rule, len(duties) + 1, True, last, met, first, first, last, held))
        cell, first = cell + 1, following
