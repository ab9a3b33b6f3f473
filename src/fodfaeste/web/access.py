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
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from fodfaeste.accounts.models import Right, User
from fodfaeste.cases.queries import NotAllowed, NotVisible
from fodfaeste.cases.services import note_refused
from fodfaeste.web.requests import signed_in_user

Policy = Literal[
    "everyone",
    "demonstration",
    "at_provider",
    "signed_in",
    "staff",
    "leader",
    "organisation_wide",
    "administrator",
    "guard",
    "overseer",
]
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


def at_provider(setting: str) -> Callable[[View], View]:
    """Everyone, where organisations sign in at that kind of provider of their own; elsewhere the
    page does not exist."""

    def dressed(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not getattr(settings, setting):
                raise Http404
            return view(request, *args, **kwargs)

        return named("at_provider", login_not_required(guarded))

    return dressed


def signed_in(view: View) -> View:
    """Whoever is signed in, citizens and employers too: what is about their own sign-in."""
    return _guarded("signed_in", view, lambda user: True)


def staff(view: View) -> View:
    """Those who work here. What of a case they may not see does not exist for them."""
    return _guarded("staff", view, lambda user: user.works_here)


def leader(view: View) -> View:
    """Those who answer for how their organisation's cases are handled."""
    return _guarded("leader", view, lambda user: user.leads)


def organisation_wide(view: View) -> View:
    """Those whose work is the whole organisation's."""
    return _guarded("organisation_wide", view, lambda user: user.oversees)


def administrator(view: View) -> View:
    """Those who may administer their organisation."""
    return _guarded("administrator", view, lambda user: user.has_right(Right.ADMINISTER))


def guard(view: View) -> View:
    """Those who watch over data protection in their organisation."""
    return _guarded("guard", view, lambda user: user.has_right(Right.PROTECT))


def overseer(view: View) -> View:
    """Those who control what is looked up: leaders, and those who watch over data protection."""
    return _guarded(
        "overseer",
        view,
        lambda user: user.is_active and (user.leads or user.has_right(Right.PROTECT)),
    )


def _guarded(policy: Policy, view: View, may: Callable[[User], bool]) -> View:
    """``NotVisible`` becomes a page that is not there, ``NotAllowed`` one that says who may."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = signed_in_user(request)
        if not may(user):
            if "case_id" in kwargs:
                note_refused(by=user, case_id=kwargs["case_id"])
            raise PermissionDenied
        try:
            return view(request, *args, **kwargs)
        except NotVisible as refused:
            raise Http404 from refused
        except NotAllowed as refused:
            raise PermissionDenied from refused

    return named(policy, login_required(guarded))


def named(policy: Policy, view: View) -> View:
    """Write the policy on the view, where the test that walks all addresses finds it. Nothing is
    answered but what browsers send: some views of libraries take a PUT for a POST."""
    asked: View = require_http_methods(["GET", "HEAD", "POST"])(view)
    asked.policy = policy  # type: ignore[attr-defined]
    return asked


def policy_of(view: View) -> Policy | None:
    """The policy that a view states."""
    return getattr(view, "policy", None)
