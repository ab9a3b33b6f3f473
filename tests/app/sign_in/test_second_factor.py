"""A second factor: demanded of staff, set up, shown, taken away."""

import os
import subprocess
import sys

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.app import web_data
from tests.app.sign_in.doors import add_app, code_of, is_in, sign_in

OWN = "/min-adgang/"


@pytest.fixture
def at_desk(client, mette):
    sign_in(client, mette)
    return client


@pytest.mark.usefixtures("demanded")
@pytest.mark.parametrize("address", ["/", "/sager/", "/programmer/", "/adgangskode/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_one_are_led_to_set_one_up(at_desk, address, method):
    response = getattr(at_desk, method)(address)
    assert (response.status_code, response["Location"]) == (302, OWN)


@pytest.mark.usefixtures("demanded")
def test_nothing_of_a_case_answers_them(at_desk, home):
    case = web_data.refer(home, "Åse Ærø")
    for address in (reverse("case", args=[case]), reverse("register", args=[case])):
        response = at_desk.get(address)
        assert response["Location"] == OWN
        assert "Åse" not in response.content.decode()


@pytest.mark.usefixtures("demanded")
def test_a_fragment_leads_the_whole_page_there(at_desk):
    response = at_desk.get("/sager/", headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == OWN


@pytest.mark.usefixtures("demanded")
def test_with_an_app_the_site_answers_and_recovery_codes_are_shown(at_desk):
    assert "Sæt først totrinslogin op" in at_desk.get(OWN).content.decode()
    add_app(at_desk)
    assert is_in(at_desk)
    assert at_desk.get("/min-adgang/koder/").content.decode().count("<code>") == 10


@pytest.mark.usefixtures("demanded")
def test_one_is_set_up_also_where_the_address_was_never_verified(at_desk, mette):
    EmailAddress.objects.update_or_create(user=mette, email=mette.email, verified=False)
    add_app(at_desk)
    assert is_in(at_desk)


@pytest.mark.usefixtures("demanded")
def test_who_has_one_shows_it_before_anything_else(at_desk, mette):
    secret = add_app(at_desk)
    browser = Client()
    assert sign_in(browser, mette)["Location"] == "/log-ind/trin-2/"
    assert not is_in(browser)
    browser.post("/log-ind/trin-2/", {"code": code_of(secret, later=1)})
    assert is_in(browser)


def test_a_wrong_code_is_told(at_desk, mette):
    add_app(at_desk)
    browser = Client()
    sign_in(browser, mette)
    page = browser.post("/log-ind/trin-2/", {"code": "12345x"}).content.decode()
    assert 'id="errors"' in page
    assert not is_in(browser)


def test_a_code_serves_once(at_desk, mette):
    secret = add_app(at_desk)
    code = code_of(secret, later=1)
    for expected in (True, False):
        browser = Client()
        sign_in(browser, mette)
        browser.post("/log-ind/trin-2/", {"code": code})
        assert is_in(browser) is expected


def test_a_code_serves_once_for_as_long_as_it_is_right(at_desk, mette):
    """The library remembers a code for half a minute; it is right for three times as long."""
    code = code_of(add_app(at_desk), later=1)
    for expected in (True, False):
        browser = Client()
        sign_in(browser, mette)
        browser.post("/log-ind/trin-2/", {"code": code})
        assert is_in(browser) is expected
        cache.delete(f"allauth.mfa.totp.used?user={mette.pk}&code={code}")


def test_a_recovery_code_serves_once(at_desk, mette):
    add_app(at_desk)
    [kept] = Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES)
    code = kept.wrap().get_unused_codes()[0]
    for expected in (True, False):
        browser = Client()
        sign_in(browser, mette)
        browser.post("/log-ind/trin-2/", {"code": code})
        assert is_in(browser) is expected


@pytest.mark.usefixtures("demanded")
def test_a_session_older_than_the_factor_has_to_show_it(at_desk, mette):
    older = Client()
    sign_in(older, mette)
    secret = add_app(at_desk)
    assert older.get("/sager/")["Location"] == "/bekraeft/kode/?next=%2Fsager%2F"
    answer = older.post("/bekraeft/kode/?next=/sager/", {"code": code_of(secret, later=1)})
    assert answer["Location"] == "/sager/"
    assert is_in(older)


@pytest.mark.usefixtures("demanded")
def test_removing_the_last_one_leads_to_another(at_desk):
    add_app(at_desk)
    assert at_desk.post("/min-adgang/app/fjern/").status_code == 302
    assert not Authenticator.objects.exists()
    assert at_desk.get("/")["Location"] == OWN


def test_later_changes_ask_whether_it_is_still_the_same_person(at_desk, mette, monkeypatch):
    secret = add_app(at_desk)
    monkeypatch.setattr("fodfaeste.web.sign_in.sessions.FRESH_FOR", 0)
    for address in ("/min-adgang/app/fjern/", "/min-adgang/noegle/", "/min-adgang/koder/"):
        assert at_desk.get(address)["Location"].startswith("/bekraeft/kode/"), address
    # The password alone does not do for who has a factor.
    assert at_desk.get("/bekraeft/")["Location"].startswith("/bekraeft/kode/")
    at_desk.post("/bekraeft/kode/", {"code": code_of(secret, later=1)})
    assert at_desk.get("/min-adgang/app/fjern/").status_code == 200


def test_who_has_none_yet_confirms_by_password(at_desk, monkeypatch):
    monkeypatch.setattr("fodfaeste.web.sign_in.sessions.FRESH_FOR", 0)
    assert at_desk.get("/min-adgang/app/")["Location"].startswith("/bekraeft/?")
    assert (
        at_desk.post("/bekraeft/?next=/min-adgang/app/", {"password": "wrong"}).status_code == 200
    )
    answer = at_desk.post("/bekraeft/?next=/min-adgang/app/", {"password": web_data.PASSWORD})
    assert answer["Location"] == "/min-adgang/app/"
    assert at_desk.get("/min-adgang/app/").status_code == 200


def test_the_secrets_lie_encrypted(at_desk):
    secret = add_app(at_desk)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    [codes] = Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES)
    assert codes.data["seed"].startswith("gAAAA")


@pytest.mark.usefixtures("demanded")
@pytest.mark.parametrize("function", ["citizen", "employer"])
def test_it_is_not_demanded_of_who_does_not_work_here(client, home, function):
    person = web_data.with_password(
        web_data.person("Bo Borger", home.organisation, function=function)
    )
    sign_in(client, person)
    assert client.get("/").status_code != 302 or client.get("/")["Location"] != OWN


@pytest.mark.parametrize(("demo", "expected"), [("0", "True"), ("1", "False")])
def test_it_is_on_for_real_and_off_in_a_demonstration(demo, expected):
    show = "from django.conf import settings; print(settings.FODFAESTE_SECOND_FACTOR)"
    clean = {name: value for name, value in os.environ.items() if "SECOND_FACTOR" not in name}
    command, environment = [sys.executable, "-c", show], clean | {"DEMO": demo}
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == expected


def test_the_picture_needs_no_inline_style_and_no_other_address(at_desk):
    page = at_desk.get("/min-adgang/app/").content.decode()
    assert "<svg" in page and "<?xml" not in page
    assert "style=" not in page.partition("<svg")[2].partition("</svg>")[0]
    assert "data:image" not in page


def test_somebody_elses_key_cannot_be_removed(at_desk, home):
    theirs = Authenticator.objects.create(
        user=home.charlie, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}}
    )
    assert at_desk.post(f"/min-adgang/noegle/{theirs.pk}/fjern/")["Location"] == OWN
    assert Authenticator.objects.filter(pk=theirs.pk).exists()
