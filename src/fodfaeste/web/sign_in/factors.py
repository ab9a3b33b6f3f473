"""The second factor: setting one up, showing it, and the page of one's own sign-in."""

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.safestring import mark_safe

from fodfaeste.accounts import factors, identities
from fodfaeste.web.access import View, everyone, signed_in
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sign_in import sessions

INDEX = reverse_lazy("mfa_index")


def before_factor(view: View) -> View:
    """Answers also those who must set up, or show, a second factor first."""
    view.before_factor = True  # type: ignore[attr-defined]
    return view


def own(view: View) -> View:
    """A page of one's own sign-in. What is gone already, or cannot be, leads back to the list."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (Http404, PermissionDenied):
            return redirect(INDEX)

    return signed_in(guarded)


class Index(base.IndexView):  # type: ignore[misc] # allauth carries no types
    """How I sign in: password, second factors, recovery codes."""

    template_name = "sign_in/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user, found = signed_in_user(self.request), context["authenticators"]
        codes = found.get("recovery_codes")
        return context | {
            "app": found.get("totp"),
            "keys": found.get("webauthn", []),
            "codes": len(codes.get_unused_codes()) if codes else None,
            "must": sessions.lacks_factor(self.request),
            "has_password": user.has_usable_password(),
            "outside": identities.signs_in_outside(user=user),
        }


class Show(base.AuthenticateView):  # type: ignore[misc]
    """The second step of signing in."""

    template_name = "sign_in/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.stage.login.user
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | ways_of(user)


class Confirm(base.ReauthenticateView):  # type: ignore[misc]
    """By a code, that it is still the same person."""

    template_name = "sign_in/confirm.html"


class ConfirmByKey(webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """By a security key, that it is still the same person."""

    template_name = "sign_in/confirm_by_key.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | kwargs


class AddApp(totp.ActivateTOTPView):  # type: ignore[misc]
    """An app that shows codes: its secret as a picture and as text, and its first code."""

    template_name = "sign_in/add_app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        # Made by the library, of nothing that anybody typed. Within a page it has no first line.
        picture = context["totp_svg"].partition("?>")[2] or context["totp_svg"]
        return (
            context
            | {
                "picture": mark_safe(picture),  # noqa: S308
                "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            }
        )

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        sessions.pass_factor(self.request)
        return response


class RemoveApp(totp.DeactivateTOTPView):  # type: ignore[misc]
    """No app any more. Whoever must have a second factor then sets up another at once."""

    template_name = "sign_in/remove_app.html"

    def form_valid(self, form: Any) -> HttpResponse:
        return after_removal(self.request, super().form_valid(form))


class AddKey(webauthn.AddWebAuthnView):  # type: ignore[misc]
    """A security key or the like (WebAuthn)."""

    template_name = "sign_in/add_key.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | kwargs

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        sessions.pass_factor(self.request)
        return response


class RemoveKey(webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    """One key less."""

    template_name = "sign_in/remove_key.html"
    success_url = INDEX

    def form_valid(self, form: Any) -> HttpResponse:
        return after_removal(self.request, super().form_valid(form))


class Codes(recovery.ViewRecoveryCodesView):  # type: ignore[misc]
    """The codes for the day on which the second factor is not at hand."""

    template_name = "sign_in/codes.html"


class NewCodes(recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    """Ten new codes instead of those there are."""

    template_name = "sign_in/new_codes.html"


def after_removal(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if not factors.have_factors([signed_in_user(request).pk]):
        sessions.forget_factor(request)
    return response


def ways_of(user: Any) -> dict[str, bool]:
    """By which kinds of factor somebody can go on."""
    from allauth.mfa.utils import is_mfa_enabled

    return {
        "by_key": is_mfa_enabled(user, ["webauthn"]),
        "by_code": is_mfa_enabled(user, ["totp", "recovery_codes"]),
    }


def stepped_up(view: View) -> View:
    """Asks first that it is still the same person, by the factor if there is one."""
    decorated: Callable[..., HttpResponseBase] = reauthentication_required(app="allauth.mfa")(view)
    return decorated


index = before_factor(own(Index.as_view()))
show = everyone(Show.as_view())
confirm = before_factor(own(Confirm.as_view()))
confirm_by_key = before_factor(own(ConfirmByKey.as_view()))
add_app = before_factor(own(AddApp.as_view()))
remove_app = own(RemoveApp.as_view())
add_key = before_factor(own(AddKey.as_view()))
remove_key = own(RemoveKey.as_view())
codes = own(stepped_up(Codes.as_view()))
new_codes = own(NewCodes.as_view())
