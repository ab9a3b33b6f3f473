"""Sparring groups: the meetings, writing one down, erasing what one said (CT-26)."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fodfaeste.cases.queries import sparring as queries
from fodfaeste.cases.services import sparring as services
from fodfaeste.core.faults import Refused
from fodfaeste.web import saying
from fodfaeste.web.access import staff
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import SentOnce
from fodfaeste.web.sparring.forms import MeetingForm
from fodfaeste.web.sparring.presenters import present


@staff
@require_safe
def sparring(request: HttpRequest) -> HttpResponseBase:
    """The meetings that the reader took part in, or leads those who did."""
    user, today = signed_in_user(request), timezone.localdate()
    found = queries.meetings(user=user)
    context = {
        "meetings": [present(one, today=today) for one in found],
        "may_write": services.may_spar(user),
    }
    return render(request, "sparring/sparring.html", context)


@staff
@require_safe
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """One meeting."""
    found = queries.meeting(user=signed_in_user(request), meeting_id=meeting_id)
    if found is None:
        raise Http404
    context = {
        "meeting": present(found, today=timezone.localdate()),
        "submission": uuid4(),
    }
    return render(request, "sparring/meeting.html", context)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def new_meeting(request: HttpRequest) -> HttpResponseBase:
    """Write a meeting down."""
    user, now = signed_in_user(request), timezone.localtime()
    if not services.may_spar(user):
        raise PermissionDenied
    form = MeetingForm(
        request.POST if request.method == "POST" else None,
        fellows=services.fellows(user),
        today=now.date(),
    )
    if request.method == "POST" and form.is_valid() and recorded(request, form):
        return redirect("sparring")
    return render(request, "sparring/new.html", {"form": form})


def recorded(request: HttpRequest, form: MeetingForm) -> bool:
    """Warns, writes it down and says so; or puts what was refused into the form."""
    user, now, told = signed_in_user(request), timezone.localtime(), form.meeting()
    texts = (told.questions, told.agreed)
    if not form.is_sure(services.recognisable(texts=texts, by=user, on=now.date())):
        return False
    try:
        services.record_sparring(
            meeting=told, by=user, now=now, submission=form.cleaned_data["submission"]
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    messages.success(request, _("The meeting is written down."))
    return True


@staff
@require_POST
def erase(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """Erase what a meeting said; that it was held stays."""
    user, form = signed_in_user(request), SentOnce(request.POST)
    if queries.meeting(user=user, meeting_id=meeting_id) is None or not form.is_valid():
        raise Http404
    services.erase_sparring(
        meeting_id=meeting_id,
        by=user,
        now=timezone.localtime(),
        submission=form.cleaned_data["submission"],
    )
    messages.success(request, _("The text of the meeting is erased."))
    return redirect("sparring")
