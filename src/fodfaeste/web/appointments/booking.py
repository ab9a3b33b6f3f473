"""Booking a contact: from a duty, with a day and an hour proposed, or from the case."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste.cases import queries, services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView, Clash
from fodfaeste.cases.services import Slot
from fodfaeste.core.dates import as_date
from fodfaeste.core.evaluation import Instance
from fodfaeste.core.faults import Refused
from fodfaeste.web import addresses, dates, names
from fodfaeste.web import saying as faults
from fodfaeste.web.access import staff
from fodfaeste.web.appointments import kinds, saying
from fodfaeste.web.appointments.forms import BookForm, Kind
from fodfaeste.web.case import shapes
from fodfaeste.web.case.opening import Opened, came_from, open_case, safe_return, say
from fodfaeste.web.case.registering import duty_row, named_duty
from fodfaeste.web.drafts.keeping import filled, keeps

PAST = "appointment_past"
USUAL_PLACES = {"phone": "phone", "workplace_visit": "workplace"}
"""Where a contact of that form mostly takes place; any other is at our place."""


@staff
@keeps(Act.BOOK, what=gettext_lazy("Book an appointment"), by=("dag", "krav", "nr", "slags"))
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Book a contact. ``?krav=…&nr=…``: the duty that it is for; ``?slags=…``: what it is;
    ``?dag=…``: the day that has been agreed on."""
    opened = open_case(request, case_id, to=Act.BOOK)
    requirement = request.GET.get("krav", "")
    duty = named_duty(request, opened, requirement) if requirement else None
    known = offered(request, opened, duty)
    form = filled(request, form_for(request, opened, duty, known))
    if form.is_bound and form.is_valid() and booked(request, opened, form, duty):
        return redirect(safe_return(request, case_id))
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "heading": heading(known),
        "form": form,
        "duty": duty_row(opened, duty) if duty else None,
        "held_url": held_url(opened, form, duty),
        "back": form["back"].value(),
    }
    return render(request, "appointments/book.html", context)


def offered(request: HttpRequest, opened: Opened, duty: Instance | None) -> list[Kind]:
    """What can be booked here; no such page where nothing can."""
    rules = opened.view.rules
    found = kinds.of_duty(rules, duty.rule) if duty else kinds.of_any(rules)
    asked = request.GET.get("slags", "")
    found = [kind for kind in found if not asked or kind.type == asked]
    if not found:
        raise Http404
    return found


def heading(known: list[Kind]) -> str:
    if len(known) == 1:
        return _("Book: %(what)s") % {"what": known[0].name}
    return _("Book an appointment")


def form_for(
    request: HttpRequest, opened: Opened, duty: Instance | None, known: list[Kind]
) -> BookForm:
    roles = kinds.invited(opened.view, duty)
    near = [
        (role, shapes.with_names(opened.view, role))
        for role in shapes.near_roles(opened.view, roles)
    ]
    agreed = day_agreed(request, opened)
    is_new = request.method != "POST"
    hint, initial = proposed(opened, duty, roles, agreed=agreed) if is_new else ("", {})
    return BookForm(
        request.POST if request.method == "POST" else None,
        kinds=known,
        near=near,
        hint=hint,
        back=came_from(request, opened.view.case_id),
        initial={"roles": roles, "place": usual_place(known[0]), **initial},
    )


def usual_place(kind: Kind) -> str:
    return USUAL_PLACES.get(str(kind.attributes.get("form")), "ours")


def day_agreed(request: HttpRequest, opened: Opened) -> date | None:
    """The day that the address names, if it has not passed."""
    try:
        day = date.fromisoformat(request.GET.get("dag", ""))
    except ValueError:
        return None
    return day if day >= opened.today else None


def proposed(
    opened: Opened, duty: Instance | None, roles: list[str], *, agreed: date | None
) -> tuple[str, dict[str, object]]:
    """When, and why then in one line."""
    due_on = agreed or (duty.due_on if duty else None)
    is_cell = duty is not None and duty.rule.kind == "per_period"
    first = as_date(duty.duty.first) if duty and is_cell else None
    found = queries.proposal(
        user=opened.user,
        case_id=opened.view.case_id,
        roles=roles,
        due_on=due_on,
        not_before=agreed or first,
        now=opened.now,
    )
    if agreed is not None:
        return _("The day that was agreed last time."), {"on": agreed, "at": found.at}
    return (
        saying.proposed(found, due_on, today=opened.today),
        {"on": found.on, "at": found.at},
    )


def booked(request: HttpRequest, opened: Opened, form: BookForm, duty: Instance | None) -> bool:
    """Books it, and says so; or puts what was refused into the form."""
    slot, submission = form.slot(), form.cleaned_data["submission"]
    roles = form.cleaned_data["roles"]
    if not is_meant(opened, form, slot, roles):
        return False
    of_duty = (duty.rule.id, duty.duty.number) if duty else None
    try:
        done = services.book(
            case_id=opened.view.case_id,
            appointment=form.appointment(of_duty),
            by=opened.user,
            now=opened.now,
            submission=submission,
        )
    except Refused as refused:
        form.is_past = any(fault.code == PAST for fault in refused.faults)
        faults.add_faults(form, refused.faults, form.places)
        return False
    when = dates.long(slot.on, today=opened.today)
    said = _("Booked %(date)s at %(time)s.")
    clock = dates.clock(slot.begins_at)
    say(request, repeated=done.repeated, done=lambda: said % {"date": when, "time": clock})
    return True


def is_meant(
    opened: Opened,
    form: BookForm,
    slot: Slot,
    roles: list[str],
) -> bool:
    """Whether everybody is free, or it is said to be meant; a form sent again is not asked."""
    submission = form.cleaned_data["submission"]
    found = queries.clashes(
        user=opened.user,
        case_id=opened.view.case_id,
        roles=roles,
        begins_at=slot.begins_at,
        ends_at=slot.ends_at,
        today=opened.today,
    )
    if found and services.was_sent(
        case_id=opened.view.case_id, by=opened.user, on=opened.today, submission=submission
    ):
        return True
    return form.is_sure(list(clashes_said(opened.view, found)))


def clashes_said(view: CaseView, found: tuple[Clash, ...]) -> Iterator[str]:
    """Who has something else then, and what, as far as it may be seen."""
    people = {member.user_id: member.name for member in view.members}
    for clash in found:
        citizen = names.of_citizen(view.citizen.name)
        who = citizen if clash.user_id is None else people.get(clash.user_id, _("A colleague"))
        values = {
            "who": who,
            "from": dates.clock(clash.begins_at),
            "to": dates.clock(clash.ends_at),
        }
        if clash.case_id is None or clash.programme is None:
            yield _("%(who)s has another appointment, %(from)s–%(to)s.") % values
        else:
            course = names.of_programme(clash.programme)
            values |= {"citizen": names.of_citizen(clash.citizen), "programme": course}
            said = _(
                "%(who)s has another appointment, %(from)s–%(to)s: %(citizen)s, %(programme)s."
            )
            yield said % values


def held_url(opened: Opened, form: BookForm, duty: Instance | None) -> str:
    """Where it is registered instead, of a time that has passed."""
    if not form.is_past:
        return ""
    case_id = opened.view.case_id
    if duty is not None:
        return addresses.of_act(case_id, duty.rule.id, duty.duty.number)
    kind = form.kinds[form.cleaned_data["kind"]]
    return addresses.of_registering(case_id, kind.type)
