from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fodfaeste.cases import queries
from fodfaeste.courses import queries as courses
from fodfaeste.letters import listing as letters
from fodfaeste.web.access import organisation_wide
from fodfaeste.web.letters.presenters import piles as letter_piles
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.secretary.presenters import present_desk


@organisation_wide
@require_safe
def secretary(request: HttpRequest) -> HttpResponse:
    """Bookings to make, letters to send, courses to fill (JS-11)."""
    today = timezone.localdate()
    user = signed_in_user(request)
    found = queries.desk(user=user, today=today)
    to_do = letters.to_do(user=user, today=today)
    piles = letter_piles(to_do, today=today, mine=False, programme=None)
    runs = courses.runs(user=user, now=timezone.localtime())
    context = {
        "page": present_desk(found, runs, today=today),
        "piles": [one for one in piles if one.rows],
    }
    return render(request, "secretary/secretary.html", context)
