import pytest


@pytest.fixture
def world(db):
    from tests.app.cases.world import make_world

    return make_world()


@pytest.fixture
def case_id(world):
    """A case in which Jens finds work; Kim is a colleague without a part in it."""
    return world.refer(team_id=world.team.pk).case_id


@pytest.fixture
def kitchen(world):
    """A canteen in the register of Jens's organisation, with an offer."""
    from tests.app.matching.matched import workplace

    return workplace(world.centre, world.jens, "Solgården", tasks="Køkkenhjælp og opvask")
