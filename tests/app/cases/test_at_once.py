"""Several people at once, each in a process of their own, on the database as it is in use."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, connections

from fodfaeste.cases.models import Appointment, Case, Citizen, DutyRow, LogEntry
from fodfaeste.cases.services import Member
from fodfaeste.cases.verifying import verify_chain
from tests.app.appointments.booked import jobspot
from tests.app.cases.world import make_world

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parents[3]
WORKERS = 4


@pytest.fixture
def database(transactional_db, tmp_path):
    """Where the processes find the database: SQLite's test database is in memory, and becomes a
    file for them; PostgreSQL's is on its server."""
    if connection.vendor == "sqlite":
        return {"NAME": str(tmp_path / "site.sqlite3")}
    settings = connection.settings_dict
    return {
        name: settings[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    }


@pytest.fixture
def in_file(database):
    """Moves the test's own connection to the file, where there is one."""

    def move():
        if connection.vendor != "sqlite":
            return
        with closing(sqlite3.connect(database["NAME"])) as target:
            connection.connection.backup(target)
        here = connections.create_connection("default")
        here.settings_dict = connection.settings_dict | database
        connections["default"] = here

    in_memory = connections["default"]
    yield move
    if connections["default"] is not in_memory:
        connections["default"].close()
        connections["default"] = in_memory


def run(database, users, *, act="register", times=1, case=None, submission=None):
    """What each process answers; they begin together."""
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.app.cases.registering_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in users
    ]
    orders = {"act": act, "times": times, "case": case and str(case), "database": database,
              "submission": submission and str(submission)}  # fmt: skip
    for worker, user in zip(workers, users, strict=True):
        tell(worker, json.dumps(orders | {"user": user.pk}))
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        tell(worker, "go")
    answers = [json.loads(worker.communicate(timeout=60)[0]) for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * len(workers)
    return answers


def tell(worker, line):
    worker.stdin.write(line + "\n")
    worker.stdin.flush()


def test_all_that_several_register_on_one_case_is_kept_in_order(database, in_file):
    world = make_world()
    members = [
        Member(world.jens.pk, "contact_person"),
        Member(world.mette.pk, "jobcentre_caseworker"),
    ]
    case_id = world.refer(variant="4-months", members=members).case_id
    before = LogEntry.unrestricted.filter(case=case_id).count()
    in_file()
    people = [world.jens, world.mette] * (WORKERS // 2)
    answers = run(database, people, times=15, case=case_id)
    given = [entry_id for answer in answers for entry_id in answer]
    assert len(set(given)) == len(given) == WORKERS * 15
    rows = LogEntry.unrestricted.filter(case=case_id).order_by("seq")
    assert list(rows.values_list("seq", flat=True)) == list(range(1, before + len(given) + 1))
    assert verify_chain(case_id) == ()
    for answer in answers:
        numbers = [int(entry_id[1:]) for entry_id in answer]
        assert numbers == sorted(numbers)


def test_a_form_sent_many_times_at_once_registers_once(database, in_file):
    world = make_world()
    case_id = world.refer().case_id
    in_file()
    answers = run(database, [world.jens] * WORKERS, times=3, case=case_id, submission=uuid4())
    assert len({entry_id for answer in answers for entry_id in answer}) == 1
    assert LogEntry.unrestricted.filter(case=case_id, type="intro_session").count() == 1
    assert verify_chain(case_id) == ()


def test_a_duty_that_several_book_at_once_is_booked_once(database, in_file):
    world = make_world()
    case_id = jobspot(world)
    in_file()
    people = [world.jens, world.secretary] * (WORKERS // 2)
    answers = sorted(answer for [answer] in run(database, people, act="book", case=case_id))
    assert answers[: WORKERS - 1] == ["already_booked"] * (WORKERS - 1)
    assert Appointment.unrestricted.get().case_id == case_id
    assert LogEntry.unrestricted.filter(case=case_id, type="appointment_booked").count() == 1
    assert DutyRow.unrestricted.get(case=case_id, booked__isnull=False).instance == 1
    assert verify_chain(case_id) == ()


def test_a_referral_sent_many_times_at_once_opens_one_case(database, in_file):
    world = make_world()
    in_file()
    answers = run(database, [world.jens] * WORKERS, act="refer", submission=uuid4())
    assert len({case_id for [case_id] in answers}) == 1
    assert (Case.unrestricted.count(), Citizen.unrestricted.count()) == (1, 1)
    assert DutyRow.unrestricted.exists()


def test_one_citizen_referred_by_several_at_once_is_one_citizen(database, in_file):
    world = make_world()
    in_file()
    answers = run(database, [world.jens, world.secretary] * (WORKERS // 2), act="refer")
    assert len({case_id for [case_id] in answers}) == WORKERS
    assert (Case.unrestricted.count(), Citizen.unrestricted.count()) == (WORKERS, 1)


def test_organisations_that_know_nothing_of_each_other_have_a_citizen_each(database, in_file):
    world = make_world()
    in_file()
    answers = run(database, [world.jens, world.mette] * (WORKERS // 2), act="refer")
    assert len({case_id for [case_id] in answers}) == WORKERS
    homes = Citizen.unrestricted.values_list("home", flat=True)
    assert sorted(homes) == sorted([world.town.pk, world.centre.pk])
