"""What the tests of the core share."""

import pytest
from hypothesis import settings

from fodfaeste.programmes import catalogue

# A busy machine is no fault of the code, and a run leaves nothing behind it.
settings.register_profile("core", deadline=None, database=None, print_blob=False)
settings.load_profile("core")


@pytest.fixture(scope="session", autouse=True)
def _cache_of_our_own(tmp_path_factory):
    """Programmes that exist in tests only leave nothing in anybody's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("FODFAESTE_PROGRAMMES", raising=False)
        yield


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of programmes beside our own, empty at first."""
    monkeypatch.setenv("FODFAESTE_PROGRAMMES", str(tmp_path))
    catalogue.forget()
    yield tmp_path
    catalogue.forget()
