"""The kinds of placement and job of a case's programme, as the vocabulary has them, and what each
begins and ends by."""

from collections import Counter
from collections.abc import Iterable, Mapping

from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import Words
from fodfaeste.placements.models import AgreementVersion

AGREED, STARTED, ENDED = "placement_agreed", "placement_started", "placement_ended"
JOB_STARTED, JOB_ENDED = "job_started", "job_ended"

HOURS_OF = {"wage_subsidy": "wage_subsidy", "flex_job": "flex_job", "ordinary": "ordinary"}
"""The sort of hours that a kind begins with; every other is unpaid."""


def placements(rules: Rules) -> Mapping[str, Words]:
    """The kinds of placement, by their names."""
    return rules.terms.events[STARTED].attributes["kind"].values


def jobs(rules: Rules) -> Mapping[str, Words]:
    """The kinds of job."""
    return rules.terms.events[JOB_STARTED].attributes["kind"].values


def every(rules: Rules) -> dict[str, Words]:
    """All of both."""
    return {**placements(rules), **jobs(rules)}


def is_job(kind: str, rules: Rules) -> bool:
    """Whether it is paid work, and no placement."""
    return kind in jobs(rules)


def lacks_agreed(types: Iterable[str], *, waiting: int) -> bool:
    """Whether fewer were agreed than began, as the rules count them. ``types``: of the events that
    count; ``waiting``: so many were agreed, and have not begun."""
    found = Counter(types)
    return found[AGREED] - waiting < found[STARTED]


def usual_hours(kind: str) -> str:
    """The sort of hours that a placement or job of that kind is mostly of."""
    return HOURS_OF.get(kind, AgreementVersion.Hours.UNPAID.value)
