"""What belongs to a company: contacts, staff figures, offers."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fodfaeste.companies import services
from fodfaeste.companies.queries import CompanyView, ContactView, OfferView
from fodfaeste.web.access import staff
from fodfaeste.web.companies.acting import answer, company_of, sent, unit_of, within
from fodfaeste.web.companies.forms import ContactForm, OfferForm, StaffForm
from fodfaeste.web.sent_once import SentOnce

MONTHS = 6


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def add_contact(request: HttpRequest, company_id: UUID) -> HttpResponseBase:
    """Add somebody to speak to."""
    found = company_of(request, company_id)
    form = ContactForm(sent(request), units=found.units)
    return answer(
        request,
        form,
        lambda **who: services.add_contact(company_id=company_id, told=form.contact(), **who),
        within(found, _("Add a contact")),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def change_contact(request: HttpRequest, company_id: UUID, contact_id: UUID) -> HttpResponseBase:
    """Say anew who a contact is and how they are reached."""
    found = company_of(request, company_id)
    form = ContactForm(sent(request), units=found.units, contact=contact_of(found, contact_id))
    return answer(
        request,
        form,
        lambda **who: services.change_contact(contact_id=contact_id, told=form.contact(), **who),
        within(found, _("Change the contact")),
        erases=contact_id,
        company_id=company_id,
    )


@staff
@require_POST
def erase_contact(request: HttpRequest, company_id: UUID, contact_id: UUID) -> HttpResponseBase:
    """Erase who a contact was."""
    found = company_of(request, company_id)
    contact_of(found, contact_id)
    return answer(
        request,
        SentOnce(request.POST),
        lambda **who: services.erase_contact(contact_id=contact_id, **who),
        within(found, _("Erase the contact"), done=_("The contact is erased.")),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def record_staff(request: HttpRequest, company_id: UUID, unit_id: UUID) -> HttpResponseBase:
    """Record how many ordinary employees a unit had, month by month (JS-15)."""
    found = company_of(request, company_id)
    unit = unit_of(found, unit_id)
    known = {figure.month: figure.full_time for figure in unit.figures}
    form = StaffForm(sent(request), months=months_back(timezone.localdate()), known=known)
    lead = _(
        "Ordinary employees in full-time equivalents. The ratio rule counts the average of the"
        " latest months."
    )
    return answer(
        request,
        form,
        lambda **who: services.record_staff(unit_id=unit_id, told=form.staff(), **who),
        within(found, _("Employees of %(unit)s") % {"unit": unit.name}, lead=lead),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def add_offer(request: HttpRequest, company_id: UUID, unit_id: UUID) -> HttpResponseBase:
    """Add what a unit offers (CT-08, JR-09)."""
    found = company_of(request, company_id)
    unit = unit_of(found, unit_id)
    form = OfferForm(sent(request), today=timezone.localdate())
    return answer(
        request,
        form,
        lambda **who: services.add_offer(unit_id=unit_id, told=form.offer(), **who),
        within(found, _("Work that %(unit)s offers") % {"unit": unit.name}),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def change_offer(request: HttpRequest, company_id: UUID, offer_id: UUID) -> HttpResponseBase:
    """Say anew what is offered, or until when."""
    found = company_of(request, company_id)
    form = OfferForm(sent(request), today=timezone.localdate(), offer=offer_of(found, offer_id))
    return answer(
        request,
        form,
        lambda **who: services.change_offer(offer_id=offer_id, told=form.offer(), **who),
        within(found, _("Change the offer")),
    )


def contact_of(company: CompanyView, contact_id: UUID) -> ContactView:
    found = next((one for one in company.contacts if one.id == contact_id), None)
    if found is None:
        raise Http404
    return found


def offer_of(company: CompanyView, offer_id: UUID) -> OfferView:
    offers = (offer for unit in company.units for offer in unit.offers)
    found = next((one for one in offers if one.id == offer_id), None)
    if found is None:
        raise Http404
    return found


def months_back(today: date) -> list[date]:
    """The first days of the latest months, this one first."""
    count = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(count, count - MONTHS, -1)]
