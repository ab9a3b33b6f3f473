"""Legal holds of a case: placed and lifted, each with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fodfaeste.core.faults import Refused
from fodfaeste.protection import holds as known
from fodfaeste.protection.holds import Hold
from fodfaeste.web import dates, saying
from fodfaeste.web.access import staff
from fodfaeste.web.protection.forms import HoldForm, LiftForm
from fodfaeste.web.requests import signed_in_user
from fodfaeste.web.sent_once import SentOnce


@dataclass(frozen=True, slots=True)
class HoldShown:
    """A hold in words, with the form that lifts it."""

    what: str
    reason: str
    placed: str
    form: LiftForm


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def holds(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """What is kept and why; keep it, or let it go."""
    user = signed_in_user(request)
    citizen, standing = known.holds_of_case(case_id=case_id, by=user, on=timezone.localdate())
    lifting = LiftForm(request.POST) if "lift" in request.POST else None
    form = HoldForm(request.POST if request.method == "POST" and lifting is None else None)
    if form.is_bound and form.is_valid() and placed(request, case_id, form):
        return redirect("holds", case_id)
    if lifting is not None and lifting.is_valid() and lifted(request, case_id, lifting):
        return redirect("holds", case_id)
    context = {
        "case_id": case_id,
        "citizen": citizen,
        "holds": [shown(hold, lifting) for hold in standing],
        "form": form,
        "failed": lifting if lifting is not None and lifting.errors else form,
    }
    return render(request, "protection/holds.html", context)


def shown(hold: Hold, lifting: LiftForm | None) -> HoldShown:
    """The form that was refused keeps what was typed in it."""
    is_meant = lifting is not None and str(lifting["hold"].value()) == str(hold.id)
    form = lifting if is_meant and lifting is not None else LiftForm(initial={"hold": hold.id})
    form.auto_id = f"id_{hold.id}_%s"
    day = dates.medium(timezone.localtime(hold.placed_at).date(), today=timezone.localdate())
    return HoldShown(
        what=_("All cases of the citizen") if hold.whole_citizen else _("This case"),
        reason=hold.reason,
        placed=_("%(who)s, %(day)s") % {"who": hold.placed_by, "day": day},
        form=form,
    )


def placed(request: HttpRequest, case_id: UUID, form: HoldForm) -> bool:
    given = form.cleaned_data
    values = {"whole_citizen": given["scope"] == "citizen", "reason": given["reason"]}
    said = _("Nothing of it is erased until the hold is lifted.")
    return done(request, form, said, known.place_hold, case_id=case_id, **values)


def lifted(request: HttpRequest, case_id: UUID, form: LiftForm) -> bool:
    given = form.cleaned_data
    values = {"hold_id": given["hold"], "reason": given["reason"]}
    return done(request, form, _("The hold is lifted."), known.lift_hold, case_id=case_id, **values)


def done(
    request: HttpRequest, form: SentOnce, said: str, service: Callable[..., Any], **values: Any
) -> bool:
    """Does one thing, and says so; or puts what was refused into the form."""
    try:
        service(
            **values,
            by=signed_in_user(request),
            now=timezone.localtime(),
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {"whole_citizen": "scope"})
        return False
    messages.success(request, said)
    return True
