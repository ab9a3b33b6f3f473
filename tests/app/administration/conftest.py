import pytest


@pytest.fixture
def town(db):
    from tests.app.administration.town import town

    return town()
