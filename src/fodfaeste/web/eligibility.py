"""The target group's verdict, criterion by criterion, with the reason for each. Pure.

It is advice: the system says how the facts stand to the criteria, a person decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fodfaeste import words
from fodfaeste.core.eligibility import Eligibility, Judged
from fodfaeste.core.explaining import criterion_reason
from fodfaeste.core.rules import Rules
from fodfaeste.web import addresses
from fodfaeste.web.dates import language


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion, its verdict, and why."""

    says: str
    verdict: str
    verdict_says: str
    because: str
    clause: str
    clause_url: str


@dataclass(frozen=True, slots=True)
class EligibilityShown:
    """The verdict on the target group. ``kind``: the colour of its mark."""

    verdict: str
    says: str
    kind: str
    criteria: Sequence[CriterionLine]


def shown(rules: Rules, found: Eligibility, facts: Mapping[str, Any]) -> EligibilityShown:
    """``found`` as it was judged from ``facts``."""
    kinds = {"eligible": "done", "not_eligible": "late", "undetermined": "plain"}
    lines = [line(rules, judged, facts, found.day) for judged in found.criteria]
    return EligibilityShown(found.verdict, verdict_says(found.verdict), kinds[found.verdict], lines)


def line(rules: Rules, judged: Judged, facts: Mapping[str, Any], day: int) -> CriterionLine:
    criterion = judged.criterion
    said = words.criterion_because(
        judged, criterion_reason(judged, dict(facts), day), rules, language()
    )
    return CriterionLine(
        says=criterion.says[language()],
        verdict=judged.verdict,
        verdict_says=criterion_says(judged.verdict),
        because=only_why(said, criterion.says[language()], criterion.clause),
        clause=criterion.clause,
        clause_url=addresses.of_clause(rules.programme.programme, criterion.clause),
    )


def only_why(said: str, says: str, clause: str) -> str:
    """The reason without the criterion before it and the clause after it: on a page the one is
    a heading and the other a link."""
    return words.capitalised(without_clause(said.removeprefix(f"{says}: "), clause))


def without_clause(said: str, clause: str) -> str:
    """A sentence without the clause at its end, which on a page is a link."""
    return f"{said.removesuffix(f' ({clause}).')}." if said.endswith(f" ({clause}).") else said


def verdict_says(verdict: str) -> str:
    return {
        "eligible": _("belongs to the target group"),
        "not_eligible": _("does not belong to the target group"),
        "undetermined": _("cannot be judged yet"),
    }[verdict]


def criterion_says(verdict: str) -> str:
    return {"met": _("met"), "not_met": _("not met"), "undetermined": _("not known yet")}[verdict]
