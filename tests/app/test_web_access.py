"""Every address of the site, as everybody who might come to it."""

from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fodfaeste.accounts.models import Function
from fodfaeste.web.access import policy_of
from tests.app import web_data

pytestmark = pytest.mark.django_db

SAMPLES = {
    "programme_id": "jobspot",
    "version": "2018-02-01",
    "entry_id": "e1",
    "consent_id": UUID(int=1),
    "sharing_id": UUID(int=1),
    "pk": 1,
    "uidb36": "1",
    "key": "made-up",
    "ticket": "made-up",
    "provider_id": "oidc",
    "access_id": UUID(int=1),
    "sample_id": UUID(int=1),
    "organisation_id": 1,
    "user_id": 1,
    "team_id": 1,
    "digest": "0" * 64,
}
# What an address of this policy answers to somebody who is not signed in.
ANONYMOUS = {
    "everyone": {200, 302, 400, 405},
    "demonstration": {404},
    "at_provider": {404},
    "signed_in": {302},
}


def leaves(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from leaves(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern


PATTERNS = list(leaves(get_resolver().url_patterns))
OF_A_CASE = [pattern for pattern in PATTERNS if "case_id" in pattern.pattern.converters]
OF_ALL = [pattern for pattern in PATTERNS if "case_id" not in pattern.pattern.converters]


def address(pattern, **known):
    names = pattern.pattern.converters
    missing = set(names) - set(SAMPLES) - set(known)
    assert not missing, f"say in SAMPLES what to put for {missing}"
    values = SAMPLES | known
    return reverse(pattern.name, kwargs={name: values[name] for name in names})


@pytest.fixture
def home():
    return web_data.house()


def signs_in(response):
    return response.status_code == 302 and response["Location"].startswith("/log-ind/")


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_every_view_says_who_may_use_it(pattern):
    assert policy_of(pattern.callback) in ANONYMOUS, "dress it with one of fodfaeste.web.access"


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_past_sign_in(client, home, pattern, method):
    case = web_data.refer(home, "Åse Ærø")
    policy = str(policy_of(pattern.callback))
    response = getattr(client, method)(address(pattern, case_id=case))
    assert response.status_code in ANONYMOUS[policy]
    assert signs_in(response) or policy != "signed_in"
    assert "Åse" not in response.content.decode()


@pytest.mark.parametrize("function", Function.values)
def test_every_function_can_open_the_pages_that_are_of_no_case(client, home, function):
    client.force_login(web_data.person("Kim Kollega", home.organisation, function=function))
    for pattern in OF_ALL:
        if policy_of(pattern.callback) == "signed_in":
            status = client.get(address(pattern)).status_code
            assert status in {200, 302, 405}, pattern.name


@pytest.mark.parametrize("method", ["get", "post"])
def test_charlie_gets_nothing_of_others_cases(client, home, method):
    case = web_data.refer(home, "Åse Ærø")
    client.force_login(home.charlie)
    for pattern in OF_A_CASE:
        response = getattr(client, method)(address(pattern, case_id=case))
        assert response.status_code in {404, 405}, pattern.name
        assert "Åse" not in response.content.decode()


def test_charlie_finds_nobody(client, home):
    web_data.refer(home, "Åse Ærø", cpr="010190-1234")
    client.force_login(home.charlie)
    for page in (
        client.get("/?hvem=team"),
        client.get("/sager/?q=Åse&status=alle"),
        client.post("/sager/find/", {"find": "010190-1234"}),
    ):
        assert page.status_code == 200
        assert "Åse Ærø" not in page.content.decode()


def test_who_sees_the_case_can_open_it(client, home):
    case = web_data.refer(home, "Åse Ærø")
    client.force_login(home.mette)
    assert client.get(reverse("case", args=[case])).status_code == 200
