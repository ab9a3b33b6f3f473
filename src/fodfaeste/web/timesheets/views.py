"""The time sheet of a placement: filled in week by week, confirmed by the workplace (JS-16)."""

from dataclasses import dataclass
from datetime import date
from typing import NoReturn
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.queries import NotAllowed
from fodfaeste.cases.services import note_refused
from fodfaeste.core.faults import Refused
from fodfaeste.core.timesheets import Week
from fodfaeste.placements import filling, timesheets
from fodfaeste.placements.timesheets import Sheet
from fodfaeste.web import saying
from fodfaeste.web.access import staff
from fodfaeste.web.case.opening import Opened, open_case, say
from fodfaeste.web.timesheets import presenters
from fodfaeste.web.timesheets.forms import ConfirmForm, TimesheetForm


@dataclass(frozen=True, slots=True)
class Laid:
    """A sheet and the case it belongs to, opened by somebody."""

    opened: Opened
    sheet: Sheet

    @property
    def case_id(self) -> UUID:
        return self.opened.view.case_id

    @property
    def today(self) -> date:
        return self.opened.today

    @property
    def begun(self) -> list[Week]:
        return presenters.to_date(self.sheet, today=self.today)

    @property
    def may_fill(self) -> bool:
        return self.opened.view.sight.may(Act.PLACE)


def laid(request: HttpRequest, case_id: UUID, placement_id: UUID) -> Laid:
    """Raises ``NotVisible``, or ``NotAllowed`` for whoever sees what happens in the case and does
    not read what is written."""
    opened = open_case(request, case_id)
    if not opened.view.sight.sees(Kind.NOTES):
        refuse(opened)
    sheet = timesheets.sheet_of(
        view=opened.view, placement_id=placement_id, user=opened.user, today=opened.today
    )
    return Laid(opened, sheet)


def refuse(opened: Opened) -> NoReturn:
    """Raises ``NotAllowed``, and logs that it did."""
    note_refused(by=opened.user, case_id=opened.view.case_id)
    raise NotAllowed(Act.PLACE)


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def timesheet(request: HttpRequest, case_id: UUID, placement_id: UUID) -> HttpResponseBase:
    """The days up to today, to fill in on screen or to type in from paper."""
    found = laid(request, case_id, placement_id)
    data = request.POST if request.method == "POST" else None
    if data is not None and not found.may_fill:
        refuse(found.opened)
    form = TimesheetForm(data, sheet=found.sheet, weeks=found.begun, today=found.today)
    if data is not None and form.is_valid() and is_filled(request, found, form):
        return redirect("timesheet", case_id, placement_id)
    return shown(request, found, form, confirm_form(found))


def is_filled(request: HttpRequest, found: Laid, form: TimesheetForm) -> bool:
    """Writes what was changed since the form was opened, and says so; or puts what was refused
    into the form."""
    placement, entries = found.sheet.placement, found.opened.view.entries
    before = timesheets.read(entries, placement.pk, until=form.cleaned_data["seen"] or 0)
    try:
        done = filling.fill_timesheet(
            case_id=found.case_id,
            placement_id=placement.pk,
            days=form.days(before),
            notes=form.notes(before),
            by=found.opened.user,
            now=found.opened.now,
            submission=form.cleaned_data["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    said = _("The time sheet is saved.")
    say(request, repeated=done.repeated, done=lambda: said, case_id=found.case_id)
    return True


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, case_id: UUID, placement_id: UUID) -> HttpResponseBase:
    """Records that somebody at the workplace confirmed some weeks."""
    found = laid(request, case_id, placement_id)
    if not found.may_fill:
        refuse(found.opened)
    form = confirm_form(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and is_confirmed(request, found, form):
        return redirect("timesheet", case_id, placement_id)
    grid = TimesheetForm(None, sheet=found.sheet, weeks=found.begun, today=found.today)
    return shown(request, found, grid, form)


def confirm_form(found: Laid, data: object = None) -> ConfirmForm:
    """The weeks of which something is written and that do not stand confirmed. A form that was sent
    may name any, so that one sent twice is understood."""
    said = found.sheet.said
    waiting = [week for week in found.begun if presenters.waits(week, said)]
    weeks = waiting if data is None else found.begun
    return ConfirmForm(data, weeks=weeks, today=found.today, name=presenters.last_name(said))


def is_confirmed(request: HttpRequest, found: Laid, form: ConfirmForm) -> bool:
    given = form.cleaned_data
    try:
        done = filling.confirm_timesheet(
            case_id=found.case_id,
            placement_id=found.sheet.placement.pk,
            weeks=form.mondays(),
            name=given["name"],
            on=given["on"],
            by=found.opened.user,
            now=found.opened.now,
            submission=given["submission"],
        )
    except Refused as refused:
        saying.add_faults(form, refused.faults, {})
        return False
    said = _("It is written down that the workplace confirmed it.")
    say(request, repeated=done.repeated, done=lambda: said, case_id=found.case_id)
    return True


def shown(
    request: HttpRequest, found: Laid, form: TimesheetForm, confirming: ConfirmForm
) -> HttpResponseBase:
    fillable = form if found.may_fill else None
    context = {
        "case_id": found.case_id,
        "placement_id": found.sheet.placement.pk,
        "citizen": found.opened.citizen,
        "page": presenters.present(found.sheet, fillable, today=found.today),
        "form": fillable,
        "confirm": confirming if found.may_fill and has_weeks(confirming) else None,
    }
    return render(request, "timesheets/timesheet.html", context)


def has_weeks(form: ConfirmForm) -> bool:
    """Whether there is anything to confirm."""
    return form.is_bound or bool(form.initial["weeks"])
