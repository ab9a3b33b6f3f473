"""The heart: ``evaluate(programme, case, on)``. Pure, and with no clock of its own.

Everything that is shown about a case (phase, what is due and late, breaches, what may be paid)
is derived here from the programme and the log, and stored nowhere as truth.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from fodfaeste.core.dates import as_date
from fodfaeste.core.duties import Duty
from fodfaeste.core.eligibility import Eligibility, judge
from fodfaeste.core.events import REFERRAL, Case, Event
from fodfaeste.core.log import Log
from fodfaeste.core.outcomes import Reached
from fodfaeste.core.programme import Breach, Entitlement, Outcome, Phase, Requirement
from fodfaeste.core.rules import Rules

State = Literal["not_required", "met", "met_late", "waived", "missed", "open", "pending", "overdue"]
STATES: tuple[State, ...] = (
    "not_required", "met", "met_late", "waived", "missed", "open", "pending", "overdue",
)  # fmt: skip
ON_A_WORKLIST = frozenset({"pending", "overdue", "open"})


class Instance(NamedTuple):
    """A duty and how it stands."""

    duty: Duty
    state: State

    @property
    def rule(self) -> Requirement:
        """The requirement of which it is an instance."""
        return self.duty.rule

    @property
    def due_on(self) -> date | None:
        """The day it is due at the latest."""
        return as_date(self.duty.due)

    @property
    def met_on(self) -> date | None:
        """The day it was met."""
        return as_date(self.duty.met)


class PhaseSpan(NamedTuple):
    """A phase and its days; ``last`` is None for the last one listed."""

    phase: Phase
    first: int
    last: int | None


class BreachFound(NamedTuple):
    """Something that should not have happened as it did. ``number``: which match it was."""

    rule: Breach | Requirement
    day: int
    event: Event
    number: int | None = None


class Earned(NamedTuple):
    """A share of a participant's part of the grant, and the day it was earned."""

    entitlement: Entitlement
    day: int


class Achieved(NamedTuple):
    """An outcome and the day it was reached."""

    outcome: Outcome
    day: int


class Evaluation(NamedTuple):
    """All that follows from a programme, a case and a day."""

    rules: Rules
    log: Log
    on: int
    variant: str | None
    eligibility: Eligibility
    phases: Sequence[PhaseSpan]
    requirements: Sequence[Instance]
    breaches: Sequence[BreachFound]
    entitlements: Sequence[Earned]
    outcomes: Sequence[Achieved]

    @property
    def phase(self) -> PhaseSpan | None:
        """The last phase listed that has begun, or None."""
        begun = [span for span in self.phases if span.first <= self.on]
        return begun[-1] if begun else None


def evaluate(rules: Rules, case: Case, on: int) -> Evaluation:
    """How ``case`` stands on the day ``on`` (an ordinal) by ``rules``."""
    log = rules.log(case, on)
    requirements = read_states(rules, log, on)
    return Evaluation(
        rules=rules,
        log=log,
        on=on,
        variant=log.variant,
        eligibility=eligibility(rules, log),
        phases=phases(rules, log),
        requirements=requirements,
        breaches=breaches(rules, log),
        entitlements=entitlements(rules, log),
        outcomes=outcomes(rules, log),
    )


def eligibility(rules: Rules, log: Log) -> Eligibility:
    """The target group's verdict on the day of the first referral, or on the day asked about."""
    referrals = log.of_type(REFERRAL)
    return judge(rules.programme.target_group, log.facts, referrals[0].day if referrals else log.on)


def derive(rules: Rules, log: Log, *, horizon: int) -> list[Duty]:
    """Every duty, in the programme's order; cells of a grid that begin after ``horizon`` not."""
    duties: list[Duty] = []
    for deriver in rules.derivers:
        duties += deriver(log, horizon)
    return duties


def read_states(rules: Rules, log: Log, on: int) -> list[Instance]:
    """Every duty and how it stands on ``on``."""
    waived, closed_on = log.waived(), log.closed_on
    return [
        Instance(
            duty,
            state(
                duty,
                on=on,
                closed_on=closed_on,
                waived=bool(waived) and is_waived(duty, waived.get(duty.rule.id)),
            ),
        )
        for duty in derive(rules, log, horizon=on)
    ]


def is_waived(duty: Duty, numbers: set[int | None] | None) -> bool:
    """Whether a waiver names the requirement, and this instance or none in particular."""
    return numbers is not None and (None in numbers or duty.number in numbers)


def state(duty: Duty, *, on: int, closed_on: int | None, waived: bool) -> State:
    """How a duty stands on a day: the first of the states that applies."""
    if not duty.required:
        return "not_required"
    due = duty.due
    if duty.met is not None:
        return "met" if due is None or duty.met <= due else "met_late"
    if waived:
        return "waived"
    if closed_on is not None and not duty.rule.outlives_closing:
        return "missed" if due is not None and due <= closed_on else "not_required"
    if due is None:
        return "open"
    if duty.last is not None and duty.last < on:
        return "missed"
    return "pending" if due >= on else "overdue"


def phases(rules: Rules, log: Log) -> list[PhaseSpan]:
    """The phases whose first day is known, each ending the day before the next begins.

    Left out is one that would begin on or after the first day of a later one.
    """
    begun: list[tuple[Phase, int]] = []
    for phase, day in zip(rules.programme.phases, rules.phase_days, strict=True):
        first = day(log)
        if first is not None:
            while begun and begun[-1][1] >= first:
                begun.pop()
            begun.append((phase, first))
    ends: list[int | None] = [first - 1 for _, first in begun[1:]]
    return [
        PhaseSpan(phase, first, last)
        for (phase, first), last in zip(begun, [*ends, None], strict=False)
    ]


def breaches(rules: Rules, log: Log) -> list[BreachFound]:
    """What should not have happened as it did, by date, then by id."""
    found = [
        BreachFound(rule, event.day, event, number)
        for rule, find in rules.breaches
        for event, number in find(log)
    ]
    found.sort(key=lambda breach: (breach.day, breach.rule.id))
    return found


def entitlements(rules: Rules, log: Log) -> list[Earned]:
    """What has been earned, each on the day its requirement was met."""
    return [
        Earned(entitlement, day)
        for entitlement, met in rules.entitlements
        if (day := met(log)) is not None
    ]


def outcomes(rules: Rules, log: Log) -> list[Achieved]:
    """What has been reached by the day of the log."""
    found: list[tuple[Outcome, Reached]] = [(o, reach(log)) for o, reach in rules.outcomes]
    return [Achieved(o, day) for o, day in found if day is not None and day <= log.on]
