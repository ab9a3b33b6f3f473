"""Whether a citizen belongs to a programme's target group: advice with a verdict a criterion."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from fodfaeste.core.dates import add
from fodfaeste.core.matching import fits
from fodfaeste.core.programme import Criterion

CriterionVerdict = Literal["met", "not_met", "undetermined"]
Verdict = Literal["eligible", "not_eligible", "undetermined"]


class Judged(NamedTuple):
    """A criterion and its verdict. ``limit``: the day that a date was held against."""

    criterion: Criterion
    verdict: CriterionVerdict
    limit: int | None = None


class Eligibility(NamedTuple):
    """The verdict on ``day`` and each criterion's own."""

    verdict: Verdict
    day: int
    criteria: Sequence[Judged]


def judge(criteria: Sequence[Criterion], facts: Mapping[str, Any], day: int) -> Eligibility:
    """One criterion that fails decides; else one that is undetermined; else all are met."""
    judged = [_judged(criterion, facts, day) for criterion in criteria]
    verdicts = {one.verdict for one in judged}
    if "not_met" in verdicts:
        return Eligibility("not_eligible", day, judged)
    return Eligibility("undetermined" if "undetermined" in verdicts else "eligible", day, judged)


def _judged(criterion: Criterion, facts: Mapping[str, Any], day: int) -> Judged:
    for name, wanted in criterion.only_when.items():
        if name not in facts:
            return Judged(criterion, "undetermined")
        if not fits(wanted, facts[name]):
            return Judged(criterion, "met")
    fact = facts.get(criterion.fact)
    if fact is None:
        return Judged(criterion, "undetermined")
    if criterion.has_come:
        limit = add(fact, criterion.has_come)
        return Judged(criterion, "met" if limit <= day else "not_met", limit)
    if criterion.not_passed:
        limit = add(fact, criterion.not_passed)
        return Judged(criterion, "met" if day <= limit else "not_met", limit)
    return Judged(criterion, "met" if fact in criterion.one_of else "not_met")
