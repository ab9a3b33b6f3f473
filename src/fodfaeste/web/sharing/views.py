"""What stands and what was shared; and what others share with the reader."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fodfaeste.cases import queries
from fodfaeste.web.access import staff
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sharing.forms import EndForm, WithdrawForm
from fodfaeste.web.sharing.overview import present, shared_rows


@staff
@require_safe
def overview(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """What the citizen has agreed to, what is shared on which basis, and what went out."""
    today = timezone.localdate()
    found = queries.sharing(user=signed_in_user(request), case_id=case_id, today=today)
    context = {
        "page": present(found, today=today),
        "case_id": case_id,
        "withdrawing": {
            one.id: WithdrawForm(initial={"consent": one.id}) for one in found.consents
        },
        "ending": EndForm(),
    }
    return render(request, "sharing/overview.html", context)


@staff
@require_safe
def shared_with_me(request: HttpRequest) -> HttpResponseBase:
    """The cases that others share with the reader, as long as they do."""
    today = timezone.localdate()
    found = queries.shared_cases(user=signed_in_user(request), today=today)
    context = {"rows": shared_rows(found, today=today)}
    return render(request, "sharing/shared_with_me.html", context)
