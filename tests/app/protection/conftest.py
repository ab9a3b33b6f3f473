import pytest


@pytest.fixture
def world(db):
    from tests.app.cases.world import make_world

    return make_world()


@pytest.fixture
def second(world):
    """Another who leads, and so may approve."""
    from fodfaeste.accounts import services

    return services.add_user(
        email="per@fodfaeste.example",
        name="Per Projekt",
        organisation=world.centre,
        function="project_manager",
    )


@pytest.fixture
def case_id(world):
    from tests.app.protection.data import a_case

    return a_case(world)
