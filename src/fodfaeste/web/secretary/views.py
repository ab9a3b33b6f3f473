from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fodfaeste.cases import queries
from fodfaeste.courses import queries as courses
from fodfaeste.web.access import organisation_wide
from fodfaeste.web.courses.presenters import present_list
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.secretary.presenters import present_desk


@organisation_wide
@require_safe
def secretary(request: HttpRequest) -> HttpResponse:
    """Bookings to make, letters to send, courses to fill (JS-11)."""
    today = timezone.localdate()
    found = queries.desk(user=signed_in_user(request), today=today)
    runs = courses.runs(user=signed_in_user(request), now=timezone.localtime())
    context = {
        "page": present_desk(found, today=today),
        "runs": present_list(runs, today=today).now,
    }
    return render(request, "secretary/secretary.html", context)
