"""Calling the caseworkers in when the plan must change at once, and answering (CT-20)."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste.cases import services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries.support import calls
from fodfaeste.web.access import staff
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.support.forms import CallForm
from fodfaeste.web.support.opening import opened_with_support
from fodfaeste.web.support.plans import common, kept
from fodfaeste.web.support.presenters import SupportShower


@staff
@keeps(Act.PLAN_SUPPORT, what=gettext_lazy("Call the caseworkers in"))
@require_http_methods(["GET", "HEAD", "POST"])
def call_in(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Call the caseworkers in: one act, with what must change."""
    opened, found = opened_with_support(request, case_id, to=Act.PLAN_SUPPORT)
    if found.call_in is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    label = _("What must change, and why now")
    form = filled(request, CallForm(data, name="what", label=label))
    said = _(
        "The caseworkers are called in. It stands at the top of their Today until it is answered."
    )
    if request.method == "POST" and form.is_valid():
        given = {"what": form.cleaned_data["what"]}
        if kept(request, form, services.call_in, opened, said, **given):
            return redirect("support", case_id)
    called = [one.name for one in opened.view.responsible(found.call_in.role)]
    context = common(opened, form, _("Call the caseworkers in")) | {"called": called}
    return render(request, "support/call.html", context)


@staff
@keeps(Act.PLAN_SUPPORT, what=gettext_lazy("Answer the call"))
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, case_id: UUID, entry_id: str) -> HttpResponseBase:
    """Answer a call: what was decided."""
    opened, _found = opened_with_support(request, case_id, to=Act.PLAN_SUPPORT)
    call = next((one for one in calls(opened.view) if one.id == entry_id), None)
    if call is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = filled(request, CallForm(data, name="decided", label=_("What was decided")))
    said = _("The call is answered.")
    if request.method == "POST" and form.is_valid():
        given = {"call": entry_id, "decided": form.cleaned_data["decided"]}
        if kept(request, form, services.answer_call, opened, said, **given):
            return redirect("support", case_id)
    shown = SupportShower(opened.view, opened.now).call(call)
    context = common(opened, form, _("Answer the call")) | {"call": shown}
    return render(request, "support/answer.html", context)
