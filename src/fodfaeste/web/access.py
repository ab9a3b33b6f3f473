"""Who may use a view. Every view wears one of these; a test walks all addresses and fails
where one does not.

What of the content a person may see is not decided here but by the queries, which take the
person who asks.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

Policy = Literal["everyone", "demonstration", "signed_in"]
View = Callable[..., HttpResponseBase]


def everyone(view: View) -> View:
    """Also those who are not signed in."""
    return named("everyone", login_not_required(view))


def demonstration(view: View) -> View:
    """Everyone, in a demonstration; elsewhere the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.FODFAESTE_DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return named("demonstration", login_not_required(guarded))


def signed_in(view: View) -> View:
    """Whoever is signed in and belongs to an organisation."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if getattr(request.user, "organisation_id", None) is None:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return named("signed_in", guarded)


def named(policy: Policy, view: View) -> View:
    view.policy = policy  # type: ignore[attr-defined] # read by the test that walks all addresses
    return view


def policy_of(view: View) -> Policy | None:
    """The policy that a view states."""
    return getattr(view, "policy", None)
