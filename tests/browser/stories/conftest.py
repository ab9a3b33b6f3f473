"""Whole stories: a site on each database, and people who sign in to it, each in a window."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import databases
from tests.browser.conftest import complaint, free_port, wait_for
from tests.browser.stories.telling import Story

ROOT = Path(__file__).parents[3]
OTHERS = {"SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY", "DATABASE_URL", "LOG_LEVEL"}


@pytest.fixture(autouse=True)
def fresh_data() -> None:
    """Stories bring their own people and leave those of others alone: nothing is made anew."""


@pytest.fixture(autouse=True)
def no_complaints() -> None:
    """Each window of a story is listened to by itself."""


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def story_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a demonstration with those who tell stories, on one of the databases."""
    with ExitStack() as ends:
        port = free_port()
        environment = {name: value for name, value in os.environ.items() if name not in OTHERS}
        environment |= {
            "DEMO": "1",
            "PORT": str(port),
            "FODFAESTE_VAR": str(tmp_path_factory.mktemp("story")),
        }
        if request.param == "postgres":
            environment["DATABASE_URL"] = postgres(ends)
        command = [str(Path(sys.executable).with_name("fodfaeste")), "serve"]
        server = ends.enter_context(subprocess.Popen(command, env=environment, cwd=ROOT))
        ends.callback(server.terminate)
        wait_for(server, port)
        seed = [sys.executable, "-m", "tests.browser.seed_stories"]
        subprocess.run(seed, cwd=ROOT, env=environment, check=True)
        yield f"http://127.0.0.1:{port}"


def postgres(ends: ExitStack) -> str:
    """The address of an empty database on the server that the other tests run on as well."""
    return databases.empty(ends.callback)


@pytest.fixture
def story(story_site: str, browser: Browser) -> Iterator[Story]:
    """A story told on that site; no window of it complains."""
    complaints: list[str] = []
    told = Story(browser, story_site, listen=lambda said: complaints.extend(complaint(said)))
    yield told
    told.end()
    assert not complaints
