"""What a monitor is told, and what it is not."""

import re
import shutil
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fodfaeste.running import beats, keys, worker
from fodfaeste.running.health import State, examine, overall

TOKEN = "a-token-of-the-tests-" * 2
NOW = timezone.now()

pytestmark = pytest.mark.django_db


def state_of(name):
    return {each.name: each.state for each in examine(now=NOW)}[name]


@pytest.fixture
def well():
    keys.prove()
    for name in ("worker", "due_work", "backup"):
        beats.give(name, now=timezone.now())  # the page asks the clock, perhaps minutes after NOW


def test_all_is_well(well):
    assert {each.name for each in examine(now=NOW)} == {
        "database",
        "disk",
        "tables",
        "keys",
        "worker",
        "letters",
        "due_work",
        "backup",
    }
    assert overall(examine(now=NOW)) is State.OK


def waiting(minutes):
    task = DBTaskResult.objects.create(
        args_kwargs={},
        task_path="x",
        backend_name="default",
        run_after=NOW - timedelta(days=1),
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=NOW - timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("silent_for", "waits_for", "state"),
    [(2, None, "ok"), (3, None, "attention"), (3, 4, "attention"), (3, 6, "broken"), (1, 6, "ok")],
)
def test_a_worker_that_is_silent_is_missed_once_work_waits(well, silent_for, waits_for, state):
    beats.give("worker", now=NOW - timedelta(minutes=silent_for))
    if waits_for:
        waiting(waits_for)
    assert state_of("worker") == state


@pytest.mark.parametrize("name", ["due_work", "backup"])
@pytest.mark.parametrize(("hours", "state"), [(30, "ok"), (31, "attention")])
def test_a_missed_night_asks_for_a_look(well, name, hours, state):
    beats.give(name, now=NOW - timedelta(hours=hours))
    assert state_of(name) == state


def test_other_keys_than_the_databases_are_broken(well, settings):
    settings.FODFAESTE_KEYS = ["c29tZS1vdGhlci1rZXktc29tZS1vdGhlci1rZXktLS0="]
    assert state_of("keys") is State.BROKEN


@pytest.mark.parametrize(("free", "state"), [(3000, "ok"), (1000, "attention"), (100, "broken")])
def test_a_disk_that_fills_up_is_told_before_it_is_full(well, monkeypatch, free, state):
    monkeypatch.setattr(
        shutil, "disk_usage", lambda path: type("Usage", (), {"free": free * 2**20})
    )
    assert state_of("disk") == state


def test_tables_of_another_version_are_broken(well):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'running'")
    assert state_of("tables") is State.BROKEN


def test_without_a_database_the_answer_still_comes(client, monkeypatch):
    def gone(*args):
        raise OperationalError("host 10.1.2.3 refused user fodfaeste")

    monkeypatch.setattr(type(connections["default"]), "cursor", gone)
    response = client.get("/sundhed/")
    assert response.status_code == 503
    assert response.json() == {"status": "broken"}


def test_strangers_are_told_no_more_than_whether_all_is_well(client, well, settings):
    settings.FODFAESTE_HEALTH_TOKEN = TOKEN
    for shown in ("", "Bearer ", f"Bearer {TOKEN}!", TOKEN):
        response = client.get("/sundhed/", headers={"Authorization": shown})
        assert response.json() == {"status": "ok"}


def test_who_has_the_token_is_told_part_by_part(client, well, settings):
    settings.FODFAESTE_HEALTH_TOKEN = TOKEN
    parts = client.get("/sundhed/", headers={"Authorization": f"Bearer {TOKEN}"}).json()["parts"]
    [backup] = [part for part in parts if part["name"] == "backup"]
    assert backup["state"] == "ok" and re.fullmatch(r"\d+ min ago", backup["note"])


def test_no_token_set_means_nobody_has_it(client, well):
    response = client.get("/sundhed/", headers={"Authorization": "Bearer "})
    assert response.json() == {"status": "ok"}


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_waits_and_gives_a_sign_of_life():
    from tests.app.running.tasks import note_it

    result = note_it.enqueue("x")
    worker.work_until_told(rounds=1)
    result.refresh()
    assert result.return_value == "noted x"
    assert beats.latest()["worker"] >= NOW


@pytest.mark.django_db(transaction=True)
def test_the_night_does_everything_and_a_fault_stops_nothing_else(monkeypatch):
    from fodfaeste.running import due

    done = []

    def broken(*, now):
        raise ValueError("Lone Lund")

    monkeypatch.setattr(
        due,
        "DUE",
        (*due.DUE, due.Work("broken", broken), due.Work("last", lambda *, now: done.append(now))),
    )
    outcomes = due.run_all(now=NOW)
    assert [each.name for each in outcomes if not each.is_well] == ["broken"]
    assert "Lone" not in str(outcomes)
    assert done == [NOW]
    assert "due_work" not in beats.latest()
    monkeypatch.undo()
    assert all(each.is_well for each in due.run_all(now=NOW))
    assert all(each.is_well for each in due.run_all(now=NOW))
    assert beats.latest()["due_work"] == NOW
