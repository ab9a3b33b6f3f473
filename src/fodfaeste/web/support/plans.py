"""Writing the plans: of a phase, for crises, for what lasts."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste.cases import services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries.support import Plan, crisis_plan, lasting_plan, phase_plans
from fodfaeste.cases.services import NewEvent, Registered
from fodfaeste.cases.services.support import lasting_questions
from fodfaeste.core.faults import Refused
from fodfaeste.core.phased_support import phase_numbers
from fodfaeste.web import saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, say
from fodfaeste.web.case.registering import core_event, what_changed
from fodfaeste.web.case.shapes import own_role
from fodfaeste.web.dates import language
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.sent_once import SentOnce
from fodfaeste.web.support.forms import CrisisForm, LastingForm, PhaseForm
from fodfaeste.web.support.opening import name_of, opened_with_support
from fodfaeste.web.support.presenters import SupportShower


def kept(
    request: HttpRequest, form: SentOnce, service: Any, opened: Opened, said: str, **given: Any
) -> bool:
    """Does it and says so; or puts what was refused into the form."""
    try:
        done: Registered = service(
            case_id=opened.view.case_id,
            text_kind=form.cleaned_data["text_kind"],
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
            **given,
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    say(request, repeated=done.repeated, done=lambda: said)
    return True


def readable(plan: Plan | None) -> Plan | None:
    """A plan to go on from, if the reader reads it."""
    return None if plan is None or plan.withheld else plan


def withheld_says(opened: Opened, plan: Plan | None) -> str:
    """When a plan that the reader does not read was written, and by whom."""
    if plan is None or not plan.withheld:
        return ""
    return SupportShower(opened.view, opened.now).written(plan)


def common(opened: Opened, form: SentOnce, heading: str) -> dict[str, object]:
    return {
        "case_id": opened.view.case_id,
        "citizen": opened.citizen,
        "name": name_of(opened),
        "heading": heading,
        "form": form,
    }


@staff
@keeps(Act.PLAN_SUPPORT, what=gettext_lazy("The plan of the phase"))
@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: HttpRequest, case_id: UUID, phase: str) -> HttpResponseBase:
    """What a phase is about: one to three focus areas that the citizen chooses."""
    opened, found = opened_with_support(request, case_id, to=Act.PLAN_SUPPORT)
    programme = opened.view.rules.programme
    if phase not in phase_numbers(programme):
        raise Http404
    plan = phase_plans(opened.view).get(phase)
    form = PhaseForm(
        request.POST if request.method == "POST" else None,
        tracks=programme.tracks,
        most=found.focus_areas,
        plan=readable(plan),
    )
    form = filled(request, form)
    said = _("The plan of the phase is written down.")
    if request.method == "POST" and form.is_valid():
        given = {"phase": phase, "focus": form.focus()}
        if kept(request, form, services.plan_phase, opened, said, **given):
            return redirect("support", case_id)
    name = next(one.name[language()] for one in programme.phases if one.id == phase)
    shower = SupportShower(opened.view, opened.now)
    begun = {str(part.span.phase.id): part for part in shower.parts()}
    context = common(opened, form, name) | {
        "phase": shower.phase(phase, name, begun.get(phase), plan)
    }
    return render(request, "support/phase.html", context)


@staff
@keeps(Act.PLAN_SUPPORT, what=gettext_lazy("Crisis and relapse"))
@require_http_methods(["GET", "HEAD", "POST"])
def crisis(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """How crisis and relapse are met, in the citizen's words (CT-21)."""
    opened, _found = opened_with_support(request, case_id, to=Act.PLAN_SUPPORT)
    plan = crisis_plan(opened.view)
    data = request.POST if request.method == "POST" else None
    form = filled(request, CrisisForm(data, plan=readable(plan)))
    said = _("The plan for crisis and relapse is written down.")
    if request.method == "POST" and form.is_valid():
        is_kept = kept(request, form, services.plan_for_crisis, opened, said, plan=form.plan())
        if is_kept:
            return redirect("support", case_id)
    more = {"withheld": withheld_says(opened, plan)}
    context = common(opened, form, _("Crisis and relapse")) | more
    return render(request, "support/crisis.html", context)


@staff
@keeps(Act.PLAN_SUPPORT, what=gettext_lazy("What lasts"))
@require_http_methods(["GET", "HEAD", "POST"])
def lasting(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """The plan for what lasts: written while it is in the making, and then anchored (CT-21)."""
    opened, found = opened_with_support(request, case_id, to=Act.PLAN_SUPPORT)
    if found.lasting_plan is None:
        raise Http404
    plan = lasting_plan(opened.view)
    form = LastingForm(
        request.POST if request.method == "POST" else None,
        questions=lasting_questions(opened.view.rules.programme),
        plan=readable(plan),
        today=opened.today,
    )
    form = filled(request, form)
    if request.method == "POST" and form.is_valid():
        keep = anchored if request.POST.get("step") == "anchor" else noted
        if keep(request, opened, form, found.lasting_plan.event):
            return redirect("support", case_id)
    more = {"withheld": withheld_says(opened, plan)}
    return render(request, "support/lasting.html", common(opened, form, _("What lasts")) | more)


def noted(request: HttpRequest, opened: Opened, form: LastingForm, _event: str) -> bool:
    said = _("The plan is kept. Anchor it once it is agreed who looks after it.")
    return kept(request, form, services.plan_to_last, opened, said, answers=form.answers())


def anchored(request: HttpRequest, opened: Opened, form: LastingForm, type_: str) -> bool:
    """Registers that the plan is anchored, with all that it says."""
    event = NewEvent(
        type=type_,
        on=form.cleaned_data["on"] or opened.today,
        answers=form.answers(),
        by_role=own_role(opened.view, opened.user.pk, opened.roles) or None,
        text_kind=form.cleaned_data["text_kind"],
    )
    try:
        done = services.register(
            case_id=opened.view.case_id,
            event=event,
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    changed = what_changed(opened, [core_event(opened, event)])
    say(request, repeated=done.repeated, done=lambda: changed)
    return True
