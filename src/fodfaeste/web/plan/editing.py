"""Writing a part of the plan, with what to do when somebody else has written the same."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from fodfaeste.cases import plans, services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.rows import PURPOSE_WRITTEN
from fodfaeste.cases.services import ChangedMeanwhile, PlanChange
from fodfaeste.core import plan_items
from fodfaeste.core.faults import Refused
from fodfaeste.core.plan_items import ACTIVITY, Item
from fodfaeste.mentoring.queries import help_of
from fodfaeste.web import saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, open_case, say
from fodfaeste.web.case.shapes import own_role
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.plan import remarks, terms
from fodfaeste.web.plan.choices import around
from fodfaeste.web.plan.follows import follow_lines
from fodfaeste.web.plan.forms import FORMS, PartForm, RemoveForm, begins_with
from fodfaeste.web.requests import signed_in_user, uuid_or_none
from fodfaeste.web.sent_once import SentOnce

METHODS = ["GET", "HEAD", "POST"]


@staff
@keeps(Act.CHANGE_PLAN, what=gettext_lazy("The plan"), by=("maal", "slags", "spor"))
@require_http_methods(METHODS)
def part(request: HttpRequest, case_id: UUID, part: str, item: str = "") -> HttpResponseBase:
    """Write a part of the plan, or a new one. ``?maal=…``, ``?spor=…``, ``?slags=…``: what is
    known of it beforehand."""
    kind = terms.PARTS.get(part)
    if kind is None:
        raise Http404
    opened = open_case(request, case_id, to=Act.CHANGE_PLAN)
    item = item or (kind if kind in terms.ONLY_ONE else "")
    known = part_of(opened, kind, item)
    form = filled(request, form_for(request, opened, kind, known))
    if form.is_bound and answered(opened, form, item) and saved(request, opened, form, item):
        return redirect(f"{reverse('plan_page', args=[case_id])}#{anchor(form, item)}")
    return render(request, "plan/part.html", context(opened, form, kind, known))


def part_of(opened: Opened, kind: str, item: str) -> Item | None:
    """The part that is written, None if it is a new one. What somebody does not read they do not
    write over; what was taken away meanwhile may be put back."""
    found = opened.view.plan.items.get(item)
    if found is not None and (found.kind != kind or found.hidden):
        raise Http404
    return found


def form_for(request: HttpRequest, opened: Opened, kind: str, known: Item | None) -> PartForm:
    begins = {
        "seen": opened.view.plan.revision,
        **asked_for(request),
        **partners_help(request),
        **begins_with(known, kind),
    }
    data = request.POST if request.method == "POST" else None
    ties = around(opened.view, but=known.id if known else "")
    form = FORMS[kind](data, around=ties, initial=begins)
    form.tell_again(known, terms.sayer(opened.view, opened.view.plan.items, opened.today),
                    opened.view.plan.saved_by)  # fmt: skip
    if "written" in form.fields:
        form.initial["written"] = is_to_be_written(opened)
    return form


def asked_for(request: HttpRequest) -> dict[str, str]:
    """What the link by which one came says of a new part."""
    names = {"maal": "goal", "spor": "track", "slags": "sort"}
    return {name: request.GET[word] for word, name in names.items() if word in request.GET}


def partners_help(request: HttpRequest) -> dict[str, str]:
    """The support of a partner that one chose for the plan: what, who, which track (KV-08)."""
    help_id = uuid_or_none(request.GET.get("partner", ""))
    found = help_of(user=signed_in_user(request), help_id=help_id) if help_id else None
    if found is None:
        return {}
    name, known = found
    return {"title": known.what, "outside": name, "track": known.track}


def is_to_be_written(opened: Opened) -> bool:
    """Whether the programme waits for the purpose to be written (JS-13)."""
    waited = {
        name
        for rule in opened.view.rules.programme.requirements
        for match in rule.match
        for name in match.event
    }
    is_there = any(entry.type == PURPOSE_WRITTEN for entry in opened.view.entries)
    return PURPOSE_WRITTEN in waited and not is_there


# --- saving


def answered(opened: Opened, form: PartForm, item: str) -> bool:
    """Whether the form is right, and it is said whether what waits for an activity moves too."""
    if form.kind == ACTIVITY and "along" in form.data:
        form.add_along()
    if not form.is_valid():
        return False
    lines = follow_lines(opened, form, item)
    if lines and "along" not in form.cleaned_data:
        form.ask_along(_("Choose whether it moves along."))
        return False
    return True


def saved(request: HttpRequest, opened: Opened, form: PartForm, item: str) -> bool:
    """Saves it and says so; or puts into the form what was refused, or what another wrote."""
    change = form.change(item or services.id_of_item(form.cleaned_data["submission"]))
    try:
        done = services.change_plan(**done_by(opened, form), change=in_role(opened, change))
    except ChangedMeanwhile as found:
        form.tell(found, terms.sayer(opened.view, opened.view.plan.items, opened.today))
        return False
    except Refused as refused:
        return refused_in(request, form, refused)
    say(request, repeated=done.repeated, done=lambda: _("The plan is saved."))
    warn_of_circle(request, opened, change)
    return True


def refused_in(request: HttpRequest, form: PartForm, refused: Refused) -> bool:
    """What was refused, in the form. That nothing is new is no fault."""
    if [fault.code for fault in refused.faults] == ["nothing_changed"]:
        messages.info(request, _("Nothing has been changed."))
        return True
    saying.add_faults(form, refused.faults, {})
    return False


def in_role(opened: Opened, change: PlanChange) -> PlanChange:
    """The change, said in the role that the user has in the case."""
    role = own_role(opened.view, opened.user.pk, opened.roles)
    return replace(change, by_role=role or None) if change.purpose_written else change


def done_by(opened: Opened, form: BaseForm) -> dict[str, Any]:
    return {
        "case_id": opened.view.case_id,
        "by": opened.user,
        "now": opened.now,
        "submission": form.cleaned_data["submission"],
    }


def warn_of_circle(request: HttpRequest, opened: Opened, change: PlanChange) -> None:
    """A circle may be saved; whoever drew it is told at once."""
    items = opened.view.plan.items
    old = items[change.item].values if change.item in items else {}
    given = {name: plans.plain(value) for name, value in (change.values or {}).items()}
    changed = Item(change.item, change.kind, {**old, **plan_items.filled(given)})
    if said := remarks.circle_said({**items, changed.id: changed}, opened.view.rules):
        messages.warning(request, said)


def anchor(form: SentOnce, item: str) -> str:
    return item or services.id_of_item(form.cleaned_data["submission"])


# --- as it is shown


def context(opened: Opened, form: PartForm, kind: str, known: Item | None) -> dict[str, object]:
    is_new = known is None and kind not in terms.ONLY_ONE
    plan = opened.view.plan
    return {
        "case_id": opened.view.case_id,
        "citizen": opened.citizen,
        "heading": terms.NEW[kind] if is_new else terms.KINDS[kind],
        "lead": "" if known is None else terms.title_of(known, opened.view.rules),
        "form": form,
        "lines": follow_lines(opened, form, known.id) if known and "along" in form.fields else [],
        "removing": RemoveForm(initial={"seen": plan.revision}) if known else None,
        "item": known.id if known else "",
        "move": known is not None and kind == ACTIVITY,
    }


# --- taking away


@staff
@require_POST
def remove(request: HttpRequest, case_id: UUID, item: str) -> HttpResponseBase:
    """Take a part of the plan away."""
    opened = open_case(request, case_id, to=Act.CHANGE_PLAN)
    form, found = RemoveForm(request.POST), opened.view.plan.items.get(item)
    if not form.is_valid() or (found is not None and found.hidden):
        raise Http404
    kind = found.kind if found else plan_items.GOAL
    change = PlanChange(item=item, kind=kind, values=None, seen=form.cleaned_data["seen"])
    try:
        done = services.change_plan(**done_by(opened, form), change=change)
    except ChangedMeanwhile as told:
        said = _("%(who)s has changed this since you opened it. Take another look first.")
        messages.warning(request, said % {"who": told.who})
        return redirect("plan_part", case_id, terms.SLUGS[kind], item)
    except Refused as refused:
        messages.warning(request, " ".join(saying.fault(fault) for fault in refused.faults))
        return redirect("plan_page", case_id)
    say(request, repeated=done.repeated, done=lambda: _("It is taken out of the plan."))
    return redirect("plan_page", case_id)
