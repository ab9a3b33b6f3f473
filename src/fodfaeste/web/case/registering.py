"""Registering what happened: choose what it was, or come from a duty, and say what is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fodfaeste.cases import services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import AppointmentView, EntryView
from fodfaeste.cases.services import NewEvent, Registered
from fodfaeste.core.evaluation import Instance
from fodfaeste.core.events import Event, read_event
from fodfaeste.core.faults import Refused
from fodfaeste.core.rules import Rules
from fodfaeste.web import addresses, dates, duties, saying
from fodfaeste.web.access import staff
from fodfaeste.web.case import attending, booking, changes, doubts, shapes
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
from fodfaeste.web.case.event_form import EventForm
from fodfaeste.web.case.goals import goals_of
from fodfaeste.web.case.opening import Opened, came_from, open_case, safe_return, say
from fodfaeste.web.case.page import Shower, sort_by_due
from fodfaeste.web.case.sending import Sending, sending
from fodfaeste.web.case.shapes import Filled, types_for
from fodfaeste.web.drafts.keeping import filled, keeps, typed_before
from fodfaeste.web.duties import DutyRow
from fodfaeste.web.files.adding import add
from fodfaeste.web.placements import instead
from fodfaeste.web.requests import whole_number
from fodfaeste.web.sent_once import Doubt, Doubted


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks to register: the event type and, where one comes from one, the duty;
    and by which appointment it was agreed."""

    type: str
    duty: Instance | None
    appointment_id: UUID | None = None
    booked: AppointmentView | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """What is said of a duty that is met. ``entry``: the line by which, if one is known."""

    says: str
    entry: str


def called(rules: Rules | None, _parts: Mapping[str, Any], query: Mapping[str, str]) -> str:
    """What a draft is called: as what is registered is."""
    type_, requirement = query.get("slags", ""), query.get("krav", "")
    if rules is not None and not type_:
        found = (each for each in rules.programme.requirements if each.id == requirement)
        type_ = next((types_for(each)[0] for each in found), "")
    known = rules is not None and type_ in rules.terms.events
    return shapes.type_name(rules, type_) if rules is not None and known else _("Register")


@staff
@keeps(Act.REGISTER, what=called, by=("aftale", "krav", "nr", "slags"))
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Register what happened. ``?krav=…&nr=…``: it meets a duty; ``?slags=…``: it is this."""
    opened = open_case(request, case_id, to=Act.REGISTER)
    asked = what_is_asked(request, opened)
    if asked is None:
        return choose(request, opened)
    if shapes.screen_of(asked.type, opened.view.rules) != "register":
        return redirect(elsewhere(request, opened, asked.type))
    form = filled(request, form_for(request, opened, asked))
    if request.method == "POST" and is_choosing(request):
        renews = renewed(opened, request, asked.type, refitted(form))
        return chosen(request, opened, asked, form, renews_note=renews)
    if request.method == "POST" and is_ready(form) and saved(request, opened, asked, form):
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
    screen = shapes.screen_of(type_, opened.view.rules)
    return f"{reverse(screen, args=[opened.view.case_id])}?{query.urlencode()}"


def what_is_asked(request: HttpRequest, opened: Opened) -> Asked | None:
    """What the address asks for; None: that is still to be chosen."""
    requirement, type_ = request.GET.get("krav", ""), request.GET.get("slags", "")
    appointment_id = named_id(request.GET.get("aftale", ""))
    booked = planned(opened, appointment_id)
    type_ = type_ or (booked.type if booked else "")
    if not requirement and not type_:
        return None
    duty = named_duty(request, opened, requirement) if requirement else None
    type_ = type_ or (types_for(duty.rule)[0] if duty else "")
    if type_ not in opened.view.rules.terms.events or type_ in shapes.OWN_ACTS:
        raise Http404
    if duty is not None and type_ not in types_for(duty.rule):
        raise Http404
    return Asked(type_, duty, appointment_id, booked)


def named_id(text: str) -> UUID | None:
    """The id that an address names; None if it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def planned(opened: Opened, appointment_id: UUID | None) -> AppointmentView | None:
    """The appointment of this case that is held, if it is still planned."""
    found = (each for each in opened.view.appointments if each.id == appointment_id)
    own = (each for each in found if each.case_id == opened.view.case_id)
    return next((each for each in own if each.state == "planned"), None)


def named_duty(request: HttpRequest, opened: Opened, requirement: str) -> Instance:
    number = whole_number(request.GET.get("nr", "1"))
    found = shapes.duty_of(opened.view, requirement, 1 if number is None else number)
    if found is None:
        raise Http404
    return found


def form_for(request: HttpRequest, opened: Opened, asked: Asked) -> EventForm:
    type_, begun = asked.type, known(opened, asked)
    data = fitting_data(request) if request.method == "POST" else None
    # What was chosen before the form was left decides what is asked as well.
    chosen = decided(opened, type_, begun, data or typed_before(request))
    shape = shapes.shape_of(
        opened.view,
        type_,
        roles=opened.roles,
        known=begun,
        decided=chosen,
        goals=goals_of(opened.view),
    )
    form = EventForm(
        data,
        shape=shape,
        filled=begun,
        today=opened.today,
        draft=begun_with(opened, request, type_, chosen),
        back=came_from(request, opened.view.case_id),
        files=request.FILES or None,
    )
    if asked.booked is not None:
        form.initial["on"] = min(asked.booked.day, opened.today)
    return form


def known(opened: Opened, asked: Asked) -> Filled:
    owner = asked.duty.rule.owner if asked.duty else ""
    role = shapes.own_role(opened.view, opened.user.pk, opened.roles, owner)
    filled = Filled(by_role=role)
    if asked.duty is not None:
        filled = shapes.filled_for(opened.view, asked.duty.rule, asked.type, role)
    if not filled.present and opened.view.rules.terms.events[asked.type].contact:
        filled = replace(filled, present=attending.likely(opened.view, opened.user.pk))
    return shapes.as_agreed(filled, asked.booked) if asked.booked else filled


def saved(request: HttpRequest, opened: Opened, asked: Asked, form: EventForm) -> bool:
    """Registers, and says what that changes; or puts what was refused into the form."""
    event = form.event()
    if not is_gone(asked) and not is_meant(
        opened, form, doubts.of_new(opened, event, told=told(opened, event))
    ):
        return False
    service = services.take_over if form.takes_over else service_of(asked)
    try:
        done = service(
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
        case_id=opened.view.case_id,
    )
    if given := form.cleaned_data["file"]:
        added = replace(given, text_kind=event.text_kind)
        submission = uuid5(form.cleaned_data["submission"], "file")
        add(request, opened, done.entry_id, added, submission)
    if not done.repeated:
        booking.offer(request, opened, event)
    return True


def is_gone(asked: Asked) -> bool:
    """Whether the appointment is done with; the service says so, and no more need be asked."""
    return asked.appointment_id is not None and asked.booked is None


def service_of(asked: Asked) -> Callable[..., Registered]:
    """By which the event is registered: that an appointment was held closes it."""
    if asked.appointment_id is None:
        return services.register
    return partial(services.hold, appointment_id=asked.appointment_id)


def is_meant(opened: Opened, form: Doubted, found: list[Doubt]) -> bool:
    """Whether nothing looks like a mistake, or it is said that it is none. What is sent a second
    time is no new event, and the service says so."""
    submission = form.cleaned_data["submission"]
    if found and services.was_sent(
        case_id=opened.view.case_id, by=opened.user, on=opened.today, submission=submission
    ):
        return True
    return form.is_sure(found)


def told(opened: Opened, event: NewEvent) -> Event | None:
    """The event as the rules read it; None if they refuse it, which is said when it is saved."""
    try:
        return core_event(opened, event)
    except Refused:
        return None


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
        "book_url": book_url(opened, asked),
        "instead": instead.ways(view, asked.type, today=opened.today),
        "back": form["back"].value(),
    }


def sending_of(opened: Opened, form: EventForm) -> Sending | None:
    """Of what is sent: as chosen, else as the form begins."""
    said = {name: form[f"a_{name}"].value() for name in form.shape.kind.attributes}
    return sending(opened, form.shape, {name: value for name, value in said.items() if value})


def book_url(opened: Opened, asked: Asked) -> str:
    """Where a contact that has not been held yet is booked; empty if it is, or is none."""
    kind = opened.view.rules.terms.events[asked.type]
    if asked.appointment_id or not kind.contact or not opened.view.sight.may(Act.BOOK):
        return ""
    if asked.duty is not None:
        rule = asked.duty.rule
        return addresses.of_booking(opened.view.case_id, rule.id, asked.duty.duty.number)
    path = addresses.of_new_appointment(opened.view.case_id)
    return addresses.with_query(path, slags=asked.type)


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
