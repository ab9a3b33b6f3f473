"""The programmes that one's organisation coordinates or pays for, without anybody's name."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fodfaeste.cases.queries.overview import NoPart, overseen_programmes, overview
from fodfaeste.web import names
from fodfaeste.web.access import organisation_wide
from fodfaeste.web.overview.presenters import present
from fodfaeste.web.requests import signed_in_user


@organisation_wide
@require_safe
def programmes(request: HttpRequest) -> HttpResponseBase:
    """The programmes to choose among; where there is one, that one."""
    found = overseen_programmes(user=signed_in_user(request))
    if len(found) == 1:
        return redirect("overview", found[0])
    choices = [(programme, names.of_programme(programme)) for programme in found]
    return render(request, "overview/programmes.html", {"programmes": choices})


@organisation_wide
@require_safe
def programme(request: HttpRequest, programme_id: str) -> HttpResponse:
    """Figures and, for the coordinator, registrations."""
    today = timezone.localdate()
    try:
        found = overview(
            user=signed_in_user(request),
            programme=programme_id,
            today=today,
            after=cursor(request.GET.get("efter", "")),
        )
    except NoPart as nothing:
        raise Http404 from nothing
    return render(request, "overview/programme.html", {"page": present(found, today=today)})


def cursor(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
