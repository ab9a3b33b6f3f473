"""Today: what a person, or their team, must do."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Literal

from django.db.models import F, Q, QuerySet

from fodfaeste.accounts.models import User
from fodfaeste.cases import projection
from fodfaeste.cases.models import CAN_BE_LATE, DutyRow
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
    listed = _listed(_in_scope(user, scope), today)
    wanted = _filtered(listed, programme, requirement)
    sunday = today + timedelta(days=6 - today.weekday())
    programmes, requirements = _choices(listed)
    return TodayList(
        overdue=_section(user, wanted.filter(CAN_BE_LATE, due_on__lt=today)),
        this_week=_section(user, wanted.filter(due_on__range=(today, sunday))),
        later=_section(user, wanted.filter(due_on__gt=sunday, due_on__lte=sunday + LATER)),
        undated=_section(user, wanted.filter(due_on=None)),
        programmes=programmes,
        requirements=requirements,
    )


def _in_scope(user: User, scope: Scope) -> "QuerySet[DutyRow]":
    if scope == "mine":
        return DutyRow.objects.of_person(user)
    if user.oversees or not user.teams.exists():
        return DutyRow.objects.of_organisation(user)
    return DutyRow.objects.of_teams(user)


def _listed(rows: "QuerySet[DutyRow]", today: date) -> "QuerySet[DutyRow]":
    begun = Q(listed_from=None) | Q(listed_from__lte=today)
    can_be_met = Q(listed_until=None) | Q(listed_until__gte=today)
    return rows.filter(begun, can_be_met)


def _filtered(
    rows: "QuerySet[DutyRow]", programme: str | None, requirement: str | None
) -> "QuerySet[DutyRow]":
    if programme:
        rows = rows.filter(programme=programme)
    return rows.filter(requirement=requirement) if requirement else rows


def _section(user: User, rows: "QuerySet[DutyRow]") -> Section:
    found = list(_values(rows)[: COUNTED + 1])
    shown = tuple(_duty(user, values) for values in found[:SHOWN])
    return Section(shown, min(len(found), COUNTED), more=len(found) > COUNTED)


def _values(rows: "QuerySet[DutyRow]") -> "QuerySet[DutyRow, Any]":
    return rows.order_by("due_on", "pk").values(
        "case_id",
        "programme",
        "requirement",
        "instance",
        "due_on",
        "strength",
        "owner_role",
        "responsible_id",
        "reason",
        citizen=F("case__citizen__name"),
        protected=F("case__citizen__protected"),
        version=F("case__version"),
        variant=F("case__variant"),
        responsible_name=F("responsible__name"),
    )


def _duty(user: User, values: dict[str, Any]) -> DutyListed:
    responsible = values.pop("responsible_name")
    mine = values["responsible_id"] == user.pk
    return DutyListed(**values, responsible=responsible, mine=mine)


def _choices(
    rows: "QuerySet[DutyRow]",
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    first = rows.order_by("due_on", "pk").values("pk")[:LOOKED_THROUGH]
    found: Iterable[tuple[str, str]] = (
        DutyRow.unrestricted.filter(pk__in=first)
        .order_by("programme", "requirement")
        .values_list("programme", "requirement")
        .distinct()
    )
    pairs = tuple(found)
    return tuple(sorted({programme for programme, _ in pairs})), pairs
