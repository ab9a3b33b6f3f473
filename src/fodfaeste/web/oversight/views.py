"""What leaders have to see: emergency accesses and unusual look-ups."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fodfaeste.accounts.models import Right
from fodfaeste.cases.queries.emergencies import emergencies
from fodfaeste.cases.services.emergency import mark_emergency_seen
from fodfaeste.traces.patterns import unusual
from fodfaeste.web.access import overseer
from fodfaeste.web.oversight.presenters import (
    PERIODS,
    emergency_shown,
    patterns_shown,
    periods,
)
from fodfaeste.web.requests import signed_in_user, whole_number
from fodfaeste.web.sent_once import SentOnce

USUAL_PERIOD = 30


@overseer
@require_safe
def oversight(request: HttpRequest) -> HttpResponseBase:
    """What there is to see of the last days."""
    user, today = signed_in_user(request), timezone.localdate()
    days = whole_number(request.GET.get("dage", ""))
    days = days if days in PERIODS else USUAL_PERIOD
    since = today - timedelta(days=days)
    unseen = emergencies(user=user, today=today, unseen=True)
    seen = [one for one in emergencies(user=user, today=today, since=since) if one.seen_at]
    context = {
        "unseen": [(emergency_shown(one, today=today), SentOnce()) for one in unseen],
        "seen": [emergency_shown(one, today=today) for one in seen],
        "patterns": patterns_shown(unusual(user=user, since=since, today=today), today=today),
        "periods": periods(days),
        "may_see_seal": user.has_right(Right.PROTECT),
    }
    return render(request, "oversight/oversight.html", context)


@overseer
@require_POST
def seen(request: HttpRequest, access_id: UUID) -> HttpResponseBase:
    """Mark an emergency access as seen."""
    form = SentOnce(request.POST)
    if not form.is_valid():
        raise Http404
    mark_emergency_seen(
        access_id=access_id,
        by=signed_in_user(request),
        now=timezone.localtime(),
        submission=form.cleaned_data["submission"],
    )
    messages.success(request, _("It is marked as seen."))
    return redirect("oversight")
