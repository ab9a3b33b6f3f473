"""One moment of the database, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is as it was at one and the same moment, and nobody waits for it."""
    if connection.vendor == "sqlite":
        with _reading_only_on_sqlite():
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _reading_only_on_sqlite() -> Iterator[None]:
    """In WAL mode a transaction that only reads has a moment of its own. The settings let
    transactions begin as writers, which would keep everybody else from writing meanwhile."""
    connection.ensure_connection()
    database: Any = connections[connection.alias]  # the types know of no SQLite
    usual = database.transaction_mode
    database.transaction_mode = "DEFERRED"
    try:
        with transaction.atomic():
            database.transaction_mode = usual
            yield
    finally:
        database.transaction_mode = usual
