"""One's own drafts: going on with one, and throwing one away."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from fodfaeste.cases import queries, services
from fodfaeste.web.access import staff
from fodfaeste.web.drafts.presenters import draft_rows
from fodfaeste.web.requests import signed_in_user


@staff
@require_safe
def drafts(request: HttpRequest) -> HttpResponseBase:
    """All of them, the latest first."""
    found = queries.drafts(user=signed_in_user(request), today=timezone.localdate())
    return render(request, "drafts/drafts.html", {"rows": draft_rows(found)})


@staff
@require_POST
def throw_away(request: HttpRequest, draft_id: UUID) -> HttpResponseBase:
    """Forget a draft; and begin anew where one was writing."""
    address = services.throw_away(draft_id=draft_id, by=signed_in_user(request))
    if address is None:
        raise Http404
    goes_on = "begin" in request.POST and url_has_allowed_host_and_scheme(address, None)
    return redirect(address if goes_on else "drafts")


@staff
@require_safe
def token(request: HttpRequest) -> HttpResponseBase:
    """What a form needs to be sent once somebody has signed in anew in another tab, and who that
    is. Only pages of this site can read it."""
    told = {"token": get_token(request), "owner": str(signed_in_user(request).pk)}
    response = JsonResponse(told)
    response["Cache-Control"] = "no-store"
    return response
