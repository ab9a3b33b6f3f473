"""Partners: the overview of possible support, a partner, and what is changed of it (KV-08)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fodfaeste.mentoring import queries, services
from fodfaeste.mentoring.queries import HelpView, PartnerView
from fodfaeste.web.access import staff
from fodfaeste.web.companies.acting import Asking, answer, sent
from fodfaeste.web.mentoring import partner_page
from fodfaeste.web.mentoring.forms import AgreementForm, HelpForm, PartnerForm
from fodfaeste.web.requests import layout, signed_in_user
from fodfaeste.web.sent_once import SentOnce


@staff
@require_safe
def partners(request: HttpRequest) -> HttpResponseBase:
    """The partners of one's organisation with what they can give, found as one types.
    ``?sag=…``: the case for whose plan one looks."""
    filters, user = partner_page.read_filters(request.GET), signed_in_user(request)
    today = timezone.localdate()
    found = queries.partners(
        user=user,
        today=today,
        text=filters.text,
        track=filters.track,
        ending=filters.status == partner_page.ENDING,
        inactive=filters.status == partner_page.INACTIVE,
        after=filters.after,
    )
    context = {
        "layout": layout(request),
        "page": partner_page.overview(found, filters, today=today),
        "may_keep": services.may_keep(user),
        "plan_of": filters.plan_of,
    }
    return render(request, "mentoring/partners.html", context)


@staff
@require_safe
def partner(request: HttpRequest, partner_id: UUID) -> HttpResponseBase:
    """A partner, with all that is known."""
    found = partner_of(request, partner_id)
    context = {
        "page": partner_page.present(found, today=timezone.localdate()),
        "may_keep": services.may_keep(signed_in_user(request)),
    }
    return render(request, "mentoring/partner.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponseBase:
    """Add a partner."""
    form = PartnerForm(sent(request))
    asking = Asking(
        heading=_("Add a partner"),
        done=_("The partner is in the register. Say now what they can give."),
        save=_("Add the partner"),
        back=reverse("partners"),
        back_label=_("Partners"),
    )
    submission = form.data.get("submission") if form.is_bound and form.is_valid() else None
    to = reverse("partner", args=[uuid5(UUID(str(submission)), "partner")]) if submission else ""
    return answer(
        request, form, lambda **who: services.add_partner(told=form.partner(), **who), asking, to=to
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, partner_id: UUID) -> HttpResponseBase:
    """Say anew what a partner is, and whom one turns to there."""
    found = partner_of(request, partner_id)
    form = PartnerForm(sent(request), partner=found)
    return answer(
        request,
        form,
        lambda **who: services.change_partner(partner_id=partner_id, told=form.partner(), **who),
        within(found, _("Change the partner")),
    )


@staff
@require_POST
def erase_contact(request: HttpRequest, partner_id: UUID) -> HttpResponseBase:
    """Erase whom one turned to."""
    found = partner_of(request, partner_id)
    return answer(
        request,
        SentOnce(request.POST),
        lambda **who: services.erase_partner_contact(partner_id=partner_id, **who),
        within(found, _("Erase the contact"), done=_("The contact is erased.")),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def add_help(request: HttpRequest, partner_id: UUID) -> HttpResponseBase:
    """Say what support a partner can give."""
    found = partner_of(request, partner_id)
    form = HelpForm(sent(request))
    return answer(
        request,
        form,
        lambda **who: services.add_help(partner_id=partner_id, told=form.told(), **who),
        within(found, _("Support that they can give")),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def change_help(request: HttpRequest, partner_id: UUID, help_id: UUID) -> HttpResponseBase:
    """Say anew what a partner can give."""
    found = partner_of(request, partner_id)
    form = HelpForm(sent(request), known=help_within(found, help_id))
    return answer(
        request,
        form,
        lambda **who: services.change_help(help_id=help_id, told=form.told(), **who),
        within(found, _("Change what they can give")),
    )


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, partner_id: UUID) -> HttpResponseBase:
    """Write down what is agreed; what was agreed before can still be read."""
    found, user = partner_of(request, partner_id), signed_in_user(request)
    form = AgreementForm(
        sent(request),
        people=queries.people_here(user=user),
        begins=(timezone.localdate(), user.pk),
        newest=found.agreements[0] if found.agreements else None,
    )
    return answer(
        request,
        form,
        lambda **who: services.agree(partner_id=partner_id, told=form.agreement(), **who),
        within(found, _("Agreement with %(name)s") % {"name": found.name}),
    )


def partner_of(request: HttpRequest, partner_id: UUID) -> PartnerView:
    found = queries.partner(user=signed_in_user(request), partner_id=partner_id)
    if found is None:
        raise Http404
    return found


def help_within(partner: PartnerView, help_id: UUID) -> HelpView:
    found = next((one for one in partner.helps if one.id == help_id), None)
    if found is None:
        raise Http404
    return found


def within(partner: PartnerView, heading: str, **more: Any) -> Asking:
    """A form below the page of a partner."""
    said: Mapping[str, Any] = {"done": _("It is saved."), **more}
    back = reverse("partner", args=[partner.id])
    return Asking(heading=heading, save=_("Save"), back=back, back_label=partner.name, **said)
