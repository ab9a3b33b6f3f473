"""What the rules of the law say of a placement that somebody is about to agree on (JS-15): the
ratio at the unit over the whole period, how long it may be, and what is worth a second look. They
warn; a person decides, with a reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Q

from fodfaeste.companies.models import ProductionUnit, StaffFigure
from fodfaeste.core import agreements, durations, net_jobs, ratio
from fodfaeste.core.dates import parse_day
from fodfaeste.core.durations import Person, Span
from fodfaeste.core.law import Finding
from fodfaeste.core.ratio import Supported
from fodfaeste.core.rules import Rules
from fodfaeste.placements import days_off, kinds
from fodfaeste.placements.agreements import (
    Hours,
    Terms,
    changed_hours,
    over_time,
    starting_hours,
    whole,
)
from fodfaeste.placements.models import AgreementVersion, Placement
from fodfaeste.programmes.placing import placement_rules

ONLY_TOLD = frozenset(
    {
        "staff_unknown", "staff_incomplete", "duration_undecided", "no_duration_rule",
        "unemployed_unknown", "no_last_day", "net_jobs_unknown_average", "net_jobs_unknown_budget",
    }
)  # fmt: skip
"""That something is not known is told; nobody has to answer for it with a reason."""


NEW = UUID(int=0)
"""The id of a placement that is not there yet."""


class Changed(NamedTuple):
    """A change of an agreement: from which day it holds, and on which it is made."""

    since: date
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be judged. ``placement``: the one that is changed, if it is there already.
    ``group``: the target group's number, where somebody has said another than the facts do.
    ``hours``: how they go over time, where it is not as ``terms`` say. ``changed``: if it is a
    change."""

    case_id: UUID
    kind: str
    terms: Terms
    unit: ProductionUnit | None
    facts: Mapping[str, Any]
    rules: Rules
    agreed_on: date
    employed_here: bool = False
    group: int | None = None
    hours: Sequence[Hours] = ()
    changed: Changed | None = None
    placement: UUID = NEW

    @property
    def group_number(self) -> int | None:
        return self.group or group_of(self.facts)


def judged(asked: Asked) -> tuple[Finding, ...]:
    """All that the rules find, the ratio first."""
    return (*_ratio(asked), *_duration(asked), *_net_jobs(asked), *_look(asked))


def warnings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those about which somebody decides with a reason."""
    return tuple(one for one in findings if one.warns and one.code not in ONLY_TOLD)


def warnings_of_change(
    *, before: Asked, terms: Terms, hours: Sequence[Hours], on: date
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What the rules find of an agreement that is changed on ``on``, and what of it they warn of
    that they did not warn of before. ``hours``: how they go by the versions so far."""
    was = replace(before, hours=hours)
    becomes = replace(
        before,
        terms=whole(terms, since=before.terms.since),
        hours=changed_hours(hours, terms),
        changed=Changed(terms.since, on),
    )
    found, known = judged(becomes), judged(was)
    return found, tuple(one for one in warnings(found) if one not in known)


def group_of(facts: Mapping[str, Any]) -> int | None:
    """The number of the citizen's target group, as it was said or as it follows from benefit and
    the like; None: not known."""
    fact = facts.get("lab_target_group")
    return placement_rules().group_of(str(fact)) if fact else placement_rules().group_by(facts)


# --- the ratio


def _ratio(asked: Asked) -> tuple[Finding, ...]:
    rule = ratio.rule_for(placement_rules(), kind=asked.kind, day=asked.terms.since.toordinal())
    if rule is None or asked.unit is None or _is_backwards(asked.terms):
        return ()
    new = [_supported(asked, one) for one in asked.hours or starting_hours(asked.terms)]
    figures = figures_of(asked.unit.pk)
    others = supported_at(asked.unit.pk, but=asked.placement, rules=asked.rules)
    outlook = ratio.look_ahead(rule, figures=figures, others=others, asked=new)
    return ratio.findings(outlook, on=asked.changed.since.toordinal() if asked.changed else None)


def _is_backwards(terms: Terms) -> bool:
    return terms.until is not None and terms.until < terms.since


def _supported(asked: Asked, hours: Hours) -> Supported:
    return Supported(
        who="new",
        kind=asked.kind,
        first=hours.first.toordinal(),
        last=hours.last.toordinal() if hours.last else None,
        hours=counted(hours),
        group=asked.group_number,
        employed_here=asked.employed_here,
    )


def counted(hours: Hours) -> Decimal | None:
    """The hours that are supported: not those that are paid in the ordinary way; None where none
    are known."""
    supported = [
        number for kind, number in hours.by_kind.items() if kind != AgreementVersion.Hours.ORDINARY
    ]
    return sum(supported, Decimal(0)) if hours.by_kind else None


def figures_of(unit_id: UUID) -> dict[int, Decimal]:
    """Ordinary employees of a unit by the first day of the month, as they were said last."""
    rows = StaffFigure.unrestricted.filter(unit=unit_id).order_by("recorded_at", "pk")
    return {month.toordinal(): number for month, number in rows.values_list("month", "full_time")}


def supported_at(unit_id: UUID, *, but: UUID, rules: Rules) -> list[Supported]:
    """Those who are or will be at a unit in a placement, stretch by stretch. Whoever asks learns
    how many they are, and not who."""
    found = Placement.unrestricted.filter(unit=unit_id).exclude(pk=but)
    found = found.exclude(kind__in=kinds.jobs(rules)).exclude(ended_on__lt=F("since"))
    return [one for row in found.prefetch_related("versions") for one in stretches(row)]


def stretches(placement: Placement) -> Iterable[Supported]:
    """One placement as the ratio rule counts it."""
    versions = list(placement.versions.all())
    for hours in over_time(versions, last=placement.ended_on or placement.until):
        yield Supported(
            who=str(placement.pk),
            kind=placement.kind,
            first=hours.first.toordinal(),
            last=hours.last.toordinal() if hours.last else None,
            hours=counted(hours),
            group=placement.group,
            employed_here=placement.employed_here,
        )


# --- how long


def _duration(asked: Asked) -> tuple[Finding, ...]:
    if kinds.is_job(asked.kind, asked.rules) or _is_backwards(asked.terms):
        return ()
    rules, person, since = placement_rules(), person_of(asked), asked.terms.since.toordinal()
    until = asked.terms.until.toordinal() if asked.terms.until else None
    long = durations.judge(
        rules, kind=asked.kind, person=person, since=since, until=until,
        earlier=_earlier(asked), sector=sector_of(asked.unit),
    )  # fmt: skip
    return (*long, *durations.judge_unemployment(
        rules, kind=asked.kind, person=person, since=since,
    ))  # fmt: skip


def sector_of(unit: ProductionUnit | None) -> str | None:
    """``public`` or ``private``; None where no unit is known."""
    if unit is None:
        return None
    return "public" if unit.company.is_public else "private"


def person_of(asked: Asked) -> Person:
    """What the rules ask about the citizen."""
    born, unemployed = (
        parse_day(str(asked.facts.get(name) or "")) for name in ("birth_date", "unemployed_since")
    )
    return Person(
        group=asked.group_number,
        born=born,
        reduced_capacity=placement_rules().has_reduced_capacity(asked.group_number),
        unemployed_since=unemployed,
    )


def _earlier(asked: Asked) -> Sequence[Span]:
    if asked.unit is None:
        return ()
    there = Q(unit__company=asked.unit.company_id, kind=asked.kind, since__lt=asked.terms.since)
    found = Placement.unrestricted.filter(there, case=asked.case_id).exclude(pk=asked.placement)
    return [
        Span(one.since.toordinal(), _last(one))
        for one in found
        if one.ended_on is None or one.ended_on >= one.since
    ]


def _last(placement: Placement) -> int | None:
    last = placement.ended_on or placement.until
    return last.toordinal() if last else None


# --- on top of other jobs


def _net_jobs(asked: Asked) -> tuple[Finding, ...]:
    """What the budget of a public unit is, nobody has said; it is asked the employer."""
    if asked.unit is None:
        return ()
    return net_jobs.judge(
        placement_rules(),
        kind=asked.kind,
        person=person_of(asked),
        sector=sector_of(asked.unit),
        since=asked.terms.since.toordinal(),
        figures=figures_of(asked.unit.pk),
    )


# --- a second look


def _look(asked: Asked) -> tuple[Finding, ...]:
    if asked.changed is not None:
        return (*_look_at_whole(asked), *_look_at_change(asked.changed))
    return _look_at_whole(asked)


def _look_at_change(changed: Changed) -> tuple[Finding, ...]:
    return agreements.look_at_change(
        changed.since.toordinal(),
        on=changed.on.toordinal(),
        holidays=days_off.in_period(changed.since, changed.since + timedelta(days=1)),
    )


def _look_at_whole(asked: Asked) -> tuple[Finding, ...]:
    since = asked.terms.since
    others = Placement.unrestricted.filter(case=asked.case_id).exclude(pk=asked.placement)
    others = others.exclude(ended_on__lt=F("since")).select_related("unit__company")
    return agreements.look_at(
        agreements.Agreement(
            kind=asked.kind,
            since=since.toordinal(),
            until=asked.terms.until.toordinal() if asked.terms.until else None,
            on=asked.agreed_on.toordinal(),
            beside=tuple(map(_beside, others)),
            holidays=days_off.in_period(since, since + timedelta(days=1)),
            goes_beside=_goes_beside(asked),
            employer=_company_of_placement(asked),
            last_employer=_last_employer(asked, others),
        )
    )


def _company_of_placement(asked: Asked) -> str | None:
    """The company, where a placement may not be at the last employer: a job may, and so may a
    placement of whoever is still employed there."""
    is_asked = asked.unit and not asked.employed_here and not kinds.is_job(asked.kind, asked.rules)
    return str(asked.unit.company_id) if asked.unit and is_asked else None


def _last_employer(asked: Asked, others: Iterable[Placement]) -> str | None:
    """The company of the job that ended last before the first day, as far as the case knows."""
    ended = [
        (one.ended_on, str(one.unit.company_id))
        for one in others
        if one.ended_on and one.ended_on < asked.terms.since and kinds.is_job(one.kind, asked.rules)
    ]
    return max(ended)[1] if ended else None


def _beside(one: Placement) -> agreements.Beside:
    return agreements.Beside(
        id=str(one.pk),
        kind=one.kind,
        at=one.unit.company.name,
        first=one.since.toordinal(),
        last=_last(one),
    )


def _goes_beside(asked: Asked) -> frozenset[str]:
    """Ordinary hours beside a placement are the way out of it."""
    jobs = frozenset(kinds.jobs(asked.rules))
    return frozenset(kinds.placements(asked.rules)) if asked.kind in jobs else jobs
