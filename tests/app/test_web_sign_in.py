from urllib.parse import parse_qs

import pytest
from django.conf import settings as site
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from fodfaeste.accounts import services
from tests.app import web_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def mette(home):
    cache.clear()  # where the attempts to sign in are counted, also those of other tests
    return web_data.with_password(home.mette)


def sign_in(client, user, password=web_data.PASSWORD, **more):
    return client.post("/log-ind/", {"login": user.email, "password": password, **more})


def test_e_mail_and_password_lead_to_the_page_that_was_asked_for(client, mette):
    page = client.get("/sager/?q=%C3%85")
    address, _, query = page["Location"].partition("?")
    assert (address, parse_qs(query)) == ("/log-ind/", {"next": ["/sager/?q=%C3%85"]})
    response = sign_in(client, mette, next="/sager/?q=x")
    assert response["Location"] == "/sager/?q=x"
    assert client.get("/").status_code == 200


def test_the_e_mail_may_be_written_in_capitals(client, mette):
    response = client.post(
        "/log-ind/", {"login": mette.email.upper(), "password": web_data.PASSWORD}
    )
    assert response.status_code == 302


def test_a_wrong_password_is_told_beside_the_e_mail_that_was_typed(client, mette):
    page = sign_in(client, mette, "wrong")
    text = page.content.decode()
    assert page.status_code == 200
    assert 'id="errors"' in text
    assert f'value="{mette.email}"' in text
    assert "wrong" not in text


def test_who_has_left_cannot_sign_in(client, mette):
    mette.is_active = False
    mette.save()
    response = sign_in(client, mette)
    assert response.status_code == 200
    assert client.get("/").status_code == 302


def test_many_wrong_passwords_close_the_door_for_a_while(client, mette):
    for _attempt in range(6):
        page = sign_in(client, mette, "wrong")
    assert page.status_code in {200, 429}
    assert client.get("/").status_code == 302
    assert sign_in(client, mette).status_code != 302


@pytest.mark.parametrize("name", ["account_signup", "account_email", "mfa_list_webauthn"])
def test_nobody_can_sign_up(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_signing_out_asks_first_and_then_closes_the_session(client, home):
    client.force_login(home.mette)
    assert client.get("/log-ud/").status_code == 200
    assert client.get("/").status_code == 200
    assert client.post("/log-ud/").status_code == 302
    assert client.get("/").status_code == 302


def test_the_language_is_danish_unless_somebody_chooses(client):
    page = client.get("/log-ind/", headers={"Accept-Language": "en"})
    assert '<html lang="da">' in page.content.decode()
    assert page["Content-Language"] == "da"


def test_a_chosen_language_stays_in_the_browser_and_with_the_person(client, home):
    client.force_login(home.mette)
    response = client.post("/sprog/", {"language": "en", "next": "/sager/?q=x"})
    assert response["Location"] == "/sager/?q=x"
    assert response.cookies[site.LANGUAGE_COOKIE_NAME].value == "en"
    home.mette.refresh_from_db()
    assert home.mette.language == "en"
    assert '<html lang="en">' in client.get("/").content.decode()


def test_a_persons_language_goes_before_the_browsers(client, home):
    client.post("/sprog/", {"language": "en"})
    client.force_login(home.mette)
    assert '<html lang="da">' in client.get("/").content.decode()


def test_the_language_chosen_where_one_signs_in_becomes_the_persons(client, mette):
    client.post("/sprog/", {"language": "en", "next": "/log-ind/?next=/sager/"})
    sign_in(client, mette)
    mette.refresh_from_db()
    assert mette.language == "en"
    assert '<html lang="en">' in client.get("/").content.decode()


def test_it_counts_once_only(client, mette, home):
    client.post("/sprog/", {"language": "en", "next": "/log-ind/"})
    sign_in(client, mette)
    client.post("/log-ud/")
    sign_in(client, web_data.with_password(home.leader))
    assert '<html lang="da">' in client.get("/").content.decode()


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_the_language_switch_leads_to_no_other_site(client, address):
    response = client.post("/sprog/", {"language": "en", "next": address})
    assert response["Location"] == "/"


def test_an_unknown_language_is_refused(client):
    assert client.post("/sprog/", {"language": "xx"}).status_code == 400
    client.cookies[site.LANGUAGE_COOKIE_NAME] = "xx"
    assert '<html lang="da">' in client.get("/log-ind/").content.decode()


@pytest.fixture
def demo(settings):
    settings.FODFAESTE_DEMO = True


@pytest.fixture
def persona(home):
    texts = {"da": "Har travlt", "en": "Is busy"}
    return web_data.person("Pia Prøve", home.organisation, persona=texts)


@pytest.mark.usefixtures("demo")
def test_in_a_demonstration_one_click_signs_in(client, home, persona):
    page = client.get("/demo/").content.decode()
    assert "Pia Prøve" in page
    assert "Har travlt" in page
    assert "Mette Holm" not in page
    assert client.post("/demo/", {"persona": persona.pk})["Location"] == "/"
    assert "Pia Prøve" in client.get("/").content.decode()


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("is_somebody_else", [False, True])
def test_the_language_chosen_in_the_demonstration_stays_with_the_persona(
    client, home, persona, is_somebody_else
):
    if is_somebody_else:
        client.force_login(home.mette)
    client.post("/sprog/", {"language": "en", "next": "/demo/"})
    client.post("/demo/", {"persona": persona.pk})
    assert '<html lang="en">' in client.get("/").content.decode()


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("who", ["mette", "nobody", "-1", ""])
def test_only_a_persona_can_be_become(client, home, persona, who):
    chosen = home.mette.pk if who == "mette" else who
    assert client.post("/demo/", {"persona": chosen}).status_code == 404
    assert client.get("/").status_code == 302


def test_for_real_there_are_no_personas(client, home, persona):
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"persona": persona.pk}).status_code == 404


@pytest.mark.usefixtures("demo")
def test_every_page_says_that_it_is_a_demonstration(client, home):
    client.force_login(home.mette)
    for address in ("/", "/sager/", "/no-such-page/"):
        assert "alt og alle i den er opdigtede" in client.get(address).content.decode()


def test_for_a_fragment_the_whole_page_goes_to_sign_in(client, home):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/sager/?q=x"}
    response = client.get("/sager/?q=y", headers=headers)
    assert response.status_code == 200
    assert response["HX-Refresh"] == "true"
    response = client.post("/sager/find/", headers=headers)
    assert response["HX-Redirect"] == "/log-ind/"


def test_choosing_a_language_touches_nothing_else(home):
    services.choose_language(user=home.mette, language="en")
    home.mette.refresh_from_db()
    assert (home.mette.language, home.mette.name) == ("en", "Mette Holm")
