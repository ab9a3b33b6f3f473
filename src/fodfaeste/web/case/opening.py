"""What the views of a case share: who opens it, on which day, and where one goes afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView
from fodfaeste.web import addresses, names
from fodfaeste.web.requests import own_address, signed_in_user

RETURN_TO = frozenset({"today", "case", "cases", "calendar", "appointment", "inbox", "secretary"})
"""The pages, by the names of their addresses, to which one comes back after an act."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case, opened by somebody now."""

    view: CaseView
    user: User
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def citizen(self) -> str:
        """What the citizen is called on the page."""
        return names.of_citizen(self.view.citizen.name)

    @property
    def roles(self) -> list[str]:
        """The roles that the user can have."""
        return [each.role for each in self.user.roles.all()]


def open_case(request: HttpRequest, case_id: UUID, *, to: Act | None = None) -> Opened:
    """The case, for the person signed in. ``to``: what the page is for, so that nobody fills in a
    form that would be refused. Raises ``NotVisible`` or ``NotAllowed``."""
    user, now = signed_in_user(request), timezone.localtime()
    return Opened(queries.case(user=user, case_id=case_id, today=now.date(), to=to), user, now)


def say(
    request: HttpRequest, *, repeated: bool, done: Callable[[], str], case_id: UUID | None = None
) -> None:
    """Says what was done; or, of a form that was sent before, that it has been. ``case_id``: the
    case that it was done in, to which a link leads where one goes on to another page."""
    if repeated:
        messages.info(request, _("This form was sent before. It was registered then, and once."))
    else:
        messages.success(request, with_way_back(request, done(), case_id))


def with_way_back(request: HttpRequest, said: str, case_id: UUID | None) -> str:
    """What is said, with a link to the case. It names nobody: what is said lies in the session."""
    if case_id is None or safe_return(request, case_id) == addresses.of_case(case_id):
        return said
    return format_html(
        '{} <a href="{}">{}</a>', said, addresses.of_case(case_id), _("See the case")
    )


# --- where one goes afterwards


def came_from(request: HttpRequest, case_id: UUID) -> str:
    """The page from which a form was opened, if one comes back to such pages; else the case."""
    address = own_address(request, request.GET.get("tilbage") or request.headers.get("Referer", ""))
    if address is None or named(urlsplit(address).path) not in RETURN_TO:
        return addresses.of_case(case_id)
    return address


def safe_return(request: HttpRequest, case_id: UUID) -> str:
    """Where the form that was sent wants to go back to, if it is one of our pages."""
    return own_address(request, request.POST.get("back", "")) or addresses.of_case(case_id)


def named(path: str) -> str | None:
    """The name of an address of ours."""
    try:
        return resolve(path).url_name
    except Resolver404:
        return None
