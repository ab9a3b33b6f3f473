"""Registering what happened: choose what it was, or come from a duty, and say what is asked."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fodfaeste.cases import services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import EntryView
from fodfaeste.cases.services import NewEvent
from fodfaeste.core.evaluation import Instance
from fodfaeste.core.events import Event, read_event
from fodfaeste.core.faults import Refused
from fodfaeste.web import addresses, dates, duties, saying
from fodfaeste.web.access import staff
from fodfaeste.web.case import booking, changes, doubts, shapes
from fodfaeste.web.case.choosing import (
    begun_with,
    decided,
    fitting_data,
    is_choosing,
    is_ready,
    other_drafts,
    refitted,
    renewed,
)
from fodfaeste.web.case.doubts import Doubt
from fodfaeste.web.case.event_form import EventForm
from fodfaeste.web.case.goals import goals_of
from fodfaeste.web.case.opening import Opened, came_from, open_case, safe_return, say
from fodfaeste.web.case.page import Shower, sort_by_due
from fodfaeste.web.case.sending import Sending, sending
from fodfaeste.web.case.shapes import Filled, types_for
from fodfaeste.web.duties import DutyRow
from fodfaeste.web.requests import whole_number


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks to register: the event type and, where one comes from one, the duty."""

    type: str
    duty: Instance | None


@dataclass(frozen=True, slots=True)
class Met:
    """What is said of a duty that is met. ``entry``: the line by which, if one is known."""

    says: str
    entry: str


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Register what happened. ``?krav=…&nr=…``: it meets a duty; ``?slags=…``: it is this."""
    opened = open_case(request, case_id, to=Act.REGISTER)
    asked = what_is_asked(request, opened)
    if asked is None:
        return choose(request, opened)
    if shapes.screen_of(asked.type) != "register":
        return redirect(elsewhere(request, opened, asked.type))
    filled = known(opened, asked)
    form = form_for(request, opened, asked.type, filled)
    if request.method == "POST" and is_choosing(request):
        renews = renewed(opened, request, asked.type, refitted(form))
        return chosen(request, opened, asked, form, renews_note=renews)
    if request.method == "POST" and is_ready(form) and saved(request, opened, form):
        return redirect(safe_return(request, case_id))
    return render(request, "case/register.html", context(request, opened, asked, form))


def chosen(
    request: HttpRequest, opened: Opened, asked: Asked, form: EventForm, *, renews_note: bool
) -> HttpResponseBase:
    """What fits what was just chosen: the questions alone, or the whole page without a script."""
    part = "case/chosen.html" if request.htmx else "case/register.html"  # type: ignore[attr-defined]
    shown = {**context(request, opened, asked, form), "renews_note": renews_note}
    return render(request, part, shown)


def elsewhere(request: HttpRequest, opened: Opened, type_: str) -> str:
    """The form where an event of that type is recorded with all that belongs to it."""
    query = request.GET.copy()
    query.pop("slags", None)
    query["tilbage"] = came_from(request, opened.view.case_id)
    return f"{reverse(shapes.screen_of(type_), args=[opened.view.case_id])}?{query.urlencode()}"


def what_is_asked(request: HttpRequest, opened: Opened) -> Asked | None:
    """What the address asks for; None: that is still to be chosen."""
    requirement, type_ = request.GET.get("krav", ""), request.GET.get("slags", "")
    if not requirement and not type_:
        return None
    duty = named_duty(request, opened, requirement) if requirement else None
    type_ = type_ or (types_for(duty.rule)[0] if duty else "")
    if type_ not in opened.view.rules.terms.events or type_ in shapes.OWN_ACTS:
        raise Http404
    if duty is not None and type_ not in types_for(duty.rule):
        raise Http404
    return Asked(type_, duty)


def named_duty(request: HttpRequest, opened: Opened, requirement: str) -> Instance:
    number = whole_number(request.GET.get("nr", "1"))
    found = shapes.duty_of(opened.view, requirement, 1 if number is None else number)
    if found is None:
        raise Http404
    return found


def form_for(request: HttpRequest, opened: Opened, type_: str, filled: Filled) -> EventForm:
    data = fitting_data(request) if request.method == "POST" else None
    known = decided(opened, type_, filled, data)
    shape = shapes.shape_of(
        opened.view,
        type_,
        roles=opened.roles,
        known=filled,
        decided=known,
        goals=goals_of(opened.view),
    )
    return EventForm(
        data,
        shape=shape,
        filled=filled,
        today=opened.today,
        draft=begun_with(opened, request, type_, known),
        back=came_from(request, opened.view.case_id),
    )


def known(opened: Opened, asked: Asked) -> Filled:
    owner = asked.duty.rule.owner if asked.duty else ""
    role = shapes.own_role(opened.view, opened.user.pk, opened.roles, owner)
    if asked.duty is None:
        return Filled(by_role=role)
    return shapes.filled_for(opened.view, asked.duty.rule, asked.type, role)


def saved(request: HttpRequest, opened: Opened, form: EventForm) -> bool:
    """Registers, and says what that changes; or puts what was refused into the form."""
    event = form.event()
    if not is_meant(opened, form, doubts.of_new(opened, event)):
        return False
    try:
        done = services.register(
            case_id=opened.view.case_id,
            event=event,
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, form.places)
        return False
    say(
        request,
        repeated=done.repeated,
        done=lambda: what_changed(opened, [core_event(opened, event)]),
    )
    if not done.repeated:
        booking.offer(request, opened, event)
    return True


def is_meant(opened: Opened, form: EventForm, found: list[Doubt]) -> bool:
    """Whether nothing looks like a mistake, or it is said that it is none. What is sent a second
    time is no new event, and the service says so."""
    submission = form.cleaned_data["submission"]
    if found and services.was_sent(
        case_id=opened.view.case_id, by=opened.user, on=opened.today, submission=submission
    ):
        return True
    return form.is_sure(found)


def core_event(opened: Opened, event: NewEvent) -> Event:
    """The event as the rules read it, once it has been accepted."""
    attributes = {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in event.attributes.items()
    }
    row = {**attributes, "type": event.type, "on": event.on.isoformat()}
    row["present"] = sorted(set(event.present))
    return read_event(row, opened.view.rules.terms, earlier={})


def what_changed(opened: Opened, events: list[Event], *, first: str = "") -> str:
    after = changes.with_events(opened.view, events, today=opened.today)
    return changes.sentence(
        opened.view.evaluation, after, first=first or _("Registered."), today=opened.today
    )


# --- as it is shown


def context(
    request: HttpRequest, opened: Opened, asked: Asked, form: EventForm
) -> dict[str, object]:
    view, duty = opened.view, asked.duty
    return {
        "case_id": view.case_id,
        "citizen": opened.citizen,
        "heading": shapes.type_name(view.rules, asked.type),
        "save": _("Save"),
        "closed": Shower(view, opened.user.pk, opened.today).closed(),
        "form": form,
        "duty": duty_row(opened, duty) if duty else None,
        "met": met_by(opened, duty) if duty else None,
        "others": others(opened, asked),
        "drafts": other_drafts(request, form.draft),
        "sending": sending_of(opened, form),
        "back": form["back"].value(),
    }


def sending_of(opened: Opened, form: EventForm) -> Sending | None:
    """Of what is sent: as chosen, else as the form begins."""
    said = {name: form[f"a_{name}"].value() for name in form.shape.kind.attributes}
    return sending(opened, form.shape, {name: value for name, value in said.items() if value})


def duty_row(opened: Opened, duty: Instance) -> DutyRow:
    """The duty that is being met, without the acts that lead here."""
    row = Shower(opened.view, opened.user.pk, opened.today).row(duty)
    if duty.met_on is not None:
        row = replace(row, box=duties.done_box(met_on=duty.met_on, today=opened.today))
    return duties.without_acts(row)


def met_by(opened: Opened, duty: Instance) -> Met | None:
    """That a duty is met already, and by which line of the log."""
    if duty.met_on is None:
        return None
    said = _("Done on %(date)s") % {"date": dates.medium(duty.met_on, today=opened.today)}
    wanted = (each for each in opened.view.entries if meets(each, duty))
    entry = next(wanted, None)
    return Met(said, entry.id if entry else "")


def meets(entry: EntryView, duty: Instance) -> bool:
    """Whether a line is one by which the duty was met on its day."""
    is_asked = entry.type in types_for(duty.rule) and entry.on == duty.met_on
    return is_asked and entry.can_be_corrected


def others(opened: Opened, asked: Asked) -> list[tuple[str, str]]:
    """The other event types by which the duty can be met."""
    if asked.duty is None:
        return []
    rule, case_id = asked.duty.rule, opened.view.case_id
    base = addresses.of_act(case_id, rule.id, asked.duty.duty.number)
    return [
        (shapes.type_name(opened.view.rules, type_), f"{base}&slags={type_}")
        for type_ in types_for(rule)
        if type_ != asked.type
    ]


def choose(request: HttpRequest, opened: Opened) -> HttpResponseBase:
    """What can be registered, what is waited for first."""
    view = opened.view
    found = shapes.chooser(view)
    shower = Shower(view, opened.user.pk, opened.today)
    waiting = sort_by_due(each for each, _choice in found.waiting)
    context = {
        "case_id": view.case_id,
        "citizen": opened.citizen,
        "closed": shower.closed(),
        "waiting": [shower.row(each) for each in waiting],
        "groups": found.groups,
        "others": found.others,
    }
    return render(request, "case/choose.html", context)
