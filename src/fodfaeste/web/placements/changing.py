"""Changing an agreement, signing it, and ending a placement."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste.cases.policy import Act
from fodfaeste.core.faults import Refused
from fodfaeste.core.law import Finding
from fodfaeste.placements import judging, kinds, queries, services
from fodfaeste.placements.agreements import Step, Terms
from fodfaeste.placements.models import Signature
from fodfaeste.placements.new import NewPlacement
from fodfaeste.placements.queries import Intended
from fodfaeste.web import addresses
from fodfaeste.web.access import staff
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.placements import saying
from fodfaeste.web.placements.changing_forms import (
    JOBS,
    ChangeForm,
    EndForm,
    SignForm,
    begins_with,
)
from fodfaeste.web.placements.opening import OpenedPlacement, open_placement, refused_in, told
from fodfaeste.web.placements.page import present
from fodfaeste.web.placements.starting import CHECK, rules_said, working_day

SUBSIDISED = "wage_subsidy"
ODD_FIRST_DAYS = frozenset({"begins_on_sunday", "begins_on_holiday"})
METHODS = ["GET", "HEAD", "POST"]


@staff
@keeps(Act.PLACE, what=gettext_lazy("A change of an agreement"))
@require_http_methods(METHODS)
def change(request: HttpRequest, case_id: UUID, placement_id: UUID) -> HttpResponseBase:
    """The next version of the agreement: adjusted, extended (CT-10, JR-10)."""
    found = open_placement(request, case_id, placement_id, to=Act.PLACE)
    form = filled(request, change_form(request, found))
    is_look = CHECK in request.POST
    if form.is_bound and not is_look and form.is_valid() and changed(request, found, form):
        return redirect("placement", case_id, placement_id)
    if is_look:
        form.is_valid()
        form.forgive_silence()
    context = page_of(found, form) | rules_of(found, form)
    is_part = getattr(request, "htmx", None) and CHECK in request.POST
    return render(
        request, "placements/rules.html" if is_part else "placements/change.html", context
    )


def change_form(request: HttpRequest, found: OpenedPlacement) -> ChangeForm:
    newest, usual = found.placement.newest, kinds.usual_hours(found.placement.kind)
    on = first_day_of(found)
    begins = begins_with(newest.terms, usual, on=on) | {"since": on, "seen": newest.number}
    data = request.POST if request.method == "POST" else None
    return ChangeForm(data, usual=usual, initial=begins)


def first_day_of(found: OpenedPlacement) -> date:
    """The day from which a change may hold: not before what it is a change of does."""
    placement = found.placement
    return max(working_day(found.opened.today), placement.since, placement.newest.terms.since)


def changed(request: HttpRequest, found: OpenedPlacement, form: ChangeForm) -> bool:
    try:
        done = services.change_agreement(**found.acted(form), change=form.change(found.role))
    except Refused as refused:
        refused_in(form, refused)
        return False
    number = found.placement.newest.number + 1
    said = _("Version %(n)s of the agreement is made. It is to be signed anew.") % {"n": number}
    told(request, repeated=done.repeated, done=said)
    return True


def rules_of(found: OpenedPlacement, form: ChangeForm) -> dict[str, Any]:
    """What the rules say of the whole placement with the change."""
    placement = found.placement
    is_known = form.is_bound and hasattr(form, "cleaned_data")
    as_it_is = replace(placement.newest.terms, since=first_day_of(found))
    terms = form.terms() if is_known else as_it_is
    opened = found.opened
    said, new = queries.judged_change(
        view=opened.view, user=opened.user, placement=placement, terms=terms, on=opened.today
    )
    return rules_said(form, said, must=bool(new))


def page_of(found: OpenedPlacement, form: Any) -> dict[str, Any]:
    placement = found.placement
    page = present(placement, found.opened.view, staff="", today=found.opened.today)
    return {
        "case_id": placement.case_id,
        "placement_id": placement.id,
        "citizen": found.opened.citizen,
        "page": page,
        "form": form,
    }


# --- signing


@staff
@require_http_methods(METHODS)
def sign(request: HttpRequest, case_id: UUID, placement_id: UUID) -> HttpResponseBase:
    """Somebody signs the agreement as it is now: on screen, or on a paper that is handed in."""
    found = open_placement(request, case_id, placement_id, to=Act.PLACE)
    signed = {one.party for one in found.placement.newest.signatures}
    waiting = [party for party in Signature.Party.values if party not in signed]
    begins = {
        "version": found.placement.newest.number,
        "on": found.opened.today,
        "party": next(iter(waiting), ""),
    }
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SignForm(data, files=files, waiting=waiting, initial=begins)
    if form.is_bound and form.is_valid() and recorded(request, found, form):
        return redirect("placement", case_id, placement_id)
    return render(request, "placements/sign.html", page_of(found, form))


def recorded(request: HttpRequest, found: OpenedPlacement, form: SignForm) -> bool:
    try:
        done = services.sign_agreement(**found.acted(form), signing=form.signing(found.role))
    except Refused as refused:
        refused_in(form, refused)
        return False
    told(request, repeated=done.repeated, done=_("The signature is recorded."))
    return True


# --- ending


@staff
@keeps(Act.PLACE, what=gettext_lazy("How a placement ended"))
@require_http_methods(METHODS)
def end(request: HttpRequest, case_id: UUID, placement_id: UUID) -> HttpResponseBase:
    """It ended: what came of it, and the job that follows."""
    found = open_placement(request, case_id, placement_id, to=Act.PLACE)
    view, today = found.opened.view, found.opened.today
    last = min(found.placement.until or today, today)
    data = request.POST if request.method == "POST" else None
    form = EndForm(data, rules=view.rules, is_job=found.placement.is_job, initial={"on": last})
    form = filled(request, form)
    is_right = form.is_bound and form.is_valid() and not warned_of_day(found, form)
    if is_right and ended(request, found, form):
        return redirect(after(found, form))
    return render(request, "placements/end.html", page_of(found, form))


def after(found: OpenedPlacement, form: EndForm) -> str:
    """The page of the placement; or where a job with wage subsidy is agreed on, whose length and
    room for it the rules limit."""
    placement = found.placement
    if form.cleaned_data.get("hired") != SUBSIDISED:
        return reverse("placement", args=[placement.case_id, placement.id])
    path = reverse("placement_start", args=[placement.case_id])
    return addresses.with_query(path, virksomhed=str(placement.unit.id), slags=SUBSIDISED)


def warned_of_day(found: OpenedPlacement, form: EndForm) -> bool:
    """A job that is to begin on a Sunday or holiday takes a reason, as every other."""
    then = job_of(found, form)
    if then is None or form.cleaned_data["decided"]:
        return False
    said = [one.text for one in saying.findings(odd_first_day(found, then))]
    if said:
        form.ask_why(" ".join(said))
    return bool(said)


def odd_first_day(found: OpenedPlacement, then: NewPlacement) -> list[Finding]:
    intended = Intended(
        kind=then.kind, terms=then.terms, unit_id=then.unit_id, agreed_on=then.agreed_on
    )
    opened = found.opened
    judged = queries.judged(view=opened.view, user=opened.user, intended=intended)
    return [one for one in judging.warnings(judged) if one.code in ODD_FIRST_DAYS]


def ended(request: HttpRequest, found: OpenedPlacement, form: EndForm) -> bool:
    ending = replace(form.ending(found.role), then=job_of(found, form))
    try:
        done = services.end_placement(**found.acted(form), ending=ending)
    except Refused as refused:
        refused_in(form, refused)
        return False
    said = _("It is registered that it ended.")
    if ending.then is not None:
        said = _("It is registered that it ended, and the job that follows.")
    if ending.hired == SUBSIDISED:
        said = _("It is registered that it ended. Register the job with wage subsidy here.")
    told(request, repeated=done.repeated, done=said)
    return True


def job_of(found: OpenedPlacement, form: EndForm) -> NewPlacement | None:
    """The job at the same company, if there is one: with the same considerations and people."""
    said = form.cleaned_data
    kind = JOBS.get(said.get("hired") or "")
    if kind is None:
        return None
    since = said["job_since"] or working_day(said["on"] + timedelta(days=1))
    before = found.placement.newest.terms
    details = replace(before.details, purpose="", reasons="", despite=(), decided="")
    decided = said["decided"] or said.get("result_text") or _("Hired after a placement.")
    terms = Terms(
        since=since,
        until=None,
        steps=(Step(kinds.usual_hours(kind), said["job_hours"]),),
        week=before.week,
        details=replace(details, decided=decided),
    )
    return NewPlacement(
        unit_id=found.placement.unit.id,
        kind=kind,
        terms=terms,
        agreed_on=found.opened.today,
        by_role=found.role,
    )
