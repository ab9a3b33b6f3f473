"""The rows of every table as lines of JSON, the same on every database."""

import base64
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models.functions import Collate
from django.utils.duration import duration_iso_string

# What no backup holds: it is made anew by migrating or by running. A session that has ended
# must not come to life again with an old backup.
LEFT_OUT = frozenset(
    {
        "auth_permission",
        "auth_group",
        "auth_group_permissions",
        "django_content_type",
        "django_migrations",
        "django_session",
        "running_beat",
        "running_keyproof",
        "running_spent",
        "web_cache",
    }
)
AT_ONCE = 1000


def tables() -> list[type[models.Model]]:
    """Every table that a backup holds, by name."""
    found = apps.get_models(include_auto_created=True)
    kept = [
        model
        for model in found
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    ]
    return sorted(kept, key=lambda model: model._meta.db_table)


def columns_of(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    """The columns that are written, in the order of the table."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def lines_of(model: type[models.Model]) -> Iterator[str]:
    """Each row as a line, in the order of the key; some rows at a time are in memory."""
    names = [field.attname for field in columns_of(model)]
    rows = model._base_manager.order_by(by_key(model)).values_list(*names)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield json.dumps([plain(value) for value in row], ensure_ascii=False, sort_keys=True)


def by_key(model: type[models.Model]) -> Any:
    """An order that every database agrees on: of letters each has an opinion of its own."""
    is_text = isinstance(model._meta.pk, models.CharField | models.TextField)
    plainly = is_text and connection.vendor == "postgresql"
    return Collate("pk", "C") if plainly else "pk"


def plain(value: Any) -> Any:
    """A value as JSON has it. Times keep their microseconds, and are told in UTC."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case UUID() | Decimal():
            return str(value)
        case bytes() | bytearray() | memoryview():
            return base64.b64encode(value).decode()
    return value


def write_rows(model: type[models.Model], lines: Iterable[str]) -> None:
    """Inserts rows just as they are told. Nothing is changed and nothing is deleted, so that
    tables which only grow take them as well."""
    fields = columns_of(model)
    with connection.cursor() as cursor:
        for some in batches(lines):
            cursor.executemany(insertion(model, fields), [stored(line, fields) for line in some])


def batches(lines: Iterable[str]) -> Iterator[list[str]]:
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def insertion(model: type[models.Model], fields: Sequence["models.Field[Any, Any]"]) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608


def stored(line: str, fields: Sequence["models.Field[Any, Any]"]) -> list[Any]:
    """The values of a row as this database takes them."""
    row = json.loads(line)
    return [
        field.get_db_prep_save(None if value is None else field.to_python(value), connection)
        for field, value in zip(fields, row, strict=True)
    ]


def is_empty(model: type[models.Model]) -> bool:
    return not model._base_manager.exists()


def continue_numbers(written: Sequence[type[models.Model]]) -> None:
    """The next row that gets a number of the database's gets one that is free."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(written)):
            cursor.execute(statement)


class Digest:
    """Counts lines, and takes a digest of them all in their order."""

    def __init__(self) -> None:
        self.rows, self._hash = 0, sha256()

    def over(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self.rows += 1
            self._hash.update(line.encode() + b"\n")
            yield line

    @property
    def hexadecimal(self) -> str:
        return self._hash.hexdigest()


def digest_of(model: type[models.Model]) -> Digest:
    """The digest of what lies in a table."""
    digest = Digest()
    for _ in digest.over(lines_of(model)):
        pass
    return digest
