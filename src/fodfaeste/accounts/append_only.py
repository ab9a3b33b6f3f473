"""Tables that only grow: the database itself refuses to change or delete their rows.

A later migration that alters such a table on SQLite makes it anew, and its triggers are gone:
it must end with ``AppendOnly`` again. A test tries to change a row after all migrations.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

_FUNCTION = """
CREATE OR REPLACE FUNCTION fodfaeste_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


class AppendOnly(Operation):
    """Refuses UPDATE and DELETE of a table's rows; on PostgreSQL TRUNCATE as well."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of the models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        for statement in guards(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        for statement in removals(schema_editor.connection.vendor, self.table):
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Refuse changes to rows of {self.table}"


def guards(vendor: str, table: str) -> list[str]:
    """The statements that make a table append-only."""
    if vendor == "postgresql":
        return [
            _FUNCTION,
            f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION fodfaeste_append_only()",
            f"CREATE TRIGGER {table}_all BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION fodfaeste_append_only()",
        ]
    return [
        f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for act in ("UPDATE", "DELETE")
    ]


def removals(vendor: str, table: str) -> list[str]:
    """The statements that take the guards away again."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER {table}_{name} ON {table}" for name in ("rows", "all")]
    return [f"DROP TRIGGER {table}_{act}" for act in ("update", "delete")]


@contextmanager
def lifted(connection: BaseDatabaseWrapper, *tables: str) -> Iterator[None]:
    """For tests only, which empty the database between them: no guards inside."""
    run(connection, [line for table in tables for line in removals(connection.vendor, table)])
    try:
        yield
    finally:
        run(connection, [line for table in tables for line in guards(connection.vendor, table)])


def run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
