"""Pages for what goes wrong. They must not fail themselves: no database, no session."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from fodfaeste.web.access import everyone


def page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """An error page, or for htmx the same as a whole page, which fodfaeste.js shows."""
    return HttpResponse(render_to_string(f"errors/{template}.html", request=request), status=status)


@everyone
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "400", 400)


@everyone
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "403", 403)


@everyone
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, "404", 404)


@everyone
def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("errors/500.html"), status=500)
