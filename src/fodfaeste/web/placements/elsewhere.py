"""What VITAS and FASIT ask for, filled in: to copy, to take out as a file, and how far it is."""

import csv
import io
import json
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fodfaeste.cases.policy import Act
from fodfaeste.core.faults import Refused
from fodfaeste.placements import queries, services
from fodfaeste.placements.elsewhere import Line
from fodfaeste.web import dates
from fodfaeste.web.access import staff
from fodfaeste.web.placements import saying
from fodfaeste.web.placements.changing_forms import RecordForm
from fodfaeste.web.placements.opening import OpenedPlacement, open_placement, refused_in, told

FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def elsewhere(
    request: HttpRequest, case_id: UUID, placement_id: UUID, system: str
) -> HttpResponseBase:
    """The list of a system, what is missing of it, and how far it has come there."""
    found = open_of(request, case_id, placement_id, system)
    record = found.placement.record(system)
    begins = {"state": record.state, "reference": record.reference} if record else {}
    data = request.POST if request.method == "POST" else None
    form = RecordForm(data, initial=begins)
    if form.is_bound and form.is_valid() and recorded(request, found, form, system):
        return redirect("placement", case_id, placement_id)
    lines = lines_of(found, system)
    context = {
        "case_id": case_id,
        "placement_id": placement_id,
        "citizen": found.opened.citizen,
        "company": found.placement.unit.company,
        "system": system,
        "name": saying.SYSTEMS[system],
        "lines": lines,
        "missing": queries.missing(lines),
        "form": form,
    }
    return render(request, "placements/elsewhere.html", context)


def open_of(
    request: HttpRequest, case_id: UUID, placement_id: UUID, system: str
) -> OpenedPlacement:
    if system not in saying.SYSTEMS:
        raise Http404
    return open_placement(request, case_id, placement_id, to=Act.REGISTER)


def lines_of(found: OpenedPlacement, system: str) -> tuple[Line, ...]:
    return queries.asked(system, **listed(found))


def listed(found: OpenedPlacement) -> dict[str, Any]:
    """What a list is made of."""
    return {
        "placement": found.placement,
        "view": found.opened.view,
        "staff": queries.staff_of(placement=found.placement),
        "language": dates.language(),
    }


def recorded(request: HttpRequest, found: OpenedPlacement, form: RecordForm, system: str) -> bool:
    told_of = form.recorded(system, found.role)
    try:
        done = services.record_elsewhere(**found.acted(form), recorded=told_of)
    except Refused as refused:
        refused_in(form, refused)
        return False
    said = _("It is noted how far it is in %(system)s.") % {"system": saying.SYSTEMS[system]}
    told(request, repeated=done.repeated, done=said)
    return True


@staff
@require_safe
def export(
    request: HttpRequest, case_id: UUID, placement_id: UUID, system: str, ending: str
) -> HttpResponseBase:
    """The list as a file. Its name says nothing of whom it is about."""
    if ending not in FORMATS:
        raise Http404
    found = open_of(request, case_id, placement_id, system)
    lines = queries.taken_out(system, user=found.opened.user, **listed(found))
    made = as_csv(lines) if ending == "csv" else as_json(system, lines)
    response = HttpResponse(made, content_type=FORMATS[ending])
    response["Content-Disposition"] = f'attachment; filename="{system}.{ending}"'
    return response


def as_csv(lines: tuple[Line, ...]) -> str:
    """For a spreadsheet: with the mark by which it knows the letters, and nothing that it would
    reckon with."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Field"), _("Value")])
    writer.writerows([one.name, as_text(one.value)] for one in lines)
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + out.getvalue()


def as_text(value: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def as_json(system: str, lines: tuple[Line, ...]) -> str:
    """For a program."""
    told = {"system": system, "fields": {one.code: one.value for one in lines}}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
