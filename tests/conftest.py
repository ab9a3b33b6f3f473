"""What all tests share. For the tests of the site: settings of their own, and a database.

FODFAESTE_TEST_DATABASE says which: sqlite (also when not said) or postgres.
"""

import os
import shutil
import tempfile

import pytest

from tests import databases

# Keys that protect nothing: tests must neither read nor make those of a demonstration.
SETTINGS = {
    "DEMO": "0",
    "LOG_LEVEL": "WARNING",
    "FODFAESTE_HTTPS": "0",
    # The tests of sign-in ask for it; to all others people are simply signed in.
    "FODFAESTE_SECOND_FACTOR": "0",
    "SECRET_KEY": "only-for-tests-" * 4,
    "FODFAESTE_KEYS": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtLS0=",
    "FODFAESTE_INDEX_KEY": "only-for-tests-too-" * 3,
    "FODFAESTE_BACKUP_KEY": "only-for-tests-backup-" * 3,
    "DJANGO_SETTINGS_MODULE": "fodfaeste.config.settings",
    # Playwright runs an event loop of its own, in whose thread Django would refuse to work.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}


def wants_django(config: pytest.Config) -> bool:
    return config.pluginmanager.hasplugin("django")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before pytest-django, which comes last, reads the settings."""
    # A worker of pytest-xdist inherits what the first process has prepared.
    if wants_django(config) and not os.environ.get("PYTEST_XDIST_WORKER"):
        os.environ.update(SETTINGS, DATABASE_URL=databases.address(config))
        os.environ["FODFAESTE_VAR"] = temporary_folder(config)
        for name in ("FODFAESTE_PROGRAMMES", "FODFAESTE_DEBUG", "ALLOWED_HOSTS"):
            os.environ.pop(name, None)
        prepare_django()


def prepare_django() -> None:
    """Not imported above: the tests of the core do without Django."""
    import django
    from django.core.management import call_command

    django.setup()
    # Pages name static files by what is in them, as in production.
    call_command("collectstatic", interactive=False, verbosity=0)


def temporary_folder(config: pytest.Config) -> str:
    folder = tempfile.mkdtemp(prefix="fodfaeste-tests-")
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    return folder


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if wants_django(config) and not databases.is_postgres():
        for item in items:
            if item.get_closest_marker("postgres"):
                item.add_marker(pytest.mark.skip(reason="only meaningful on PostgreSQL"))
