"""Time sheets of the demonstration's placements: most weeks as agreed, a few days otherwise, the
last week still to be filled in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries
from fodfaeste.core.timesheets import CLOSED, ILLNESS, NOT_AGREED, Day, Filled, Week
from fodfaeste.placements import filling
from fodfaeste.placements.models import Placement
from fodfaeste.placements.timesheets import Sheet, sheet_of

PLACEMENTS = 8
"""So many have a sheet that was begun."""
WEEKS = 60
"""The latest weeks that were filled in: all of most placements."""
OTHERWISE: Mapping[int, tuple[str | None, str]] = {
    3: (ILLNESS, "Ringede selv om morgenen"),
    7: (None, "Gik en time før til lægen"),
    10: (CLOSED, ""),
    12: (NOT_AGREED, "Glemte at ringe. Vi har talt om det"),
}
"""By the number of the day at work: why not, and what is noted on its week."""
NAMES = ("Bente, souschef", "Karsten, værkfører", "Lone, butikschef")


def fill(*, users: Iterable[User], now: datetime) -> None:
    """Fills in the sheets of the first placements that have begun."""
    today = timezone.localdate(now)
    begun = [one for user in users for one in _begun(user, today)]
    begun.sort(key=lambda one: (one.since, one.case_id))
    for number, placement in enumerate(begun[:PLACEMENTS]):
        _fill(placement, NAMES[number % len(NAMES)], now)


def _begun(user: User, today: date) -> Iterable[Placement]:
    """Those that ``user`` has made."""
    made = Placement.objects.visible_to(user, today).filter(made_by=user)
    return made.filter(since__lt=today - timedelta(days=7), case__closed_on=None)


def _fill(placement: Placement, name: str, now: datetime) -> None:
    by, today = placement.made_by, timezone.localdate(now)
    view = queries.case(user=by, case_id=placement.case_id, today=today)
    sheet = sheet_of(view=view, placement_id=placement.pk, user=by, today=today)
    weeks = _whole_weeks(sheet, today)[-WEEKS:]
    days, notes = dict(_days(weeks)), dict(_notes(weeks))
    if not days:
        return
    filling.fill_timesheet(
        case_id=placement.case_id, placement_id=placement.pk, days=days, notes=notes, by=by,
        now=now, submission=_submission(placement, "filled"),
    )  # fmt: skip
    confirmed = [_date(week.first) for week in weeks[:-1] if any(day.agreed for day in week.days)]
    if confirmed:
        filling.confirm_timesheet(
            case_id=placement.case_id, placement_id=placement.pk, weeks=confirmed, name=name,
            on=today - timedelta(days=1), by=by, now=now,
            submission=_submission(placement, "confirmed"),
        )  # fmt: skip


def _whole_weeks(sheet: Sheet, today: date) -> Sequence[Week]:
    """The weeks that are over, but for the last: its paper has not come in yet."""
    over = [week for week in sheet.weeks if week.inside[-1].day < today.toordinal()]
    return over[:-1]


def _numbered(weeks: Sequence[Week]) -> Iterator[tuple[int, Week, Day]]:
    at_work = ((week, day) for week in weeks for day in week.inside if day.agreed)
    yield from ((number, week, day) for number, (week, day) in enumerate(at_work, start=1))


def _days(weeks: Sequence[Week]) -> Iterator[tuple[date, Filled]]:
    for number, _week, day in _numbered(weeks):
        yield _date(day.day), _filled(number, day)


def _filled(number: int, day: Day) -> Filled:
    if number not in OTHERWISE:
        return Filled(day.agreed)
    cause, _note = OTHERWISE[number]
    return Filled(Decimal(0), cause) if cause else Filled(max(Decimal(0), day.agreed - 1))


def _notes(weeks: Sequence[Week]) -> Iterator[tuple[date, str]]:
    for number, week, _day in _numbered(weeks):
        if number in OTHERWISE and OTHERWISE[number][1]:
            yield _date(week.first), OTHERWISE[number][1]


def _date(day: int) -> date:
    return date.fromordinal(day)


def _submission(placement: Placement, what: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"fodfaeste:demo:timesheet:{placement.pk}:{what}")
