from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.backends import ModelBackend
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fodfaeste.accounts import queries, services
from fodfaeste.accounts.sessions import end_sessions
from fodfaeste.web import dates
from fodfaeste.web.access import demonstration, everyone, signed_in
from fodfaeste.web.requests import own_address, signed_in_user
from fodfaeste.web.sign_in.factors import before_factor
from fodfaeste.web.sign_in.forms import LanguageForm, SignInForm
from fodfaeste.web.sign_in.presenters import by_organisation

BACKEND = f"{ModelBackend.__module__}.{ModelBackend.__qualname__}"

# That a language was chosen where one signs in; for a while, and gone once it has been used.
CHOSEN, CHOSEN_FOR = "language_chosen", 15 * 60


class SignIn(LoginView):  # type: ignore[misc] # allauth carries no types
    """By e-mail and password, or at an organisation's own provider."""

    template_name = "sign_in/sign_in.html"
    form_class = SignInForm

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"oidc": settings.FODFAESTE_OIDC, "saml": settings.FODFAESTE_SAML}


login_view = SignIn.as_view()
sign_out = everyone(LogoutView.as_view(template_name="sign_in/sign_out.html"))


@everyone
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in by e-mail and password."""
    return with_language(request, login_view(request))


def with_language(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The language chosen just before signing in is the person's from now on."""
    chosen = request.COOKIES.get(CHOSEN, "")
    if request.method != "POST" or not request.user.is_authenticated or not chosen:
        return response
    if chosen in dict(settings.LANGUAGES):
        services.choose_language(user=request.user, language=chosen)
    if isinstance(response, HttpResponse):
        response.delete_cookie(CHOSEN)
    return response


@before_factor
@signed_in
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponseBase:
    """End every session of one's own, this one too."""
    end_sessions(user_id=signed_in_user(request).pk, now=timezone.now())
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")


@everyone
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Change the page's language, in this browser and for the person signed in."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    chosen = form.cleaned_data["language"]
    if request.user.is_authenticated:
        services.choose_language(user=request.user, language=chosen)
    address = safe_address(request, form.cleaned_data["next"])
    response = redirect(address)
    keep(response, settings.LANGUAGE_COOKIE_NAME, chosen, seconds=365 * 24 * 60 * 60)
    if address.partition("?")[0] in {reverse("account_login"), reverse("demo")}:
        keep(response, CHOSEN, chosen, seconds=CHOSEN_FOR)
    else:
        response.delete_cookie(CHOSEN)
    return response


def keep(response: HttpResponse, name: str, value: str, *, seconds: int) -> None:
    """Keeps something in this browser that only the server reads."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        secure=settings.FODFAESTE_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def safe_address(request: HttpRequest, address: str) -> str:
    """The address, if it is one of ours; else the front page."""
    return own_address(request, address) or "/"


@demonstration
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponseBase:
    """The people one can be in a demonstration; one click signs in as one of them."""
    personas = queries.personas()
    if request.method == "POST":
        return become(request, {str(each.user_id) for each in personas})
    context = {"organisations": by_organisation(personas, language=dates.language())}
    return render(request, "sign_in/demo.html", context)


def become(request: HttpRequest, offered: set[str]) -> HttpResponseBase:
    chosen = request.POST.get("persona", "")
    user = ModelBackend().get_user(int(chosen)) if chosen in offered else None
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    return with_language(request, redirect(safe_address(request, request.GET.get("next", ""))))
