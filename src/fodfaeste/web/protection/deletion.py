"""What is due for erasing: proposed by one, approved by another, carried out."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods

from fodfaeste.core.faults import Refused
from fodfaeste.protection import deletions as known
from fodfaeste.protection.deletions import AT_ONCE, Proposal, ProposedCase, Record
from fodfaeste.protection.retention import DueCase, due
from fodfaeste.web import addresses, dates, names, saying
from fodfaeste.web.access import overseer
from fodfaeste.web.protection.forms import ApproveForm
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import SentOnce


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case that is due. ``says``: when it was closed, and since when it is due."""

    citizen: str
    url: str
    programme: str
    says: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposal and how far it is."""

    url: str
    title: str
    state: str
    kind: str
    says: str


@overseer
@require_http_methods(["GET", "HEAD", "POST"])
def deletions(request: HttpRequest) -> HttpResponseBase:
    """What is due now, what waits for somebody, and what was erased."""
    user, form = signed_in_user(request), SentOnce(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = known.propose(
                by=user, now=timezone.localtime(), submission=form.cleaned_data["submission"]
            )
        except Refused as refused:
            saying.add_faults(form, refused.faults, {})
        else:
            messages.success(request, _("It is proposed. Another has to approve it."))
            return redirect("protection_deletion", made)
    found = due(user=user, today=timezone.localdate())
    context = {
        "form": form,
        "due": [case_shown(one) for one in found.cases],
        "held": [case_shown(one) for one in found.held],
        "more": found.more,
        "proposals": [proposal_shown(one) for one in known.proposals(user=user)],
        "records": [record_said(one) for one in known.records(user=user)],
    }
    return render(request, "protection/deletions.html", context)


def case_shown(case: DueCase) -> CaseShown:
    texts = ngettext("%(number)s text", "%(number)s texts", case.texts) % {"number": case.texts}
    return CaseShown(
        citizen=case.citizen,
        url=addresses.of_case(case.case_id),
        programme=names.of_programme(case.programme),
        says=f"{closed_said(case.closed_on, case.due_on)} · {texts}",
    )


def closed_said(closed_on: date, due_on: date) -> str:
    today = timezone.localdate()
    return _("Closed %(closed)s, due since %(due)s") % {
        "closed": dates.medium(closed_on, today=today),
        "due": dates.medium(due_on, today=today),
    }


def proposal_shown(one: Proposal) -> ProposalShown:
    states = {
        "waits": (_("waits for approval"), "soon"),
        "rejected": (_("rejected"), "plain"),
        "approved": (_("approved"), "soon"),
        "done": (_("carried out"), "done"),
    }
    state, kind = states[one.state]
    number = ngettext("%(number)s case", "%(number)s cases", one.cases) % {"number": one.cases}
    return ProposalShown(
        url=reverse("protection_deletion", args=[one.id]),
        title=number,
        state=state,
        kind=kind,
        says=_("Proposed by %(who)s, %(day)s")
        % {
            "who": one.proposed_by,
            "day": day_said(one.proposed_at),
        },
    )


def day_said(moment: datetime) -> str:
    return dates.medium(timezone.localtime(moment).date(), today=timezone.localdate())


def record_said(record: Record) -> tuple[str, str]:
    """When, and what was done by whom."""
    said = _(
        "%(cases)s cases, %(texts)s texts, %(citizens)s citizens made anonymous, %(kept)s kept. "
        "Proposed by %(proposed)s, approved by %(approved)s."
    ) % {
        "cases": record.cases,
        "texts": record.texts,
        "citizens": record.citizens,
        "kept": record.kept,
        "proposed": record.proposed_by,
        "approved": record.approved_by,
    }
    if record.archived_by:
        said += " " + _("Handed over to an archive, says %(who)s.") % {"who": record.archived_by}
    return day_said(record.at), said


# --- one proposal


@overseer
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, deletion_id: UUID) -> HttpResponseBase:
    """A proposal: its cases, the decision, and carrying it out."""
    found = known.proposal(user=signed_in_user(request), deletion_id=deletion_id)
    if found is None:
        raise Http404
    proposal, cases = found
    form = ApproveForm(request.POST or None, needs_archive=proposal.needs_archive)
    if form.is_bound and form.is_valid() and acted(request, proposal, form):
        return redirect("protection_deletion", deletion_id)
    context = {
        "proposal": proposal,
        "shown": proposal_shown(proposal),
        "decided": decided_said(proposal),
        "form": form,
        "cases": [proposed_shown(case) for case in cases],
        "at_once": AT_ONCE,
    }
    return render(request, "protection/deletion.html", context)


def acted(request: HttpRequest, proposal: Proposal, form: ApproveForm) -> bool:
    """Approves, rejects or carries out, by the button that was pressed."""
    now = timezone.localtime()
    if "carry_out" in request.POST:
        left = known.carry_out(deletion_id=proposal.id, now=now, at_most=AT_ONCE)
        messages.success(request, left_said(left))
        return True
    approve = "approve" in request.POST
    try:
        known.decide(
            deletion_id=proposal.id,
            approve=approve,
            archived=form.cleaned_data.get("archived", False),
            by=signed_in_user(request),
            now=now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    said = _("It is approved. Nothing is erased yet.") if approve else _("It is rejected.")
    messages.success(request, said)
    return True


def left_said(left: int) -> str:
    if not left:
        return _("It is carried out.")
    return ngettext("%(number)s case is left.", "%(number)s cases are left.", left) % {
        "number": left
    }


def decided_said(one: Proposal) -> str:
    if one.decided_at is None:
        return ""
    said = {"who": one.decided_by, "day": day_said(one.decided_at)}
    if one.state == "rejected":
        return _("Rejected by %(who)s, %(day)s") % said
    told = _("Approved by %(who)s, %(day)s") % said
    archived = _("Handed over to an archive.")
    return f"{told}. {archived}" if one.archived_by else told


def proposed_shown(case: ProposedCase) -> CaseShown:
    kept = {
        "held": _("kept: a hold stands on it"),
        "reopened": _("kept: it was opened again"),
        "no_rule": _("kept: its rule was ended"),
    }
    mark = kept.get(case.kept, "") or (pgettext("case", "erased") if case.done else "")
    return CaseShown(
        citizen=case.citizen,
        url=addresses.of_case(case.case_id),
        programme=names.of_programme(case.programme),
        says=closed_said(case.closed_on, case.due_on),
        mark=mark,
    )
