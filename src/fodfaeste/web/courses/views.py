"""The courses, one of them, its attendance, and the list that is printed."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.core.faults import Refused
from fodfaeste.courses import patterns, queries, services
from fodfaeste.courses.lists import on_paper
from fodfaeste.courses.queries import Grid
from fodfaeste.web import saying as faults
from fodfaeste.web.access import staff
from fodfaeste.web.courses.grid import present_grid, said_in
from fodfaeste.web.courses.listed import as_data
from fodfaeste.web.courses.opening import open_run
from fodfaeste.web.courses.presenters import present_list, present_run
from fodfaeste.web.dates import language
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import SentOnce
from fodfaeste.web.uploads import attachment


@staff
@require_safe
def courses(request: HttpRequest) -> HttpResponseBase:
    """What is on, what comes, and what somebody has to do about it."""
    user, now = signed_in_user(request), timezone.localtime()
    context = {
        "page": present_list(queries.runs(user=user, now=now), today=now.date()),
        "may_make": patterns.may_arrange(user, user.organisation_id),
    }
    return render(request, "courses/courses.html", context)


@staff
@require_safe
def course(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """One run: its sessions, its people, what waits."""
    opened = open_run(request, run_id)
    page = present_run(opened.view, now=opened.now)
    return render(request, "courses/course.html", {"page": page})


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """All sessions and all who take part on one page (JS-09, JR-08, RA-09)."""
    user, now = signed_in_user(request), timezone.localtime()
    grid = queries.grid(user=user, run_id=run_id, now=now)
    if grid is None:
        raise Http404
    form = SentOnce(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and registered(request, form, grid, now):
        return redirect("course_attendance", run_id)
    typed = request.POST.dict() if form.is_bound else None
    context = {
        "form": form,
        "page": present_run(grid.view, now=now),
        "grid": present_grid(grid, now=now, typed=typed),
    }
    return render(request, "courses/attendance.html", context)


def registered(request: HttpRequest, form: SentOnce, grid: Grid, now: datetime) -> bool:
    """Registers what was said anew, and says how much that was."""
    said = said_in(request.POST, grid)
    try:
        number = services.register_attendance(
            run_id=grid.view.run_id,
            said=said,
            by=signed_in_user(request),
            now=now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        faults.add_faults(form, refused.faults, {})
        return False
    if number:
        text = ngettext("%(n)s registered.", "%(n)s registered.", number)
        messages.success(request, text % {"n": number})
    else:
        messages.info(request, _("Nothing has been changed."))
    return True


# --- on paper


@staff
@require_safe
def course_list(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """Participants and sessions as a PDF, with what is registered and room for the rest."""
    user, now = signed_in_user(request), timezone.localtime()
    grid = queries.grid(user=user, run_id=run_id, now=now, printed=True)
    if grid is None:
        raise Http404
    if not grid.view.held or not any(one.citizen for one in grid.people):
        messages.info(request, _("There is nobody to put on a list yet."))
        return redirect("course", run_id)
    data, code = as_data(grid, today=now.date()), language()
    made = on_paper(organisation_id=grid.view.organisation_id, data=data, language=code)
    return attachment(made, kind="application/pdf", name="holdliste")
