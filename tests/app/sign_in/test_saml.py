"""Sign-in by SAML as KOMBIT's Context Handler speaks it."""

import base64
import zlib
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from lxml import etree

from fodfaeste.accounts.identities import NotLetIn
from fodfaeste.accounts.models import OutsideRole, User
from fodfaeste.config import sign_in as config
from fodfaeste.config.environment import Environment
from fodfaeste.web.sign_in.providers import lasting
from tests.app.sign_in.doors import is_in
from tests.app.sign_in.provider import (
    ACS,
    CVR,
    IDP,
    IDP_KEY,
    NAME_ID,
    OTHER_CVR,
    OUR_CERTIFICATE,
    STRANGERS_KEY,
    US,
    attributes,
    bare,
    group,
    privileges,
    response,
    signed,
    xmlsec,
)  # fmt: skip


@pytest.fixture
def provider(saml_files, settings):
    env = Environment(made_keys=saml_files / "keys.json")
    settings.SOCIALACCOUNT_PROVIDERS = config.providers(env)
    settings.FODFAESTE_SAML = config.name_of(settings.SOCIALACCOUNT_PROVIDERS["saml"])
    assert not env.problems


@pytest.fixture
def soby(home):
    home.organisation.cvr = CVR
    home.organisation.save()
    for means in ({"function": "caseworker"}, {"role": "jobcentre_caseworker"}):
        OutsideRole.objects.create(organisation=home.organisation, name="sagsbehandler", **means)
    return home.organisation


def ask(client):
    """Goes away to the provider; gives the id of the request."""
    away = client.get("/log-ind/saml/?next=/sager/")
    query = parse_qs(urlsplit(away["Location"]).query)
    asked = zlib.decompress(base64.b64decode(query["SAMLRequest"][0]), -15)
    return etree.fromstring(asked).get("ID")


def answer(client, posted):
    """What the browser does with the answer; the first step knows no session."""
    first = Client().post("/log-ind/saml/svar/", {"SAMLResponse": posted})
    if first.status_code != 302:
        return first
    return client.get(first["Location"])


def sign_in(client, *, key=IDP_KEY, method=xmlsec.Transform.RSA_SHA256, **differs):
    return answer(client, signed(response(ask(client), **differs), key, method))


@pytest.fixture
def ready(provider, soby):
    return soby


def hanne():
    return User.objects.get(socialaccount__provider="saml")


def test_a_signed_assertion_signs_in(client, ready):
    assert sign_in(client)["Location"] == "/sager/"
    assert is_in(client)
    user = hanne()
    assert (user.name, user.organisation, user.function) == ("Hanne Holm", ready, "caseworker")
    assert [each.role for each in user.roles.all()] == ["jobcentre_caseworker"]


def test_the_request_is_signed_and_goes_to_the_provider(client, ready):
    address = client.get("/log-ind/saml/")["Location"]
    query = parse_qs(urlsplit(address).query)
    assert address.startswith(f"{IDP}/sso?")
    assert query["SigAlg"] == ["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"]
    assert query["Signature"]


def test_our_metadata_tell_the_provider_what_it_needs(client, ready):
    page = client.get("/log-ind/saml/metadata/")
    text = page.content.decode()
    assert page["Content-Type"] == "application/samlmetadata+xml"
    assert f'entityID="{US}"' in text and f'Location="{ACS}"' in text
    assert bare(OUR_CERTIFICATE)[:40] in text.replace("\n", "")
    assert 'WantAssertionsSigned="true"' in text and "SingleLogout" not in text


@pytest.mark.parametrize(
    "differs",
    [
        {"key": STRANGERS_KEY},
        {"method": xmlsec.Transform.RSA_SHA1},
        {"audience": "https://another.example/"},
        {"destination": "https://another.example/acs/"},
        {"issuer": "https://another.example/"},
        {"ends": -10},
        {"begins": 10},
        {"confirmed": ' InResponseTo="_another"'},
        {"confirmed": ""},
    ],
    ids=lambda differs: next(iter(differs)) + str(next(iter(differs.values())))[:12],
)
def test_what_is_not_signed_for_us_and_now_is_refused(client, ready, differs):
    page = sign_in(client, **differs)
    assert page.status_code == 403
    assert "kunne ikke bruges" in page.content.decode()
    assert not is_in(client)
    assert not User.objects.filter(socialaccount__isnull=False).exists()


def test_without_a_signature_it_is_refused(client, ready):
    unsigned = base64.b64encode(response(ask(client)).encode()).decode()
    assert answer(client, unsigned).status_code == 403
    assert not is_in(client)


def test_a_signature_around_an_unsigned_assertion_does_not_do(client, ready):
    posted = signed(response(ask(client)), part="Response")
    assert answer(client, posted).status_code == 403
    assert not is_in(client)


def test_what_was_changed_after_signing_is_refused(client, ready):
    posted = base64.b64decode(signed(response(ask(client)))).replace(b"Hanne", b"Hanna")
    assert answer(client, base64.b64encode(posted).decode()).status_code == 403


def test_another_assertion_beside_the_signed_one_is_refused(client, ready):
    """The old trick: the signature is right, and of something else than what is read."""
    root = etree.fromstring(base64.b64decode(signed(response(ask(client)))))
    name = "{urn:oasis:names:tc:SAML:2.0:assertion}Assertion"
    [good] = root.iter(name)
    evil = etree.fromstring(etree.tostring(good).replace(b"Hanne", b"Mette"))
    evil.set("ID", "_evil")
    for signature in list(evil.iter("{http://www.w3.org/2000/09/xmldsig#}Signature")):
        evil.remove(signature)
    root.insert(2, evil)
    assert answer(client, base64.b64encode(etree.tostring(root)).decode()).status_code == 403
    assert not is_in(client)


def test_the_same_answer_serves_once(client, ready):
    posted = signed(response(ask(client)))
    assert answer(client, posted)["Location"] == "/sager/"
    client.post("/log-ud/")
    assert answer(client, posted).status_code == 403
    assert not is_in(client)


def test_an_answer_serves_only_in_the_browser_that_asked(client, ready):
    posted = signed(response(ask(client)))
    thief = Client()
    assert answer(thief, posted).status_code == 403
    assert not is_in(thief)


def test_an_answer_that_nobody_asked_for_is_refused(client, ready):
    assert answer(client, signed(response(""))).status_code == 403
    assert not is_in(client)


@pytest.mark.parametrize("posted", ["", "x", "PHg+", "A" * 500_000])
def test_nonsense_is_refused(client, ready, posted):
    assert answer(client, posted).status_code == 403


LIMIT = '<Constraint Name="http://f.example/constraints/kle/1">15.20</Constraint>'
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def test_a_document_type_in_the_answer_is_refused(client, ready):
    text = BOMB + response(ask(client)).replace("Hanne", "&c;")
    assert answer(client, base64.b64encode(text.encode()).decode()).status_code == 403


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"Privileges_intermediate": privileges(before=BOMB)}, "kunne ikke bruges"),
        ({"Privileges_intermediate": "%%%"}, "kunne ikke bruges"),
        ({"Privileges_intermediate": privileges(group(OTHER_CVR))}, "anden organisation"),
        ({"CvrNumberIdentifier": OTHER_CVR}, "anden organisation"),
        (
            {
                "CvrNumberIdentifier": OTHER_CVR,
                "Privileges_intermediate": privileges(group(OTHER_CVR)),
            },
            "bruger ikke Fodfæste her",
        ),
        ({"CvrNumberIdentifier": ""}, "anden organisation"),
        ({"AssuranceLevel": "2"}, "ikke sikkert nok"),
        ({"AssuranceLevel": ""}, "ikke sikkert nok"),
        ({"Privileges_intermediate": privileges(group(CVR, "http://x/roles/y"))}, "ingen rolle"),
        (
            {"Privileges_intermediate": privileges(group(constraint=LIMIT))},
            "ingen rolle",
        ),
    ],
)  # fmt: skip
def test_others_are_told_why_and_nobody_is_made(client, ready, more, says):
    page = sign_in(client, said=attributes(**more))
    assert page.status_code == 403
    assert says in page.content.decode()
    assert not is_in(client)
    assert not User.objects.filter(socialaccount__isnull=False).exists()


def test_a_group_for_another_organisation_gives_nothing_here(client, ready):
    OutsideRole.objects.create(organisation=ready, name="leder", right="administer")
    foreign = group(OTHER_CVR, "http://f.example/roles/usersystemrole/leder/1")
    sign_in(client, said=attributes(Privileges_intermediate=privileges(group(), foreign)))
    assert is_in(client)
    assert not hanne().rights.exists()


def test_the_names_of_oiosaml_3_are_understood(client, ready):
    core = "https://data.gov.dk/model/core/eid"
    said = {
        f"{core}/privilegesIntermediate": privileges(),
        f"{core}/professional/cvr": CVR,
        f"{core}/fullName": "Hanne Holm",
        "https://data.gov.dk/concept/core/nsis/loa": "Substantial",
    }
    sign_in(client, said=said)
    assert is_in(client)


def test_a_new_name_is_the_same_person(client, ready):
    sign_in(client)
    again = Client()
    sign_in(again, name_id=NAME_ID.replace("Hanne Holm", "Hanne Hansen"))
    assert is_in(again)
    assert User.objects.filter(socialaccount__isnull=False).count() == 1


def test_another_serial_is_another_person(client, ready):
    sign_in(client)
    sign_in(Client(), name_id=NAME_ID.replace("8f3a", "77aa"))
    assert User.objects.filter(socialaccount__isnull=False).count() == 2


def test_what_is_written_down_names_nobody(client, ready, caplog):
    sign_in(client, said=attributes(AssuranceLevel="1"))
    sign_in(client, key=STRANGERS_KEY)
    written = " ".join(record.getMessage() for record in caplog.records)
    assert "low_assurance" in written
    assert "Hanne" not in written and "8f3a" not in written


def test_without_a_provider_there_is_no_such_page(client):
    for address in ("/log-ind/saml/", "/log-ind/saml/metadata/", "/log-ind/saml/svar/x/"):
        assert client.get(address).status_code == 404
    assert client.post("/log-ind/saml/svar/").status_code == 404


@pytest.mark.parametrize(
    "name_id",
    ["C=DK,O=1,CN=Eve,Serial=hers,Serial=own", "C=DK,O=1,CN=Eve,O=2,Serial=own"],
)
def test_a_name_that_holds_the_serial_of_another_is_nobody_s(name_id):
    with pytest.raises(NotLetIn):
        lasting(name_id)
    assert lasting("C=DK,O=1,CN=Eve,Serial=own") == "O=1,Serial=own"
