"""How often somebody may try to sign in.

Attempts are counted for an account *together with* where they come from: a browser in which that
person has signed in before, else an internet address. So whoever guesses somebody's password is
stopped, and the person is not: they come from elsewhere, or from a browser that is known.

An allowance is a number of places. An attempt takes one for a while, and gives it back if it
succeeded. The cache adds a key once only, so two processes never take the same place.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac


@dataclass(frozen=True)
class Limit:
    """So many attempts that fail, in so many seconds."""

    name: str
    most: int
    seconds: int


PASSWORDS = Limit("password", 5, 5 * 60)
# One address that tries many accounts. Known browsers do not count: an office shares its address.
SPRAYING = Limit("spraying", 50, 10 * 60)
CODES = Limit("code", 5, 5 * 60)
# Six digits can be guessed from many addresses at once; whoever does so has the password.
CODES_OF_STRANGERS = Limit("strangers", 20, 60 * 60)

KNOWN = "known-browser"
KNOWN_FOR = 180 * 24 * 60 * 60
MOST_PEOPLE = 10


class TooMany(Exception):
    """No place is free before ``until``."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def for_password(request: HttpRequest, email: str, *, address: str) -> list[str]:
    """Takes the places of an attempt with a password; ``TooMany`` if there are none."""
    account = email.lower()
    if browser := known_browser(request, account):
        return [_take(PASSWORDS, account, browser)]
    return [_take(SPRAYING, address), _take(PASSWORDS, account, address)]


def for_code(request: HttpRequest, email: str, *, address: str) -> list[str]:
    """The same for an attempt with a second factor."""
    account = email.lower()
    if browser := known_browser(request, account):
        return [_take(CODES, account, browser)]
    return [_take(CODES, account, address), _take(CODES_OF_STRANGERS, account)]


def give_back(places: Sequence[str]) -> None:
    """The attempt succeeded."""
    cache.delete_many(places)


def use_once(*what: str, seconds: int) -> bool:
    """Whether this is used for the first time in so many seconds."""
    return cache.add(f"used:{_digest(*what)}", 1, seconds)


def _take(limit: Limit, *whose: str) -> str:
    keys = [f"attempt:{limit.name}:{_digest(*whose)}:{place}" for place in range(limit.most)]
    ends = time.time() + limit.seconds
    taken = cache.get_many(keys)
    for key in keys:
        if key not in taken and cache.add(key, ends, limit.seconds):
            return key
    raise TooMany(datetime.fromtimestamp(min(taken.values(), default=ends), UTC))


def _digest(*values: str) -> str:
    return salted_hmac("attempts", "\n".join(values), algorithm="sha256").hexdigest()[:32]


def known_browser(request: HttpRequest, account: str) -> str | None:
    """The id of a browser in which that person has signed in before."""
    browser, people = _read(request)
    return browser if _digest(account) in people else None


def remember_browser(request: HttpRequest, response: HttpResponse, account: str) -> None:
    """This person has signed in here, second factor included."""
    browser, people = _read(request)
    mark = _digest(account.lower())
    people = [mark, *(each for each in people if each != mark)][:MOST_PEOPLE]
    response.set_cookie(
        _cookie_name(),
        signing.dumps([browser or get_random_string(22), people], salt=KNOWN),
        max_age=KNOWN_FOR,
        secure=settings.FODFAESTE_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        given = request.COOKIES.get(_cookie_name(), "")
        browser, people = signing.loads(given, salt=KNOWN, max_age=KNOWN_FOR)
    except (signing.BadSignature, ValueError):
        return "", []
    return browser, people


def _cookie_name() -> str:
    return f"__Host-{KNOWN}" if settings.FODFAESTE_HTTPS else KNOWN
