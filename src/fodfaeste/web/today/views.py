from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fodfaeste.cases import queries
from fodfaeste.cases.queries.around import around as around_today
from fodfaeste.cases.queries.around import note_shown
from fodfaeste.cases.queries.support import calls_waiting
from fodfaeste.courses.queries.waiting import offers_waiting, sessions_without_attendance
from fodfaeste.letters.listing import failed_by
from fodfaeste.placements.queries import placements_waiting
from fodfaeste.web.access import staff
from fodfaeste.web.requests import layout, signed_in_user
from fodfaeste.web.support.presenters import waiting
from fodfaeste.web.today.agenda import present_agenda
from fodfaeste.web.today.context import present_context
from fodfaeste.web.today.forms import read_filters
from fodfaeste.web.today.presenters import Reader, present
from fodfaeste.web.today.waits import present_waits


@staff
@require_safe
def today(request: HttpRequest) -> HttpResponseBase:
    """What a person, or their team, must do, and why."""
    user, now = signed_in_user(request), timezone.localtime()
    filters = read_filters(request.GET)
    listed = queries.today(
        user=user,
        today=now.date(),
        scope=filters.scope,
        programme=filters.programme,
        requirement=filters.requirement,
    )
    around = around_today(user=user, today=now.date())
    calls = calls_waiting(user=user, today=now.date())
    booked = queries.agenda(user=user, now=now)
    placed = placements_waiting(user=user, today=now.date())
    note_shown(user=user, listed=listed, around=around, booked=booked, calls=calls, others=placed)
    sessions = sessions_without_attendance(user=user, today=now.date())
    offers = offers_waiting(user=user, today=now.date())
    reader = Reader(name=user.first_name, oversees=user.oversees)
    asked = {one.id for one in booked if one.ends_at <= now}
    page = present(listed, around, filters=filters, now=now, reader=reader, asked=asked)
    beside = present_context(around, today=now.date())
    context = {
        "layout": layout(request),
        "page": page,
        "around": beside,
        "agenda": present_agenda(booked, now=now),
        "calls": waiting(calls, now=now),
        "waits": present_waits(placed, sessions, offers, today=now.date()),
        "failed_letters": failed_by(user=user, today=now.date()),
    }
    return render(request, "today/today.html", context)
