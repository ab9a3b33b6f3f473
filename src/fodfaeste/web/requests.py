"""What views ask of a request."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from fodfaeste.accounts.models import User


def signed_in_user(request: HttpRequest) -> "User":
    """The person signed in; for views that only such persons reach."""
    assert request.user.is_authenticated
    return request.user


def layout(request: HttpRequest) -> str:
    """The template to extend: the whole page, or for htmx its content alone."""
    return "fragment.html" if getattr(request, "htmx", False) else "base.html"
