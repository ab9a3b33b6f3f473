"""Forms of allauth in our words, with our count of attempts."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.models import User
from fodfaeste.web.sign_in import attempts, sessions
from fodfaeste.web.sign_in.adapters import Factors, too_many

E_MAIL, PASSWORD = _("E-mail"), _("Password")
NEW, AGAIN = _("New password"), _("New password once more")
LENGTH = _("12 characters at least. A few words that only you would put together are easy to keep.")
CODE, CODE_HINT = _("Code"), _("The six digits that your app shows, or a recovery code.")
# A code is right for a minute and a half.
CODE_SECONDS = 90


class Worded:
    """Labels and hints of ours, and none of the grey words inside the boxes."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Worded, account.LoginForm):  # type: ignore[misc] # allauth carries no types
    """E-mail and password."""

    labels = {"login": E_MAIL, "password": PASSWORD}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A password manager finds the pair by these.
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def clean(self) -> dict[str, Any]:
        """Whoever has left is answered as whoever gives a wrong password."""
        cleaned: dict[str, Any] = super().clean()
        if self.user is not None and not self.user.is_active:
            raise get_adapter().validation_error("email_password_mismatch")
        return cleaned


class ForgottenForm(Worded, account.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""

    labels = {"email": E_MAIL}


class NewPasswordForm(Worded, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A password chosen by a link."""

    labels = {"password1": NEW, "password2": AGAIN}
    hints = {"password1": LENGTH}


class ChangeForm(Worded, account.ChangePasswordForm):  # type: ignore[misc]
    """Another password, by whoever knows the present one."""

    labels = {"oldpassword": _("Present password"), "password1": NEW, "password2": AGAIN}
    hints = {"password1": LENGTH}


class ConfirmForm(Worded, account.ReauthenticateForm):  # type: ignore[misc]
    """That it is still the same person, by password."""

    labels = {"password": PASSWORD}


class Counted:
    """A form with a second factor: attempts are counted, success is noted in the session."""

    user: User

    def counted(self, clean: Any) -> Any:
        address = get_adapter().get_client_ip(context.request)
        try:
            places = attempts.for_code(context.request, self.user.email, address=address)
        except attempts.TooMany as refused:
            raise too_many(refused) from refused
        value = clean()
        attempts.give_back(places)
        return value

    def save(self) -> None:
        super().save()  # type: ignore[misc] # that of the form beside this one
        sessions.pass_factor(context.request)


class _Code(Counted, Worded):
    labels = {"code": CODE}
    hints = {"code": CODE_HINT}

    def clean_code(self) -> str:
        return str(self.counted(super().clean_code))  # type: ignore[misc]


class CodeForm(_Code, codes.AuthenticateForm):  # type: ignore[misc]
    """A code, on signing in."""

    def clean_code(self) -> str:
        return used_once(super().clean_code(), self.user)


class ConfirmCodeForm(_Code, codes.ReauthenticateForm):  # type: ignore[misc]
    """A code, to confirm that it is still the same person."""

    def clean_code(self) -> str:
        return used_once(super().clean_code(), self.user)


def used_once(code: str, user: User) -> str:
    """No code serves twice while it is right."""
    digits = "".join(filter(str.isalnum, code))
    if not attempts.use_once(str(user.pk), digits, seconds=CODE_SECONDS):
        raise Factors().validation_error("incorrect_code")
    return code


class AppForm(_Code, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which shows that it has read the secret."""

    hints = {"code": _("The six digits that the app shows now.")}


class _Key(Counted):
    def clean_credential(self) -> Any:
        return self.counted(super().clean_credential)  # type: ignore[misc]


class KeyForm(_Key, keys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A security key, on signing in."""


class ConfirmKeyForm(_Key, keys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A security key, to confirm that it is still the same person."""


class NewKeyForm(Worded, keys.AddWebAuthnForm):  # type: ignore[misc]
    """A security key that is added, and what it is called."""

    labels = {"name": _("What do you call the key?")}
    hints = {"name": _("So that you know it again, such as “The blue one on my key ring”.")}

    def clean_name(self) -> str:
        name: str = super().clean_name()
        if len(name) > 60:
            raise ValidationError(_("Write 60 characters at most."))
        return name


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=[("da", "Dansk"), ("en", "English")])
    next = forms.CharField(required=False)
