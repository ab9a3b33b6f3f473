"""A demonstration: only there can anybody be anybody, it takes no real people's database, and
every page says what it is."""

import pytest

from fodfaeste import serving
from fodfaeste.accounts.models import User
from tests.app import web_data

SAYS = "alt og alle i den er opdigtede"


@pytest.fixture
def demo(settings):
    settings.FODFAESTE_DEMO = True


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "address",
    ["/demo/", "/log-ind/", "/glemt-adgangskode/", "/ny-adgangskode/1/x/", "/min-adgang/",
     "/findes-ikke/", "/", "/log-ud/"],
)  # fmt: skip
def test_every_page_says_so(client, home, address):
    client.force_login(home.mette)
    assert SAYS in client.get(address, follow=True).content.decode()


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("address", ["/demo/", "/log-ind/", "/findes-ikke/"])
def test_every_page_says_so_to_who_is_not_signed_in(client, home, address):
    assert SAYS in client.get(address, follow=True).content.decode()


@pytest.mark.usefixtures("demo")
def test_a_page_that_broke_says_so_too(client, home, monkeypatch):
    def breaks(request):
        raise RuntimeError

    monkeypatch.setattr("fodfaeste.web.sign_in.views.queries.personas", breaks)
    client.raise_request_exception = False
    page = client.get("/demo/")
    assert page.status_code == 500
    assert SAYS in page.content.decode()


def test_for_real_no_page_says_so(client, home):
    client.force_login(home.mette)
    for address in ("/", "/findes-ikke/", "/log-ud/"):
        assert SAYS not in client.get(address).content.decode()


@pytest.mark.usefixtures("demo")
def test_a_database_with_real_people_is_refused(home):
    with pytest.raises(serving.RealDatabase):
        serving.fill_demonstration()


@pytest.mark.usefixtures("demo")
def test_one_real_person_among_personas_cannot_be_become(client, home):
    web_data.person("Pia Prøve", home.organisation, persona={"da": "", "en": ""})
    assert client.post("/demo/", {"persona": home.mette.pk}).status_code == 404


def test_an_empty_one_is_filled_and_one_of_ours_is_taken(monkeypatch, settings):
    settings.FODFAESTE_DEMO = True
    filled: list[str] = []
    monkeypatch.setattr(serving, "call_command", filled.append)
    assert not User.objects.exists()
    serving.fill_demonstration()
    assert filled == [serving.LOAD_DEMO]
    web_data.person("Pia Prøve", web_data.house().organisation, persona={"da": "", "en": ""})
    serving.fill_demonstration()
    assert filled == [serving.LOAD_DEMO]
