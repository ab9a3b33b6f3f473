"""Reminding whoever has the ball: one click."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fodfaeste.cases import services
from fodfaeste.cases.policy import Act
from fodfaeste.core.faults import Refused
from fodfaeste.web import addresses, saying
from fodfaeste.web.access import staff
from fodfaeste.web.appointments.forms import RemindForm
from fodfaeste.web.case.opening import open_case, say


@staff
@require_POST
def remind(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Put a duty on the Today of whoever has to act."""
    opened = open_case(request, case_id, to=Act.BOOK)
    form = RemindForm(request.POST)
    if not form.is_valid():
        raise Http404
    requirement, instance = form.named()
    try:
        done = services.remind(
            case_id=case_id,
            requirement=requirement,
            instance=instance,
            by=opened.user,
            now=opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        messages.warning(request, " ".join(saying.fault(fault) for fault in refused.faults))
        return redirect(addresses.of_case(case_id))
    said = _("Reminded. It stands on their Today.")
    say(request, repeated=done.repeated, done=lambda: said)
    return redirect(addresses.of_case(case_id))
