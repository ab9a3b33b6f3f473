import pytest


@pytest.fixture
def world(db):
    """Organisations with numbers, without which nobody sends Digital Post."""
    from fodfaeste.accounts.models import Organisation
    from tests.app.cases.world import make_world

    made = make_world()
    for number, one in enumerate(Organisation.objects.filter(cvr=None, parent=None)):
        one.cvr = f"9999{number:04}"
        one.save()
    return made


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
