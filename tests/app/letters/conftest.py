import pytest


@pytest.fixture
def world(db):
    from tests.app.cases.world import make_world

    return make_world()


@pytest.fixture
def case_id(world):
    from fodfaeste.cases.services import NewCitizen

    citizen = NewCitizen(name="Amalie Ærø", cpr="010190-1235")
    return world.refer(citizen=citizen).case_id
