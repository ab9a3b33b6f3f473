"""Pages for what goes wrong. They must not fail themselves: no database, no session."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from fodfaeste.cases.queries import NotAllowed
from fodfaeste.web import policy_words
from fodfaeste.web.access import everyone


def page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """An error page. Where htmx asked, fodfaeste.js puts it in the place of the whole page."""
    return HttpResponse(render_to_string(f"errors/{template}.html", request=request), status=status)


@everyone
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "400", 400)


@everyone
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Says who may, where somebody sees a case and may not do this in it."""
    refused = exception.__cause__ if exception else None
    if not isinstance(refused, NotAllowed):
        return page(request, "403", 403)
    what, who = policy_words.ACTS[refused.act], policy_words.who_may(refused.act)
    place = request.resolver_match
    context = {"what": what, "who": who, "case_id": place and place.kwargs.get("case_id")}
    return HttpResponse(render_to_string("errors/403.html", context, request), status=403)


@everyone
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "404", 404)


@everyone
def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("errors/500.html"), status=500)


MOST_KEPT = 200


@everyone
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token has gone stale, as after signing in anew in another tab."""
    context = {"kept": kept(request)}
    return HttpResponse(render_to_string("errors/csrf.html", context, request), status=403)


def kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be sent again; nothing if the form came from another site, and never a
    password, which must not be written into a page."""
    if request.headers.get("Sec-Fetch-Site") != "same-origin" or "password" in request.POST:
        return []
    pairs = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    return pairs if len(pairs) <= MOST_KEPT and not request.FILES else []
