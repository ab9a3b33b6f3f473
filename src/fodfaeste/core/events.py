"""What can happen in a case, and a case read from the exchange format.

A log is a sequence of events; the engine itself knows four types, the rest are data.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from fodfaeste.core.dates import parse_day, parse_period
from fodfaeste.core.faults import Faults, below, shown
from fodfaeste.core.programme import Programme
from fodfaeste.core.vocabulary import Attribute, EventType, Role, Vocabulary

CORRECTION = "correction"
WAIVER = "waiver"
CLOSING = "case_closed"
REFERRAL = "referral_received"

NOTE_SENT = "note"
"""The attribute of what sends a note that says which event holds it."""

NOBODY: frozenset[str] = frozenset()
NOTHING: Mapping[str, Any] = {}


class Event(NamedTuple):
    """Something that happened on ``day`` (an ordinal).

    ``attributes`` holds dates as ordinals, periods as ``Period``, the rest as given.
    """

    type: str
    day: int
    id: str | None = None
    present: frozenset[str] = NOBODY
    by: str | None = None
    attributes: Mapping[str, Any] = NOTHING


class Case(NamedTuple):
    """What an evaluation reads: the variant chosen, facts about the citizen, the log.

    ``facts`` holds dates as ordinals; a fact that is not known is missing.
    """

    variant: str | None = None
    facts: Mapping[str, Any] = NOTHING
    events: tuple[Event, ...] = ()


class Terms(NamedTuple):
    """Roles, facts and event types of one programme: the shared vocabulary and its own."""

    roles: Mapping[str, Role]
    facts: Mapping[str, Attribute]
    events: Mapping[str, EventType]
    variants: frozenset[str]
    rules: frozenset[str]


def terms_of(programme: Programme, vocabulary: Vocabulary) -> Terms:
    """The words that cases of ``programme`` may use."""
    events = dict(vocabulary.events)
    for name, own in programme.events.items():
        events[name] = _extended(events[name], own) if name in events else own
    return Terms(
        roles={**vocabulary.roles, **programme.roles},
        facts={**vocabulary.facts, **programme.facts},
        events=events,
        variants=frozenset(variant.id for variant in programme.variants),
        rules=frozenset(
            [*(rule.id for rule in programme.requirements), *(one.id for one in programme.breaches)]
        ),
    )


def _extended(known: EventType, own: EventType) -> EventType:
    return EventType(
        name=own.name,
        attributes={**known.attributes, **own.attributes},
        group=known.group,
        contact=known.contact or own.contact,
        gathers=own.gathers or known.gathers,
        sends=own.sends or known.sends,
        takes_over=known.takes_over or own.takes_over,
    )


# --- reading a case

CASE_KEYS = frozenset({"id", "programme", "variant", "citizen", "events"})
EVENT_KEYS = frozenset({"id", "type", "on", "present", "by"})


def read_case(data: Mapping[str, Any], terms: Terms, *, place: str = "") -> Case:
    """The case in ``data`` (the exchange format without its programme).

    Raises ``Refused`` with every fault, each with its place below ``place``.
    """
    faults = Faults()
    case = _case(data, terms, faults, place)
    faults.refuse_if_any()
    return case


def read_event(
    data: Mapping[str, Any], terms: Terms, *, earlier: Mapping[str, str], place: str = ""
) -> Event:
    """One more event of a case. ``earlier``: the types of the events before it, by id.

    Raises ``Refused`` with every fault, each with its place below ``place``.
    """
    faults = Faults()
    event = _event(data, terms, faults, place)
    if data.get("type") == CORRECTION:
        _check_correction(data.get("of"), earlier, below(place, "of"), faults)
    elif data.get("type") == WAIVER:
        _check_waiver(data.get("requirement"), terms, below(place, "requirement"), faults)
    faults.refuse_if_any()
    assert event is not None, "what is not an event is a fault"
    return event


def _case(data: Mapping[str, Any], terms: Terms, faults: Faults, place: str) -> Case:
    for key in data:
        if key not in CASE_KEYS:
            faults.add(
                below(place, key), "unknown_key", key=key, known=", ".join(sorted(CASE_KEYS))
            )
    if "id" in data:
        _text(data["id"], below(place, "id"), faults)
    variant = _variant(data.get("variant"), terms, faults, below(place, "variant"))
    facts = _facts(data.get("citizen", NOTHING), terms, faults, below(place, "citizen"))
    return Case(variant, facts, _events(data, terms, faults, place))


def _variant(value: Any, terms: Terms, faults: Faults, place: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        faults.add(place, "not_text", value=shown(value))
    elif value not in terms.variants:
        faults.add(place, "unknown_variant", value=shown(value), known=_list(terms.variants))
    return value if isinstance(value, str) else None


def _facts(data: Any, terms: Terms, faults: Faults, place: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        faults.add(place, "not_a_map", value=shown(data))
        return {}
    facts = {}
    for name, value in data.items():
        known = terms.facts.get(name)
        if known is None:
            faults.add(
                below(place, name), "unknown_fact", value=shown(name), known=_list(terms.facts)
            )
        elif value is not None:
            facts[name] = read_value(known, value, below(place, name), faults)
    return facts


def _events(data: Mapping[str, Any], terms: Terms, faults: Faults, place: str) -> tuple[Event, ...]:
    inside = below(place, "events")
    if "events" not in data:
        faults.add(inside, "missing")
        return ()
    rows = data["events"]
    if not isinstance(rows, list):
        faults.add(inside, "not_a_list", value=shown(rows))
        return ()
    read = [_event(row, terms, faults, below(inside, n)) for n, row in enumerate(rows)]
    _check_references(rows, terms, faults, inside)
    return tuple(event for event in read if event is not None)


def _event(row: Any, terms: Terms, faults: Faults, place: str) -> Event | None:
    if not isinstance(row, dict):
        faults.add(place, "not_a_map", value=shown(row))
        return None
    day = _required_day(row, place, faults)
    if "id" in row:
        _text(row["id"], below(place, "id"), faults)
    present = _present(row.get("present", []), terms, faults, below(place, "present"))
    if "by" in row:
        _role(row["by"], terms, faults, below(place, "by"))
    kind = _type(row, terms, faults, place)
    if kind is None:
        return None
    attributes = _attributes(row, kind, day, faults, place)
    return Event(row["type"], day or 0, row.get("id"), present, row.get("by"), attributes)


def _required_day(row: Mapping[str, Any], place: str, faults: Faults) -> int | None:
    if "on" not in row:
        faults.add(below(place, "on"), "missing")
        return None
    day = parse_day(row["on"])
    if day is None:
        faults.add(below(place, "on"), "not_a_date", value=shown(row["on"]))
    return day


def _type(row: Mapping[str, Any], terms: Terms, faults: Faults, place: str) -> EventType | None:
    inside = below(place, "type")
    if "type" not in row:
        faults.add(inside, "missing")
        return None
    name = row["type"]
    if not isinstance(name, str):
        faults.add(inside, "not_text", value=shown(name))
        return None
    if name not in terms.events:
        faults.add(inside, "unknown_type", value=shown(name))
        return None
    return terms.events[name]


def _attributes(
    row: Mapping[str, Any], kind: EventType, day: int | None, faults: Faults, place: str
) -> Mapping[str, Any]:
    known = kind.attributes
    found = {}
    for name, value in row.items():
        if name in known:
            found[name] = read_value(known[name], value, below(place, name), faults)
            if known[name].not_before_on and day is not None and isinstance(found[name], int):
                _check_not_before(found[name], day, value, row, below(place, name), faults)
        elif name not in EVENT_KEYS:
            faults.add(below(place, name), "unknown_attribute", value=shown(name), type=row["type"])
    for name, attribute in known.items():
        if attribute.required and name not in row:
            faults.add(below(place, name), "missing")
    return found or NOTHING


def _check_not_before(
    until: int, day: int, value: Any, row: Mapping[str, Any], place: str, faults: Faults
) -> None:
    if until < day:
        faults.add(place, "before_on", value=shown(value), on=row["on"])


def read_value(known: Attribute, value: Any, place: str, faults: Faults) -> Any:
    """``value`` as the attribute or fact ``known`` is typed; None, with a fault, if it is not."""
    return _READERS[known.type](known, value, place, faults)


def _date_value(_: Attribute, value: Any, place: str, faults: Faults) -> Any:
    day = parse_day(value)
    if day is None:
        faults.add(place, "not_a_date", value=shown(value))
    return day


def _period_value(_: Attribute, value: Any, place: str, faults: Faults) -> Any:
    period = parse_period(value)
    if period is None:
        faults.add(place, "not_a_period", value=shown(value))
    return period


def _yes_no_value(_: Attribute, value: Any, place: str, faults: Faults) -> Any:
    if not isinstance(value, bool):
        faults.add(place, "not_yes_no", value=shown(value))
    return value


def _number_value(known: Attribute, value: Any, place: str, faults: Faults) -> Any:
    if not isinstance(value, int) or isinstance(value, bool):
        faults.add(place, "not_a_number", value=shown(value))
    elif known.numbers and value not in known.numbers:
        faults.add(
            place, "not_one_of", value=shown(value), known=", ".join(map(str, known.numbers))
        )
    return value


def _choice_value(known: Attribute, value: Any, place: str, faults: Faults) -> Any:
    if not isinstance(value, str) or value not in known.values:
        faults.add(place, "not_one_of", value=shown(value), known=", ".join(known.values))
    return value


def _text_value(_: Attribute, value: Any, place: str, faults: Faults) -> Any:
    _text(value, place, faults)
    return value


_READERS = {
    "date": _date_value,
    "period": _period_value,
    "yes_no": _yes_no_value,
    "number": _number_value,
    "choice": _choice_value,
    "text": _text_value,
    "code": _text_value,
}


def _text(value: Any, place: str, faults: Faults) -> None:
    if not isinstance(value, str) or not value:
        faults.add(place, "not_text", value=shown(value))


def _present(value: Any, terms: Terms, faults: Faults, place: str) -> frozenset[str]:
    if not isinstance(value, list):
        faults.add(place, "not_a_list", value=shown(value))
        return NOBODY
    for n, role in enumerate(value):
        _role(role, terms, faults, below(place, n))
    return frozenset(role for role in value if isinstance(role, str)) or NOBODY


def _role(value: Any, terms: Terms, faults: Faults, place: str) -> None:
    if not isinstance(value, str) or value not in terms.roles:
        faults.add(place, "unknown_role", value=shown(value), known=_list(terms.roles))


def _check_references(rows: list[Any], terms: Terms, faults: Faults, place: str) -> None:
    """Ids are unique; a correction names an event that is not one; a waiver names a rule."""
    types: dict[str, Any] = {}
    events = [(below(place, n), row) for n, row in enumerate(rows) if isinstance(row, dict)]
    for inside, row in events:
        name = row.get("id")
        if not isinstance(name, str):
            continue
        if name in types:
            faults.add(below(inside, "id"), "repeated_id", value=shown(name))
        types.setdefault(name, row.get("type"))
    for inside, row in events:
        if row.get("type") == CORRECTION:
            _check_correction(row.get("of"), types, below(inside, "of"), faults)
        elif row.get("type") == WAIVER:
            _check_waiver(row.get("requirement"), terms, below(inside, "requirement"), faults)


def _check_correction(of: Any, types: Mapping[str, Any], place: str, faults: Faults) -> None:
    if not isinstance(of, str) or not of:
        return
    if of not in types:
        faults.add(place, "no_such_event", value=shown(of))
    elif types[of] == CORRECTION:
        faults.add(place, "corrects_correction", value=shown(of))


def _check_waiver(requirement: Any, terms: Terms, place: str, faults: Faults) -> None:
    if isinstance(requirement, str) and requirement and requirement not in terms.rules:
        faults.add(place, "unknown_requirement", value=shown(requirement), known=_list(terms.rules))


def _list(names: Any) -> str:
    return ", ".join(sorted(names))
