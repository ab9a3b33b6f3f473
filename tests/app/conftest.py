"""What the tests of the site share."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client

    from tests.app.web_data import House

APPEND_ONLY = (
    "accounts_accesslog",
    "accounts_listed",
    "accounts_organisationevent",
    "cases_logentry",
    "matching_prospect",
    "matching_step",
    "mentoring_partneragreement",
    "protection_erasurerecord",
    "traces_control",
    "traces_sample",
    "traces_sampledline",
    "traces_verification",
)


@pytest.fixture
def home(db: None) -> "House":
    """An organisation with a team, a caseworker and a leader, and somebody who must see nothing."""
    from tests.app import web_data

    return web_data.house()


@pytest.fixture
def mette(client: "Client", home: "House") -> "Client":
    """The caseworker's browser."""
    client.force_login(home.mette)
    return client


@pytest.fixture(scope="session", autouse=True)
def files_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Documents lie in a folder of the tests' own."""
    from django.conf import settings

    settings.FODFAESTE_FILES = tmp_path_factory.mktemp("documents")
    settings.FODFAESTE_DIGITAL_POST = tmp_path_factory.mktemp("digital-post")


@pytest.fixture(scope="session", autouse=True)
def tables_can_be_emptied() -> Iterator[None]:
    """Tests that commit empty the tables afterwards, which append-only tables refuse."""
    from django.db import connection
    from django.test import TransactionTestCase

    from fodfaeste.accounts.append_only import lifted

    # Django's own hook, which its types do not know.
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def lift_and_empty(self: Any, *args: Any) -> None:
        with lifted(connection, *APPEND_ONLY):
            empty(self, *args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lift_and_empty)
        yield
