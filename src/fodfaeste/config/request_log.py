"""A line for every answer: what was asked, by whom as a number, how it went and how long it took.

No address: names of views are ours, and what stands in an address may be somebody's.
"""

import logging
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("fodfaeste.request")

# Every line written while a request is answered carries its id.
request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestLog:
    """Writes the line, and gives the browser the request's id, which helps to find it again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token, began = request_id.set(secrets.token_hex(8)), time.perf_counter()
        request.logged_as = request_id.get()  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            if not request.path.startswith(settings.STATIC_URL):
                taken = round((time.perf_counter() - began) * 1000)
                logger.info("answered", extra={"told": told(request, response) | {"ms": taken}})
            return response
        finally:
            request_id.reset(token)


def told(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    # Not request.user, which would ask the database if nothing has before.
    user = getattr(request, "_cached_user", None)
    return {
        "method": request.method if request.method in METHODS else "other",
        "view": view_of(request),
        "user": getattr(user, "pk", None),
        "status": response.status_code,
    }


METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}


def view_of(request: HttpRequest) -> str | None:
    """The name of the view that was asked for; None if there is none."""
    found = getattr(request, "resolver_match", None)
    return found.view_name if found else None
