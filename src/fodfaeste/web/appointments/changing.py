"""Moving an appointment, cancelling it, and saying that it was not held."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste.cases import queries, services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import AppointmentView
from fodfaeste.cases.services import Registered
from fodfaeste.core.faults import Refused
from fodfaeste.web import addresses, dates
from fodfaeste.web import saying as faults
from fodfaeste.web.access import staff
from fodfaeste.web.appointments import saying
from fodfaeste.web.appointments.booking import clashes_said
from fodfaeste.web.appointments.forms import CancelForm, MoveForm, NotHeldForm
from fodfaeste.web.case.opening import Opened, came_from, open_case, safe_return, say
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.sent_once import SentOnce


@dataclass(frozen=True, slots=True)
class Changed:
    """An appointment that somebody changes, and the case that it is in."""

    opened: Opened
    view: AppointmentView

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to change any more."""
        return self.view.state != "planned"

    @property
    def url(self) -> str:
        return addresses.of_appointment(self.view.case_id, self.view.id)

    def context(self, form: SentOnce, **more: Any) -> dict[str, Any]:
        return {
            "case_id": self.view.case_id,
            "citizen": self.opened.citizen,
            "what": saying.what(self.view),
            "when": saying.when(self.view, today=self.opened.today),
            "form": form,
            "back": form["back"].value(),
            "appointment_url": self.url,
            **more,
        }


def changed(request: HttpRequest, case_id: UUID, appointment_id: UUID) -> Changed:
    """The appointment, for the person signed in. Raises ``NotVisible`` or ``NotAllowed``."""
    opened = open_case(request, case_id, to=Act.BOOK)
    view = queries.appointment(
        user=opened.user, case_id=case_id, appointment_id=appointment_id, today=opened.today
    )
    return Changed(opened, view)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, case_id: UUID, appointment_id: UUID) -> HttpResponseBase:
    """Move it to another time."""
    one = changed(request, case_id, appointment_id)
    if one.is_over and request.method != "POST":
        return redirect(one.url)
    begins = timezone.localtime(one.view.begins_at)
    lasts = int((one.view.ends_at - one.view.begins_at).total_seconds()) // 60
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        back=came_from(request, case_id),
        initial={"on": begins.date(), "at": begins.time(), "minutes": lasts},
    )
    if form.is_bound and form.is_valid() and is_meant(one, form) and moved(request, one, form):
        return redirect(safe_return(request, case_id))
    return render(request, "appointments/move.html", one.context(form))


def is_meant(one: Changed, form: MoveForm) -> bool:
    """Whether everybody is free then, or it is said to be meant."""
    slot, opened = form.slot(), one.opened
    found = queries.clashes(
        user=opened.user,
        case_id=one.view.case_id,
        roles=one.view.roles,
        begins_at=slot.begins_at,
        ends_at=slot.ends_at,
        today=opened.today,
        but=one.view.id,
    )
    if found and was_sent(one, form):
        return True
    return form.is_sure(list(clashes_said(opened.view, found)))


def was_sent(one: Changed, form: SentOnce) -> bool:
    return services.was_sent(
        case_id=one.view.case_id,
        by=one.opened.user,
        on=one.opened.today,
        submission=form.cleaned_data["submission"],
    )


def moved(request: HttpRequest, one: Changed, form: MoveForm) -> bool:
    slot = form.slot()
    when = dates.moment(slot.begins_at, today=one.opened.today)
    said = _("Moved to %(when)s.") % {"when": when}
    values = {"slot": slot, "reason": form.cleaned_data["reason"]}
    return done(request, one, form, services.move, said, **values)


@staff
@keeps(Act.BOOK, what=gettext_lazy("The appointment was not held"))
@require_http_methods(["GET", "HEAD", "POST"])
def not_held(request: HttpRequest, case_id: UUID, appointment_id: UUID) -> HttpResponseBase:
    """Say that it was not held, and because of whom."""
    one = changed(request, case_id, appointment_id)
    if one.is_over and request.method != "POST":
        return redirect(one.url)
    data = request.POST if request.method == "POST" else None
    form = filled(request, NotHeldForm(data, back=came_from(request, case_id)))
    if form.is_bound and form.is_valid():
        said = _("It is registered that it was not held.")
        values = {"cause": form.cleaned_data["cause"], "why": form.cleaned_data["why"]}
        if done(request, one, form, services.not_held, said, **values):
            return redirect(safe_return(request, case_id))
    return render(request, "appointments/not_held.html", one.context(form))


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, case_id: UUID, appointment_id: UUID) -> HttpResponseBase:
    """Cancel it."""
    one = changed(request, case_id, appointment_id)
    if one.is_over and request.method != "POST":
        return redirect(one.url)
    form = CancelForm(
        request.POST if request.method == "POST" else None, back=came_from(request, case_id)
    )
    if form.is_bound and form.is_valid():
        said, reason = _("The appointment is cancelled."), form.cleaned_data["reason"]
        if done(request, one, form, services.cancel, said, reason=reason):
            return redirect(safe_return(request, case_id))
    return render(request, "appointments/cancel.html", one.context(form))


def done(
    request: HttpRequest,
    one: Changed,
    form: SentOnce,
    service: Callable[..., Registered],
    said: str,
    **values: Any,
) -> bool:
    """Does it and says so; or puts what was refused into the form."""
    try:
        written = service(
            case_id=one.view.case_id,
            appointment_id=one.view.id,
            by=one.opened.user,
            now=one.opened.now,
            submission=form.cleaned_data["submission"],
            **values,
        )
    except Refused as refused:
        faults.add_faults(form, refused.faults, {})
        return False
    say(request, repeated=written.repeated, done=lambda: said)
    return True
