"""Fills in time sheets, and records that the workplace confirmed them (JS-16)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.faults import Fault, refuse_if_any
from fodfaeste.core.timesheets import CAUSES, Filled
from fodfaeste.placements.models import Placement
from fodfaeste.placements.timesheets import NOTE, as_said, period_of, placement_in

LONGEST_NOTE = 500
LONGEST_NAME = 200
HOURS_OF_A_DAY = 24


def fill_timesheet(
    *,
    case_id: UUID,
    placement_id: UUID,
    days: Mapping[date, Filled | None],
    notes: Mapping[date, str],
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Writes what happened on some days of a placement; None takes back what was said of a day.
    ``notes``: by the Monday of their week. What is not named stays as it was. Raises ``Refused``
    (``nothing_changed``, ``outside_placement``, ``day_not_come``, ``sheet_bad_hours``,
    ``unknown_absence``, ``too_long``)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.PLACE, writer.today)
    placement = placement_in(case_id, placement_id, user=by, today=writer.today)

    def decide(_: Known) -> list[Line]:
        faults = [*_day_faults(placement, days, writer.today), *_note_faults(notes)]
        if not (days or notes):
            faults.append(Fault("days", "nothing_changed"))
        refuse_if_any(faults)
        return [_filled(placement, days, notes, writer)]

    return append(case, writer, decide)


def confirm_timesheet(
    *,
    case_id: UUID,
    placement_id: UUID,
    weeks: Sequence[date],
    name: str,
    on: date,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Records that somebody at the workplace confirmed some weeks, each by its Monday, as they
    stand now. Raises ``Refused`` (``no_weeks_chosen``, ``week_not_filled``, ``missing``,
    ``too_long``, ``day_not_come``)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.PLACE, writer.today)
    placement = placement_in(case_id, placement_id, user=by, today=writer.today)

    def decide(known: Known) -> list[Line]:
        faults = [*_week_faults(known, placement, weeks), *_name_faults(name.strip())]
        if on > writer.today:
            faults.append(Fault("on", "day_not_come", {"value": on.isoformat()}))
        refuse_if_any(faults)
        return [_confirmed(placement, weeks, name.strip(), on, writer)]

    return append(case, writer, decide)


# --- the lines


def _filled(
    placement: Placement,
    days: Mapping[date, Filled | None],
    notes: Mapping[date, str],
    writer: Writer,
) -> Line:
    told = {day.isoformat(): as_said(said) for day, said in sorted(days.items())}
    told |= {f"{NOTE}{monday.isoformat()}": note.strip() for monday, note in sorted(notes.items())}
    mondays = {*map(monday_of, days), *notes}
    return _line(rows.TIMESHEET_FILLED, placement, mondays, writer, personal={"answers": told})


def _confirmed(
    placement: Placement, weeks: Sequence[date], name: str, on: date, writer: Writer
) -> Line:
    told = {"answers": {"confirmed_by": name}}
    type_ = rows.TIMESHEET_CONFIRMED
    return _line(type_, placement, weeks, writer, personal=told, confirmed_on=on.isoformat())


def _line(
    type_: str,
    placement: Placement,
    mondays: Sequence[date] | set[date],
    writer: Writer,
    *,
    personal: Mapping[str, object],
    **more: str,
) -> Line:
    weeks = [monday.isoformat() for monday in sorted(mondays)]
    return Line(
        type=type_,
        on=writer.today,
        attributes={"placement": str(placement.pk), "weeks": weeks, **more},
        personal=personal,
    )


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


# --- what is wrong


def _day_faults(
    placement: Placement, days: Mapping[date, Filled | None], today: date
) -> Iterator[Fault]:
    first, last = period_of(placement, today=today)
    for day, said in days.items():
        place, value = day.isoformat(), {"value": day.isoformat()}
        if not first <= day <= last:
            yield Fault(place, "outside_placement", value)
        elif day > today:
            yield Fault(place, "day_not_come", value)
        if said is not None:
            yield from _said_faults(place, said)


def _said_faults(place: str, said: Filled) -> Iterator[Fault]:
    if not Decimal(0) <= said.hours <= HOURS_OF_A_DAY:
        yield Fault(place, "sheet_bad_hours")
    if said.cause is not None and said.cause not in CAUSES:
        yield Fault(place, "unknown_absence")


def _note_faults(notes: Mapping[date, str]) -> Iterator[Fault]:
    for monday, note in notes.items():
        if len(note) > LONGEST_NOTE:
            yield Fault(f"{NOTE}{monday.isoformat()}", "too_long", {"value": str(LONGEST_NOTE)})


def _week_faults(known: Known, placement: Placement, weeks: Sequence[date]) -> Iterator[Fault]:
    """A week of which nothing was written cannot be confirmed."""
    written = {
        monday
        for row in known.rows
        if row.type == rows.TIMESHEET_FILLED and row.attributes["placement"] == str(placement.pk)
        for monday in row.attributes["weeks"]
    }
    if not weeks:
        yield Fault("weeks", "no_weeks_chosen")
    if any(monday.isoformat() not in written for monday in weeks):
        yield Fault("weeks", "week_not_filled")


def _name_faults(name: str) -> Iterator[Fault]:
    if not name:
        yield Fault("name", "missing")
    if len(name) > LONGEST_NAME:
        yield Fault("name", "too_long", {"value": str(LONGEST_NAME)})
