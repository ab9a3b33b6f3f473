"""What views ask of a request."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from fodfaeste.accounts.models import User


def signed_in_user(request: HttpRequest) -> "User":
    """The person signed in; for views that only such persons reach."""
    assert request.user.is_authenticated
    return request.user


def layout(request: HttpRequest) -> str:
    """The template to extend: the whole page, or for htmx its content alone."""
    return "fragment.html" if getattr(request, "htmx", False) else "base.html"


LONGEST_NUMBER = 9
"""Digits: what is longer is nobody's id and no count, and databases refuse it."""


def search_text(data: QueryDict) -> str:
    """What is searched for in a list, as an address says it."""
    return data.get("q", "").replace("\x00", "").strip()[:200]


def whole_number(text: str) -> int | None:
    """The number that an address or a form names; None if it is none, or none of ours."""
    is_one = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) if is_one else None


def own_address(request: HttpRequest, address: str) -> str | None:
    """The address within this site, beginning with a slash; None if it leads elsewhere.

    What is left after the host is asked for again: ``//`` after it would be another host.
    """
    if not is_ours(request, address):
        return None
    within = urlsplit(address)._replace(scheme="", netloc="").geturl()
    return within if within.startswith("/") and is_ours(request, within) else None


def is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
