"""What the page of a case shows, part by part."""

from collections.abc import Sequence
from dataclasses import dataclass

from fodfaeste.web.appointments.panel import AppointmentsShown
from fodfaeste.web.case.ending import Ending
from fodfaeste.web.case.log import LogLine
from fodfaeste.web.case.months import Month
from fodfaeste.web.case.timeline import Timeline
from fodfaeste.web.duties import DutyRow
from fodfaeste.web.eligibility import EligibilityShown
from fodfaeste.web.files.presenters import Document
from fodfaeste.web.intake.shown import IntakeShown
from fodfaeste.web.plan.panel import PlanInShort
from fodfaeste.web.progress.presenters import PanelShown as ProgressPanel


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a part in the case. ``has_ball``: what is due next waits for them."""

    name: str
    initials: str
    role: str
    organisation: str
    has_ball: bool


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the checklist."""

    what: str
    state: str
    says: str
    clause: str
    clause_url: str
    act_url: str = ""
    waive_url: str = ""
    usual: bool = False


@dataclass(frozen=True, slots=True)
class BreachLine:
    """Something that should not have happened as it did."""

    name: str
    says: str
    clause: str
    clause_url: str
    usual: bool
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseShown:
    """All of the page. ``may``: the acts of ``policy.Act`` that the reader may do."""

    id: str
    citizen: str
    protected: bool
    lead: str
    phase: str
    closed: str
    missed: str
    timeline: Timeline | None
    appointments: AppointmentsShown | None
    now: Sequence[DutyRow]
    later: Sequence[DutyRow]
    now_says: str
    breaches: Sequence[BreachLine]
    checks: Sequence[Check]
    not_asked: Sequence[Check]
    done_says: str
    people: Sequence[Person]
    facts: Sequence[tuple[str, str]]
    contact: Sequence[tuple[str, str]]
    eligibility: EligibilityShown | None
    reached: Sequence[tuple[str, str]]
    progress: ProgressPanel | None
    about: Sequence[tuple[str, str]]
    newer_version: str
    lines: Sequence[LogLine]
    older: Sequence[LogLine]
    months: Sequence[Month]
    documents: Sequence[Document]
    lines_say: str
    has_variants: bool
    programme: str
    ending: Ending
    may: frozenset[str]
    shows_registrations: bool
    shows_people: bool
    is_shared: bool
    plan: PlanInShort | None
    intake: IntakeShown
