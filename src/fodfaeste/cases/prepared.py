"""Queries whose SQL is written once.

Django takes several times longer to write the SQL of a question like Today's than the database
takes to answer it. So it is written once for each thread, with stand-ins in the places of the
values; afterwards only the values are put in. What may be seen is still said by the doors.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, UUIDField

from fodfaeste.accounts.models import User
from fodfaeste.cases.relations import for_organisation

Value = int | str | date | datetime | UUID | User
Make = Callable[..., "QuerySet[Any, Any]"]


class _Written(NamedTuple):
    """The compiler that wrote the SQL (it also reads the rows), the SQL, and for each of its
    parameters the value's name, or None and the parameter itself."""

    compiler: Any
    sql: str
    parameters: Sequence[tuple[str | None, Any]]


class Prepared:
    """A question with named values, as a function that makes its ``values_list``. Of a person the
    SQL depends on how they stand to their organisation's cases, and on nothing else."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._known = threading.local()

    def rows(self, **values: Value | None) -> list[tuple[Any, ...]]:
        """The rows for these values; one that is None is not given to ``make`` at all."""
        given = {name: value for name, value in values.items() if value is not None}
        people = [value for value in given.values() if isinstance(value, User)]
        if not all(each.is_active and each.works_here for each in people):
            return []
        written = self._written(given)
        bound = _bound(given)
        parameters = [bound[name] if name else value for name, value in written.parameters]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, parameters)
            found = cursor.fetchall()
        return [tuple(row) for row in written.compiler.results_iter(results=[found])]

    def _written(self, given: Mapping[str, Value]) -> _Written:
        people = [_standing(each) for each in given.values() if isinstance(each, User)]
        shape = (connection.alias, connection.vendor, *given, *people)
        known: dict[Any, _Written] = self._known.__dict__
        if str(shape) not in known:
            known[str(shape)] = self._write(given)
        return known[str(shape)]

    def _write(self, given: Mapping[str, Value]) -> _Written:
        stand_ins = {name: _stand_in(value, n) for n, (name, value) in enumerate(given.items())}
        compiler = self._make(**stand_ins).query.get_compiler(using=connection.alias)
        sql, parameters = compiler.as_sql()
        names = {value: name for name, value in _bound(stand_ins).items()}
        return _Written(compiler, sql, [(names.get(value), value) for value in parameters])


def _stand_in(value: Value, number: int) -> Value:
    """A value of the same kind that no question has of its own."""
    if isinstance(value, User):
        return _somebody_like(value, number)
    if isinstance(value, datetime):
        return datetime(1111, 1, 1 + number, tzinfo=UTC)
    if isinstance(value, date):
        return date(1111, 1, 1 + number)
    if isinstance(value, UUID):
        return UUID(int=number)
    return f"\x01{number}" if isinstance(value, str) else 2_050_000_000 + number


def _standing(user: User) -> str:
    return ",".join([*sorted(for_organisation(user)), str(user.oversees)])


def _somebody_like(user: User, number: int) -> User:
    """Somebody who stands to their organisation's cases as ``user`` does."""
    other = User(
        pk=2_000_000_000 + number,
        organisation_id=2_100_000_000 + number,
        function=user.function,
    )
    other.held_rights = user.held_rights
    return other


def _bound(values: Mapping[str, Value]) -> dict[str, Any]:
    """The values as the database takes them."""
    bound: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, User):
            bound[f"{name}.pk"] = value.pk
            bound[f"{name}.organisation"] = value.organisation_id
        elif isinstance(value, datetime):
            bound[name] = connection.ops.adapt_datetimefield_value(value)
        elif isinstance(value, date):
            bound[name] = connection.ops.adapt_datefield_value(value)
        elif isinstance(value, UUID):
            bound[name] = UUIDField().get_db_prep_value(value, connection)
        else:
            bound[name] = value
    return bound
