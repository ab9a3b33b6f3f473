"""The page of a placement, and what is done with one button: that it began, that it comes to
nothing."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fodfaeste.cases.policy import Act
from fodfaeste.core.faults import Refused
from fodfaeste.placements import queries, services
from fodfaeste.web import saying
from fodfaeste.web.access import staff
from fodfaeste.web.placements.changing_forms import BeginForm, DropForm
from fodfaeste.web.placements.opening import OpenedPlacement, open_placement, refused_in, told
from fodfaeste.web.placements.page import present


@staff
@require_safe
def placement(request: HttpRequest, case_id: UUID, placement_id: UUID) -> HttpResponseBase:
    """What is agreed, who has signed, where else it stands, how it went."""
    return shown(request, open_placement(request, case_id, placement_id))


def shown(
    request: HttpRequest,
    found: OpenedPlacement,
    *,
    begin: BeginForm | None = None,
    drop: DropForm | None = None,
) -> HttpResponseBase:
    """The page, with a form that was refused."""
    placement, today = found.placement, found.opened.today
    page = present(placement, found.opened.view, staff=queries.staff_of(placement=placement),
                   today=today)  # fmt: skip
    context = {
        "case_id": placement.case_id,
        "citizen": found.opened.citizen,
        "page": page,
        "timesheet_url": reverse("timesheet", args=[placement.case_id, placement.id]),
        "begin": begin or BeginForm(initial={"on": min(placement.since, today)}),
        "drop": drop or DropForm(),
    }
    return render(request, "placements/placement.html", context)


@staff
@require_POST
def begin(request: HttpRequest, case_id: UUID, placement_id: UUID) -> HttpResponseBase:
    """It has begun."""
    found = open_placement(request, case_id, placement_id, to=Act.PLACE)
    form = BeginForm(request.POST)
    if form.is_valid():
        on = form.cleaned_data["on"]
        try:
            done = services.begin_placement(**found.acted(form), on=on, by_role=found.role)
        except Refused as refused:
            refused_in(form, refused)
        else:
            told(request, repeated=done.repeated, done=_("It is registered that it has begun."))
            return redirect("placement", case_id, placement_id)
    return shown(request, found, begin=form)


@staff
@require_POST
def drop(request: HttpRequest, case_id: UUID, placement_id: UUID) -> HttpResponseBase:
    """It comes to nothing."""
    found = open_placement(request, case_id, placement_id, to=Act.PLACE)
    form = DropForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            done = services.drop_placement(**found.acted(form), reason=reason)
        except Refused as refused:
            saying.add_faults(form, refused.faults, {"on": "reason"})
        else:
            told(
                request, repeated=done.repeated, done=_("It is registered that it came to nothing.")
            )
            return redirect("placement", case_id, placement_id)
    return shown(request, found, drop=form)
