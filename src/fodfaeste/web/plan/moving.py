"""Moving an activity: its days, and those of what waits for it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fodfaeste.cases.policy import Act
from fodfaeste.core.plan_items import ACTIVITY
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import open_case
from fodfaeste.web.plan import terms
from fodfaeste.web.plan.choices import around
from fodfaeste.web.plan.editing import METHODS, answered, part_of, saved
from fodfaeste.web.plan.follows import follow_lines
from fodfaeste.web.plan.forms import MoveForm, begins_with


@staff
@require_http_methods(METHODS)
def move(request: HttpRequest, case_id: UUID, item: str) -> HttpResponseBase:
    """Give an activity other days; what waits for it is listed, and moves along if one says so."""
    opened = open_case(request, case_id, to=Act.CHANGE_PLAN)
    known = part_of(opened, ACTIVITY, item)
    if known is None:
        return redirect("plan_page", case_id)
    begins = {"seen": opened.view.plan.revision, **begins_with(known, ACTIVITY)}
    data = request.POST if request.method == "POST" else None
    form = MoveForm(data, around=around(opened.view), initial=begins)
    if form.is_bound and answered(opened, form, item) and saved(request, opened, form, item):
        return redirect(f"{reverse('plan_page', args=[case_id])}#{item}")
    context = {
        "case_id": case_id,
        "citizen": opened.citizen,
        "heading": _("Move it"),
        "lead": terms.title_of(known, opened.view.rules),
        "form": form,
        "lines": follow_lines(opened, form, item) if "along" in form.fields else (),
    }
    return render(request, "plan/part.html", context)
