"""Who may use a view. Every view wears one of these; a test walks all addresses and fails
where one does not.

What of the content a person may see is not decided here but by the queries, which take the
person who asks.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Literal

from django.conf import settings
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from fodfaeste.cases.queries import NotVisible

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
    """Whoever is signed in. What of a case they may not see does not exist for them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotVisible as refused:
            raise Http404 from refused

    return named("signed_in", login_required(guarded))


def named(policy: Policy, view: View) -> View:
    """Write the policy on the view, where the test that walks all addresses finds it."""
    view.policy = policy  # type: ignore[attr-defined]
    return view


def policy_of(view: View) -> Policy | None:
    """The policy that a view states."""
    return getattr(view, "policy", None)
