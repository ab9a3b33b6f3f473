"""A password of one's own: another one, or a new one by a link in a mail."""

from typing import Any

from allauth.account.views import (
    PasswordChangeView,
    PasswordResetDoneView,
    PasswordResetFromKeyDoneView,
    PasswordResetFromKeyView,
    PasswordResetView,
    ReauthenticateView,
)
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from fodfaeste.web.access import everyone, signed_in
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sign_in import forms, sessions
from fodfaeste.web.sign_in.factors import before_factor, own

change_view = PasswordChangeView.as_view(
    template_name="sign_in/change_password.html", form_class=forms.ChangeForm
)


@signed_in
def change(request: HttpRequest) -> HttpResponseBase:
    """Another password. Whoever signs in elsewhere has none here."""
    if not signed_in_user(request).has_usable_password():
        return redirect(sessions.own_page())
    response: HttpResponseBase = change_view(request)
    return response


forgotten = everyone(
    PasswordResetView.as_view(
        template_name="sign_in/forgotten.html", form_class=forms.ForgottenForm
    )
)
sent = everyone(PasswordResetDoneView.as_view(template_name="sign_in/link_sent.html"))


class NewPassword(PasswordResetFromKeyView):  # type: ignore[misc] # allauth carries no types
    """A new password by a link, which serves once and for a few days."""

    template_name = "sign_in/new_password.html"

    def get_form_class(self) -> Any:
        return forms.NewPasswordForm


new = everyone(NewPassword.as_view())
done = everyone(PasswordResetFromKeyDoneView.as_view(template_name="sign_in/password_done.html"))

confirm = before_factor(
    own(
        ReauthenticateView.as_view(
            template_name="sign_in/confirm.html", form_class=forms.ConfirmForm
        )
    )
)
