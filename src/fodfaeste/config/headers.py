from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# What Django and django-csp do not send by themselves.
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(),"
    " payment=(), usb=()",
}


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
        return response
