"""A plan as it is written: a list of items, each with its fields. Two who wrote at the same time
are brought together, two versions compared, and what somebody may not read is taken out.

A field holds text (a date as ``2026-11-30``, nothing as an empty text) or a list of codes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fodfaeste.core.dates import parse_day
from fodfaeste.core.plan import Activity

ORDINARY = "ordinary"
PURPOSE, MENTOR = "purpose", "mentor"
"""Parts that a plan has one of; their ids are their kinds."""
OVERVIEW, GOAL, SUB_GOAL, ACTIVITY, SECTOR_PLAN = (
    "overview", "goal", "sub_goal", "activity", "sector_plan",
)  # fmt: skip

FIELDS: Mapping[str, tuple[str, ...]] = {
    PURPOSE: ("words", "ours"),
    GOAL: ("words", "ours", "about"),
    SUB_GOAL: ("goal", "title", "measured", "due_on", "reached_on"),
    ACTIVITY: ("title", "goal", "track", "first", "last", "who", "outside", "what", "after",
               "state", "result", "about"),
    OVERVIEW: ("sort", "text", "about"),
    MENTOR: ("what", "where", "when", "how"),
    SECTOR_PLAN: ("title", "authority", "on", "about"),
}  # fmt: skip
"""What each kind of item says."""
LISTS = frozenset({"who", "after"})
PLAIN = frozenset({"goal", "track", "first", "last", "due_on", "after", "state", "sort"})
"""What is told of an item whose text is not: that it is there, when, and what it belongs to."""
DONE, DROPPED = "done", "dropped"


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a plan. ``hidden``: its text has been taken out."""

    id: str
    kind: str
    values: Mapping[str, Any] = field(default_factory=dict)
    hidden: bool = False

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name, [] if name in LISTS else "")

    def day(self, name: str) -> int | None:
        return parse_day(self[name])


Items = Mapping[str, Item]
"""The items of a plan by their ids, in their order."""


def read(given: Iterable[Mapping[str, Any]]) -> dict[str, Item]:
    """Items as they were written by ``written``."""
    items = (Item(row["id"], row["kind"], row["values"]) for row in given)
    return {item.id: item for item in items}


def written(items: Items) -> list[dict[str, Any]]:
    """Items as plain data, without what is empty."""
    return [
        {"id": one.id, "kind": one.kind, "values": filled(one.values)} for one in items.values()
    ]


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that say something."""
    return {name: value for name, value in values.items() if value not in ("", None, [], ())}


def of_kind(items: Items, kind: str) -> list[Item]:
    return [one for one in items.values() if one.kind == kind]


def activities(items: Items) -> list[Activity]:
    """The activities, as their days are reckoned with."""
    return [
        Activity(
            id=one.id,
            track=one["track"] or None,
            first=one.day("first"),
            last=one.day("last"),
            after=tuple(one["after"]),
            over=one["state"] in (DONE, DROPPED),
        )
        for one in of_kind(items, ACTIVITY)
    ]


def states_mentor_support(items: Items) -> bool:
    """Whether the plan says what, where, when and how (KV-11)."""
    mentor = items.get(MENTOR)
    return mentor is not None and all(mentor[name] for name in FIELDS[MENTOR])


# --- changing


def without(items: Items, id_: str) -> dict[str, Item]:
    """Without an item. With a goal its sub-goals go; activities stay, under no goal; nothing waits
    any more for an activity that is gone."""
    gone = {id_, *(one.id for one in of_kind(items, SUB_GOAL) if one["goal"] == id_)}
    return {one.id: _loosened(one, gone) for one in items.values() if one.id not in gone}


def _loosened(one: Item, gone: set[str]) -> Item:
    if one.kind != ACTIVITY or not gone & {one["goal"], *one["after"]}:
        return one
    values = {**one.values, "after": [name for name in one["after"] if name not in gone]}
    return Item(one.id, one.kind, {**values, "goal": "" if one["goal"] in gone else one["goal"]})


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two have changed since both began: what each wants it to say."""

    name: str
    mine: Any
    theirs: Any


def merged(base: Item | None, theirs: Item | None, mine: Item) -> tuple[Item, tuple[Clash, ...]]:
    """An item that somebody began to change as ``base`` and wants as ``mine``, while it has become
    ``theirs``; and the fields that both changed, each its own way. What was taken away meanwhile
    is put back."""
    if theirs is None:
        return mine, ()
    values, clashes = dict(theirs.values), []
    for name in FIELDS[mine.kind]:
        before = base[name] if base else Item("", mine.kind)[name]
        if mine[name] in (before, theirs[name]):
            continue
        values[name] = mine[name]
        if theirs[name] != before:
            clashes.append(Clash(name, mine[name], theirs[name]))
    return Item(mine.id, mine.kind, filled(values)), tuple(clashes)


# --- comparing


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of an item: ``before`` None: it is new; ``after`` None: it is gone; else
    ``fields`` says which differ."""

    before: Item | None
    after: Item | None
    fields: tuple[str, ...] = ()

    @property
    def item(self) -> Item:
        found = self.after or self.before
        assert found is not None, "a difference is of something"
        return found


def differences(before: Items, after: Items) -> list[Difference]:
    """What has come to differ, in the order of the later one; what is gone comes last."""
    return [
        *_new_or_changed(before, after),
        *(Difference(one, None) for one in before.values() if one.id not in after),
    ]


def _new_or_changed(before: Items, after: Items) -> Iterator[Difference]:
    for one in after.values():
        old = before.get(one.id)
        if old is None:
            yield Difference(None, one)
            continue
        names = tuple(name for name in FIELDS[one.kind] if one[name] != old[name])
        if names:
            yield Difference(old, one, names)


# --- what somebody may read


def about(item: Item, items: Items, tracks: Mapping[str, str]) -> str:
    """What kind of information an item is. An activity is at least what its track holds, and a
    sub-goal what its goal is. ``tracks``: what each track holds."""
    if item.kind == SUB_GOAL and item["goal"] in items:
        return about(items[item["goal"]], items, tracks)
    held = tracks.get(item["track"], ORDINARY) if item.kind == ACTIVITY else ORDINARY
    return held if held != ORDINARY else str(item["about"] or ORDINARY)


def readable(
    items: Items, tracks: Mapping[str, str], may_read: Callable[[str], bool]
) -> dict[str, Item]:
    """The items; of those that are not to be read only what ``PLAIN`` names."""
    return {
        one.id: one if may_read(about(one, items, tracks)) else _hidden(one)
        for one in items.values()
    }


def _hidden(one: Item) -> Item:
    told = {name: value for name, value in one.values.items() if name in PLAIN}
    return Item(one.id, one.kind, told, hidden=True)
