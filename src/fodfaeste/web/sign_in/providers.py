"""The two kinds of provider, and how what they say becomes an ``Identity``."""

import re
from collections.abc import Mapping
from typing import Any

from allauth.account.internal.emailkit import valid_email_or_none
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.provider import ProviderException
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.conf import settings
from django.http import HttpRequest

from fodfaeste.accounts import identities
from fodfaeste.accounts.identities import Identity, NotLetIn, Reason
from fodfaeste.accounts.privileges import NotPrivileges, groups_in


class Vouching:
    """Both: people are known again by a digest, and the claims are not kept."""

    sub_id: str

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> SocialLogin:
        login = super().sociallogin_from_response(request, response)  # type: ignore[misc]
        subject = login.account.uid
        login.account.extra_data = identities.kept_of(provider=self.sub_id, subject=subject)
        login.identity = lambda: self.identity(response, subject)
        return login

    def identity(self, response: Any, subject: str) -> Identity:
        raise NotImplementedError

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: Any) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: Any) -> list[Any]:
        return []


class OpenIDConnect(Vouching, OpenIDConnectProvider):  # type: ignore[misc] # allauth carries no types
    """A provider that speaks OpenID Connect."""

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        claims = claims_of(data)
        return identities.subject_of(str(claims["iss"]), str(claims["sub"]))

    def identity(self, response: Any, subject: str) -> Identity:
        claims, names = claims_of(response), self.app.settings
        return Identity(
            provider=self.sub_id,
            subject=subject,
            cvr=one_of(claim(claims, names["organisation_claim"])),
            roles=words_of(claim(claims, names["roles_claim"])),
            name=one_of(claims.get("name")),
            e_mail=address_of(one_of(claims.get("email"))),
            e_mail_is_theirs=claims.get("email_verified") is True
            or settings.FODFAESTE_SSO_EMAIL_TRUSTED,
        )


def claims_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the token and the user's page say together; they must be about the same person."""
    token, page = data.get("id_token") or {}, data.get("userinfo") or {}
    if not token or (page and page.get("sub") != token.get("sub")):
        raise ProviderException("the token and the user's page are not of the same person")
    return {**page, **token}


def claim(claims: Mapping[str, Any], name: str) -> Any:
    """A claim by its name, or by a path with dots, as in ``realm_access.roles``."""
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def one_of(value: Any) -> str:
    """The value as text; of a list that has one, that one."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else ""
    return str(value).strip() if isinstance(value, str | int) else ""


def address_of(text: str) -> str:
    """The e-mail address, if it is one."""
    return (valid_email_or_none(text) or "").lower()


def words_of(value: Any) -> frozenset[str]:
    """The names in a list, or in a text with spaces or commas between."""
    if isinstance(value, str):
        value = value.replace(",", " ").split()
    return frozenset(map(str, value)) if isinstance(value, list) else frozenset()


# What OIOSAML 2 and OIOSAML 3 call what we read.
CVR = (
    "dk:gov:saml:attribute:CvrNumberIdentifier",
    "https://data.gov.dk/model/core/eid/professional/cvr",
)
PRIVILEGES = (
    "dk:gov:saml:attribute:Privileges_intermediate",
    "https://data.gov.dk/model/core/eid/privilegesIntermediate",
)
ASSURANCE = (
    "dk:gov:saml:attribute:AssuranceLevel",
    "https://data.gov.dk/concept/core/nsis/loa",
)
NAME = ("urn:oid:2.5.4.3", "https://data.gov.dk/model/core/eid/fullName")
E_MAIL = ("urn:oid:0.9.2342.19200300.100.1.3", "https://data.gov.dk/model/core/eid/email")
# NSIS has names for what was numbered before.
LEVELS = {"low": 2, "substantial": 3, "high": 4}


class Saml(Vouching, SAMLProvider):  # type: ignore[misc] # the same
    """A provider that speaks SAML, as KOMBIT's Context Handler does. Its data are a
    ``saml.Assertion``."""

    def extract_uid(self, data: Any) -> str:
        if not data.name_id or data.name_id_format.endswith(":transient"):
            raise NotLetIn(Reason.NOT_UNDERSTOOD)
        return identities.subject_of(data.issuer, lasting(data.name_id))

    def identity(self, response: Any, subject: str) -> Identity:
        said = response.attributes
        if level_of(first(said, ASSURANCE)) < self.app.settings["assurance"]:
            raise NotLetIn(Reason.LOW_ASSURANCE)
        cvr = first(said, CVR)
        return Identity(
            provider=self.sub_id,
            subject=subject,
            cvr=cvr,
            roles=roles_of(said, cvr),
            name=first(said, NAME) or part_of(response.name_id, "CN"),
            e_mail=address_of(first(said, E_MAIL)),
            e_mail_is_theirs=settings.FODFAESTE_SSO_EMAIL_TRUSTED,
        )


def first(said: Mapping[str, list[str]], names: tuple[str, ...]) -> str:
    return next((said[name][0].strip() for name in names if said.get(name)), "")


def level_of(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else LEVELS.get(lowered(text), 0)


def lowered(text: str) -> str:
    """The last word of an address, or the word itself."""
    return text.rpartition("/")[2].lower()


def roles_of(said: Mapping[str, list[str]], cvr: str) -> frozenset[str]:
    """The roles given for the organisation itself. A group for another one is not counted, and
    one with bounds that we do not know of gives nothing rather than too much."""
    try:
        groups = [
            each for name in PRIVILEGES for text in said.get(name, ()) for each in groups_in(text)
        ]
    except NotPrivileges as error:
        raise NotLetIn(Reason.NOT_UNDERSTOOD) from error
    own = [each for each in groups if each.cvr == cvr]
    if groups and not own:
        raise NotLetIn(Reason.OTHER_ORGANISATION)
    return frozenset().union(*(each.roles for each in own if not each.limited))


def lasting(name_id: str) -> str:
    """Of ``C=DK,O=29189846,CN=Hanne Holm,Serial=…`` what stays when the person changes name. One
    who is called ``Eve,Serial=…`` is not let in: which serial is theirs cannot be told."""
    if any(len(re.findall(rf"(?:^|,)\s*{key}=", name_id)) > 1 for key in ("Serial", "O")):
        raise NotLetIn(Reason.NOT_UNDERSTOOD)
    serial, organisation = part_of(name_id, "Serial"), part_of(name_id, "O")
    return f"O={organisation},Serial={serial}" if serial else name_id


def part_of(name_id: str, key: str) -> str:
    found = re.search(rf"(?:^|,)\s*{key}=([^,]*)", name_id)
    return found[1].strip() if found else ""


PROVIDERS = {OpenIDConnectProvider.id: OpenIDConnect, SAMLProvider.id: Saml}
