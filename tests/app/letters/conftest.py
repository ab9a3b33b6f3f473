import pytest


@pytest.fixture
def world(db):
    """The centre has a number, under which it sends by Digital Post."""
    from tests.app.cases.world import make_world

    world = make_world()
    world.centre.cvr = "12345674"
    world.centre.save(update_fields=["cvr"])
    return world


@pytest.fixture
def case_id(world):
    from fodfaeste.cases.services import NewCitizen

    citizen = NewCitizen(name="Amalie Ærø", cpr="010190-1235")
    return world.refer(citizen=citizen).case_id


@pytest.fixture(autouse=True)
def post_office(settings, tmp_path):
    """Digital Post goes into a folder of the test's own."""
    settings.FODFAESTE_DIGITAL_POST = tmp_path / "digital-post"
    return settings.FODFAESTE_DIGITAL_POST / "out"


@pytest.fixture
def town(db):
    from tests.app.administration import town as towns

    return towns.town()


@pytest.fixture
def ada(client, town):
    client.force_login(town.ada)
    return client
