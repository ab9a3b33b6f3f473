"""Today: what a person, or their team, must do."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from django.db.models import Q, QuerySet

from fodfaeste.accounts.models import User
from fodfaeste.cases import projection
from fodfaeste.cases.models import CAN_BE_LATE, Cover, DutyRow
from fodfaeste.cases.prepared import Prepared
from fodfaeste.cases.queries.results import DutyListed, Section, TodayList
from fodfaeste.cases.relations import covers_on, shown_on_worklist

Scope = Literal["mine", "team"]

SHOWN = 50
COUNTED = 100
"""A section counts no further: past a hundred, how many there are helps nobody."""
LATER = timedelta(days=30)
LOOKED_THROUGH = 1000
"""Of how many rows, those due first, the choices of the filters are taken."""


def today(
    *,
    user: User,
    today: date,
    scope: Scope = "mine",
    programme: str | None = None,
    requirement: str | None = None,
) -> TodayList:
    """What is overdue, due this week (through Sunday), due in the 30 days after it, and open
    without a date; and of all these what somebody has reminded of today. ``team``: what lies with
    ``user``'s teams; with the whole organisation for one who oversees it."""
    projection.refresh_stale(today=today)
    sunday = today + timedelta(days=6 - today.weekday())
    asked = _Asked(user, _ways_in(user, scope, today), today, sunday, programme, requirement)
    sections = {name: _section(asked, rows) for name, rows in _sections(asked).items()}
    programmes, requirements = _choices(asked)
    return TodayList(**sections, programmes=programmes, requirements=requirements)


class _Asked(NamedTuple):
    """Who asks, by which doors, on which day, and what is filtered."""

    user: User
    ways_in: tuple[str, ...]
    today: date
    sunday: date
    programme: str | None
    requirement: str | None

    @property
    def values(self) -> dict[str, Any]:
        return {"user": self.user, "programme": self.programme, "requirement": self.requirement,
                "today": self.today}  # fmt: skip


def _ways_in(user: User, scope: Scope, today: date) -> tuple[str, ...]:
    """With what is one's own stands what is due for those one stands in for, if there are any."""
    if scope == "mine":
        covers = _COVERS.rows(user=user, today=today)
        return ("of_person", "of_covered") if covers else ("of_person",)
    return ("of_organisation",) if user.oversees else ("of_teams",)


def _covers(user: User, today: date) -> "QuerySet[Cover, Any]":
    return covers_on(today).filter(cover=user).values_list("absent")[:1]


_COVERS = Prepared(_covers)


Row = tuple[Any, ...]

COLUMNS = (
    "due_on", "case_id", "programme", "requirement", "instance", "strength", "owner_role",
    "responsible_id", "reason", "case__citizen__protected",
    "case__version", "case__variant", "responsible__name", "booked_id", "booked_for", "reminded_on",
    "reminded_by__name",
)  # fmt: skip


def _sections(asked: _Asked) -> dict[str, list[Row]]:
    """Each section by a question of its own, which stops where nobody counts further."""
    days = {
        "overdue": {},
        "this_week": {"last": asked.sunday},
        "later": {"first": asked.sunday, "last": asked.sunday + LATER},
        "undated": {},
        "reminded": {},
    }
    return {name: _merged(asked, name, more) for name, more in days.items()}


def _merged(asked: _Asked, name: str, more: Mapping[str, date]) -> list[Row]:
    """A section by every door, in the order of the days."""
    found = [_QUESTIONS[way, name].rows(**asked.values, **more) for way in asked.ways_in]
    if len(found) == 1:
        return found[0]
    every = [row for rows in found for row in rows]
    return sorted(every, key=lambda row: row[0] or date.max)[: COUNTED + 1]


_DUE: dict[str, Callable[..., Q]] = {
    "overdue": lambda today, **_: CAN_BE_LATE & Q(due_on__lt=today),
    "this_week": lambda today, last, **_: Q(due_on__gte=today, due_on__lte=last),
    "later": lambda first, last, **_: Q(due_on__gt=first, due_on__lte=last),
    "undated": lambda **_: Q(due_on=None),
    "reminded": lambda today, **_: Q(reminded_on=today),
}


def _question(way_in: str, name: str) -> Prepared:
    def make(**values: Any) -> "QuerySet[DutyRow, Any]":
        rows = _listed(way_in, values).filter(_DUE[name](**values))
        filters = {key: values[key] for key in ("programme", "requirement") if key in values}
        found = rows.filter(**filters).order_by("due_on", "pk")
        citizen = shown_on_worklist(values["user"], values["today"], "case", "case__citizen")
        return found.values_list(*COLUMNS, citizen)[: COUNTED + 1]

    return Prepared(make)


def _listed(way_in: str, values: Mapping[str, Any]) -> "QuerySet[DutyRow]":
    """What can be met on that day, by one of the doors."""
    today = values["today"]
    begun = Q(listed_from=None) | Q(listed_from__lte=today)
    can_be_met = Q(listed_until=None) | Q(listed_until__gte=today)
    day = (today,) if way_in == "of_covered" else ()
    rows: QuerySet[DutyRow] = getattr(DutyRow.objects, way_in)(values["user"], *day)
    return rows.filter(begun, can_be_met)


def duties_due(
    *, user: User, today: date, first: date, last: date, scope: Scope
) -> tuple[DutyListed, ...]:
    """What is due from ``first`` through ``last`` and not booked, for a calendar."""
    days = {"first": first, "last": last}
    ways_in = _ways_in(user, scope, today)
    rows = [row for way in ways_in for row in _DUE_IN[way].rows(user=user, today=today, **days)]
    covers = "of_covered" in ways_in
    return tuple(_duty(user, row, covers=covers) for row in rows)


def _due_in(way_in: str) -> Prepared:
    def make(**values: Any) -> "QuerySet[DutyRow, Any]":
        due = {"due_on__gte": values["first"], "due_on__lte": values["last"], "booked": None}
        citizen = shown_on_worklist(values["user"], values["today"], "case", "case__citizen")
        found = _listed(way_in, values).filter(**due).order_by("due_on", "pk")
        return found.values_list(*COLUMNS, citizen)[:COUNTED]

    return Prepared(make)


def _choices_question(way_in: str) -> Prepared:
    def make(**values: Any) -> "QuerySet[DutyRow, Any]":
        rows = _listed(way_in, values).order_by("due_on", "pk")
        return rows.values_list("programme", "requirement")[:LOOKED_THROUGH]

    return Prepared(make)


_WAYS_IN = ("of_person", "of_covered", "of_teams", "of_organisation")
_QUESTIONS = {(way_in, name): _question(way_in, name) for way_in in _WAYS_IN for name in _DUE}
_DUE_IN = {way_in: _due_in(way_in) for way_in in _WAYS_IN}
_CHOICES = {way_in: _choices_question(way_in) for way_in in _WAYS_IN}


def _section(asked: _Asked, found: Sequence[Row]) -> Section:
    covers = "of_covered" in asked.ways_in
    shown = tuple(_duty(asked.user, row, covers=covers) for row in found[:SHOWN])
    return Section(shown, min(len(found), COUNTED), more=len(found) > COUNTED)


def _duty(user: User, row: Row, *, covers: bool) -> DutyListed:
    due_on, case_id, programme, requirement, instance, strength, owner, responsible_id, *rest = row
    reason, protected, version, variant, responsible, *asked, citizen = rest
    booked, booked_for, reminded_on, reminded_by = asked
    is_mine = responsible_id == user.pk
    return DutyListed(
        case_id=case_id,
        citizen=citizen,
        protected=protected,
        programme=programme,
        version=version,
        variant=variant,
        requirement=requirement,
        instance=instance,
        due_on=due_on,
        strength=strength,
        owner_role=owner,
        responsible_id=responsible_id,
        responsible=responsible,
        mine=is_mine or covers,
        covered_for=responsible if covers and not is_mine else None,
        reason=reason,
        booked=booked,
        booked_for=booked_for,
        reminded_on=reminded_on,
        reminded_by=reminded_by,
    )


def _choices(asked: _Asked) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """What the filters offer: the programmes and requirements that occur, whatever is filtered."""
    rows = [_CHOICES[way].rows(user=asked.user, today=asked.today) for way in asked.ways_in]
    found = {row for each in rows for row in each}
    return tuple(sorted({programme for programme, _ in found})), tuple(sorted(found))
