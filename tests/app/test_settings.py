import json
import logging
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from fodfaeste.config.environment import Environment, made_secret
from fodfaeste.config.logs import Impersonal

ROOT = Path(__file__).parents[2]


def codes(env):
    return [problem.code.removeprefix("fodfaeste.") for problem in env.problems]


@pytest.fixture
def env(tmp_path):
    return Environment(made_keys=tmp_path / "keys.json")


@pytest.mark.parametrize(
    ("read", "value", "code"),
    [
        (lambda env: env.boolean("X", default=True), "perhaps", "E001"),
        (lambda env: env.database("sqlite://"), "mysql://u:p@h/n", "E002"),
        (lambda env: env.database("sqlite://"), "nonsense", "E002"),
        (lambda env: env.secret("X"), None, "E003"),
        (lambda env: env.secret("X"), "short", "E004"),
        (lambda env: env.fernet_keys("X"), "no-key", "E005"),
        (lambda env: env.paths("X"), "/no/such/folder", "E006"),
        (lambda env: env.origins("X"), "kommune.example", "E007"),
        (lambda env: env.email("X", "consolemail://"), "pigeon://post", "E008"),
        (lambda env: env.number("X", default=60, least=1), "0", "E009"),
        (lambda env: env.number("X", default=60), "an hour", "E009"),
    ],
)
def test_nonsense_becomes_a_problem_with_a_remedy(env, monkeypatch, read, value, code):
    for name in ("X", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    read(env)
    assert codes(env) == [code]
    assert all(problem.remedy for problem in env.problems)


def test_a_wrong_database_address_is_not_quoted(env, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://user:hunter2@host/name")
    env.database("sqlite://")
    assert "hunter2" not in str(env.problems)


def test_the_secrets_of_a_demonstration_are_made_once_and_kept_private(tmp_path):
    file = tmp_path / "var" / "keys.json"
    first, second = (made_secret(file, "X", lambda: os.urandom(8).hex()) for _ in range(2))
    assert first == second
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["keys.json"]


def test_wrong_settings_are_told_all_at_once(tmp_path):
    given = {"DATABASE_URL": "nonsense", "ALLOWED_HOSTS": "sager.kommune.example"}
    run = checked(tmp_path, given)
    assert run.returncode == 1
    for name in ("E002", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY", "HINT"):
        assert name in run.stderr
    assert not list(tmp_path.iterdir())


def test_a_site_without_a_name_makes_keys_of_its_own_and_says_so(tmp_path):
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'real.sqlite3'}"}
    run = checked(tmp_path, database)
    assert run.returncode == 0
    assert "W004" in run.stderr
    assert stat.S_IMODE((tmp_path / "site-keys.json").stat().st_mode) == 0o600


def checked(folder, given):
    """``manage.py check`` with these settings and no others."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=bare | given | {"FODFAESTE_VAR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_system_checks_find_nothing():
    call_command("check", fail_level="ERROR")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for():
    wanted = os.environ.get("FODFAESTE_TEST_DATABASE", "sqlite")
    assert connection.vendor == {"sqlite": "sqlite", "postgres": "postgresql"}[wanted]


@pytest.mark.django_db
def test_sqlite_checks_foreign_keys():
    if connection.vendor != "sqlite":
        pytest.skip("only a question on SQLite")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_every_page_forbids_what_it_does_not_need(client):
    headers = client.get("/no-such-page/").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "camera=()" in headers["Permissions-Policy"]


def test_log_lines_are_json_without_personal_data():
    try:
        raise ValueError("Jens Hansen")
    except ValueError:
        record = logging.LogRecord(
            "x",
            logging.ERROR,
            __file__,
            1,
            "GET /s?q=Jens for %s",
            ("010190-1234",),
            sys.exc_info(),
        )
    line = json.loads(Impersonal().format(record))
    assert line["message"] == "GET /s?… for [number]"
    assert line["exception"] == "builtins.ValueError"
    assert "Jens" not in str(line)


def test_danish_is_the_first_language():
    assert (settings.LANGUAGE_CODE, settings.TIME_ZONE) == ("da", "Europe/Copenhagen")
