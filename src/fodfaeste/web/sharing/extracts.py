"""An extract: shown as it was made, printed, handed over; and what is shared, closed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fodfaeste.cases import queries, services
from fodfaeste.cases.queries import SharingView
from fodfaeste.core.faults import Refused
from fodfaeste.web import saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import say
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sharing import terms
from fodfaeste.web.sharing.forms import EndForm, SendForm
from fodfaeste.web.sharing.overview import present


@staff
@require_safe
def extract(request: HttpRequest, case_id: UUID, sharing_id: UUID) -> HttpResponseBase:
    """An extract, as it was made; while it waits, with what is to be done with it."""
    return render(request, "sharing/extract.html", context(request, case_id, sharing_id))


@staff
@require_safe
def print_extract(request: HttpRequest, case_id: UUID, sharing_id: UUID) -> HttpResponseBase:
    """The extract alone, for the printer. That of which the basis is gone says so instead."""
    found = context(request, case_id, sharing_id, printed=True)
    if found["shared"].content is None:
        return render(request, "sharing/extract.html", found)
    language = found["shared"].content["language"]
    back = redirect("extract", case_id, sharing_id).url
    paper = {**found, "paper_language": language, "back_url": back}
    return render(request, "sharing/extract_print.html", paper)


def context(
    request: HttpRequest,
    case_id: UUID,
    sharing_id: UUID,
    *,
    printed: bool = False,
    form: SendForm | None = None,
) -> dict[str, Any]:
    user, today = signed_in_user(request), timezone.localdate()
    shared = queries.extract(
        user=user, case_id=case_id, sharing_id=sharing_id, today=today, printed=printed
    )
    page = present(queries.sharing(user=user, case_id=case_id, today=today), today=today)
    lines = [*page.open, *page.gone_out, *page.closed]
    return {
        "case_id": case_id,
        "citizen": page.citizen,
        "shared": shared,
        "line": next(line for line in lines if line.id == sharing_id),
        "receiver": terms.of_receiver(shared.receiver),
        "waits": shared.is_waiting and shared.content is not None and page.may_share,
        "why_not": why_not(shared),
        "form": form or SendForm(),
        "ending": EndForm(),
    }


def why_not(shared: SharingView) -> str:
    """Why an extract is not shown."""
    if shared.content is not None or shared.way != "extract":
        return ""
    if shared.standing == "stands":
        return _("It holds notes that you do not see in the case, and so not here.")
    return _("Its basis is gone, so it is neither shown, printed nor sent.")


@staff
@require_POST
def sent(request: HttpRequest, case_id: UUID, sharing_id: UUID) -> HttpResponseBase:
    """Note that an extract was handed over or sent."""
    form = SendForm(request.POST)
    if not form.is_valid():
        found = context(request, case_id, sharing_id, form=form)
        return render(request, "sharing/extract.html", found)
    try:
        done = services.send_extract(
            case_id=case_id,
            sharing_id=sharing_id,
            how=form.cleaned_data["how"],
            by=signed_in_user(request),
            now=timezone.now(),
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        messages.warning(request, " ".join(saying.fault(fault) for fault in refused.faults))
        return redirect("extract", case_id, sharing_id)
    say(request, repeated=done.repeated, done=lambda: _("Noted: it has reached the receiver."))
    return redirect("sharing", case_id)


@staff
@require_POST
def end(request: HttpRequest, case_id: UUID, sharing_id: UUID) -> HttpResponseBase:
    """Close access, or stop an extract that waits. The consent stands."""
    form = EndForm(request.POST)
    if not form.is_valid():
        return redirect("sharing", case_id)
    try:
        done = services.end_sharing(
            case_id=case_id,
            sharing_id=sharing_id,
            reason=form.cleaned_data["reason"],
            by=signed_in_user(request),
            now=timezone.now(),
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        messages.warning(request, " ".join(saying.fault(fault) for fault in refused.faults))
        return redirect("sharing", case_id)
    say(request, repeated=done.repeated, done=lambda: _("It is closed from this moment."))
    return redirect("sharing", case_id)
