"""The two kinds of provider, and how what they say becomes an ``Identity``."""

from collections.abc import Mapping
from typing import Any

from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.provider import ProviderException
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.http import HttpRequest

from fodfaeste.accounts import identities
from fodfaeste.accounts.identities import Identity, NotLetIn, Reason


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
            e_mail=one_of(claims.get("email")).lower(),
            e_mail_is_theirs=claims.get("email_verified") is True,
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


def words_of(value: Any) -> frozenset[str]:
    """The names in a list, or in a text with spaces or commas between."""
    if isinstance(value, str):
        value = value.replace(",", " ").split()
    return frozenset(map(str, value)) if isinstance(value, list) else frozenset()


class Saml(Vouching, SAMLProvider):  # type: ignore[misc] # the same
    """A provider that speaks SAML, as KOMBIT's Context Handler does."""

    def extract_uid(self, data: Any) -> str:
        raise NotLetIn(Reason.NOT_UNDERSTOOD)


PROVIDERS = {OpenIDConnectProvider.id: OpenIDConnect, SAMLProvider.id: Saml}
