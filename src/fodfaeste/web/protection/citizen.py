"""What was corrected in a case, and correcting who the citizen is."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.cases.cpr import read, written
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.rectifying import Identity, identity_of, rectify_citizen
from fodfaeste.core.faults import Refused
from fodfaeste.protection import corrections as known
from fodfaeste.web import names, saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import say
from fodfaeste.web.dates import language
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.protection.forms import RectifyForm
from fodfaeste.web.requests import signed_in_user


@staff
@require_safe
def corrections(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """As it was, as it is, by whom and why."""
    found = known.corrections(
        case_id=case_id,
        user=signed_in_user(request),
        language=language(),
        on=timezone.localdate(),
    )
    context = {"case_id": case_id, "found": found, "citizen": names.of_citizen(found.citizen)}
    return render(request, "protection/corrections.html", context)


@staff
@keeps(Act.CORRECT, what=gettext_lazy("Correct who the citizen is"))
@require_http_methods(["GET", "HEAD", "POST"])
def rectify(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Correct name, CPR number, date of birth, protection."""
    user = signed_in_user(request)
    known_as = identity_of(case_id=case_id, by=user, on=timezone.localdate())
    form = filled(request, RectifyForm(request.POST or None, initial=begins(known_as)))
    if form.is_bound and form.is_valid() and rectified(request, case_id, form):
        return redirect("case", case_id)
    context = {"case_id": case_id, "citizen": known_as.name, "form": form}
    return render(request, "protection/rectify.html", context)


def begins(identity: Identity) -> dict[str, object]:
    return asdict(identity) | {"cpr": written(identity.cpr) if identity.cpr else ""}


def rectified(request: HttpRequest, case_id: UUID, form: RectifyForm) -> bool:
    try:
        done = rectify_citizen(
            case_id=case_id,
            to=form.identity,
            reason=form.cleaned_data["reason"],
            by=signed_in_user(request),
            now=timezone.localtime(),
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        if any(fault.code == "nothing_changed" for fault in refused.faults):
            messages.info(request, _("Nothing has been changed."))
            return True
        saying.add_faults(form, refused.faults, {})
        return False
    said = _("The citizen’s data are corrected. What was there before can be seen.")
    say(request, repeated=done.repeated, done=lambda: said)
    if form.identity.cpr and read(form.identity.cpr, today=timezone.localdate()).odd:
        messages.warning(request, _("The CPR number is unusual: please look at it once more."))
    return True
