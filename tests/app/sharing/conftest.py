import pytest


@pytest.fixture
def a(db):
    from tests.app.sharing.agreed import agreed

    return agreed()


@pytest.fixture
def home():
    from tests.app import web_data

    return web_data.house()


@pytest.fixture
def case(home):
    from tests.app import web_data

    return web_data.refer(home, "Åse Ærø", starts_in=20, cpr="010190-1234")


@pytest.fixture
def havn(home):
    """A job centre elsewhere, and Vera who works there."""
    from fodfaeste.accounts import services as people
    from tests.app import web_data

    office = people.add_organisation(name="Jobcenter Havn", kind="job_centre")
    return web_data.person("Vera Vest", office)
