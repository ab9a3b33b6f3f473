"""What the views share in which something is done with a company: find it, do it once, say so, or
give the form back with what was wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fodfaeste.companies import queries, services
from fodfaeste.companies.queries import CompanyView, UnitView
from fodfaeste.companies.services import Refused
from fodfaeste.web import saying
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import SentOnce

Act = Callable[..., object]
Shown = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A page with a form. ``back`` and ``back_label``: the page above it. ``done``: what is said
    afterwards."""

    heading: str
    done: str
    save: str
    back: str
    back_label: str
    lead: str = ""


def company_of(request: HttpRequest, company_id: UUID) -> CompanyView:
    """The company of an address. Raises ``Http404``."""
    found = queries.company(user=signed_in_user(request), company_id=company_id)
    if found is None:
        raise Http404
    return found


def unit_of(company: CompanyView, unit_id: UUID) -> UnitView:
    found = company.unit(unit_id)
    if found is None:
        raise Http404
    return found


def check_may_keep(request: HttpRequest) -> None:
    if not services.may_keep(signed_in_user(request)):
        raise PermissionDenied


def sent(request: HttpRequest) -> Any:
    """What was typed, if anything was sent."""
    return request.POST if request.method == "POST" else None


def to_company(company_id: UUID) -> str:
    return reverse("company", args=[company_id])


def answer(
    request: HttpRequest, form: SentOnce, act: Act, asking: Asking, *, to: str = "", **shown: Any
) -> HttpResponseBase:
    """Does ``act`` with what the form tells and goes back (or ``to`` another page); or shows the
    form, with what is wrong. ``act`` is told ``by``, ``now`` and ``submission``."""
    check_may_keep(request)
    if form.is_bound and form.is_valid() and did(request, form, act, timezone.localtime()):
        messages.success(request, asking.done)
        return redirect(to or asking.back)
    return render(request, "companies/form.html", {"form": form, "page": asking, **shown})


def did(request: HttpRequest, form: SentOnce, act: Act, now: datetime) -> bool:
    submission = form.cleaned_data["submission"]
    try:
        act(by=signed_in_user(request), now=now, submission=submission)
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    return True


def within(company: CompanyView, heading: str, *, lead: str = "", done: str = "") -> Asking:
    """A form below the page of a company."""
    return Asking(
        heading=heading,
        done=done or _("It is saved."),
        save=_("Save"),
        back=to_company(company.id),
        back_label=company.name,
        lead=lead,
    )
