"""Closing a case and opening it again: what it means is seen before it is done."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste.cases import services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import AppointmentView
from fodfaeste.core.closing import Closing, closing
from fodfaeste.core.events import CLOSING, Event
from fodfaeste.core.faults import Refused
from fodfaeste.web import addresses, dates, duties, saying
from fodfaeste.web.access import staff
from fodfaeste.web.appointments import saying as appointments
from fodfaeste.web.case import changes, shapes
from fodfaeste.web.case.choosing import (
    begun_with,
    fitting_data,
    is_choosing,
    other_drafts,
    refitted,
)
from fodfaeste.web.case.closing_form import ClosingForm
from fodfaeste.web.case.event_form import ReasonForm
from fodfaeste.web.case.goals import every_goal_of
from fodfaeste.web.case.mending import was_sent
from fodfaeste.web.case.opening import Opened, came_from, open_case, safe_return, say
from fodfaeste.web.case.page import Shower, sort_by_due
from fodfaeste.web.case.registering import core_event
from fodfaeste.web.case.shapes import Filled
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.duties import DutyRow
from fodfaeste.web.intake.shown import closing_reason


@dataclass(frozen=True, slots=True)
class Effects:
    """What is still missing, and what closing makes of it: duties as rows, without their acts but
    for those that are still to be done."""

    missing: list[DutyRow]
    missed: list[DutyRow]
    dropped: list[DutyRow]
    called_for: list[DutyRow]


@staff
@keeps(Act.REGISTER, what=gettext_lazy("Close the case"))
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Close the case: what is missing, what closing means, the outcome, the report (JS-17, JR-14,
    CT-22)."""
    opened = open_case(request, case_id, to=Act.REGISTER)
    if opened.view.evaluation.log.closed_on is not None:
        return closed_already(request, opened)
    form = filled(request, form_for(request, opened))
    if request.method == "POST" and is_choosing(request):
        refitted(form)
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "case/closing_effects.html", context(request, opened, form))
    elif request.method == "POST" and form.is_valid() and closed(request, opened, form):
        return redirect(f"{addresses.of_case(case_id)}#now")
    return render(request, "case/close.html", context(request, opened, form))


def closed_already(request: HttpRequest, opened: Opened) -> HttpResponseBase:
    """The page of the case says by whom and when; a form sent twice is only sent twice."""
    if request.method == "POST":
        repeated = was_sent(request, opened)
        say(request, repeated=repeated, done=lambda: _("The case has been closed already."))
    return redirect(addresses.of_case(opened.view.case_id))


def form_for(request: HttpRequest, opened: Opened) -> ClosingForm:
    data = fitting_data(request) if request.method == "POST" else None
    role = shapes.own_role(opened.view, opened.user.pk, opened.roles)
    reason = closing_reason(opened.view)
    known = Filled(by_role=role, attributes={"reason": reason} if reason else {})
    shape = shapes.shape_of(
        opened.view, CLOSING, roles=opened.roles, known=known, goals=every_goal_of(opened.view)
    )
    return ClosingForm(
        data,
        runs=placement_runs(opened),
        planned=to_come(opened),
        shape=shape,
        filled=known,
        today=opened.today,
        draft=begun_with(opened, request, CLOSING, {}),
        back=came_from(request, opened.view.case_id),
    )


def placement_runs(opened: Opened) -> bool:
    stays = opened.view.evaluation.log.stays
    return any(stay.last is None or stay.last > opened.today.toordinal() for stay in stays[-1:])


def planned(opened: Opened) -> list[AppointmentView]:
    """What is planned in this case, for whoever may say what becomes of it."""
    if not opened.view.sight.may(Act.BOOK):
        return []
    found = opened.view.appointments
    return [one for one in found if one.case_id == opened.view.case_id and one.state == "planned"]


def to_come(opened: Opened) -> list[tuple[str, str]]:
    """Those that are still to come, which closing can cancel."""
    return [
        (str(one.id), appointment_says(opened, one))
        for one in planned(opened)
        if one.begins_at > opened.now
    ]


def unanswered(opened: Opened) -> list[tuple[str, str]]:
    """Those whose time has passed, with the page on which one says what became of them."""
    return [
        (appointment_says(opened, one), addresses.of_appointment(one.case_id, one.id))
        for one in planned(opened)
        if one.begins_at <= opened.now
    ]


def appointment_says(opened: Opened, one: AppointmentView) -> str:
    return f"{appointments.what(one)}, {appointments.when(one, today=opened.today)}"


def effects_of(opened: Opened, on: date) -> Closing:
    """What closing on that day makes of the duties, by evaluating the case as if it were so."""
    event = Event(CLOSING, on.toordinal(), attributes={"reason": "…"})
    after = changes.with_events(opened.view, [event], today=opened.today)
    return closing(opened.view.evaluation, after)


def closed(request: HttpRequest, opened: Opened, form: ClosingForm) -> bool:
    """Closes it, and says what that calls for; or puts what was refused into the form."""
    event, also = form.event(), form.also()
    try:
        done = services.close_case(
            case_id=opened.view.case_id,
            closing=event,
            also=also,
            cancelled=form.cancelled(),
            why_cancelled=_("The case is closed."),
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, form.places)
        return False
    events = [core_event(opened, each) for _place, each in also] + [core_event(opened, event)]
    say(request, repeated=done.repeated, done=lambda: what_it_calls_for(opened, events))
    return True


def what_it_calls_for(opened: Opened, events: list[Event]) -> str:
    after = changes.with_events(opened.view, events, today=opened.today)
    calls = closing(opened.view.evaluation, after).called_for
    said = [_("The case is closed.")]
    if calls:
        what = ", ".join(duties.what(one.rule, one.duty.number) for one in calls)
        said.append(_("Left to do after the closing: %(what)s.") % {"what": what})
    return " ".join(said)


def context(request: HttpRequest, opened: Opened, form: ClosingForm) -> dict[str, object]:
    day = day_of(form) or opened.today
    return {
        "case_id": opened.view.case_id,
        "citizen": opened.citizen,
        "form": form,
        "effects": effects_shown(opened, day),
        "closes_on": dates.medium(day, today=opened.today),
        "unanswered": unanswered(opened),
        "drafts": other_drafts(request, form.draft),
        "back": form["back"].value(),
    }


def day_of(form: ClosingForm) -> date | None:
    """The day that stands in the form, as proposed, or as typed before and kept; None while it is
    none."""
    if form.is_bound:
        found: date | None = form.cleaned_data.get("on")
        return found
    try:
        kept: date | None = form.fields["on"].clean(form["on"].value())
    except ValidationError:
        return None
    return kept


def effects_shown(opened: Opened, on: date) -> Effects:
    shower, found = Shower(opened.view, opened.user.pk, opened.today), effects_of(opened, on)
    missing = sort_by_due([*found.missed, *found.dropped])
    return Effects(
        missing=[shower.row(each) for each in missing],
        missed=[duties.without_acts(shower.row(each)) for each in found.missed],
        dropped=[duties.without_acts(shower.row(each)) for each in found.dropped],
        called_for=[duties.without_acts(shower.row(each)) for each in found.called_for],
    )


# --- opening it again


@staff
@keeps(Act.CORRECT, what=gettext_lazy("Open the case again"))
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Open a closed case again, and say why. The log keeps both."""
    opened = open_case(request, case_id, to=Act.CORRECT)
    data = request.POST if request.method == "POST" else None
    if opened.view.evaluation.log.closed_on is None:
        if data is not None:
            say(request, repeated=was_sent(request, opened), done=lambda: _("The case is open."))
        return redirect(addresses.of_case(case_id))
    label = _("Why is the case opened again?")
    form = filled(request, ReasonForm(data, label=label, back=came_from(request, case_id)))
    if data is not None and form.is_valid() and reopened(request, opened, form):
        return redirect(safe_return(request, case_id))
    shown = {"case_id": case_id, "citizen": opened.citizen, "form": form}
    return render(request, "case/reopen.html", {**shown, "back": form["back"].value()})


def reopened(request: HttpRequest, opened: Opened, form: ReasonForm) -> bool:
    try:
        done = services.reopen_case(
            case_id=opened.view.case_id,
            reason=form.cleaned_data["reason"],
            by_role=shapes.own_role(opened.view, opened.user.pk, opened.roles) or None,
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    said = _("The case is open again. What was waited for is waited for as before.")
    say(request, repeated=done.repeated, done=lambda: said)
    return True
