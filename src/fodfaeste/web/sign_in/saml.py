"""Sign-in by SAML 2.0, as KOMBIT's Context Handler speaks it.

We ask (a signed AuthnRequest, by redirect), the answer is posted here from another site, where
the browser sends no session along. So it takes two steps: ``acs`` checks all that stands in the
answer itself and keeps what it says for a minute; ``finish``, within the session, checks that it
answers what was asked here. An answer that nobody asked for is refused.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Saml2
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from fodfaeste.accounts.identities import NotLetIn, Reason
from fodfaeste.cases import crypto
from fodfaeste.web.access import at_provider
from fodfaeste.web.sign_in import attempts
from fodfaeste.web.sign_in.outside import not_let_in

log = logging.getLogger(__name__)
saml = at_provider("FODFAESTE_SAML")

# No list of roles is longer.
LONGEST = 400_000
KEPT_SECONDS = 60
# For as long as an assertion can be valid, and longer.
REMEMBERED_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a checked answer says. ``answers``: the request that it is the answer to."""

    issuer: str
    name_id: str
    name_id_format: str
    attributes: Mapping[str, list[str]]
    answers: str


@saml
@require_GET
def start(request: HttpRequest) -> HttpResponseBase:
    """Goes to the identity provider, and remembers what was asked."""
    provider = get_adapter().get_provider(request, "saml")
    auth = library(request, provider.app.settings)
    address = auth.login(return_to="")
    asked = provider.get_redirect_from_request_kwargs(request)
    provider.stash_redirect_state(request, state_id=auth.get_last_request_id(), **asked)
    return HttpResponseRedirect(address)


@saml
@csrf_exempt
@require_POST
def acs(request: HttpRequest) -> HttpResponseBase:
    """Takes the answer, which comes from the identity provider's page."""
    provider = get_adapter().get_provider(request, "saml")
    try:
        said = checked(request, provider.app.settings)
    except NotLetIn as refused:
        return not_let_in(request, refused.reason)
    ticket = get_random_string(32)
    cache.set(f"saml:{ticket}", crypto.encrypt(json.dumps(asdict(said))), KEPT_SECONDS)
    return redirect("saml_finish_acs", ticket=ticket)


@saml
@require_GET
def finish(request: HttpRequest, ticket: str) -> HttpResponseBase:
    """Signs in whom the answer is about, if it was asked for in this browser."""
    kept = cache.get(f"saml:{ticket}")
    cache.delete(f"saml:{ticket}")
    if not kept:
        return not_let_in(request, Reason.NOT_UNDERSTOOD)
    said = Assertion(**json.loads(crypto.decrypt(kept)))
    provider = get_adapter().get_provider(request, "saml")
    try:
        state = provider.unstash_redirect_state(request, said.answers)
        login = provider.sociallogin_from_response(request, said)
    except PermissionDenied:
        return not_let_in(request, Reason.NOT_UNDERSTOOD)
    except NotLetIn as refused:
        return not_let_in(request, refused.reason)
    login.state = state
    response: HttpResponseBase = complete_social_login(request, login)
    return response


@saml
@require_GET
def metadata(request: HttpRequest) -> HttpResponse:
    """What the identity provider has to know of us."""
    provider = get_adapter().get_provider(request, "saml")
    ours = OneLogin_Saml2_Settings(
        configuration(request, provider.app.settings), sp_validation_only=True
    )
    return HttpResponse(ours.get_sp_metadata(), content_type="application/samlmetadata+xml")


def checked(request: HttpRequest, known: Mapping[str, Any]) -> Assertion:
    """What the answer says, if it is signed by the provider, for us, now, and for the first
    time. Raises ``NotLetIn``."""
    if len(request.POST.get("SAMLResponse", "")) > LONGEST:
        raise NotLetIn(Reason.NOT_UNDERSTOOD)
    auth = library(request, known)
    try:
        auth.process_response()
        answers = asked_for(auth)
    except Exception as error:
        # Anything can be sent here. The text of the error may hold what was sent.
        log.info("an answer by SAML could not be read: %s", type(error).__name__)
        raise NotLetIn(Reason.NOT_UNDERSTOOD) from error
    if auth.get_errors() or not auth.is_authenticated() or not answers:
        raise NotLetIn(Reason.NOT_UNDERSTOOD)
    once = str(auth.get_last_assertion_id())
    if not attempts.use_once("saml", once, seconds=REMEMBERED_SECONDS):
        raise NotLetIn(Reason.NOT_UNDERSTOOD)
    return Assertion(
        issuer=known["idp"]["entityId"],
        name_id=auth.get_nameid() or "",
        name_id_format=auth.get_nameid_format() or "",
        attributes={name: list(map(str, each)) for name, each in auth.get_attributes().items()},
        answers=answers,
    )


def asked_for(auth: OneLogin_Saml2_Auth) -> str:
    """The request that the answer names, which the signed assertion must name as well."""
    answers: str = auth.get_last_response_in_response_to() or ""
    root = OneLogin_Saml2_XML.to_etree(auth.get_last_response_xml() or "")
    found = OneLogin_Saml2_XML.query(root, "//saml:SubjectConfirmationData/@InResponseTo")
    return answers if answers and set(map(str, found)) == {answers} else ""


def library(request: HttpRequest, known: Mapping[str, Any]) -> OneLogin_Saml2_Auth:
    asked = {
        "https": "on" if request.is_secure() else "off",
        "http_host": request.get_host(),
        "script_name": request.META.get("SCRIPT_NAME", ""),
        "path_info": request.path_info,
        "get_data": request.GET.dict(),
        "post_data": request.POST.dict(),
    }
    return OneLogin_Saml2_Auth(asked, configuration(request, known))


def configuration(request: HttpRequest, known: Mapping[str, Any]) -> dict[str, Any]:
    """Signed by RSA with SHA-256 both ways; the assertion itself must be signed."""
    return {
        "strict": True,
        "sp": {
            "entityId": known["entity_id"] or request.build_absolute_uri(reverse("saml_metadata")),
            "assertionConsumerService": {
                "url": request.build_absolute_uri(reverse("saml_acs")),
                "binding": Saml2.BINDING_HTTP_POST,
            },
            "NameIDFormat": Saml2.NAMEID_UNSPECIFIED,
            "x509cert": known["certificate"],
            "privateKey": known["key"],
        },
        "idp": known["idp"],
        "security": {
            "authnRequestsSigned": True,
            "wantAssertionsSigned": True,
            "wantNameId": True,
            "wantAttributeStatement": True,
            "requestedAuthnContext": False,
            "rejectDeprecatedAlgorithm": True,
            "allowSingleLabelDomains": True,  # as within a network of one's own
            "allowRepeatAttributeName": True,
            "signatureAlgorithm": Saml2.RSA_SHA256,
            "digestAlgorithm": Saml2.SHA256,
        },
    }
