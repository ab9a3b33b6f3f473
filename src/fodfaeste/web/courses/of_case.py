"""The courses of a case: on its page, and a page of their own where one is enrolled."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fodfaeste.cases.policy import Act, Kind
from fodfaeste.courses import queries, services
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, open_case
from fodfaeste.web.courses.acting import enrolled_said, inviting
from fodfaeste.web.courses.forms import ParticipantForm
from fodfaeste.web.courses.opening import act
from fodfaeste.web.courses.presenters import of_case, open_run
from fodfaeste.web.requests import uuid_or_none


def panel(opened: Opened) -> dict[str, Any] | None:
    """What the page of a case shows; None where its programme has no courses, or the reader does
    not see what is registered."""
    view = opened.view
    if not view.sight.sees(Kind.REGISTRATIONS) or not view.rules.programme.courses:
        return None
    found = queries.of_case(user=opened.user, case_id=view.case_id, now=opened.now)
    is_open = view.evaluation.log.closed_on is None
    may = view.sight.may(Act.BOOK) and is_open
    return {
        "rows": of_case(found, today=opened.today),
        "url": reverse("courses_of_case", args=[view.case_id]) if may else "",
    }


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def courses_of_case(request: HttpRequest, case_id: UUID) -> HttpResponseBase:
    """The runs that a citizen takes part in, and those that one can enrol them in."""
    opened = open_case(request, case_id, to=Act.BOOK)
    form = ParticipantForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        run_id = uuid_or_none(request.POST.get("run_id", ""))
        named = {"case_id": case_id, "run_id": run_id, "by": opened.user, "now": opened.now}
        named |= inviting(form)
        said = partial(enrolled_said, request, run_id, case_id) if run_id else ""
        if act(request, form, services.enrol, said, **named):
            return redirect("case", case_id)
        messages.warning(request, " ".join(str(one) for e in form.errors.values() for one in e))
        return redirect("courses_of_case", case_id)
    found = queries.of_case(user=opened.user, case_id=case_id, now=opened.now)
    can = queries.open_runs(user=opened.user, case_id=case_id, now=opened.now)
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "rows": of_case(found, today=opened.today),
        "runs": [open_run(one, today=opened.today) for one in can],
    }
    return render(request, "courses/of_case.html", context)
