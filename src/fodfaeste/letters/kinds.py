"""The kinds of letters, and what each must be told before it is set on paper (``kinds.yaml``)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Literal

from fodfaeste.core.dates import parse_day
from fodfaeste.core.description import ClockTime
from fodfaeste.core.faults import Faults, Refused, below, shown
from fodfaeste.core.record import record, told
from fodfaeste.core.shapes import LEAVES, read
from fodfaeste.core.vocabulary import ClauseId, Words
from fodfaeste.programmes.yaml_files import read_yaml

FILE = Path(__file__).with_name("kinds.yaml")


@record
class Key:
    """One thing that a letter is told."""

    type: Literal["line", "text", "date", "time", "number", "whole", "yes_no", "group"] = told(
        "`line` is short, `text` may have several lines; a `number` may be written as a text, a"
        " `whole` one is a place in a drawing."
    )
    about: str = told("What it says.")
    required: bool = told("Whether the letter cannot do without.", default=False)
    many: bool = told("Whether it is a list.", default=False)
    keys: Mapping[str, "Key"] = told("What a group consists of.", default={})


@record
class Kind:
    """A kind of letter. ``clauses``: those that ask for it."""

    name: Words = told("What it is called.")
    clauses: tuple[ClauseId, ...] = told("The clauses that ask for it.", default=())
    keys: Mapping[str, Key] = told("What it is told.")


@record
class Kinds:
    """The whole file. ``shapes`` only names groups that are used in several places."""

    shapes: Mapping[str, Mapping[str, Key]] = told("Groups that are used in several places.")
    common: Mapping[str, Key] = told("What every letter may be told.")
    kinds: Mapping[str, Kind] = told("The kinds by their names.")


@cache
def known() -> Kinds:
    """The file as it is. Raises ``Refused`` if it is faulty."""
    found = read_yaml(FILE)
    kinds: Kinds = read(Kinds, found.data, "", found.faults)
    found.faults.refuse_if_any()
    return kinds


def names() -> tuple[str, ...]:
    """The kinds there are, in their order."""
    return tuple(known().kinds)


def kind_name(kind: str, *, language: str) -> str:
    """``bevilling``, ``grant letter``. Raises ``KeyError``."""
    return known().kinds[kind].name[language]


def keys_of(kind: str) -> dict[str, Key]:
    """What a kind of letter may be told. Raises ``Refused`` for one that is not known."""
    if kind not in known().kinds:
        faults = Faults()
        faults.add("kind", "not_one_of", value=shown(kind), known=", ".join(names()))
        raise Refused(faults.found)
    return {**known().common, **known().kinds[kind].keys}


def check(kind: str, data: Mapping[str, Any]) -> None:
    """Whether a letter can be made of this. Raises ``Refused`` with every fault and its place: a
    key that is missing, not known, or of another type."""
    faults = Faults()
    _check_group(keys_of(kind), data, "", faults)
    faults.refuse_if_any()


def _check_group(keys: Mapping[str, Key], data: Any, place: str, faults: Faults) -> None:
    if not isinstance(data, Mapping):
        faults.add(place, "not_a_map", value=shown(data))
        return
    for name in data:
        if name not in keys:
            faults.add(below(place, str(name)), "unknown_key", key=name, known=", ".join(keys))
    for name, key in keys.items():
        _check_key(name, key, data.get(name), place, faults)


def _check_key(name: str, key: Key, value: Any, place: str, faults: Faults) -> None:
    inside = below(place, name)
    if is_empty(value):
        if key.required:
            faults.add(inside, "missing")
    elif not key.many:
        _check_value(key, value, inside, faults)
    elif not isinstance(value, list | tuple):
        faults.add(inside, "not_a_list", value=shown(value))
    else:
        for n, each in enumerate(value):
            _check_value(key, each, below(inside, n), faults)


def is_empty(value: Any) -> bool:
    """Nothing was said. A number or a “no” is something."""
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {}, ())


def _check_value(key: Key, value: Any, place: str, faults: Faults) -> None:
    if key.type == "group":
        _check_group(key.keys, value, place, faults)
        return
    is_right, code = _TYPES[key.type]
    if not is_right(value):
        faults.add(place, code, value=shown(value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and parse_day(value) is not None


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and LEAVES[ClockTime](value, "", Faults()) == value


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return False
    try:
        return Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_yes_no(value: Any) -> bool:
    return isinstance(value, bool)


_TYPES = {
    "line": (_is_text, "not_text"),
    "text": (_is_text, "not_text"),
    "date": (_is_day, "not_a_date"),
    "time": (_is_time, "not_a_time"),
    "number": (_is_number, "not_decimal"),
    "whole": (_is_whole, "not_a_number"),
    "yes_no": (_is_yes_no, "not_yes_no"),
}


def day_of(data: Mapping[str, Any]) -> date:
    """The letter's own day."""
    return date.fromisoformat(data["date"])
