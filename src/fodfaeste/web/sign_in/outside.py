"""Sign-in at an organisation's own provider: what allauth asks of us on the way."""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fodfaeste.accounts import identities
from fodfaeste.accounts.identities import NotLetIn, Reason
from fodfaeste.accounts.models import User
from fodfaeste.web.sign_in.providers import PROVIDERS

log = logging.getLogger(__name__)


class Outside(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """Lets in whom ``accounts.identities`` lets in."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: Any = None) -> Any:
        app = self.get_app(request, provider=provider, client_id=client_id)
        return PROVIDERS[app.provider](request, app=app)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> User:
        user: User = sociallogin.user
        return user  # who they are here is not decided from the claims as they come

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        # A link may say otherwise; what comes back from a provider is always a sign-in.
        sociallogin.state["process"] = AuthProcess.LOGIN
        try:
            identities.arrive(identity=sociallogin.identity(), now=timezone.now())
        except NotLetIn as refused:
            raise ImmediateHttpResponse(not_let_in(request, refused.reason)) from refused
        if not sociallogin.is_existing:
            account = sociallogin.account
            account.extra_data = identities.kept_of(provider=account.provider, subject=account.uid)
            sociallogin.lookup()

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        cancelled = error == AuthError.CANCELLED
        reason = Reason.CANCELLED if cancelled else Reason.NOT_UNDERSTOOD
        raise ImmediateHttpResponse(not_let_in(request, reason))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False


def not_let_in(request: HttpRequest, reason: Reason) -> HttpResponse:
    """Says why, and what to do. Whose sign-in it was is not written down."""
    log.warning("sign-in at a provider was refused: %s", reason.value)
    return render(request, "sign_in/not_let_in.html", {"reason": reason.value}, status=403)
