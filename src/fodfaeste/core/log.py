"""A case's log as it stands on a day: in order, without what is corrected or still to come."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from fodfaeste.core.dates import last_day
from fodfaeste.core.description import Placement, VariantSource
from fodfaeste.core.events import CLOSING, CORRECTION, WAIVER, Case, Event

_by_day = attrgetter("day")
_NONE: Sequence[Event] = ()


class Stay(NamedTuple):
    """One placement: its first and last day (None while no end is known)."""

    first: int
    last: int | None


class Log:
    """What the rules read. ``events`` are in order of date, those of a day in the order given.

    ``found`` and ``days`` remember what rules have looked up, for the length of one evaluation.
    """

    __slots__ = (
        "by_type", "closed_on", "days", "events", "facts", "found", "on", "stays", "variant",
    )  # fmt: skip

    def __init__(
        self, case: Case, on: int, *, placement: Placement, variant_from: VariantSource | None
    ) -> None:
        self.on = on
        self.facts: Mapping[str, Any] = case.facts
        self.events = [event for event in case.events if event.day <= on]
        self.events.sort(key=_by_day)
        self.by_type = _grouped(self.events)
        if CORRECTION in self.by_type:
            self._leave_out_corrected()
        self.found: dict[int, Sequence[Event]] = {}
        self.days: dict[str, int | None] = {}
        closings = self.by_type.get(CLOSING)
        self.closed_on = closings[0].day if closings else None
        self.variant = self._variant_in_force(case.variant, variant_from)
        self.stays = _stays(self, placement) if placement.started in self.by_type else []

    def _leave_out_corrected(self) -> None:
        void = {event.attributes["of"] for event in self.by_type[CORRECTION]}
        self.events = [event for event in self.events if event.id is None or event.id not in void]
        self.by_type = _grouped(self.events)

    def _variant_in_force(self, chosen: str | None, source: VariantSource | None) -> str | None:
        deciding = self.by_type.get(source.event) if source else None
        if source is None or not deciding:
            return chosen
        decided: str | None = deciding[-1].attributes.get(source.attribute, chosen)
        return decided

    def of_type(self, name: str) -> Sequence[Event]:
        """The events of a type, in order."""
        return self.by_type.get(name, _NONE)

    def waived(self) -> Mapping[str, set[int | None]]:
        """The instances waived of each requirement; None stands for all of them."""
        waived: dict[str, set[int | None]] = {}
        for event in self.of_type(WAIVER):
            named = event.attributes["requirement"]
            waived.setdefault(named, set()).add(event.attributes.get("instance"))
        return waived


def _grouped(events: Iterable[Event]) -> dict[str, list[Event]]:
    groups: dict[str, list[Event]] = {}
    for event in events:
        group = groups.get(event.type)
        if group is None:
            groups[event.type] = [event]
        else:
            group.append(event)
    return groups


def _stays(log: Log, rule: Placement) -> list[Stay]:
    """The placements in order. Of two that begin on the same day the later in the log stands.

    One ends on the earliest of: its agreed or usual last day, the next end registered after it,
    the day before the next one begins.
    """
    begun: list[tuple[Event, int | None]] = []
    for event in log.events:
        if event.type == rule.started:
            if begun and begun[-1][0].day == event.day:
                begun.pop()
            begun.append((event, None))
        elif event.type == rule.ended and begun and begun[-1][1] is None:
            begun[-1] = (begun[-1][0], event.day)
    usual = _usual_lengths(log, rule)
    stays = []
    for number, (event, ended) in enumerate(begun):
        ends = [] if ended is None else [ended]
        if number + 1 < len(begun):
            ends.append(begun[number + 1][0].day - 1)
        until = event.attributes.get(rule.until)
        ends += [until] if until is not None else [last_day(event.day, p) for p in usual]
        stays.append(Stay(event.day, min(ends) if ends else None))
    return stays


def _usual_lengths(log: Log, rule: Placement) -> list[Any]:
    """The lengths of which the shortest is used for a placement without an agreed last day."""
    lengths = [rule.lasts] if rule.lasts else []
    asking = log.of_type(rule.or_shorter) if rule.or_shorter else ()
    asked = asking[0].attributes.get(rule.attribute or "") if asking else None
    return [*lengths, asked] if asked is not None else lengths
