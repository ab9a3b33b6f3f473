"""Changing a run: room, places, staff; moving and cancelling a session; times for interviews."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fodfaeste.accounts.queries import colleagues
from fodfaeste.core.courses import interview_days
from fodfaeste.courses import queries, services
from fodfaeste.courses.queries import SessionView
from fodfaeste.web.access import staff
from fodfaeste.web.courses import saying
from fodfaeste.web.courses.forms import CancelForm, SessionForm, StaffedForm, TimesForm, reasons
from fodfaeste.web.courses.opening import act, open_run

METHODS = ["GET", "HEAD", "POST"]


@staff
@require_http_methods(METHODS)
def change(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Room, places, and who is responsible."""
    opened = open_run(request, run_id, to_arrange=True)
    view = opened.view
    form = StaffedForm(
        request.POST if request.method == "POST" else None,
        kind=view.kind,
        people=colleagues(user=opened.user),
        staff=[(one.user_id, one.role) for one in view.staff],
        initial={"room": view.room, "capacity": view.capacity},
    )
    if form.is_bound and form.is_valid():
        said, details = _("The course is changed."), form.details()
        if act(request, form, services.change_run, said, details=details, **opened.done_by):
            return redirect("course", run_id)
    context = {"form": form, "run_id": run_id, "name": saying.name_of(view.kind)}
    return render(request, "courses/change.html", context)


@staff
@require_http_methods(METHODS)
def session(request: HttpRequest, run_id: UUID, session_id: UUID) -> HttpResponseBase:
    """Move a session, or cancel it."""
    opened = open_run(request, run_id, to_arrange=True)
    found = next((one for one in opened.view.sessions if one.id == session_id), None)
    if found is None:
        raise Http404
    cancels = request.method == "POST" and "cancel" in request.POST
    data = request.POST if request.method == "POST" else None
    languages = queries.written_in(view=opened.view)
    begins = as_it_is(found)
    form = SessionForm(None if cancels else data, languages=languages, initial=begins)
    cancelling = CancelForm(data if cancels else None, languages=languages)
    named = {**opened.done_by, "session_id": session_id}
    if cancels and cancelled(request, cancelling, named):
        return redirect("course", run_id)
    if form.is_bound and form.is_valid():
        said = _("The session is moved. Letters to those who take part lie in the outbox.")
        more = {"to": form.slot(), "reasons": reasons(form)}
        if act(request, form, services.move_session, said, **more, **named):
            return redirect("course", run_id)
    context = {
        "form": form,
        "cancelling": cancelling,
        "run_id": run_id,
        "name": saying.name_of(opened.view.kind),
        "when": saying.session(found.begins_at, found.ends_at, today=opened.today),
    }
    return render(request, "courses/session.html", context)


def as_it_is(found: SessionView) -> dict[str, Any]:
    """When the session is, for the form that moves it."""
    begins, ends = timezone.localtime(found.begins_at), timezone.localtime(found.ends_at)
    return {"on": begins.date(), "at": begins.time(), "ends_at": ends.time()}


def cancelled(request: HttpRequest, form: CancelForm, named: dict[str, Any]) -> bool:
    said = _("The session is cancelled. Letters to those who take part lie in the outbox.")
    if not form.is_valid():
        return False
    return act(request, form, services.cancel_session, said, reasons=reasons(form), **named)


@staff
@require_http_methods(METHODS)
def times(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Offer times for interviews in the week before."""
    opened = open_run(request, run_id, to_arrange=True)
    days = interview_days(opened.view.kind.course, opened.view.first_on)
    if not days:
        raise Http404
    form = TimesForm(request.POST if request.method == "POST" else None, days=days)
    if form.is_bound and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("on", "begins_at", "minutes", "number")}
        said = _("The times can be booked now.")
        if act(request, form, services.offer_times, said, **told, **opened.done_by):
            return redirect("course", run_id)
    context = {"form": form, "run_id": run_id, "name": saying.name_of(opened.view.kind)}
    return render(request, "courses/times.html", context)
