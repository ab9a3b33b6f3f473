"""Support in phases: what each phase is about, how close contact is, and the way out of it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fodfaeste.web.access import staff
from fodfaeste.web.support.opening import name_of, opened_with_support
from fodfaeste.web.support.presenters import last_steps, present


@staff
@require_safe
def support(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """The phases and their plans, contact, crises, what lasts, calls."""
    opened, _ = opened_with_support(request, case_id)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "page": present(opened.view, now=opened.now),
    }
    return render(request, "support/support.html", context)


@staff
@require_safe
def leaving(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """The decision on further support before the end, and its handover (CT-23, CT-24)."""
    opened, found = opened_with_support(request, case_id)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "name": name_of(opened),
        "steps": last_steps(opened.view, found, user_id=opened.user.pk, today=opened.today),
    }
    return render(request, "support/leaving.html", context)
