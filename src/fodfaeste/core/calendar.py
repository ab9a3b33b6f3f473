"""A what-if calendar: when would everything fall due, if all goes as it should.

The events that days are counted from are supposed to come on the first day, or on the day that
they are due, and no phase before the one before it has lasted as long as it usually does. Each
note that comes round is supposed to be written when it is due.
"""

from collections.abc import Iterable, Iterator, Mapping

from fodfaeste.core.dates import Period, add
from fodfaeste.core.duties import Duty
from fodfaeste.core.evaluation import derive
from fodfaeste.core.events import CLOSING, Case, Event
from fodfaeste.core.log import Log
from fodfaeste.core.programme import Match
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import Wanted

_TWO_YEARS = Period(24, 0, "P24M")
_ROUNDS = 60


def what_if(rules: Rules, variant: str | None, start: int) -> tuple[Log, list[Duty]]:
    """The log that is supposed and its duties, for a citizen who starts on ``start``."""
    events = _in_order(rules, list(_supposed(rules, start)))
    events = _moved_to_due(rules, variant, events)
    for _ in range(_ROUNDS):
        log, duties = _derived(rules, variant, events, start)
        coming = [_met_when_due(duty) for duty in duties if _comes_round(duty)]
        if not coming:
            break
        events += coming
    return log, [duty for duty in duties if duty.required]


def _derived(
    rules: Rules, variant: str | None, events: Iterable[Event], start: int
) -> tuple[Log, list[Duty]]:
    horizon = add(start, _TWO_YEARS)
    log = rules.log(Case(variant, {}, tuple(events)), horizon)
    return log, derive(rules, log, horizon=horizon)


def _supposed(rules: Rules, start: int) -> Iterator[Event]:
    """One event of each type that a day is counted from, except the closing."""
    made: dict[str, Event] = {}
    for anchor in rules.programme.anchors.values():
        for name in anchor.event[:1]:
            if name == CLOSING:
                continue
            known = made.get(name, Event(name, start, attributes=_values(anchor.where)))
            attributes = dict(known.attributes)
            if anchor.attribute:
                attributes[anchor.attribute] = start
            made[name] = known._replace(attributes=attributes)
    yield from made.values()


def _values(where: Mapping[str, Wanted]) -> dict[str, object]:
    return {name: wanted.one_of[0] for name, wanted in where.items() if wanted.one_of}


def _in_order(rules: Rules, events: list[Event]) -> list[Event]:
    """The event that begins a phase waits until the phase before has lasted its usual time."""
    by_type = {event.type: event for event in events}
    earliest = 0
    for phase in rules.programme.phases:
        anchor = rules.programme.anchors[phase.begins]
        event = by_type.get(anchor.event[0]) if anchor.event else None
        if event is None:
            continue
        if anchor.attribute is None and event.day < earliest:
            event = by_type[event.type] = event._replace(day=earliest)
        begins = event.attributes[anchor.attribute] if anchor.attribute else event.day
        earliest = add(begins, phase.usual) if phase.usual else begins
    return list(by_type.values())


def _moved_to_due(rules: Rules, variant: str | None, events: list[Event]) -> list[Event]:
    """An event that is due later than supposed comes when it is due; so does one that names the
    first day ahead, as a referral names that of its course."""
    by_type = {event.type: event for event in events}
    ahead = {name for a in rules.programme.anchors.values() if a.attribute for name in a.event}
    start = min(event.day for event in events)
    for rule in rules.programme.requirements:
        if rule.kind != "once" or rule.due is None or rule.for_each or rule.only_if:
            continue
        _, duties = _derived(rules, variant, by_type.values(), start)
        due = next((duty.due for duty in duties if duty.rule is rule), None)
        for name in rule.match[0].event:
            known = by_type.get(name) or _closing(name)
            if due is not None and known is not None and (due > known.day or name in ahead):
                by_type[name] = known._replace(day=due)
    return list(by_type.values())


def _closing(name: str) -> Event | None:
    return Event(CLOSING, 1) if name == CLOSING else None


def _comes_round(duty: Duty) -> bool:
    return duty.rule.kind == "every" and duty.met is None and duty.due is not None


def _met_when_due(duty: Duty) -> Event:
    match: Match = duty.rule.match[0]
    present = frozenset(match.present)
    assert duty.due is not None
    return Event(match.event[0], duty.due, None, present, None, _values(match.where))
