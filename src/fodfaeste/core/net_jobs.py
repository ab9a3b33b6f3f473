"""Whether a subsidised job comes on top of the ordinary ones (*merbeskæftigelse*, KV-12).

The sources disagree about public employers, so there are two methods, and each rule names its own.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from fodfaeste.core.durations import Person
from fodfaeste.core.law import Finding, NetJobsRule, PlacementRules, for_kind, iso
from fodfaeste.core.ratio import Average, months_before, number_text


def judge(
    rules: PlacementRules,
    *,
    kind: str,
    person: Person,
    sector: str | None,
    since: int,
    figures: Mapping[int, Decimal],
    budget: Decimal | None = None,
) -> tuple[Finding, ...]:
    """What each rule in force on ``since`` says. ``figures``: ordinary employees in full-time
    equivalents by the first day of their month. ``budget``: how many the unit has money for."""
    fitting = [
        rule
        for rule in for_kind(rules.net_jobs, kind, since)
        if sector is None or rule.sector in (None, sector)
    ]
    return tuple(one for rule in fitting for one in _judged(rule, person, since, figures, budget))


def _judged(
    rule: NetJobsRule,
    person: Person,
    since: int,
    figures: Mapping[int, Decimal],
    budget: Decimal | None,
) -> Iterator[Finding]:
    law = str(rule.law.id)
    if rule.unless_reduced_capacity and person.reduced_capacity:
        yield Finding("net_jobs_not_asked", {}, law, warns=False)
        return
    last = months_before(since, 1, figures)
    if rule.method == "budget":
        yield _compared("budget", last, None if budget is None else Fraction(budget), law)
        return
    known = months_before(since, rule.months, figures)
    yield _compared("average", last, known.full_time, law)
    if last.full_time is not None and known.missing:
        yield Finding("staff_incomplete", {"months": [iso(day) for day in known.missing]}, law)


def _compared(method: str, last: Average, against: Fraction | None, law: str) -> Finding:
    """It is met if the last month is not below what it is held against."""
    now = last.full_time
    values = {
        "now": number_text(now),
        "month": iso(last.months[0].first),
        "against": number_text(against),
    }
    if now is None or against is None:
        return Finding(f"net_jobs_unknown_{method}", values, law)
    met = now >= against
    return Finding(f"net_jobs_{'met' if met else 'missing'}_{method}", values, law, warns=not met)
