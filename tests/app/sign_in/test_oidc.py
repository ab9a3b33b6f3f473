"""Sign-in by OpenID Connect, against a real provider on this machine."""

import re
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from fodfaeste.accounts.models import Organisation, OutsideRole, User, UserRight, UserRole
from fodfaeste.accounts.organisation_event import OrganisationEvent
from tests.app import web_data
from tests.app.sign_in.doors import is_in

CVR, OTHER_CVR = "29189846", "29190623"


@pytest.fixture(scope="module")
def issuer():
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        port = str(trial.getsockname()[1])
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", port]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as server:
        address = f"http://localhost:{port}"
        wait_for(f"{address}/.well-known/openid-configuration")
        yield address
        server.terminate()


def wait_for(address):
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(requests.ConnectionError):
            return requests.get(address, timeout=5)
        time.sleep(0.1)
    pytest.fail("the provider did not start")


@pytest.fixture
def provider(settings, issuer):
    settings.FODFAESTE_OIDC = "Søby Kommune"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": "Søby Kommune",
                    "client_id": "fodfaeste",
                    "secret": "hemmelig",
                    "settings": {
                        "server_url": issuer,
                        "oauth_pkce_enabled": True,
                        "organisation_claim": "cvr",
                        "roles_claim": "realm_access.roles",
                    },
                }
            ]
        }
    }
    return issuer


@pytest.fixture
def soby(home):
    home.organisation.cvr = CVR
    home.organisation.save()
    meaning(home.organisation, "sagsbehandler", function="caseworker")
    meaning(home.organisation, "sagsbehandler", role="jobcentre_caseworker")
    return home.organisation


def meaning(organisation, name, **means):
    return OutsideRole.objects.create(organisation=organisation, name=name, **means)


def vouch(issuer, subject="s1", *, roles=("sagsbehandler",), **claims):
    """The provider knows somebody with these claims from now on."""
    said = {
        "name": "Hanne Holm",
        "email": "hanne@soby.example",
        "cvr": CVR,
        "realm_access": {"roles": list(roles)},
    } | claims
    said = {name: value for name, value in said.items() if value is not None}
    answer = requests.put(f"{issuer}/users/{subject}", json=said, timeout=5)
    assert answer.ok, answer.text


def sign_in_at(client, subject="s1"):
    """All that the browser does; gives the page to which it comes back."""
    away = client.get("/log-ind/oidc/")
    asked = parse_qs(urlsplit(away["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    back = requests.post(
        away["Location"], data={"sub": subject}, allow_redirects=False, timeout=5
    ).headers["Location"]
    assert back.startswith("http://testserver/log-ind/oidc/retur/")
    return client.get(back.removeprefix("http://testserver"))


def test_somebody_new_in_a_known_organisation_is_let_in(client, provider, soby):
    vouch(provider)
    assert sign_in_at(client)["Location"] == "/"
    assert is_in(client)
    user = User.objects.get(email="hanne@soby.example")
    assert (user.name, user.organisation, user.function) == ("Hanne Holm", soby, "caseworker")
    assert set(user.roles.values_list("role", flat=True)) == {"jobcentre_caseworker"}
    assert not user.has_usable_password()


def test_what_was_given_stands_in_the_organisations_log(client, provider, soby):
    vouch(provider)
    sign_in_at(client)
    line = OrganisationEvent.objects.get(type="roles_from_provider")
    assert line.organisation == soby
    assert line.after["roles"] == ["jobcentre_caseworker"]
    assert "hanne" not in str(line.before | line.after).lower()


def test_the_claims_are_not_kept(client, provider, soby):
    vouch(provider, cpr="010190-1234")
    sign_in_at(client)
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {"roles": ["jobcentre_caseworker"], "rights": []}
    assert re.fullmatch("[0-9a-f]{64}", kept.uid)


def test_they_are_known_again_by_the_subject_and_not_by_the_e_mail(client, provider, soby):
    vouch(provider)
    sign_in_at(client)
    vouch(provider, email="another@soby.example", name="Hanne Hansen")
    again = Client()
    sign_in_at(again)
    assert is_in(again)
    assert SocialAccount.objects.count() == 1


def test_a_role_that_is_no_longer_said_is_taken_away_and_one_by_hand_stays(client, provider, soby):
    meaning(soby, "leder", right="administer")
    vouch(provider, roles=["sagsbehandler", "leder"])
    sign_in_at(client)
    user = User.objects.get(email="hanne@soby.example")
    assert user.rights.count() == 1
    UserRole.objects.create(user=user, role="contact_person")
    vouch(provider, roles=["sagsbehandler"])
    sign_in_at(Client())
    assert not user.rights.exists()
    kept = set(user.roles.values_list("role", flat=True))
    assert kept == {"contact_person", "jobcentre_caseworker"}


def test_what_was_given_by_hand_first_is_not_taken_away_by_the_provider(client, provider, soby):
    vouch(provider)
    sign_in_at(client)
    meaning(soby, "leder", right="administer")
    user = User.objects.get(email="hanne@soby.example")
    UserRight.objects.create(user=user, right="administer")
    vouch(provider, roles=["sagsbehandler", "leder"])
    sign_in_at(Client())
    vouch(provider, roles=["sagsbehandler"])
    sign_in_at(Client())
    assert user.rights.filter(right="administer").exists()


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"cvr": None}, "CVR-nummeret med"),
        ({"cvr": OTHER_CVR}, "bruger ikke Fodfæste her"),
        ({"cvr": [CVR, OTHER_CVR]}, "CVR-nummeret med"),
        ({"roles": []}, "ingen rolle i Fodfæste"),
        ({"roles": ["rengøring"]}, "ingen rolle i Fodfæste"),
    ],
)
def test_others_are_told_why_and_nobody_is_made(client, provider, soby, claims, says):
    before = User.objects.count()
    vouch(provider, **claims)
    page = sign_in_at(client)
    assert page.status_code == 403
    assert says in page.content.decode()
    assert not is_in(client)
    assert User.objects.count() == before


def test_who_has_left_is_not_let_in(client, provider, soby):
    vouch(provider)
    sign_in_at(client)
    User.objects.filter(email="hanne@soby.example").update(is_active=False)
    again = Client()
    assert "Din adgang er afsluttet" in sign_in_at(again).content.decode()
    assert not is_in(again)


def test_an_organisation_that_is_closed_is_not_known(client, provider, soby):
    Organisation.objects.filter(pk=soby.pk).update(is_active=False)
    vouch(provider)
    assert sign_in_at(client).status_code == 403


@pytest.mark.parametrize("verified", [None, False])
def test_an_unverified_e_mail_takes_over_no_account(client, provider, soby, mette, verified):
    vouch(provider, email=mette.email, email_verified=verified)
    page = sign_in_at(client)
    assert "allerede en bruger med din e-mailadresse" in page.content.decode()
    assert not is_in(client)
    mette.refresh_from_db()
    assert mette.has_usable_password()


def test_a_verified_e_mail_links_an_account_of_the_organisation(client, provider, soby, mette):
    vouch(provider, email=mette.email.upper(), email_verified=True)
    sign_in_at(client)
    assert int(client.session["_auth_user_id"]) == mette.pk
    mette.refresh_from_db()
    assert not mette.has_usable_password()  # from now on they sign in there only


def test_a_verified_e_mail_links_nobody_of_another_organisation(client, provider, home, soby):
    vouch(provider, email=home.charlie.email, email_verified=True)
    assert sign_in_at(client).status_code == 403


def test_a_second_subject_with_the_same_e_mail_is_somebody_else(client, provider, soby):
    vouch(provider)
    sign_in_at(client)
    vouch(provider, "s2", email_verified=True)
    assert sign_in_at(Client(), "s2").status_code == 403


def test_a_unit_is_found_by_what_the_roles_mean_there(client, provider, soby):
    unit = Organisation.objects.create(name="Jobcenter Søby", kind="job_centre", parent=soby)
    meaning(unit, "jobcenter", function="leader")
    vouch(provider, roles=["jobcenter", "sagsbehandler"])
    sign_in_at(client)
    user = User.objects.get(email="hanne@soby.example")
    assert user.organisation == unit
    assert user.function == "caseworker"  # what the organisation itself says comes first
    assert is_in(client)


def test_who_comes_from_a_provider_needs_no_factor_of_ours(client, provider, soby, demanded):
    vouch(provider)
    sign_in_at(client)
    assert is_in(client)


def test_unless_the_site_demands_it_of_them_too(client, provider, soby, demanded, settings):
    settings.FODFAESTE_SECOND_FACTOR_SSO = True
    vouch(provider)
    sign_in_at(client)
    assert client.get("/")["Location"] == "/min-adgang/"


def test_an_answer_that_was_not_asked_for_is_refused(client, provider, soby):
    vouch(provider)
    away = client.get("/log-ind/oidc/")
    back = requests.post(
        away["Location"], data={"sub": "s1"}, allow_redirects=False, timeout=5
    ).headers["Location"]
    thief = Client()
    assert thief.get(back.removeprefix("http://testserver")).status_code == 403
    assert not is_in(thief)


def test_stopping_on_the_way_is_said_plainly(client, provider, soby):
    away = client.get("/log-ind/oidc/")
    state = parse_qs(urlsplit(away["Location"]).query)["state"][0]
    page = client.get("/log-ind/oidc/retur/", {"error": "access_denied", "state": state})
    assert "Du stoppede undervejs" in page.content.decode()


def test_a_link_cannot_tie_a_strangers_identity_to_who_is_signed_in(client, provider, soby, mette):
    client.force_login(mette)
    vouch(provider)
    away = client.get("/log-ind/oidc/?process=connect")
    back = requests.post(
        away["Location"], data={"sub": "s1"}, allow_redirects=False, timeout=5
    ).headers["Location"]
    client.get(back.removeprefix("http://testserver"))
    assert not SocialAccount.objects.filter(user=mette).exists()


def test_the_sign_in_page_offers_it(client, provider):
    page = client.get("/log-ind/?next=/sager/").content.decode()
    assert "Log ind med Søby Kommune" in page
    assert 'href="/log-ind/oidc/?next=/sager/"' in page


def test_without_a_provider_there_is_no_such_page(client):
    assert client.get("/log-ind/oidc/").status_code == 404
    assert "oidc" not in client.get("/log-ind/").content.decode()


def test_charlies_provider_gives_nothing_of_soby(client, provider, home, soby):
    home.charlie.organisation.cvr = OTHER_CVR
    home.charlie.organisation.save()
    meaning(home.charlie.organisation, "sagsbehandler", function="caseworker")
    case = web_data.refer(home, "Åse Ærø")
    vouch(provider, cvr=OTHER_CVR)
    sign_in_at(client)
    assert client.get(f"/sager/{case}/").status_code == 404
