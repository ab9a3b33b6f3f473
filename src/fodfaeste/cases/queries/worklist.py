"""Today: what a person, or their team, must do."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from django.db.models import Q, QuerySet

from fodfaeste.accounts.models import User
from fodfaeste.cases import projection
from fodfaeste.cases.models import CAN_BE_LATE, DutyRow
from fodfaeste.cases.queries.prepared import Prepared
from fodfaeste.cases.queries.results import DutyListed, Section, TodayList

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
    without a date. ``team``: what lies with ``user``'s teams; with the whole organisation for one
    who oversees it or is in no team."""
    projection.refresh_stale(today=today)
    sunday = today + timedelta(days=6 - today.weekday())
    asked = _Asked(user, _way_in(user, scope), today, sunday, programme, requirement)
    listed = _all_at_once(asked) or _one_by_one(asked)
    sections = {name: _section(user, rows) for name, rows in listed.items()}
    programmes, requirements = _choices(asked, listed)
    return TodayList(**sections, programmes=programmes, requirements=requirements)


class _Asked(NamedTuple):
    """Who asks, by which door, on which day, and what is filtered."""

    user: User
    way_in: str
    today: date
    sunday: date
    programme: str | None
    requirement: str | None

    @property
    def values(self) -> dict[str, Any]:
        return {"user": self.user, "programme": self.programme, "requirement": self.requirement,
                "today": self.today}  # fmt: skip


def _way_in(user: User, scope: Scope) -> str:
    if scope == "mine":
        return "of_person"
    if user.oversees or not user.teams.exists():
        return "of_organisation"
    return "of_teams"


Row = tuple[Any, ...]
Listed = dict[str, list[Row]]

COLUMNS = (
    "due_on", "case_id", "programme", "requirement", "instance", "strength", "owner_role",
    "responsible_id", "reason", "case__citizen__name", "case__citizen__protected",
    "case__version", "case__variant", "responsible__name",
)  # fmt: skip


def _all_at_once(asked: _Asked) -> Listed | None:
    """The four sections out of one question; None if there is more than it can hold."""
    last = asked.sunday + LATER
    found = _QUESTIONS[asked.way_in, "all"].rows(**asked.values, last=last)
    if len(found) > COUNTED:
        return None
    listed: Listed = {"overdue": [], "this_week": [], "later": [], "undated": []}
    for row in found:
        listed[_section_of(row[0], asked)].append(row)
    return listed


def _section_of(due_on: date | None, asked: _Asked) -> str:
    if due_on is None:
        return "undated"
    if due_on < asked.today:
        return "overdue"
    return "this_week" if due_on <= asked.sunday else "later"


def _one_by_one(asked: _Asked) -> Listed:
    """Each section by a question of its own, which stops where nobody counts further."""
    days = {
        "overdue": {},
        "this_week": {"last": asked.sunday},
        "later": {"first": asked.sunday, "last": asked.sunday + LATER},
        "undated": {},
    }
    return {
        name: _QUESTIONS[asked.way_in, name].rows(**asked.values, **more)
        for name, more in days.items()
    }


_DUE: dict[str, Callable[..., Q]] = {
    "all": lambda last, **_: Q(due_on__lte=last) | Q(due_on=None),
    "overdue": lambda today, **_: CAN_BE_LATE & Q(due_on__lt=today),
    "this_week": lambda today, last, **_: Q(due_on__gte=today, due_on__lte=last),
    "later": lambda first, last, **_: Q(due_on__gt=first, due_on__lte=last),
    "undated": lambda **_: Q(due_on=None),
}


def _question(way_in: str, name: str) -> Prepared:
    def make(**values: Any) -> "QuerySet[DutyRow, Any]":
        rows = _listed(way_in, values).filter(_DUE[name](**values))
        filters = {key: values[key] for key in ("programme", "requirement") if key in values}
        return rows.filter(**filters).order_by("due_on", "pk").values_list(*COLUMNS)[: COUNTED + 1]

    return Prepared(make)


def _listed(way_in: str, values: Mapping[str, Any]) -> "QuerySet[DutyRow]":
    """What can be met on that day, by one of the doors."""
    today = values["today"]
    begun = Q(listed_from=None) | Q(listed_from__lte=today)
    can_be_met = Q(listed_until=None) | Q(listed_until__gte=today)
    rows: QuerySet[DutyRow] = getattr(DutyRow.objects, way_in)(values["user"])
    return rows.filter(begun, can_be_met)


def _choices_question(way_in: str) -> Prepared:
    def make(**values: Any) -> "QuerySet[DutyRow, Any]":
        rows = _listed(way_in, values).order_by("due_on", "pk")
        return rows.values_list("programme", "requirement")[:LOOKED_THROUGH]

    return Prepared(make)


_WAYS_IN = ("of_person", "of_teams", "of_organisation")
_QUESTIONS = {(way_in, name): _question(way_in, name) for way_in in _WAYS_IN for name in _DUE}
_CHOICES = {way_in: _choices_question(way_in) for way_in in _WAYS_IN}


def _section(user: User, found: Sequence[Row]) -> Section:
    shown = tuple(_duty(user, row) for row in found[:SHOWN])
    return Section(shown, min(len(found), COUNTED), more=len(found) > COUNTED)


def _duty(user: User, row: Row) -> DutyListed:
    due_on, case_id, programme, requirement, instance, strength, owner, responsible_id, *rest = row
    reason, citizen, protected, version, variant, responsible = rest
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
        mine=responsible_id == user.pk,
        reason=reason,
    )


def _choices(asked: _Asked, listed: Listed) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """What the filters offer: what occurs in the list or, once it is filtered or cut, beyond it."""
    rows = [row for section in listed.values() for row in section]
    if asked.programme or asked.requirement or len(rows) > COUNTED:
        found = _CHOICES[asked.way_in].rows(user=asked.user, today=asked.today)
        pairs = tuple(sorted(set(found)))
    else:
        pairs = tuple(sorted({(row[2], row[3]) for row in rows}))
    return tuple(sorted({programme for programme, _ in pairs})), pairs
