"""Publishing the plan, sending what was published, recording that the citizen agreed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fodfaeste.cases import services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.rows import PLAN_PUBLISHED, PLAN_SENT
from fodfaeste.cases.services import NewEvent
from fodfaeste.core import plan_items
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.web import saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, open_case, say
from fodfaeste.web.case.registering import core_event, what_changed
from fodfaeste.web.case.shapes import own_role
from fodfaeste.web.plan import remarks
from fodfaeste.web.plan.differences import change_lines
from fodfaeste.web.plan.forms import AgreeForm, PublishForm, SendForm
from fodfaeste.web.plan.presenters import Shower, version_says
from fodfaeste.web.plan.terms import title_of
from fodfaeste.web.plan.views import since_published
from fodfaeste.web.sent_once import SentOnce

METHODS = ["GET", "HEAD", "POST"]


@staff
@require_http_methods(METHODS)
def publish(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """What will be frozen, what is still missing, and the button."""
    opened = open_case(request, case_id, to=Act.CHANGE_PLAN)
    plan = opened.view.plan
    if not plan.items:
        messages.info(request, _("There is no plan yet."))
        return redirect("plan_page", case_id)
    data = request.POST if request.method == "POST" else None
    form = PublishForm(data, initial={"seen": plan.revision})
    if form.is_bound and form.is_valid() and published(request, opened, form):
        return redirect("plan_page", case_id)
    if form.is_bound:
        # What has been written meanwhile is shown now; the next click is about that.
        form = again(form, opened)
    return render(request, "plan/publish.html", context(opened, form))


def published(request: HttpRequest, opened: Opened, form: PublishForm) -> bool:
    stated = plan_items.states_mentor_support(opened.view.plan.items)
    event = NewEvent(
        type=PLAN_PUBLISHED,
        on=opened.today,
        attributes={"mentor_support": True} if stated else {},
    )
    first = _("The plan is published.")
    changed = what_changed(opened, [core_event(opened, event)], first=first)
    given = {"seen": form.cleaned_data["seen"], "by_role": role_of(opened)}
    return done(request, opened, form, services.publish_plan, changed, **given)


def again(form: PublishForm, opened: Opened) -> PublishForm:
    fresh = PublishForm(initial={"seen": opened.view.plan.revision})
    fresh.refused = form.non_field_errors()  # type: ignore[attr-defined]
    return fresh


def context(opened: Opened, form: PublishForm) -> dict[str, object]:
    plan, shower = opened.view.plan, Shower(opened.view, opened.view.plan.items, opened.today)
    found = [(one, shower.clause(one.clause)) for one in shower.remarks()]
    is_first = plan.newest is None
    return {
        "case_id": opened.view.case_id,
        "citizen": opened.citizen,
        "form": form,
        "remarks": found,
        "stops": any(one.stops for one, _url in found),
        "nothing_new": not is_first and not plan.is_changed,
        "number": 1 if plan.newest is None else plan.newest.number + 1,
        "counts": counts(opened),
        "hidden": sum(1 for one in plan.items.values() if one.hidden),
        "lines": [] if is_first else change_lines(*since_published(opened)),
        "mentor": remarks.asks_for_mentor(opened.view.rules.programme),
    }


def counts(opened: Opened) -> list[tuple[str, int]]:
    """How much of each kind will be frozen."""
    kinds = (
        (plan_items.GOAL, _("Goals")),
        (plan_items.SUB_GOAL, _("Sub-goals")),
        (plan_items.ACTIVITY, _("Activities")),
    )
    items = opened.view.plan.items
    return [(name, len(plan_items.of_kind(items, kind))) for kind, name in kinds]


# --- sending and agreeing


@staff
@require_http_methods(METHODS)
def send(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Note that the published plan was sent or given to the citizen."""
    opened = open_case(request, case_id, to=Act.REGISTER)
    event = NewEvent(type=PLAN_SENT, on=opened.today)
    first = _("It is noted that the citizen has been given the plan.")

    def said() -> str:
        return what_changed(opened, [core_event(opened, event)], first=first)

    heading = _("Send the plan")
    act: dict[str, Any] = {"service": services.send_plan, "by_role": role_of(opened)}
    return of_version(request, opened, SendForm, heading, said, **act)


@staff
@require_http_methods(METHODS)
def agree(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Record that the citizen has agreed to the published plan."""
    opened = open_case(request, case_id, to=Act.CHANGE_PLAN)
    heading = _("The citizen agrees to the plan")

    def said() -> str:
        return _("It is recorded that the citizen agrees to the plan.")

    return of_version(request, opened, AgreeForm, heading, said, service=services.agree_plan)


def of_version(
    request: HttpRequest,
    opened: Opened,
    kind: type[SendForm] | type[AgreeForm],
    heading: str,
    said: Callable[[], str],
    *,
    service: Callable[..., Any],
    **given: Any,
) -> HttpResponseBase:
    """An act about the newest version. Where nothing is published, that comes first."""
    newest, case_id = opened.view.plan.newest, opened.view.case_id
    if newest is None:
        messages.warning(request, _("Nothing is sent that is not published. Publish it first."))
        return redirect("plan_page", case_id)
    data = request.POST if request.method == "POST" else None
    form = kind(data, initial={"number": newest.number, "on": opened.today})
    if form.is_bound and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("how", "on")}
        values |= {"version": form.cleaned_data["number"], **given}
        if done(request, opened, form, service, said(), **values):
            return redirect("plan_page", case_id)
    page = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "heading": heading,
        "lead": version_says(newest, opened.today),
        "form": form,
        "changed": opened.view.plan.is_changed,
    }
    return render(request, "plan/of_version.html", page)


def role_of(opened: Opened) -> str | None:
    return own_role(opened.view, opened.user.pk, opened.roles) or None


def done(
    request: HttpRequest,
    opened: Opened,
    form: SentOnce,
    service: Callable[..., Any],
    said: str,
    **values: Any,
) -> bool:
    """Does it, and says so; or puts what was refused into the form."""
    acted = {"by": opened.user, "now": opened.now, "submission": form.cleaned_data["submission"]}
    try:
        result = service(case_id=opened.view.case_id, **acted, **values)
    except Refused as refused:
        told = [named(opened, fault) for fault in refused.faults]
        saying.add_faults(form, told, {})
        return False
    say(request, repeated=result.repeated, done=lambda: said)
    return True


def named(opened: Opened, fault: Fault) -> Fault:
    """A fault with titles in the place of ids."""
    if fault.code != "plan_circle":
        return fault
    items, rules = opened.view.plan.items, opened.view.rules
    ids = fault.values["circle"].split(" → ")
    titles = [title_of(items[one], rules) if one in items else one for one in ids]
    return Fault(fault.place, fault.code, {"circle": " → ".join(titles)})
