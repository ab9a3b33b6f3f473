import pytest


@pytest.fixture
def world(db):
    from tests.app.cases.world import make_world

    return make_world()


@pytest.fixture
def keep(world):
    from tests.app.companies.keeping import Keep

    return Keep(world)
