"""How the site is. Nothing personal: names of parts, states, ages and sizes."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

from fodfaeste.letters import outbox
from fodfaeste.running import beats, due, keys, worker

LEAST_FREE, LITTLE_FREE = 512 * 2**20, 2 * 2**30
QUIET = timedelta(minutes=2)
WAITING = timedelta(minutes=5)
MISSED_NIGHT = timedelta(hours=30)


class State(StrEnum):
    """``BROKEN``: the site, or a part of it, does not do its work."""

    OK = "ok"
    ATTENTION = "attention"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    name: str
    state: State
    note: str = ""


def examine(*, now: datetime) -> tuple[Finding, ...]:
    """Every part of the site. Where the database is gone, what lies in it is not asked for."""
    found = [_database(), _disk()]
    if found[0].state is State.OK:
        found += _of_database(now)
    return tuple(found)


def overall(findings: Iterable[Finding]) -> State:
    """The worst of them."""
    states = {each.state for each in findings}
    return next((s for s in (State.BROKEN, State.ATTENTION) if s in states), State.OK)


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return Finding("database", State.BROKEN, "cannot be reached")
    return Finding("database", State.OK, connection.vendor)


def _disk() -> Finding:
    """Where running leaves its files; a database on another machine has a disk of its own."""
    free = shutil.disk_usage(settings.VAR).free
    state = State.OK if free >= LITTLE_FREE else State.ATTENTION
    return Finding("disk", state if free >= LEAST_FREE else State.BROKEN, f"{free >> 20} MB free")


def _of_database(now: datetime) -> Iterator[Finding]:
    checks: tuple[Callable[[datetime], Finding], ...] = (
        _tables,
        _keys,
        _worker,
        _letters,
        _night,
        _backup,
    )
    for check in checks:
        try:
            yield check(now)
        except DatabaseError:
            yield Finding(check.__name__.strip("_"), State.BROKEN, "cannot be read")


def _tables(now: datetime) -> Finding:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    state = State.BROKEN if plan else State.OK
    return Finding("tables", state, f"{len(plan)} migrations to apply" if plan else "")


def _keys(now: datetime) -> Finding:
    fault = keys.fault()
    return Finding("keys", State.BROKEN if fault else State.OK, fault)


def _worker(now: datetime) -> Finding:
    """It is missed where work waits for it; where none does, its silence only asks for a look."""
    if settings.FODFAESTE_DEMO:
        return Finding("worker", State.OK, "not needed in a demonstration")
    last = beats.latest().get(worker.NAME)
    if last and now - last <= QUIET:
        return Finding("worker", State.OK, age(last, now))
    waits = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - WAITING).exists()
    return Finding("worker", State.BROKEN if waits else State.ATTENTION, age(last, now))


def _letters(now: datetime) -> Finding:
    """Letters that should be on their way by now, and those that somebody has to look at."""
    stuck, failed = outbox.stuck(now=now), outbox.failed()
    said = ", ".join(
        f"{number} {what}" for number, what in ((stuck, "stuck"), (failed, "failed")) if number
    )
    return Finding("letters", State.ATTENTION if stuck else State.OK, said)


def _night(now: datetime) -> Finding:
    return _of_the_night(due.NAME, now)


def _backup(now: datetime) -> Finding:
    return _of_the_night("backup", now)


def _of_the_night(name: str, now: datetime) -> Finding:
    last = beats.latest().get(name)
    on_time = settings.FODFAESTE_DEMO or (last and now - last <= MISSED_NIGHT)
    return Finding(name, State.OK if on_time else State.ATTENTION, age(last, now))


CHECKS: tuple[Callable[[datetime], Finding], ...] = (
    _tables, _keys, _worker, _letters, _night, _backup,
)  # fmt: skip
"""What is asked of the database."""


def age(last: datetime | None, now: datetime) -> str:
    return f"{int((now - last).total_seconds() // 60)} min ago" if last else "never"
