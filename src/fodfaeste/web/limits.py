"""How often whom may do what. One table for the whole site; sign-in has its own in ``sign_in``."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from fodfaeste.running.limits import Limit, spend
from fodfaeste.web.drafts.names import SAVE

TEN_MINUTES = 10 * 60
# More than anybody's work takes, and far less than trying numbers one by one takes.
SEARCHES = Limit("searches", 200, TEN_MINUTES)
LOOK_UPS = Limit("look-ups by number", 60, TEN_MINUTES)
EXPORTS = Limit("exports", 30, TEN_MINUTES)
# A form saves itself at most every other second or so.
DRAFTS = Limit("drafts", 600, TEN_MINUTES)
HEALTH = Limit("health", 120, TEN_MINUTES)

LIMITS: Mapping[str, Limit] = {
    "cases": SEARCHES,
    "find": LOOK_UPS,
    "refer_to": LOOK_UPS,
    "emergency": LOOK_UPS,
    "subject_access": EXPORTS,
    "print_extract": EXPORTS,
    "health": HEALTH,
}
# Of these only what is sent counts, or what searches. A referral that was begun looks its number
# up whenever it is opened.
WHEN_SENT = frozenset({"find", "emergency"})
WHEN_SEARCHING = {"cases": "q"}


class Limits:
    """Answers 429 once somebody has done something too often, and says when to come back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        limit = limit_of(request, name or "", keeps=hasattr(view, "draft_what"))
        if limit is None:
            return None
        try:
            wait = spend(limit, who=who_asks(request), now=timezone.now())
        except DatabaseError:
            return None  # the view will tell; the one about health tells it well
        return None if wait is None else too_often(request, wait)


def limit_of(request: HttpRequest, name: str, *, keeps: bool) -> Limit | None:
    """What counts here, if anything does. A draft is saved at the address of its form, if its view
    ``keeps`` it: elsewhere nothing that is sent along makes a look-up anything else."""
    if keeps and request.method == "POST" and SAVE in request.POST:
        return DRAFTS
    limit = LIMITS.get(name)
    return limit if limit is not None and counts(request, name) else None


def counts(request: HttpRequest, name: str) -> bool:
    if name in WHEN_SENT:
        return request.method == "POST"
    return name not in WHEN_SEARCHING or bool(request.GET.get(WHEN_SEARCHING[name]))


def who_asks(request: HttpRequest) -> str:
    """The person, wherever they sit; of others, the address they come from."""
    if request.user.is_authenticated:
        return f"user {request.user.pk}"
    return f"address {request.META.get('REMOTE_ADDR', '')}"


def too_often(request: HttpRequest, wait: int) -> HttpResponse:
    page = render_to_string("429.html", request=request)
    return HttpResponse(page, status=429, headers={"Retry-After": str(wait)})
