"""What screens show of placements. Each takes what somebody has opened, or the person who asks."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases.queries import CaseView
from fodfaeste.core.law import Finding
from fodfaeste.core.ratio import average, number_text, rule_for
from fodfaeste.placements import judging
from fodfaeste.placements.agreements import Terms, whole
from fodfaeste.placements.beginning import beginning, usual_last_day
from fodfaeste.placements.elsewhere import asked, missing, taken_out
from fodfaeste.placements.judging import NEW, Asked
from fodfaeste.placements.reading import (
    Beginning,
    PlacementView,
    RecordView,
    SignatureView,
    UnitView,
    Unwritten,
    VersionView,
    placement_of,
    placements_of,
    unit_of,
    unwritten,
)
from fodfaeste.placements.retention import Retention, retention
from fodfaeste.placements.there import AtCompany, PlacementThere, at_company
from fodfaeste.placements.waiting import PlacementWaiting, placements_waiting
from fodfaeste.programmes.placing import placement_rules

__all__ = [
    "AtCompany",
    "Beginning",
    "Intended",
    "PlacementThere",
    "PlacementView",
    "PlacementWaiting",
    "RecordView",
    "Retention",
    "SignatureView",
    "UnitView",
    "Unwritten",
    "VersionView",
    "asked",
    "at_company",
    "beginning",
    "judged",
    "judged_change",
    "missing",
    "placement_of",
    "placements_of",
    "placements_waiting",
    "retention",
    "staff_of",
    "taken_out",
    "unwritten",
    "usual_last_day",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intended:
    """What somebody is about to agree on, as far as it is said. See ``judging.Asked``."""

    kind: str
    terms: Terms
    unit_id: UUID | None
    agreed_on: date
    employed_here: bool = False
    group: int | None = None
    placement: UUID = NEW


def judged(*, view: CaseView, user: User, intended: Intended) -> tuple[Finding, ...]:
    """What the rules find of it, by what whoever asks sees of the case."""
    return judging.judged(_asked(view, user, intended))


def judged_change(
    *, view: CaseView, user: User, placement: PlacementView, terms: Terms, on: date
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What they find of a placement whose agreement is to be ``terms``, and the warnings about
    which somebody decides: those that there were not before."""
    before = Intended(
        kind=placement.kind,
        terms=whole(placement.newest.terms, since=placement.since),
        unit_id=placement.unit.id,
        agreed_on=placement.since,
        employed_here=placement.employed_here,
        group=placement.group,
        placement=placement.id,
    )
    return judging.warnings_of_change(
        before=_asked(view, user, before), terms=terms, hours=placement.hours, on=on
    )


def _asked(view: CaseView, user: User, intended: Intended) -> Asked:
    unit_id = intended.unit_id
    return Asked(
        case_id=view.case_id,
        kind=intended.kind,
        terms=intended.terms,
        unit=unit_of(user=user, unit_id=unit_id) if unit_id else None,
        facts=view.facts,
        rules=view.rules,
        agreed_on=intended.agreed_on,
        employed_here=intended.employed_here,
        group=intended.group,
        placement=intended.placement,
    )


def staff_of(*, placement: PlacementView) -> str:
    """The ordinary employees of the unit in the months before the placement, on average."""
    day = placement.since.toordinal()
    rule = rule_for(placement_rules(), kind="work_placement", day=day)
    if rule is None:
        return ""
    known = average(rule, judging.figures_of(placement.unit.id), day).full_time
    return number_text(known) or ""
