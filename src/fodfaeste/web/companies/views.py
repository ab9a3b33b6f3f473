"""The register: the list, a company, and what is changed of it."""

from datetime import date
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.companies import queries, services
from fodfaeste.matching.queries import contacts
from fodfaeste.placements.queries import at_company
from fodfaeste.web.access import staff
from fodfaeste.web.companies import page, there
from fodfaeste.web.companies.acting import (
    Asking,
    answer,
    company_of,
    sent,
    to_company,
    unit_of,
    within,
)
from fodfaeste.web.companies.filters import read_filters
from fodfaeste.web.companies.forms import CompanyForm, NewCompanyForm, UnitForm
from fodfaeste.web.companies.presenters import present
from fodfaeste.web.requests import layout, signed_in_user


@staff
@require_safe
def companies(request: HttpRequest) -> HttpResponseBase:
    """The companies of one's organisation, found as one types."""
    filters = read_filters(request.GET)
    user = signed_in_user(request)
    found = queries.search(
        user=user,
        today=timezone.localdate(),
        text=filters.text,
        kind=filters.kind,
        inactive=filters.inactive,
        untouched=filters.untouched,
        after=filters.after,
    )
    context = {
        "layout": layout(request),
        "page": present(found, filters=filters, today=timezone.localdate()),
        "may_keep": services.may_keep(user),
        "may_import": queries.may_import(user),
    }
    return render(request, "companies/companies.html", context)


@staff
@require_safe
def company(request: HttpRequest, company_id: UUID) -> HttpResponseBase:
    """A company, with all that the register knows of it."""
    found, user = company_of(request, company_id), signed_in_user(request)
    today = timezone.localdate()
    units = [one.id for one in found.units if one.is_active]
    at = at_company(user=user, company_id=company_id, unit_ids=units, today=today)
    about = contacts(user=user, since=date.min, until=today, today=today, company_id=company_id)
    context = {
        "page": page.present(found, today=today, about=about, room=there.room(at)),
        "there": there.parts(at, today=today, units=len(found.units)),
        "may_keep": services.may_keep(user),
    }
    return render(request, "companies/company.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponseBase:
    """Add a company with its first production unit."""
    form = NewCompanyForm(sent(request))
    asking = Asking(
        heading=_("Add a company"),
        done=_("The company is in the register."),
        save=_("Add the company"),
        back=reverse("companies"),
        back_label=_("Companies"),
    )
    added = form.data.get("submission") if form.is_bound and form.is_valid() else None
    to = to_company(uuid5(UUID(str(added)), "company")) if added else ""

    return answer(
        request,
        form,
        lambda **who: services.add_company(told=form.company(), unit=form.unit(), **who),
        asking,
        to=to,
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, company_id: UUID) -> HttpResponseBase:
    """Say anew what a company is."""
    found = company_of(request, company_id)
    form = CompanyForm(sent(request), company=found)

    return answer(
        request,
        form,
        lambda **who: services.change_company(company_id=company_id, told=form.company(), **who),
        within(found, _("Change the company")),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def add_unit(request: HttpRequest, company_id: UUID) -> HttpResponseBase:
    """Add a production unit."""
    found = company_of(request, company_id)
    form = UnitForm(sent(request))

    return answer(
        request,
        form,
        lambda **who: services.add_unit(company_id=company_id, told=form.unit(), **who),
        within(found, _("Add a production unit")),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def change_unit(request: HttpRequest, company_id: UUID, unit_id: UUID) -> HttpResponseBase:
    """Say anew what a production unit is and where it lies."""
    found = company_of(request, company_id)
    form = UnitForm(sent(request), unit=unit_of(found, unit_id))

    return answer(
        request,
        form,
        lambda **who: services.change_unit(unit_id=unit_id, told=form.unit(), **who),
        within(found, _("Change the production unit")),
    )
