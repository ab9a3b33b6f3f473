"""Exchanges the keys: ciphertext is encrypted anew with the first key, indexes are made anew.

Ciphertext can be turned while the site runs: every value is exchanged only if it still is what was
read. What has been turned is passed over, so an interrupted run is simply begun again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import connection, transaction

from fodfaeste.accounts.append_only import lifted
from fodfaeste.protection.columns import Column, columns, is_current, tokens, turned

BATCH = 500


@dataclass(frozen=True, slots=True)
class Turned:
    """What was done in a column. ``lost``: values that no key opens. ``missed``: values that
    somebody else changed meanwhile; the next run looks at them again."""

    column: str
    seen: int = 0
    done: int = 0
    missed: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """How many tokens of a column there are, and how many the first key does not open."""

    column: str
    tokens: int
    old: int


def rotate() -> Iterator[Turned]:
    """Turns every encrypted column, one after the other."""
    for column in columns():
        yield rotate_guarded(column) if column.append_only else rotate_column(column)


def rotate_guarded(column: Column) -> Turned:
    """Turns a column of a table that only grows. Its guards are lifted inside one transaction,
    which nobody else sees the middle of: what the value says stays the same."""
    with transaction.atomic(), lifted(connection, column.model._meta.db_table):
        return rotate_column(column)


def rotate_column(column: Column) -> Turned:
    """Turns a column, in batches so that a busy site never waits for long."""
    seen = done = missed = lost = 0
    for pk, value in values(column):
        seen += 1
        if all(is_current(token) for token in tokens(value)):
            continue
        try:
            new = turned(value)
        except InvalidToken:
            lost += 1
            continue
        if exchange(column, pk, value, new):
            done += 1
        else:
            missed += 1
    return Turned(column.name, seen, done, missed, lost)


def exchange(column: Column, pk: Any, old: Any, new: Any) -> bool:
    """Puts ``new`` in the place of ``old``, if that is what still stands there."""
    row = column.model._base_manager.filter(pk=pk, **{column.field: old})
    return row.update(**{column.field: new}) == 1


def values(column: Column) -> Iterator[tuple[Any, Any]]:
    """Keys and values of a column, read batch by batch in the order of the keys."""
    last, found = None, True
    while found:
        rows = column.rows if last is None else column.rows.filter(pk__gt=last)
        batch = list(rows.values_list("pk", column.field)[:BATCH])
        yield from batch
        found = len(batch) == BATCH
        last = batch[-1][0] if batch else None


def count() -> Iterator[Counted]:
    """How much is encrypted with which key, column by column."""
    for column in columns():
        found = [token for _, value in values(column) for token in tokens(value)]
        old = sum(not is_current(token) for token in found)
        yield Counted(column.name, len(found), old)
