"""What happens around every view."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from fodfaeste.web.requests import own_address

Handler = Callable[[HttpRequest], HttpResponse]
LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)


class Language:
    """The page's language: the signed-in person's, else the one chosen in this browser, else
    Danish. What the browser itself prefers does not count: most are set to some default."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
            return response


def language_of(request: HttpRequest) -> str:
    chosen = getattr(request.user, "language", "") if request.user.is_authenticated else ""
    chosen = chosen or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in LANGUAGES else settings.LANGUAGE_CODE


# NUL, which PostgreSQL refuses, and halves of characters, which no database takes.
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")


class CleanAddress:
    """Takes out of what an address asks for what no name, word or id holds, before anybody looks
    for it. A path that holds it leads nowhere."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if UNSTORABLE.search(request.path_info):
            raise Http404
        if any(UNSTORABLE.search(value) for _, values in request.GET.lists() for value in values):
            request.GET = cleaned(request.GET)  # type: ignore[assignment]
        return self.get_response(request)


def cleaned(given: QueryDict) -> QueryDict:
    kept = given.copy()
    for name, values in given.lists():
        kept.setlist(name, [UNSTORABLE.sub("", value) for value in values])
    kept._mutable = False
    return kept


class FragmentSignIn:
    """Where a fragment was asked for and the session is gone, the whole page goes to sign-in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        to_sign_in = response.status_code == 302 and response["Location"].startswith(sign_in())
        if not getattr(request, "htmx", False) or not to_sign_in:
            return response
        # The address in the browser's bar is the one to come back to, not the fragment's.
        in_bar = own_address(request, request.headers.get("HX-Current-URL", ""))
        if request.method == "GET" and in_bar:
            return HttpResponseClientRefresh()
        return HttpResponseClientRedirect(sign_in())


def sign_in() -> str:
    return resolve_url(settings.LOGIN_URL)
