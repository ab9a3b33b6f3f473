"""People who sign in by the form, mail that is there at once, and a second factor demanded."""

import pytest

# Django is not ready when this is read; what needs it is imported where it is used.


@pytest.fixture(autouse=True)
def fresh(db, monkeypatch):
    from django.core.cache import cache

    # Argon2 all the same, only not as slow as it is meant to be.
    for name, value in {"time_cost": 1, "memory_cost": 64, "parallelism": 1}.items():
        monkeypatch.setattr(f"django.contrib.auth.hashers.Argon2PasswordHasher.{name}", value)
    cache.clear()  # where attempts are counted, also those of other tests
    monkeypatch.setattr("fodfaeste.web.sign_in.adapters.beside", lambda act: act())


@pytest.fixture
def home():
    from tests.app import web_data

    return web_data.house()


@pytest.fixture
def mette(home):
    from tests.app import web_data

    return web_data.with_password(home.mette)


@pytest.fixture
def demanded(settings):
    settings.FODFAESTE_SECOND_FACTOR = True


@pytest.fixture
def saml_files(tmp_path, monkeypatch):
    """What a site is given to sign in at the provider of ``provider``."""
    from tests.app.sign_in import provider

    given = {
        "SAML_METADATA": provider.METADATA,
        "SAML_CERTIFICATE": provider.OUR_CERTIFICATE,
        "SAML_KEY_FILE": provider.OUR_KEY,
    }
    for name, text in given.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o600)
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("SAML_NAME", "Søby Kommune")
    return tmp_path
