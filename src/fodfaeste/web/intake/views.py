from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fodfaeste.cases import queries
from fodfaeste.web.access import staff
from fodfaeste.web.intake.filters import read_filters
from fodfaeste.web.intake.presenters import present_inbox
from fodfaeste.web.passing import presenters as passing
from fodfaeste.web.requests import layout, signed_in_user


@staff
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Referrals on which nothing is decided yet, and the answers to one's own."""
    today, user, filters = timezone.localdate(), signed_in_user(request), read_filters(request.GET)
    found = queries.inbox(
        user=user, today=today, programme=filters.programme, pile=filters.pile, after=filters.after
    )
    context = {
        "layout": layout(request),
        "page": present_inbox(found, today=today, filters=filters),
        "offered": passing.rows(queries.offered(user=user, today=today), today=today),
        "passed_on": passing.rows(queries.passed_on(user=user, today=today), today=today),
    }
    return render(request, "intake/inbox.html", context)
