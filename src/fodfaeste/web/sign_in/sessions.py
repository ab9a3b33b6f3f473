"""When a session ends, and what it knows about how it began."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.urls import reverse

from fodfaeste.accounts.models import User

BEGAN, SEEN, FACTOR = "began", "seen", "second_factor"
NOTED_EVERY = 60
FRESH_FOR = 5 * 60


def begin(request: HttpRequest, *, vouched: bool) -> None:
    """Somebody has signed in. ``vouched``: at a provider, whose affair the second factor is
    unless the site says otherwise."""
    now = int(time.time())
    request.session.update({BEGAN: now, SEEN: now})
    if vouched and not settings.FODFAESTE_SECOND_FACTOR_SSO:
        pass_factor(request)


def goes_on(session: SessionBase, *, now: float) -> bool:
    """Whether the session has neither lain idle too long nor lasted a working day; notes that
    it is in use."""
    began, seen = session.setdefault(BEGAN, int(now)), session.setdefault(SEEN, int(now))
    idle = now - seen > settings.FODFAESTE_IDLE_MINUTES * 60
    if idle or now - began > settings.SESSION_COOKIE_AGE:
        return False
    if now - seen > NOTED_EVERY:
        session[SEEN] = int(now)
    return True


def is_fresh(request: HttpRequest, *, now: float) -> bool:
    """Whether somebody has signed in here just now, or confirmed that it is them."""
    began = request.session.get(BEGAN, 0)
    confirmed = [
        each["at"]
        for each in get_authentication_records(request, request.user)
        if each.get("reauthenticated")
    ]
    return bool(now - max([began, *confirmed]) < FRESH_FOR)


def pass_factor(request: HttpRequest) -> None:
    """A second factor was shown, or has just been set up."""
    request.session[FACTOR] = True


def forget_factor(request: HttpRequest) -> None:
    request.session.pop(FACTOR, None)


def lacks_factor(request: HttpRequest) -> bool:
    """Whether this is a member of staff who must show a second factor first."""
    user = request.user
    if not settings.FODFAESTE_SECOND_FACTOR or not user.is_authenticated:
        return False
    return user.works_here and not request.session.get(FACTOR)


def awaits_first_password(user: User) -> bool:
    """Whether they were invited and have not been here yet."""
    return user.invited_at is not None and user.last_login is None


def own_page() -> str:
    return reverse("mfa_index")
