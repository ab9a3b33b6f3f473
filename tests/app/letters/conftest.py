import pytest


@pytest.fixture
def town(db):
    from tests.app.administration import town as towns

    return towns.town()


@pytest.fixture
def ada(client, town):
    client.force_login(town.ada)
    return client
