import pytest


@pytest.fixture
def a(db):
    from tests.app.sharing.agreed import agreed

    return agreed()
