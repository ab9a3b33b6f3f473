"""Settings that must not go together stop the start, with what to do about it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings

from fodfaeste.config import checks

ROOT = Path(__file__).parents[3]
FERNET = "c29tZS1vdGhlci1rZXktc29tZS1vdGhlci1rZXktLS0="
# A site as a municipality would run it.
REAL = {
    "DATABASE_URL": "postgres://fodfaeste@/fodfaeste",
    "ALLOWED_HOSTS": "sager.kommune.example",
    "SECRET_KEY": "kY3-secret-of-a-test-wJq7Zr2Xv9Lm4Tn8Bc5Hd1Fg6Ps0Qe-and-more",
    "FODFAESTE_KEYS": FERNET,
    "FODFAESTE_INDEX_KEY": "index-of-a-test-index-of-a-test-index",
    "FODFAESTE_BACKUP_KEY": "backup-of-a-test-backup-of-a-test-backup",
    "EMAIL_URL": "smtp+tls://user:password@mail.kommune.example:587",
}


def checked(folder, given, *options):
    """``manage check`` with these settings and no others: its status, and the codes it names."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    told = {name: value for name, value in given.items() if value is not None}
    run = subprocess.run(
        [sys.executable, "manage.py", "check", *options],
        cwd=ROOT,
        env=bare | told | {"FODFAESTE_VAR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    output = run.stdout + run.stderr
    return run.returncode, set(re.findall(r"\((\w+\.[EW]\d+)\)", output)), output


def test_a_real_site_has_nothing_to_be_told(tmp_path):
    status, codes, output = checked(tmp_path, REAL, "--deploy", "--fail-level", "WARNING")
    assert (status, codes) == (0, set()), output
    assert "1 silenced" in output, "the one about lists of names built into browsers"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"FODFAESTE_HTTPS": "0"}, "E022"),
        ({"CSRF_TRUSTED_ORIGINS": "http://sager.kommune.example"}, "E023"),
        ({"CSRF_TRUSTED_ORIGINS": "https://*.kommune.example"}, "E023"),
        ({"ALLOWED_HOSTS": "*"}, "E024"),
        ({"ALLOWED_HOSTS": ".kommune.example"}, "E024"),
        ({"DATABASE_URL": None}, "E025"),
        ({"FODFAESTE_BACKUP_KEY": REAL["SECRET_KEY"]}, "E026"),
        ({"FODFAESTE_INDEX_KEY": FERNET}, "E026"),
        ({"FODFAESTE_KEYS": f"{FERNET},{FERNET}"}, "E026"),
        ({"FODFAESTE_DEBUG": "1"}, "E027"),
        ({"FODFAESTE_BACKUP_KEY": "short"}, "E004"),
        ({"SECRET_KEY_FILE": "/no/such/file"}, "E020"),
    ],
)
def test_what_is_unsafe_stops_the_start(tmp_path, change, code):
    status, codes, output = checked(tmp_path, REAL | change)
    assert status == 1
    assert f"fodfaeste.{code}" in codes
    assert "HINT" in output


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"FODFAESTE_BACKUP_KEY": None}, "W005"),
        ({"EMAIL_URL": None}, "W006"),
        ({"DATABASE_URL": "postgres://u:p@db.kommune.example/fodfaeste"}, "W007"),
        ({"DATABASE_URL": None, "DEMO": "1"}, "W002"),
        ({"ALLOWED_HOSTS": None, "FODFAESTE_DEBUG": "1"}, "W003"),
    ],
)
def test_what_asks_for_thought_is_told_and_stops_nothing(tmp_path, change, code):
    status, codes, _ = checked(tmp_path, REAL | change)
    assert (status, f"fodfaeste.{code}" in codes) == (0, True)


def test_no_secret_is_quoted(tmp_path):
    given = REAL | {"FODFAESTE_BACKUP_KEY": REAL["SECRET_KEY"], "FODFAESTE_KEYS": "no-key-at-all"}
    _, _, output = checked(tmp_path, given)
    assert REAL["SECRET_KEY"] not in output
    assert "no-key-at-all" not in output


def test_a_secret_can_lie_in_a_file_that_nobody_else_reads(tmp_path):
    file = tmp_path / "secret"
    file.write_text(REAL["SECRET_KEY"] + "\n")
    given = REAL | {"SECRET_KEY": None, "SECRET_KEY_FILE": str(file)}
    file.chmod(0o600)
    assert checked(tmp_path, given)[:2] == (0, set())
    file.chmod(0o644)
    assert checked(tmp_path, given)[:2] == (1, {"fodfaeste.E021"})


def test_keys_made_here_that_others_can_read_are_refused(tmp_path):
    local = {"DATABASE_URL": f"sqlite:///{tmp_path / 'x.sqlite3'}"}
    assert checked(tmp_path, local)[0] == 0
    (tmp_path / "site-keys.json").chmod(0o644)
    assert "fodfaeste.E021" in checked(tmp_path, local)[1]


@override_settings(FODFAESTE_LOCAL=False, FODFAESTE_HTTPS=False)
def test_the_server_refuses_what_the_checks_refuse():
    with pytest.raises(checks.WrongSettings, match="E022"):
        checks.refuse_wrong_settings()
