"""What is done with those who take part, each by one button."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from fodfaeste.courses import queries, services
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.access import staff
from fodfaeste.web.courses import saying
from fodfaeste.web.courses.forms import LeaveForm, ParticipantForm, RelativesForm, TimeForm
from fodfaeste.web.courses.opening import act, open_run
from fodfaeste.web.courses.presenters import can_invite, waits
from fodfaeste.web.requests import own_address, signed_in_user
from fodfaeste.web.sent_once import SentOnce

INVITING = ("invites", "language")


def done(
    request: HttpRequest,
    run_id: UUID,
    form: ParticipantForm,
    service: Callable[..., Any],
    said: str | Callable[[], str],
    **more: Any,
) -> HttpResponseBase:
    """Does it, or says why it was not done; and goes back to where the button stands."""
    opened = open_run(request, run_id)
    if not form.is_valid():
        raise Http404
    named = {**opened.done_by, "case_id": form.cleaned_data["case_id"], **more}
    if not act(request, form, service, said, **named):
        messages.warning(request, " ".join(str(one) for e in form.errors.values() for one in e))
    back = own_address(request, request.POST.get("back", ""))
    return redirect(back) if back else redirect("course", run_id)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Enrol citizens: those first who were referred to this very course."""
    if request.method == "POST":
        form = ParticipantForm(request.POST)
        named = form.cleaned_data["case_id"] if form.is_valid() else None
        said = partial(enrolled_said, request, run_id, named)
        return done(request, run_id, form, services.enrol, said, **inviting(form))
    opened = open_run(request, run_id)
    found = queries.candidates(user=opened.user, run_id=run_id, now=opened.now)
    rows = [
        {
            "case_id": one.case_id,
            "citizen": names.of_citizen(one.citizen),
            "url": addresses.of_case(one.case_id),
            "says": says_named(one.named_day, opened.view.first_on, opened.today),
            "reached": one.reached,
            "language": one.language,
        }
        for one in found
    ]
    context = {
        "rows": rows,
        "run_id": run_id,
        "name": saying.name_of(opened.view.kind),
        "places": saying.places(opened.view.number("enrolled", "offered"), opened.view.capacity),
        "waits": waits(opened.view, opened.now),
        "can_invite": can_invite(opened.view, opened.now) and not waits(opened.view, opened.now),
    }
    return render(request, "courses/enrol.html", context)


def enrolled_said(request: HttpRequest, run_id: UUID, case_id: UUID | None) -> str:
    """Who has a place now, or waits for one."""
    user, now = signed_in_user(request), timezone.localtime()
    view = queries.run(user=user, run_id=run_id, now=now)
    states = () if view is None else view.of_state("enrolled", "offered", "waiting")
    found = next((one for one in states if one.case_id == case_id), None)
    if found is None:
        return _("Enrolled, or put on the list.")
    said = {"name": names.of_citizen(found.citizen)}
    if found.state == "waiting":
        return _("On the waiting list: %(name)s.") % said
    return _("Enrolled: %(name)s.") % said


def inviting(form: ParticipantForm) -> dict[str, Any]:
    """Whether the citizen is to be written to, and how; of a form that is not valid, nothing."""
    return {name: form.cleaned_data[name] for name in INVITING} if form.is_valid() else {}


@staff
@require_POST
def invite(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Invite those who have had no invitation."""
    opened, form = open_run(request, run_id), SentOnce(request.POST)
    if not form.is_valid():
        raise Http404
    number = services.invite_those_without(
        **opened.done_by, submission=form.cleaned_data["submission"]
    )
    if number:
        said = ngettext(
            "%(n)s invitation lies in the outbox.", "%(n)s invitations lie in the outbox.", number
        )
        messages.success(request, said % {"n": number})
    else:
        messages.info(request, _("Everybody has had an invitation already."))
    return redirect("course", run_id)


def says_named(day: Any, first_on: Any, today: Any) -> str:
    if day is None:
        return ""
    if day == first_on:
        return _("referred to this course")
    said = dates.medium(day, today=today)
    return _("referred to a course that begins on %(date)s") % {"date": said}


@staff
@require_POST
def answer(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """The answer to an offer of a place."""
    accepted = "yes" in request.POST
    said = _("The place is taken.") if accepted else _("It is written down. The next is asked.")
    form = ParticipantForm(request.POST)
    more = {"accepted": accepted, **inviting(form)}
    return done(request, run_id, form, services.answer_offer, said, **more)


@staff
@require_POST
def withdraw(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Take somebody out."""
    form = LeaveForm(request.POST)
    reason = request.POST.get("reason", "")
    return done(request, run_id, form, services.withdraw, _("Taken out."), reason=reason)


@staff
@require_POST
def told(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Somebody was told of what has changed."""
    form = ParticipantForm(request.POST)
    return done(request, run_id, form, services.say_told, _("It is written down."))


@staff
@require_POST
def follow(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Let the referral name the first day of the run."""
    form = ParticipantForm(request.POST)
    said = _("The referral names the first day of the course now, and what counts from it follows.")
    return done(request, run_id, form, services.follow_first_day, said)


@staff
@require_POST
def relatives(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Who of the relatives comes (RA-10, RA-11)."""
    form = RelativesForm(request.POST)
    named = request.POST.get("relatives", "")
    return done(request, run_id, form, services.name_relatives, _("It is written."), names=named)


@staff
@require_POST
def book(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Book a time for somebody."""
    form = TimeForm(request.POST)
    if not form.is_valid():
        raise Http404
    time_id = form.cleaned_data["time_id"]
    said, more = _("It is booked."), {"time_id": time_id, "invites": form.cleaned_data["invites"]}
    return done(request, run_id, form, services.book_time, said, **more)
