from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.backends import ModelBackend
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from fodfaeste.accounts import queries, services
from fodfaeste.web import dates
from fodfaeste.web.access import demonstration, everyone
from fodfaeste.web.sign_in.forms import LanguageForm, SignInForm
from fodfaeste.web.sign_in.presenters import by_organisation

BACKEND = f"{ModelBackend.__module__}.{ModelBackend.__qualname__}"

sign_in = everyone(LoginView.as_view(template_name="sign_in/sign_in.html", form_class=SignInForm))
sign_out = everyone(LogoutView.as_view(template_name="sign_in/sign_out.html"))


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
    response = redirect(safe_address(request, form.cleaned_data["next"]))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 60 * 60,
        secure=settings.FODFAESTE_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def safe_address(request: HttpRequest, address: str) -> str:
    """The address, if it is one of ours; else the front page."""
    hosts, secure = {request.get_host()}, request.is_secure()
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=hosts, require_https=secure)
    return address if is_ours else "/"


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
    return redirect(safe_address(request, request.GET.get("next", "")))
