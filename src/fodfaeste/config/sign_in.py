"""How people sign in: what allauth is told, and the providers at which an organisation does."""

from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509 import load_pem_x509_certificate

from fodfaeste.config.environment import LOCAL_NAMES, Environment

ADAPTERS = "fodfaeste.web.sign_in.adapters"
FORMS = "fodfaeste.web.sign_in.forms"

ALLAUTH = {
    "ACCOUNT_ADAPTER": f"{ADAPTERS}.Accounts",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_EMAIL_SUBJECT_PREFIX": "",
    # Whoever asks for a new password is told the same, and nothing is sent to strangers.
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
    "PASSWORD_RESET_TIMEOUT": 3 * 24 * 60 * 60,  # an invitation comes by the same kind of link
    "ACCOUNT_SESSION_REMEMBER": False,
    # Attempts to sign in are counted by web/sign_in/attempts.py instead.
    "ACCOUNT_RATE_LIMITS": {
        "login": None,
        "login_failed": None,
        "reset_password": "60/10m/ip,3/10m/key",
    },
    "MFA_ADAPTER": f"{ADAPTERS}.Factors",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    # Nobody signs up here, so no address waits to be verified: an administrator has written it, and
    # without this whoever chose a password by a link could not set up what is then demanded.
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
    "MFA_TOTP_ISSUER": "Fodfæste",
    # One step of 30 seconds to either side, for slow hands and clocks.
    "MFA_TOTP_TOLERANCE": 1,
    "MFA_FORMS": {
        "authenticate": f"{FORMS}.CodeForm",
        "authenticate_webauthn": f"{FORMS}.KeyForm",
        "reauthenticate": f"{FORMS}.ConfirmCodeForm",
        "reauthenticate_webauthn": f"{FORMS}.ConfirmKeyForm",
        "activate_totp": f"{FORMS}.AppForm",
        "add_webauthn": f"{FORMS}.NewKeyForm",
    },
    "SOCIALACCOUNT_ADAPTER": f"{ADAPTERS}.Outside",
    # By a link: a form's way to another site is refused by the content policy.
    "SOCIALACCOUNT_LOGIN_ON_GET": True,
}


def providers(env: Environment) -> dict[str, dict[str, Any]]:
    """What allauth is told of the providers that the environment names."""
    found = {"openid_connect": openid_connect(env), "saml": saml_2(env)}
    return {kind: {"APPS": [app]} if app else {} for kind, app in found.items()}


def name_of(provider: dict[str, Any]) -> str:
    """What a provider is called here; empty if there is none."""
    return "".join(app["name"] for app in provider.get("APPS", ()))


def openid_connect(env: Environment) -> dict[str, Any]:
    """An OpenID Connect provider; empty if none is named."""
    issuer, client = env.text("OIDC_ISSUER").rstrip("/"), env.text("OIDC_CLIENT_ID")
    secret = env.hidden("OIDC_CLIENT_SECRET")
    if not (issuer or client or secret):
        return {}
    if not (issuer and client and secret):
        remedy = "Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, or none of them."
        env.refuse("E030", "OpenID Connect is set up in part.", remedy)
        return {}
    here = tuple(f"http://{name}" for name in LOCAL_NAMES)
    if not issuer.startswith("https://") and not issuer.startswith(here):
        remedy = "Give the issuer's address as the provider names it, with https://."
        env.refuse("E031", "OIDC_ISSUER is no address that is safe to ask.", remedy)
        return {}
    return {
        "provider_id": "oidc",
        "name": env.text("OIDC_NAME", "OpenID Connect"),
        "client_id": client,
        "secret": secret,
        "settings": {
            "server_url": issuer,
            "oauth_pkce_enabled": True,
            "organisation_claim": env.text("OIDC_ORGANISATION_CLAIM", "cvr"),
            "roles_claim": env.text("OIDC_ROLES_CLAIM", "roles"),
        },
    }


def saml_2(env: Environment) -> dict[str, Any]:
    """A SAML provider, as KOMBIT's Context Handler; empty if none is named."""
    metadata, certificate = env.text("SAML_METADATA"), env.text("SAML_CERTIFICATE")
    key = env.hidden("SAML_KEY")
    if not (metadata or certificate or key):
        return {}
    idp, pair = identity_provider(metadata), key_pair(certificate, key)
    if not idp:
        remedy = "Let SAML_METADATA name the file that the identity provider gives out."
        env.refuse("E032", "SAML_METADATA holds no identity provider with a certificate.", remedy)
    if not pair:
        remedy = "Let SAML_CERTIFICATE and SAML_KEY_FILE name two PEM files that belong together."
        env.refuse("E033", "The certificate and the key for SAML are no pair.", remedy)
    level = env.number("SAML_ASSURANCE", default=3, least=1)
    if not (idp and pair):
        return {}
    return {
        "provider_id": "saml",
        "name": env.text("SAML_NAME", "SAML"),
        "client_id": "saml",
        "settings": {
            "idp": idp,
            "entity_id": env.text("SAML_ENTITY_ID"),
            "certificate": pair[0],
            "key": pair[1],
            "assurance": level,
        },
    }


def identity_provider(file: str) -> dict[str, Any]:
    """What metadata say of the identity provider; empty if they cannot be used."""
    from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

    try:
        found = OneLogin_Saml2_IdPMetadataParser.parse(Path(file).read_bytes())["idp"]
    except Exception:  # noqa: BLE001 - the parser has none of its own for files that are no metadata
        return {}
    has_certificate = found.get("x509cert") or found.get("x509certMulti", {}).get("signing")
    return dict(found) if has_certificate and found.get("singleSignOnService") else {}


def key_pair(certificate: str, key: str) -> tuple[str, str] | None:
    """The certificate in the file and the key, if they belong together."""
    try:
        texts = Path(certificate).read_text("ascii"), key
        public = load_pem_x509_certificate(texts[0].encode()).public_key()
        private = load_pem_private_key(texts[1].encode(), password=None)
    except (OSError, ValueError, TypeError):
        return None
    form = Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    belongs = public.public_bytes(*form) == private.public_key().public_bytes(*form)
    return texts if belongs else None
