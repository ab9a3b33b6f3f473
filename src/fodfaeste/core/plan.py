"""The activities of a plan in time: what waits for what, and what follows when one is moved.

Days are whole numbers, as in ``dates``; None where nobody knows them yet. Where the end of an
activity is not known, what depends on it waits for its beginning.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from fodfaeste.core.dates import FIRST_DAY, LAST_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something that is done, from the first day through the last. ``after``: the activities that
    it waits for. ``over``: it is done or given up, so that nothing waits for it any more."""

    id: str
    track: str | None = None
    first: int | None = None
    last: int | None = None
    after: tuple[str, ...] = ()
    over: bool = False

    @property
    def end(self) -> int | None:
        """The day after which what waits for it can begin."""
        return self.first if self.last is None else self.last


class Days(NamedTuple):
    """From when to when."""

    first: int | None
    last: int | None


class HoldUp(NamedTuple):
    """``activity``, on the main track, cannot begin before ``by``, on another one, ends."""

    activity: str
    by: str


class Apart(NamedTuple):
    """``later`` begins its track when ``earlier`` has ended another one, and does not depend on
    it: the two tracks could run in parallel."""

    earlier: str
    later: str


def circle(activities: Iterable[Activity]) -> tuple[str, ...]:
    """The activities that wait for each other in a circle, each before the one that waits for it;
    empty if none do."""
    known = {one.id: one for one in activities}
    try:
        TopologicalSorter(_waiting(known)).prepare()
    except CycleError as found:
        return tuple(found.args[1][:-1])
    return ()


def moved(activities: Iterable[Activity], id_: str, to: Days) -> dict[str, Days]:
    """The days to which others move along when activity ``id_`` is moved: all that waits for it,
    directly or not, keeps its distance, and begins after what it waits for ends. Those whose days
    stay as they are, are left out. Nothing moves in a plan with a circle."""
    known = {one.id: one for one in activities}
    if id_ not in known or circle(known.values()):
        return {}
    shifts, days = {id_: _shift(known[id_], to)}, {id_: to}
    for one in _following(known, id_):
        shifts[one.id] = _shift_along(one, known, shifts, days)
        days[one.id] = _shifted(one, shifts[one.id])
    del days[id_]
    return {name: new for name, new in days.items() if new != _days(known[name])}


def held_up(activities: Iterable[Activity], main: str | None) -> list[HoldUp]:
    """Where an activity of another track holds up the start of one on the main track (KV-04):
    nothing of the main track itself that it waits for ends as late."""
    known = {one.id: one for one in activities}
    found = []
    for one in known.values():
        if main is not None and one.track == main and not one.over:
            waits = [known[name] for name in one.after if name in known and not known[name].over]
            own = [each.end for each in waits if each.track == main]
            others = [each for each in waits if each.track not in (main, None)]
            found += [HoldUp(one.id, each.id) for each in others if _is_later(each.end, own)]
    return found


def apart(activities: Iterable[Activity]) -> list[Apart]:
    """Tracks that could run in parallel and do not (KV-09): one begins when another has ended,
    and its first activity waits for none of the other's."""
    known = {one.id: one for one in activities}
    tracks: dict[str, list[Activity]] = {}
    for one in known.values():
        if one.track is not None:
            tracks.setdefault(one.track, []).append(one)
    return [
        found
        for earlier in tracks.values()
        for later in tracks.values()
        if (found := _apart(earlier, later, known)) is not None
    ]


# --- what waits for what


def _waiting(known: Mapping[str, Activity]) -> dict[str, list[str]]:
    return {one.id: [name for name in one.after if name in known] for one in known.values()}


def _following(known: Mapping[str, Activity], id_: str) -> Iterator[Activity]:
    """All that waits for an activity, directly or not, each after what it waits for."""
    reached = {id_}
    for name in TopologicalSorter(_waiting(known)).static_order():
        if name != id_ and reached & set(known[name].after):
            reached.add(name)
            yield known[name]


def _waits_for(one: Activity, known: Mapping[str, Activity]) -> set[str]:
    """All that it waits for, directly or not."""
    found: set[str] = set()
    open_ = [one.id]
    while open_:
        new = [name for name in known[open_.pop()].after if name in known and name not in found]
        found.update(new)
        open_ += new
    return found


# --- days


def _days(one: Activity) -> Days:
    return Days(one.first, one.last)


def _shift(one: Activity, to: Days) -> int:
    """How much later what waits for it may begin; 0 where that is not known."""
    new = to.first if to.last is None else to.last
    return 0 if one.end is None or new is None else new - one.end


def _shift_along(
    one: Activity,
    known: Mapping[str, Activity],
    shifts: Mapping[str, int],
    days: Mapping[str, Days],
) -> int:
    """How far it moves: as far as the last of what it waits for, and past the end of each."""
    before = [known[name] for name in one.after if name in known]
    keeping = max(shifts.get(each.id, 0) for each in before)
    if one.first is None:
        return keeping
    ends = [_end(days.get(each.id, _days(each))) for each in before]
    needed = [end + 1 - one.first for end in ends if end is not None]
    return max([keeping, *needed])


def _end(days: Days) -> int | None:
    return days.first if days.last is None else days.last


def _shifted(one: Activity, by: int) -> Days:
    return Days(*(None if day is None else _held(day + by) for day in _days(one)))


def _held(day: int) -> int:
    """Within the calendar's first and last day."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def _is_later(end: int | None, others: Sequence[int | None]) -> bool:
    """Whether it ends later than all the others; an end that nobody knows may be any time."""
    if end is None:
        return None not in others
    return all(other is not None and other < end for other in others)


def _apart(
    earlier: Sequence[Activity], later: Sequence[Activity], known: Mapping[str, Activity]
) -> Apart | None:
    ends = [one.last for one in earlier]
    begins = [one for one in later if one.first is not None]
    if None in ends or not begins:
        return None
    last = max(earlier, key=lambda one: one.last or 0)
    first = min(begins, key=lambda one: one.first or 0)
    if first.over or (first.first or 0) <= (last.last or 0):
        return None
    waits_for_it = _waits_for(first, known) & {one.id for one in earlier}
    return None if waits_for_it else Apart(last.id, first.id)
