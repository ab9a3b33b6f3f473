import pytest


@pytest.fixture
def world(db):
    from tests.app.cases.world import make_world

    return make_world()
