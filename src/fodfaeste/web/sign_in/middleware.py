"""What a session must be before any page answers it."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from fodfaeste.accounts import factors
from fodfaeste.web.access import policy_of
from fodfaeste.web.errors import kept
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sign_in import sessions

Handler = Callable[[HttpRequest], HttpResponse]


class SessionsEnd:
    """Signs out whoever has not been here for a while, and everybody after a working day. What
    was being written then is not lost."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not sessions.goes_on(request.session, now=time.time()):
            logout(request)
            if typed := kept(request) if request.method == "POST" else []:
                return render(request, "sign_in/ended.html", {"kept": typed}, status=403)
            told = _("You were signed out because some time has passed. Sign in again.")
            messages.info(request, told)
        return self.get_response(request)


class FactorFirst:
    """Answers staff without a second factor with nothing but the way to one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        is_open = policy_of(view) in {"everyone", "at_provider"}
        answers = is_open or getattr(view, "before_factor", False)
        if answers or not sessions.lacks_factor(request):
            return None
        address = way_to_factor(request)
        if getattr(request, "htmx", False):
            return HttpResponseClientRedirect(address)
        return HttpResponseRedirect(address)


def way_to_factor(request: HttpRequest) -> str:
    """Where to set one up; or, if there is one that this session has not shown, to show it."""
    if not factors.have_factors([signed_in_user(request).pk]):
        return sessions.own_page()
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.path})}"
