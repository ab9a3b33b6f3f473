"""Who is, comes to and was at the units of a company, and what room the ratio rule leaves there
(JS-15). Of those in cases that somebody does not see they learn how many they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases.relations import shown_name
from fodfaeste.companies.models import StaffFigure
from fodfaeste.core import ratio
from fodfaeste.core.law import Finding
from fodfaeste.core.ratio import Supported
from fodfaeste.placements.judging import stretches
from fodfaeste.placements.models import Placement
from fodfaeste.programmes.placing import placement_rules

NOW, COMING, PAST = "now", "coming", "past"
WHEN = (NOW, COMING, PAST)
MOST = 20
"""So many of those that are past are named, the latest first."""
USUAL = "work_placement"
"""The kind by which a unit's places are counted where nobody has said another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementThere:
    """A placement or job of a case that the reader sees. ``citizen`` None: the name is not for
    them. ``when``: ``now``, ``coming`` (also what should have begun) or ``past``."""

    case_id: UUID
    placement_id: UUID
    unit: str
    kind: str
    since: date
    last: date | None
    when: str
    citizen: str | None
    protected: bool
    programme: str
    version: date


@dataclass(frozen=True, slots=True)
class AtCompany:
    """``others``: how many more there are, by when. ``room``: by unit, the ratio rule today."""

    rows: tuple[PlacementThere, ...]
    others: Mapping[str, int]
    room: Mapping[UUID, tuple[Finding, ...]]


def at_company(*, user: User, company_id: UUID, unit_ids: Sequence[UUID], today: date) -> AtCompany:
    """The placements at a company of ``user``'s register. The same few questions to the database,
    however many there are; whose names stand there is logged."""
    found = Placement.unrestricted.filter(unit__company=company_id).exclude(ended_on__lt=F("since"))
    every = list(
        found.select_related("unit", "case__citizen").prefetch_related("versions").order_by("since")
    )
    seen = _seen(user, today, company_id) if every else {}
    rows = [_there(one, seen[one.pk], today) for one in every if one.pk in seen]
    others = Counter(when_of(one, today) for one in every if one.pk not in seen)
    shown = (*_in_order(rows, NOW), *_in_order(rows, COMING), *_latest(rows))
    named = [one.case_id for one in shown if one.citizen is not None]
    access.note_list(user=user, case_ids=named, page="company")
    return AtCompany(shown, others, _room(every, unit_ids, today))


def when_of(one: Placement, today: date) -> str:
    """Whether somebody is there, comes, or was."""
    last = one.ended_on or one.until
    if one.ended_on is not None or (last is not None and last < today):
        return PAST if last is not None and last < today else NOW
    return COMING if one.begun_id is None else NOW


def _seen(user: User, today: date, company_id: UUID) -> Mapping[UUID, str | None]:
    found = Placement.objects.visible_to(user, today).filter(unit__company=company_id)
    named = found.annotate(name=shown_name(user, today, "case", "case__citizen"))
    return dict(named.values_list("pk", "name"))


def _there(one: Placement, citizen: str | None, today: date) -> PlacementThere:
    return PlacementThere(
        case_id=one.case_id,
        placement_id=one.pk,
        unit=one.unit.name,
        kind=one.kind,
        since=one.since,
        last=one.ended_on or one.until,
        when=when_of(one, today),
        citizen=citizen,
        protected=one.case.citizen.protected,
        programme=one.case.programme,
        version=one.case.version,
    )


def _in_order(rows: Sequence[PlacementThere], when: str) -> list[PlacementThere]:
    return [one for one in rows if one.when == when]


def _latest(rows: Sequence[PlacementThere]) -> list[PlacementThere]:
    return _in_order(rows, PAST)[::-1][:MOST]


# --- what room there is


def _room(
    every: Sequence[Placement], unit_ids: Sequence[UUID], today: date
) -> dict[UUID, tuple[Finding, ...]]:
    """By unit, the arithmetic of today: as of somebody who would take no hours."""
    rule = ratio.rule_for(placement_rules(), kind=USUAL, day=today.toordinal())
    if rule is None:
        return {}
    figures = _figures(unit_ids)
    nobody = _nobody(today.toordinal())
    return {
        unit: ratio.findings(
            ratio.look_ahead(
                rule,
                figures=figures.get(unit, {}),
                others=[part for one in every if one.unit_id == unit for part in stretches(one)],
                asked=[nobody],
            )
        )
        for unit in unit_ids
    }


def _nobody(day: int) -> Supported:
    return Supported(who="nobody", kind=USUAL, first=day, last=day, hours=Decimal(0))


def _figures(unit_ids: Sequence[UUID]) -> dict[UUID, dict[int, Decimal]]:
    rows = StaffFigure.unrestricted.filter(unit__in=unit_ids).order_by("recorded_at", "pk")
    found: dict[UUID, dict[int, Decimal]] = {}
    for unit, month, number in rows.values_list("unit_id", "month", "full_time"):
        found.setdefault(unit, {})[month.toordinal()] = number
    return found
