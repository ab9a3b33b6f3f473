from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fodfaeste.cases import queries
from fodfaeste.web.access import staff
from fodfaeste.web.intake.filters import read_filters
from fodfaeste.web.intake.presenters import present_inbox
from fodfaeste.web.requests import layout, signed_in_user


@staff
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Referrals on which nothing is decided yet, and the answers to one's own."""
    today, filters = timezone.localdate(), read_filters(request.GET)
    found = queries.inbox(
        user=signed_in_user(request),
        today=today,
        programme=filters.programme,
        pile=filters.pile,
        after=filters.after,
    )
    page = present_inbox(found, today=today, filters=filters)
    return render(request, "intake/inbox.html", {"layout": layout(request), "page": page})
