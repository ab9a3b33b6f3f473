import pytest


@pytest.fixture
def world(db):
    from tests.app.cases.world import make_world

    return make_world()


@pytest.fixture
def case_id(world):
    """A case whose support has begun: Jens gives it, Mette is its caseworker."""
    from tests.app.support.supporting import begun

    return begun(world)
