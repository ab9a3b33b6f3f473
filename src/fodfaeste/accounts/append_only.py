"""Tables that only grow: the database itself refuses to change or delete their rows.

A later migration that alters such a table on SQLite makes it anew, and its triggers are gone:
it must end with ``AppendOnly`` and ``NeverReplaced`` again. Tests try to
change a row, and to replace one, after all migrations.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

_FUNCTION = """
CREATE OR REPLACE FUNCTION fodfaeste_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING
        MESSAGE = TG_TABLE_NAME || ' is append-only',
        ERRCODE = 'integrity_constraint_violation';
END $$
"""


STAYS = {
    "mentoring_partneragreement": (
        "id", "partner_id", "number", "about", "since", "until", "signed_on", "responsible_id",
        "recorded_at", "recorded_by_id",
    ),
}  # fmt: skip
"""The columns that stay as they are, of tables in which another one can be erased; of all others
every column does."""


class AppendOnly(RunPython):
    """Refuses UPDATE and DELETE of a table's rows; on PostgreSQL TRUNCATE as well."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(self._put_up, self._take_down)

    def _put_up(self, _: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in guards(editor.connection.vendor, self.table):
            editor.execute(statement)

    def _take_down(self, _: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in removals(editor.connection.vendor, self.table):
            editor.execute(statement)

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return type(self).__name__, [self.table], {}

    def describe(self) -> str:
        return f"Refuse changes to rows of {self.table}"


class NeverReplaced(RunPython):
    """Refuses a row that would take another's place. SQLite's REPLACE deletes what is in its way
    and asks no trigger for deletions; PostgreSQL has nothing like it.

    ``keys``: what no two rows have in common, as columns with commas between.
    """

    def __init__(self, table: str, *keys: str) -> None:
        self.table, self.keys = table, keys
        super().__init__(self._put_up, self._take_down)

    def _put_up(self, _: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(insert_guard(self.table, self.keys))

    def _take_down(self, _: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {self.table}_insert")

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        return type(self).__name__, [self.table, *self.keys], {}

    def describe(self) -> str:
        return f"Refuse replacing rows of {self.table}"


class GuardsDown(RunPython):
    """Takes away the guards of ``AppendOnly`` and ``NeverReplaced``, for a migration that alters
    the table and puts them up again at its end."""

    def __init__(self, table: str, *keys: str) -> None:
        self.append_only, self.never_replaced = AppendOnly(table), NeverReplaced(table, *keys)
        super().__init__(self._take_down, self._put_up)

    def _take_down(self, apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        self.never_replaced._take_down(apps, editor)
        self.append_only._take_down(apps, editor)

    def _put_up(self, apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        self.append_only._put_up(apps, editor)
        self.never_replaced._put_up(apps, editor)

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        never = self.never_replaced
        return type(self).__name__, [never.table, *never.keys], {}

    def describe(self) -> str:
        return f"Allow changes to rows of {self.never_replaced.table} for a while"


def insert_guard(table: str, keys: Iterable[str]) -> str:
    """The statement that makes a table refuse a row whose keys are taken."""
    taken = " OR ".join(_taken(table, key.split(",")) for key in keys)
    abort = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {taken} {abort}"


def _taken(table: str, columns: Iterable[str]) -> str:
    same = " AND ".join(f"{column} = NEW.{column}" for column in columns)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - names of ours


def guards(vendor: str, table: str) -> list[str]:
    """The statements that make a table append-only."""
    refuse = "EXECUTE FUNCTION fodfaeste_append_only()"
    update = f"UPDATE OF {', '.join(STAYS[table])}" if table in STAYS else "UPDATE"
    if vendor == "postgresql":
        rows = f"CREATE TRIGGER {table}_rows BEFORE {update} OR DELETE ON {table} FOR EACH ROW"
        all_ = f"CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        return [_FUNCTION, f"{rows} {refuse}", f"{all_} {refuse}"]
    abort = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return [
        f"CREATE TRIGGER {table}_{name} BEFORE {act} ON {table} {abort}"
        for name, act in (("update", update), ("delete", "DELETE"))
    ]


def removals(vendor: str, table: str) -> list[str]:
    """The statements that take the guards away again."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER {table}_{name} ON {table}" for name in ("rows", "all")]
    return [f"DROP TRIGGER {table}_{act}" for act in ("update", "delete")]


@contextmanager
def lifted(connection: BaseDatabaseWrapper, *tables: str) -> Iterator[None]:
    """No guards inside: for tests, which empty the database between them, and for exchanging the
    keys that a column is encrypted with, in one transaction."""
    run(connection, [line for table in tables for line in removals(connection.vendor, table)])
    try:
        yield
    finally:
        run(connection, [line for table in tables for line in guards(connection.vendor, table)])


def run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
