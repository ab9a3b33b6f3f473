"""What allauth asks of us: accounts with a password, and second factors."""

import logging
import time
from collections.abc import Callable
from threading import Thread
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import time_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.web.sign_in import attempts, sessions
from fodfaeste.web.sign_in.outside import Outside

__all__ = ["Accounts", "Factors", "Outside"]

log = logging.getLogger(__name__)

# What has changed, as the letter about it says.
CHANGES = {
    "account/email/password_changed": _("The password was changed."),
    "account/email/password_reset": _("A new password was chosen by a link in an e-mail."),
    "mfa/email/totp_activated": _("An app that shows codes was added."),
    "mfa/email/totp_deactivated": _("The app that shows codes was removed."),
    "mfa/email/webauthn_added": _("A security key was added."),
    "mfa/email/webauthn_removed": _("A security key was removed."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made."),
}


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """Nobody signs up: an organisation's administrator makes the accounts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "The e-mail and the password do not belong together. Look at both and try again."
        ),
        "incorrect_password": _("That is not your password. Try again."),
        "enter_current_password": _("That is not your present password. Try again."),
    }

    def is_open_for_signup(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        email, address = credentials.get("email", ""), self.get_client_ip(request)
        try:
            self.places = attempts.for_password(request, email, address=address)
        except attempts.TooMany as refused:
            raise too_many(refused) from refused

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user:
            attempts.give_back(self.places)
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        log.info("a password was wrong")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        sessions.begin(request, vouched="sociallogin" in (kwargs.get("signal_kwargs") or {}))
        response: HttpResponse = super().post_login(request, user, **kwargs)
        attempts.remember_browser(request, response, user.email)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("account_login")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has a second factor confirms by it: a password alone could have been seen."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        by_factor = [each for each in methods if each["id"].startswith("mfa")]
        return by_factor or methods

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has signed in just now need not do so again."""
        request = self.request or current.request
        return not sessions.is_fresh(request, now=time.time())

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Whoever signs in elsewhere has no password here, and gets none this way."""
        if user.has_usable_password() or sessions.awaits_first_password(user):
            with translation.override(user.language):
                self.send_mail("sign_in/mail/reset", user.email, context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address of a link to choose a password by; ``key`` is who and the token."""
        person, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", args=[person, token])
        return str((self.request or current.request).build_absolute_uri(path))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        change = CHANGES.get(template_prefix)
        if change:
            with translation.override(user.language):
                known = {"change": change, "at": timezone.localtime(), "user": user}
                self.send_mail("sign_in/mail/changed", user.email, known)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Beside the answer: how long it takes tells nobody whether there is such an account."""
        message = self.render_mail(template_prefix, email, {"request": self.request, **context})
        beside(lambda: deliver(message))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return sessions.own_page()


def beside(act: Callable[[], None]) -> None:
    Thread(target=act).start()


def deliver(message: EmailMessage) -> None:
    try:
        message.send()
    except OSError:
        log.exception("a mail could not be sent")


def too_many(refused: attempts.TooMany) -> ValidationError:
    """Says when to try again."""
    log.warning("too many attempts to sign in")
    until = time_format(timezone.localtime(refused.until), "TIME_FORMAT")
    message = gettext(
        "There have been too many attempts. Try again at %(time)s, or from a browser in which you"
        " have signed in before."
    )
    return ValidationError(message % {"time": until}, code="too_many_attempts")


class Factors(DefaultMFAAdapter):  # type: ignore[misc] # the same
    """Secrets lie encrypted with the site's keys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is not right, or it has been used. Wait for the next one."),
    }

    def encrypt(self, text: str) -> str:
        return crypto.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.decrypt(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        return user.email

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": current.request.get_host().partition(":")[0], "name": "Fodfæste"}

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002 - its name
        return gettext("Security key")
