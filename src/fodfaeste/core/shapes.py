"""Reads plain data (maps, lists, words, numbers) into the dataclasses that define a file's format.

The same fields and types are walked by ``schema`` to make a JSON Schema. Every mistake is
collected with its place; ``FAULTY`` stands for what could not be read, so that the rest can
still be checked.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from fodfaeste.core.dates import Period, parse_day, parse_period
from fodfaeste.core.description import ClockTime
from fodfaeste.core.faults import FAULTY, Faults, below, shown
from fodfaeste.core.programme import Length, Point, Share, Window
from fodfaeste.core.record import complete, is_record
from fodfaeste.core.vocabulary import ClauseId, Id, Wanted

ID_PATTERN = r"[a-z0-9]+([-_][a-z0-9]+)*"
CLAUSE_PATTERN = r"[A-Z]{2,4}-[0-9]{2,3}"
SHARE_PATTERN = r"(0\.[0-9]{1,4}|1(\.0{1,4})?)"
TIME_PATTERN = r"([01][0-9]|2[0-3]):[0-5][0-9]"

Reader = Callable[[Any, str, Faults], Any]


def read(kind: Any, value: Any, place: str, faults: Faults) -> Any:
    """``value`` as ``kind`` (a type of the file's definition), or ``FAULTY``."""
    leaf = LEAVES.get(kind)
    if leaf is not None:
        return leaf(value, place, faults)
    if is_record(kind):
        return _record(kind, value, place, faults)
    return _composite(kind, value, place, faults)


def _composite(kind: Any, value: Any, place: str, faults: Faults) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        return _one_of(arguments, value, place, faults)
    if origin is tuple:
        return _list(arguments[0], value, place, faults)
    if origin in (Union, UnionType):
        return _either(arguments, value, place, faults)
    return _map(arguments[0], arguments[1], value, place, faults)


@cache
def definition(kind: type) -> dict[str, tuple[Field[Any], Any]]:
    """The keys that a record of ``kind`` may have in a file: field and type of each."""
    complete(kind)
    hints = get_type_hints(kind)
    return {key_of(field): (field, hints[field.name]) for field in fields(kind)}


def key_of(field: "Field[Any]") -> str:
    """The name of a field in the file."""
    return str(field.metadata.get("key") or field.name)


def is_required(field: "Field[Any]") -> bool:
    """Whether the key must be there."""
    return field.default is MISSING and field.default_factory is MISSING


def _record(kind: Any, value: Any, place: str, faults: Faults) -> Any:
    if not isinstance(value, dict):
        faults.add(place, "not_a_map", value=shown(value))
        return FAULTY
    known = definition(kind)
    for key in value:
        if key not in known:
            faults.add(below(place, str(key)), "unknown_key", key=key, known=", ".join(known))
    return _filled(kind, known, value, place, faults)


def _filled(
    kind: Any,
    known: Mapping[str, tuple["Field[Any]", Any]],
    value: Mapping[str, Any],
    place: str,
    faults: Faults,
) -> Any:
    given: dict[str, Any] = {}
    for key, (field, hint) in known.items():
        if key in value:
            inner = value[key]
            if field.metadata.get("many") and not isinstance(inner, list):
                inner = [inner]
            given[field.name] = read(hint, inner, below(place, key), faults)
        elif is_required(field):
            faults.add(place, "missing_key", key=key)
            given[field.name] = FAULTY
    return kind(**given)


def _list(kind: Any, value: Any, place: str, faults: Faults) -> Any:
    if not isinstance(value, list):
        faults.add(place, "not_a_list", value=shown(value))
        return FAULTY
    return tuple([read(kind, part, below(place, n), faults) for n, part in enumerate(value)])


def _map(of: Any, kind: Any, value: Any, place: str, faults: Faults) -> Any:
    if not isinstance(value, dict):
        faults.add(place, "not_a_map", value=shown(value))
        return FAULTY
    for key in value if of in LEAVES else ():
        read(of, key, below(place, str(key)), faults)
    return {key: read(kind, part, below(place, str(key)), faults) for key, part in value.items()}


def _either(kinds: tuple[Any, ...], value: Any, place: str, faults: Faults) -> Any:
    """A union: a word for a ``Literal`` in it, else the remaining kind."""
    words = [kind for kind in kinds if get_origin(kind) is Literal]
    others = [kind for kind in kinds if kind is not type(None) and kind not in words]
    if words and (isinstance(value, str) or not others):
        return read(words[0], value, place, faults)
    return read(others[0], value, place, faults)


def _one_of(words: tuple[Any, ...], value: Any, place: str, faults: Faults) -> Any:
    if value in words:
        return value
    faults.add(place, "not_one_of", value=shown(value), known=", ".join(words))
    return FAULTY


def _pattern(pattern: str, code: str, make: Callable[[str], Any] = str) -> Reader:
    compiled = re.compile(pattern + r"\Z", re.ASCII)

    def reader(value: Any, place: str, faults: Faults) -> Any:
        if isinstance(value, str) and compiled.match(value):
            return make(value)
        faults.add(place, code, value=shown(value))
        return FAULTY

    return reader


def _parsed(parse: Callable[[Any], Any], code: str) -> Reader:
    def reader(value: Any, place: str, faults: Faults) -> Any:
        result = parse(value)
        if result is None:
            faults.add(place, code, value=shown(value))
            return FAULTY
        return result

    return reader


def _text(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _yes_no(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _scalar(value: Any) -> Any:
    return value if isinstance(value, str | int | bool) else None


def _date(value: Any) -> date | None:
    day = parse_day(value)
    return None if day is None else date.fromordinal(day)


def _length(value: Any, place: str, faults: Faults) -> Any:
    """``P2M``, or one period for each variant."""
    if not isinstance(value, dict) or not value:
        period = read(Period, value, place, faults)
        return FAULTY if period is FAULTY else Length(period)
    periods = _map(str, Period, value, place, faults)
    return FAULTY if periods is FAULTY else Length(None, periods)


def _wanted(value: Any, place: str, faults: Faults) -> Any:
    """A value, a list of values, or ``not:`` a value or a list."""
    if isinstance(value, dict):
        if set(value) != {"not"}:
            faults.add(place, "only_not", value=shown(list(value)))
            return FAULTY
        values = _values(value["not"], place, faults)
        return FAULTY if values is FAULTY else Wanted((), values)
    values = _values(value, place, faults)
    return FAULTY if values is FAULTY else Wanted(values, ())


def _values(value: Any, place: str, faults: Faults) -> Any:
    """One value or several; never none, which any event would fit."""
    given = value if isinstance(value, list) else [value]
    if not given:
        faults.add(place, "only_not", value=shown(value))
        return FAULTY
    return _list(object, given, place, faults)


def _window(value: Any, place: str, faults: Faults) -> Any:
    """``placement``, ``case``, or ``from`` one point ``to`` another."""
    if value in ("placement", "case"):
        return Window(value)
    if not isinstance(value, dict) or set(value) != {"from", "to"}:
        faults.add(place, "not_a_window", value=shown(value))
        return FAULTY
    first = read(Point, value["from"], below(place, "from"), faults)
    last = read(Point, value["to"], below(place, "to"), faults)
    return Window("between", first, last)


LEAVES: dict[Any, Reader] = {
    str: _parsed(_text, "not_text"),
    int: _parsed(_number, "not_a_count"),
    bool: _parsed(_yes_no, "not_yes_no"),
    date: _parsed(_date, "not_a_date"),
    object: _parsed(_scalar, "not_a_word"),
    Period: _parsed(parse_period, "not_a_period"),
    Id: _pattern(ID_PATTERN, "not_an_id"),
    ClauseId: _pattern(CLAUSE_PATTERN, "not_a_clause"),
    Share: _pattern(SHARE_PATTERN, "not_a_share"),
    ClockTime: _pattern(TIME_PATTERN, "not_a_time"),
    Length: _length,
    Wanted: _wanted,
    Window: _window,
}
