"""Answering whether a case is taken over, and giving out the parts in the same act."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from fodfaeste.cases import queries, services
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries.allocation import Part
from fodfaeste.core.faults import Refused
from fodfaeste.web import addresses, saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, open_case, say
from fodfaeste.web.drafts.keeping import filled, keeps
from fodfaeste.web.intake.deciding import choices, over_norm
from fodfaeste.web.passing import presenters
from fodfaeste.web.passing.forms import AnswerForm
from fodfaeste.web.requests import signed_in_user


@staff
@keeps(Act.TAKE_OVER, what=gettext_lazy("Take the case over"))
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """Take a case over that one is asked to, or say no."""
    if request.method == "POST" and was_sent(request, case_id):
        say(request, repeated=True, done=lambda: "")
        return redirect("inbox")
    opened = open_case(request, case_id, to=Act.TAKE_OVER)
    found, parts = queries.taken_along(user=opened.user, case_id=case_id, today=opened.today)
    form = filled(request, form_of(request, opened, parts))
    if form.is_bound and form.is_valid() and answered(request, opened, form):
        return redirect(after(opened, form))
    offer = queries.offer_on(user=opened.user, view=opened.view, today=opened.today)
    context: dict[str, Any] = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "form": form,
        "offer": presenters.panel(opened.view, offer, today=opened.today),
        "along": presenters.along(opened.view, found, today=opened.today),
        "full": [says for part in parts for says in over_norm(opened, part)],
    }
    return render(request, "passing/answer.html", context)


def was_sent(request: HttpRequest, case_id: UUID) -> bool:
    """Whether this form was sent before: after a no one does not see the case any more."""
    try:
        submission = UUID(request.POST.get("submission", ""))
    except ValueError:
        return False
    user = signed_in_user(request)
    return services.was_answered(case_id=case_id, by=user, submission=submission)


def form_of(request: HttpRequest, opened: Opened, parts: Sequence[Part]) -> AnswerForm:
    rules = opened.view.rules
    return AnswerForm(
        request.POST if request.method == "POST" else None,
        parts=[
            (part.role, presenters.role_name(rules, part.role), choices(part)) for part in parts
        ],
    )


def answered(request: HttpRequest, opened: Opened, form: AnswerForm) -> bool:
    """Answers, and says so; or puts what was refused into the form."""
    common = {"case_id": opened.view.case_id, "by": opened.user, "now": opened.now}
    common["submission"] = form.cleaned_data["submission"]
    note = form.cleaned_data["note"]
    try:
        if form.accepts:
            done = services.accept_case(parts=form.members(), note=note, **common)  # type: ignore[arg-type]
        else:
            done = services.refuse_case(why=note, **common)  # type: ignore[arg-type]
    except Refused as refused:
        saying.add_faults(form, refused.faults, form.places)
        return False
    yes = _("The case is yours now. Those who had it see it no more.")
    no = _("Those who asked are told that you do not take the case over, and why.")
    say(request, repeated=done.repeated, done=lambda: yes if form.accepts else no)
    return True


def after(opened: Opened, form: AnswerForm) -> str:
    """The case, for whoever sees it then; else the inbox."""
    has_part = any(one.user_id == opened.user.pk for one in form.members())
    if form.accepts and (opened.user.oversees or has_part):
        return addresses.of_case(opened.view.case_id)
    return str(redirect("inbox").url)
