"""Working together with a company: being in touch with it, and agreements (JS-15, KV-12)."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fodfaeste.cases.services.sparring import recognisable
from fodfaeste.companies import queries, services
from fodfaeste.companies.queries import CompanyView, CooperationView
from fodfaeste.web.access import staff
from fodfaeste.web.companies.acting import answer, company_of, sent, within
from fodfaeste.web.companies.touching import CooperationForm, TouchForm
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import SentOnce


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def record_touch(request: HttpRequest, company_id: UUID) -> HttpResponseBase:
    """Record that somebody was in touch; warns where a citizen's name stands in the note."""
    found, today = company_of(request, company_id), timezone.localdate()
    form = TouchForm(sent(request), contacts=found.contacts, today=today)
    if form.is_bound and form.is_valid():
        note, by = form.cleaned_data["note"], signed_in_user(request)
        form.is_sure(recognisable(texts=[note], by=by, on=today))
    return answer(
        request,
        form,
        lambda **who: services.record_touch(company_id=company_id, told=form.touch(), **who),
        within(found, _("In touch with %(name)s") % {"name": found.name}),
        citizen_url=reverse("company_citizen", args=[company_id]),
    )


@staff
@require_POST
def take_touch_back(request: HttpRequest, company_id: UUID, touch_id: UUID) -> HttpResponseBase:
    """Take back what was recorded by mistake."""
    found = company_of(request, company_id)
    if touch_id not in {one.id for one in found.touches}:
        raise Http404
    return answer(
        request,
        SentOnce(request.POST),
        lambda **who: services.take_touch_back(touch_id=touch_id, **who),
        within(found, _("Take back"), done=_("It is taken back.")),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def add_cooperation(request: HttpRequest, company_id: UUID) -> HttpResponseBase:
    """Record an agreement to work together."""
    found = company_of(request, company_id)
    form = form_of(request, None)
    return answer(
        request,
        form,
        lambda **who: services.add_cooperation(
            company_id=company_id, told=form.cooperation(), **who
        ),
        within(found, _("Add an agreement")),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def change_cooperation(
    request: HttpRequest, company_id: UUID, cooperation_id: UUID
) -> HttpResponseBase:
    """Say anew what was agreed, or until when."""
    found = company_of(request, company_id)
    form = form_of(request, cooperation_of(found, cooperation_id))
    return answer(
        request,
        form,
        lambda **who: services.change_cooperation(
            cooperation_id=cooperation_id, told=form.cooperation(), **who
        ),
        within(found, _("Change the agreement")),
    )


def form_of(request: HttpRequest, known: CooperationView | None) -> CooperationForm:
    user = signed_in_user(request)
    return CooperationForm(
        sent(request),
        people=queries.people_here(user=user),
        begins=(timezone.localdate(), user.pk),
        known=known,
    )


def cooperation_of(company: CompanyView, cooperation_id: UUID) -> CooperationView:
    found = next((one for one in company.cooperations if one.id == cooperation_id), None)
    if found is None:
        raise Http404
    return found
