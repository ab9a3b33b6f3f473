"""Runs of a course: its sessions laid in the calendar, the day by which one is referred to it,
and the staff that it asks for."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from fodfaeste.core.dates import add
from fodfaeste.core.description import Course
from fodfaeste.core.programme import Anchor, Programme, Requirement

OffDays = Literal["skip", "next_day", "at_end"]
"""What becomes of a session on a day off: it falls away, is held on the next working day that has
none, or is held after the last one."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
A_DAY, A_WEEK = timedelta(days=1), 7
SATURDAY = 5
FURTHEST = 366
"""Days: nobody looks further for a day on which offices are open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """When a run is held. ``weekdays``: from 0, Monday; none: only once, on the first day.
    ``every``: so many weeks from one week with sessions to the next; ``weeks``: how many such."""

    first_on: date
    begins_at: time
    ends_at: time
    weekdays: Collection[int] = ()
    weeks: int = 1
    every: int = 1


@dataclass(frozen=True, slots=True)
class Planned:
    """A day of a session. ``instead_of``: the day off on which it would have been."""

    on: date
    instead_of: date | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """The sessions in order, and the days off on which one fell away."""

    sessions: tuple[Planned, ...]
    fallen: tuple[date, ...] = ()


def lay(pattern: Pattern, *, is_off: Callable[[date], bool], off: OffDays = "skip") -> Laid:
    """The sessions of a pattern (JS-06, JR-08), none of them on a day off. Pure: which days are
    off is told."""
    wanted = list(_days(pattern))
    held = [Planned(day) for day in wanted if not is_off(day)]
    fallen = [day for day in wanted if is_off(day)]
    if off == "skip":
        return Laid(tuple(held), tuple(fallen))
    taken = set(wanted)
    for day in fallen:
        days = _after(day) if off == "next_day" else _beyond(pattern)
        found = next(each for each in days if each not in taken and not is_off(each))
        taken.add(found)
        held.append(Planned(found, day))
    return Laid(tuple(sorted(held, key=lambda one: one.on)))


def _days(pattern: Pattern) -> Iterator[date]:
    """The days of the pattern, whether offices are open or not."""
    if not pattern.weekdays:
        yield pattern.first_on
        return
    for week in range(pattern.weeks):
        yield from _week(pattern, week)


def _week(pattern: Pattern, number: int) -> Iterator[date]:
    begins = pattern.first_on + number * pattern.every * A_WEEK * A_DAY
    days = (begins + n * A_DAY for n in range(A_WEEK))
    return (day for day in days if day.weekday() in pattern.weekdays)


def _after(day: date) -> Iterator[date]:
    later = (day + n * A_DAY for n in range(1, FURTHEST))
    return (each for each in later if each.weekday() < SATURDAY)


def _beyond(pattern: Pattern) -> Iterator[date]:
    """The days on which the pattern would go on."""
    if not pattern.weekdays:
        yield from _after(pattern.first_on)
    for week in range(pattern.weeks, pattern.weeks + FURTHEST):
        yield from _week(pattern, week)


# --- what follows from the first day


@dataclass(frozen=True, slots=True)
class ReferBy:
    """The last day on which one is referred in time, and the requirement that says so."""

    on: date
    rule: Requirement


def refer_by(programme: Programme, course: Course, first_on: date) -> ReferBy | None:
    """By when a referral to a run has to be there (JS-10): the deadline that the programme counts
    back from the first day for the very event that names that day. None where it sets none."""
    for rule in programme.requirements:
        anchor = programme.anchors.get(rule.due.anchor or "") if rule.due else None
        period = rule.due.minus.of(None) if rule.due and rule.due.minus else None
        if anchor and period and _is_of_referral(rule, anchor, course):
            return ReferBy(date.fromordinal(add(first_on.toordinal(), period, -1)), rule)
    return None


def _is_of_referral(rule: Requirement, anchor: Anchor, course: Course) -> bool:
    names_it = course.starts is not None and anchor.attribute == course.starts
    matched = {name for match in rule.match for name in match.event}
    return names_it and bool(matched & set(anchor.event))


def interview_days(course: Course, first_on: date) -> tuple[date, ...]:
    """The days before the first one on which interviews are offered (JS-05), weekends left out."""
    if course.interviews is None:
        return ()
    begins = add(first_on.toordinal(), course.interviews.within, -1)
    days = (date.fromordinal(day) for day in range(begins, first_on.toordinal()))
    return tuple(day for day in days if day.weekday() < SATURDAY)


def lacking(course: Course, staff: Mapping[str, int]) -> dict[str, int]:
    """How many of each role a run still needs (JS-07). ``staff``: how many it has."""
    wanted: Counter[str] = Counter()
    for each in course.staff:
        wanted[each.role] += each.count
    return {role: n - staff.get(role, 0) for role, n in wanted.items() if staff.get(role, 0) < n}


def usual_most(programme: Programme, course: Course) -> Iterator[tuple[Requirement, str]]:
    """What usually happens at most so often at such sessions (RA-10), with the attribute that says
    that it did."""
    for rule in programme.requirements:
        for match in rule.match if rule.kind == "at_most" else ():
            if course.session_event in match.event:
                yield from ((rule, name) for name in match.where)
