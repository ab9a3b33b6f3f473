"""What all tests share. For the tests of the site: settings of their own, and a database.

FODFAESTE_TEST_DATABASE says which: sqlite (also when not said) or postgres.
"""

import os

import django
import pytest

from tests import databases

# Keys that protect nothing: tests must neither read nor make those of a demonstration.
SETTINGS = {
    "DEMO": "0",
    "LOG_LEVEL": "WARNING",
    "FODFAESTE_HTTPS": "0",
    "SECRET_KEY": "only-for-tests-" * 4,
    "FODFAESTE_KEYS": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtLS0=",
    "FODFAESTE_INDEX_KEY": "only-for-tests-too-" * 3,
    "DJANGO_SETTINGS_MODULE": "fodfaeste.config.settings",
    # Playwright runs an event loop of its own, in whose thread Django would refuse to work.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}


def wants_django(config: pytest.Config) -> bool:
    return config.pluginmanager.hasplugin("django")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before pytest-django, which comes last, reads the settings."""
    if not wants_django(config):
        return
    # A worker of pytest-xdist inherits the database that the first process has started.
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        os.environ.update(SETTINGS, DATABASE_URL=databases.address(config))
        for name in ("FODFAESTE_PROGRAMMES", "FODFAESTE_DEBUG", "ALLOWED_HOSTS"):
            os.environ.pop(name, None)
    django.setup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if wants_django(config) and not databases.is_postgres():
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason="only meaningful on PostgreSQL"))
