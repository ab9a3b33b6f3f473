"""What the views of administration share: whose pages they are, the menu beside them, and how an
act is done and told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fodfaeste.accounts.administration import queries
from fodfaeste.accounts.administration.queries import Place
from fodfaeste.accounts.administration.scope import NotYours
from fodfaeste.accounts.organisation_log import Done, Writer
from fodfaeste.core.faults import Refused
from fodfaeste.web import saying
from fodfaeste.web.access import administrator
from fodfaeste.web.requests import signed_in_user

View = Callable[..., HttpResponseBase]


def administration(view: View) -> View:
    """For administrators; what is not theirs to administer is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotYours as not_yours:
            raise Http404 from not_yours

    return administrator(guarded)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu."""

    name: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page: the organisation that it is about, the others, and the menu."""

    place: Place
    places: list[Entry]
    menu: list[Entry]
    here: str


def frame(request: HttpRequest, organisation_id: int, area: str) -> Frame:
    """The frame of a page. Raises ``NotYours``. ``area``: the entry of the menu."""
    known = queries.places(by=signed_in_user(request))
    here = next((one for one in known if one.id == organisation_id), None)
    if here is None:
        raise NotYours
    places = [Entry(one.name, address(area, one.id), one == here) for one in known]
    menu = [Entry(name, address(key, here.id), key == area) for key, name in areas().items()]
    return Frame(here, places, menu, areas()[area])


def areas() -> dict[str, str]:
    """The areas of administration, by the names of their addresses."""
    return {
        "organisation": _("Organisation"),
        "people": _("Staff"),
        "teams": _("Teams"),
        "norms": _("Caseloads"),
        "uses": _("Programmes in use"),
        "letters": _("Letters and logo"),
        "ways_in": _("Sign-in"),
        "changes": _("What was changed"),
    }


def address(area: str, organisation_id: int) -> str:
    return reverse(f"administration_{area}", args=[organisation_id])


def act(
    request: HttpRequest,
    form: forms.Form,
    service: Callable[[Writer], Done],
    said: str,
    places: Mapping[str, str] | None = None,
) -> bool:
    """Does one thing and says so; or puts what was refused into the form."""
    by, submission = signed_in_user(request), form.cleaned_data["submission"]
    try:
        done = service(Writer(by, timezone.now(), submission))
    except Refused as refused:
        saying.add_faults(form, refused.faults, places or {})
        return False
    tell(request, done, said)
    return True


def tell(request: HttpRequest, done: Done, said: str) -> None:
    """Says what was done; that it had been done; or that there was nothing to do."""
    if done.repeated:
        messages.info(request, _("This form was sent before. It was registered then, and once."))
    elif done.changed:
        messages.success(request, said)
    else:
        messages.info(request, _("Nothing has been changed."))


def say_faults(request: HttpRequest, form: forms.Form) -> None:
    """Where a button stands alone there is no form to put faults into."""
    for fault in form.errors.values():
        messages.warning(request, " ".join(map(str, fault)))
