"""Chains of hashes, by which a log shows whether it was changed: the form all logs share.

Each row's hash is taken of all that it says and of the hash before it, so nothing before the
latest row can be changed, taken out or put in without a check finding it. What a row says is a
list of column names (``said``) which only ever grows, with the rows of a new kind: a hash that was
taken must come out the same for ever.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

START = "0" * 64
"""Stands for the hash before the first row."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a log is not what was written. ``code``: ``missing`` (a number is left out),
    ``unlinked`` (it does not follow the row before it), ``changed``; a log may have more."""

    seq: int
    code: str


def canonical(values: Any) -> str:
    """JSON in the one form that a digest is taken of."""
    return _encode(values)


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def hash_of(said: Sequence[str], values: Mapping[str, Any]) -> str:
    """The hash of a row, from the values of the columns ``said``."""
    return sha256(canonical({name: _plain(values[name]) for name in said}).encode()).hexdigest()


def _plain(value: Any) -> Any:
    written = _WRITTEN.get(type(value))
    return value if written is None else written(value)


# By type and not by ``isinstance``: a check of all logs asks this tens of millions of times.
_WRITTEN: Mapping[type, Callable[[Any], str]] = {
    datetime: lambda at: at.astimezone(UTC).isoformat(timespec="microseconds"),
    date: str,
    UUID: str,
}


def broken_links(said: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[Broken]:
    """What is wrong with the rows of one log, in order: numbered from 1, each following the one
    before it and saying what it was written to say."""
    previous = START
    for number, row in enumerate(rows, start=1):
        if row["seq"] != number:
            yield Broken(number, "missing")
            return
        if row["previous_hash"] != previous:
            yield Broken(number, "unlinked")
        if hash_of(said, row) != row["hash"]:
            yield Broken(number, "changed")
        previous = row["hash"]
