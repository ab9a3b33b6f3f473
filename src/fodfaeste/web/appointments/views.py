"""The calendar, and the page of an appointment."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fodfaeste.cases import queries
from fodfaeste.web.access import staff
from fodfaeste.web.appointments.calendar import present, read_week
from fodfaeste.web.appointments.page import page
from fodfaeste.web.case.opening import open_case
from fodfaeste.web.requests import layout, signed_in_user


@staff
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """What is booked in a week, and what is due: one's own, or the team's."""
    user, now = signed_in_user(request), timezone.localtime()
    week = read_week(request.GET, today=now.date())
    found = queries.calendar(
        user=user, today=now.date(), first=week.first, last=week.last, scope=week.scope
    )
    shown = present(found, week, user_id=user.pk, oversees=user.oversees, now=now)
    context = {"layout": layout(request), "page": shown}
    return render(request, "appointments/calendar.html", context)


@staff
@require_safe
def appointment(request: HttpRequest, case_id: UUID, appointment_id: UUID) -> HttpResponse:
    """One appointment: all that is agreed, and what can be done with it."""
    opened = open_case(request, case_id)
    found = queries.appointment(
        user=opened.user, case_id=case_id, appointment_id=appointment_id, today=opened.today
    )
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "page": page(found, opened.view, today=opened.today),
    }
    return render(request, "appointments/appointment.html", context)
