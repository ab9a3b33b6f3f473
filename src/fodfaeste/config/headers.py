from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

# What Django and django-csp do not send by themselves.
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(),"
    " payment=(), usb=()",
    "X-Permitted-Cross-Domain-Policies": "none",
}
# Not "cookies": the language chosen in this browser stays, and the session is gone anyway.
FORGET = '"cache", "storage"'


class SecurityHeaders:
    """Adds the headers above, and keeps pages out of the caches of shared computers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # Static files bring a Cache-Control of their own.
        response.headers.setdefault("Cache-Control", "no-store")
        if getattr(request, "has_signed_out", False):
            response.headers.setdefault("Clear-Site-Data", FORGET)
        return response


@receiver(user_logged_out)
def note_sign_out(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    """However a session ends, the answer tells the browser to forget what it kept."""
    if request is not None:
        request.has_signed_out = True  # type: ignore[attr-defined]
