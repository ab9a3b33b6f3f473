"""A browser, and a demonstration served by the real server for it to visit."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, expect

NAMES = ("chromium", "google-chrome", "chromium-browser")
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--lang=da",
    "--no-first-run",
]
START_SECONDS = 400
# Patience with a busy machine: a disk alone may stand still for seconds.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium as it is installed here; without one Playwright looks for its own download."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    # Chromium refuses its sandbox to root.
    flags = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    return browser_type_launch_args | {"args": flags, "executable_path": found}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], site: str) -> dict[str, Any]:
    return browser_context_args | {"locale": "da-DK", "base_url": site}


@pytest.fixture(scope="session")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def site(var: Path) -> Iterator[str]:
    """The address of a demonstration with its data, running as `make run` runs it."""
    port = free_port()
    unwanted = {
        "DATABASE_URL",
        "LOG_LEVEL",
        "SECRET_KEY",
        "FODFAESTE_KEYS",
        "FODFAESTE_INDEX_KEY",
        "DISPLAY",
    }
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"DEMO": "1", "FODFAESTE_VAR": str(var), "PORT": str(port)}
    command = [str(Path(sys.executable).with_name("fodfaeste")), "serve"]
    with subprocess.Popen(command, env=environment) as server:
        try:
            wait_for(server, port)
            copy_database(var / "demo.sqlite3", var / "fresh.sqlite3")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@pytest.fixture(autouse=True)
def fresh_data(site: str, var: Path) -> None:
    """Every test begins with the demonstration as it was."""
    copy_database(var / "fresh.sqlite3", var / "demo.sqlite3")


@pytest.fixture(autouse=True)
def no_complaints(page: Page) -> Iterator[None]:
    """The browser complains of nothing: no failed script, no refusal by the content policy."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.extend(complaint(message)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield
    assert not complaints


def complaint(message: ConsoleMessage) -> list[str]:
    # Browsers ask for this one unasked, also where a page names no icon.
    is_icon = message.location.get("url", "").endswith("/favicon.ico")
    return [f"{message.text} {message.location}"] if message.type == "error" and not is_icon else []


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Fails with axe's own report where it finds a violation."""

    def check(page: Page) -> None:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    return check


def free_port() -> int:
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < until:
        with closing(socket.socket()) as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server did not start; its own words are above")


def copy_database(source: Path, target: Path) -> None:
    """SQLite's own copying minds the readers and writers of both files."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
