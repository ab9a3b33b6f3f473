"""The files with which a site is put up fit the program, and each other."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from fodfaeste.cli import COMMANDS
from fodfaeste.config.gate import BESIDE_A_FILE

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
RUNNING = (ROOT / "docs" / "running.md").read_text("utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text("utf-8")


def text_of(name):
    return (DEPLOY / name).read_text("utf-8")


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_service_calls_a_command_that_there_is(path):
    calls = re.findall(r"/opt/fodfaeste/bin/fodfaeste (\w+)(?: (\w+))?", path.read_text("utf-8"))
    assert calls
    for command, inner in calls:
        assert command in COMMANDS
        assert command != "manage" or inner in get_commands()


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_service_runs_as_nobody_who_may_do_more(path):
    text = path.read_text("utf-8")
    for line in ("User=fodfaeste", "UMask=0077", "NoNewPrivileges=yes", "ProtectSystem=strict"):
        assert line in text.splitlines()


def test_every_timer_has_its_service():
    timers = {path.stem for path in DEPLOY.glob("*.timer")}
    assert timers
    assert timers <= {path.stem for path in UNITS}


def test_systemd_understands_the_units(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("there is no systemd here")
    # Only the program itself is not where it will be.
    for path in [*UNITS, *DEPLOY.glob("*.timer")]:
        text = path.read_text("utf-8").replace("/opt/fodfaeste/bin/fodfaeste", "/bin/true")
        (tmp_path / path.name).write_text(text, "utf-8")
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    run = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in run.stderr.splitlines() if "fodfaeste" in line]
    assert ours == []


def test_every_setting_in_the_example_is_described_and_no_secret_is_given():
    given = dict(re.findall(r"^(\w+)=(.*)$", text_of("site.env.example"), re.MULTILINE))
    assert all(f"| `{name}` |" in SETTINGS for name in given)
    secrets = {name for name in given if "KEY" in name or "TOKEN" in name}
    assert {given[name] for name in secrets} == {""}


def test_the_proxies_take_what_the_site_takes_and_believe_no_browser():
    nginx, caddy = text_of("nginx.conf"), text_of("Caddyfile")
    most = settings.FODFAESTE_FILE_MB * 1_000_000 + BESIDE_A_FILE
    assert f"client_max_body_size {-(-most >> 20)}m;" in nginx
    assert f"max_size {-(-most // 1_000_000)}MB" in caddy
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in nginx
    assert "proxy_set_header X-Forwarded-Proto https;" in nginx
    assert "access_log off;" in nginx


def test_the_page_names_every_file_and_every_file_is_one_of_the_page():
    for path in DEPLOY.iterdir():
        is_unit = path.suffix in {".service", ".timer"}
        assert path.name in RUNNING or (is_unit and "deploy/*.service deploy/*.timer" in RUNNING)


def test_the_commands_of_the_page_are_there():
    called = set(re.findall(r"fodfaeste-site (\w+)(?: (\w+))?", RUNNING))
    for command, inner in called:
        assert command in COMMANDS
        assert command != "manage" or inner in get_commands()
