"""Rules that stand in the law and not in a programme: dated data, each with its paragraph.

They change without any programme changing, so each is in force for some days only, and what is
judged is judged by the rule of its own first day. What such a rule finds is told as a code with
values; a person decides what comes of it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, TypeVar

from fodfaeste.core.dates import Period, as_date
from fodfaeste.core.record import record, told
from fodfaeste.core.vocabulary import Id, Words

Values = Mapping[str, Any]


@record
class Law:
    """Where a rule stands, on which days it is in force here, and whether it was read there."""

    id: Id = told("Its id, unique among all rules of the file.")
    since: date = told("The first day on which it is used here.")
    until: date | None = told("The last day; left out: still.", default=None)
    paragraph: Words = told("The paragraph.")
    says: Words = told("The rule in words.")
    source: str = told("Where it was read.")
    certain: bool = told("Whether the text was read at its source.", default=False)
    check: Words | None = told("What is to be checked about it.", default=None)

    def is_in_force(self, day: int) -> bool:
        on = as_date(day)
        assert on is not None
        return self.since <= on and (self.until is None or on <= self.until)


@record
class Band:
    """So many places: one for each full ``one_per`` employees, as far as ``up_to`` of them."""

    one_per: int = told("One place for each full number of this many employees in the band.")
    up_to: int | None = told("The number of employees at which it ends.", default=None)


@record
class RatioRule:
    """How many supported persons there may be at a unit for its ordinary employees (JS-15)."""

    law: Law = told("Where it stands.")
    kinds: tuple[str, ...] = told("The kinds of placement that it is about.")
    bands: tuple[Band, ...] = told("The bands, smallest first.")
    at_least: int = told("The places that there always are.")
    months: int = told("The months before the first day whose average counts.")
    full_time: int = told("Hours a week that make one full-time employee.")
    counts: Literal["full_time", "nearest", "heads"] = told(
        "How supported persons are counted: `full_time`, the exact sum of full-time equivalents; "
        "`nearest`, that sum rounded to whole persons; `heads`, everybody as one.",
        default="full_time",
    )
    exempt_where_employed: tuple[int, ...] = told(
        "Target groups that are not counted at the company where they are employed.", default=()
    )


@record
class Extension:
    """A longer time than the first, and what it takes."""

    needs: Literal["assessment", "special_need"] = told("What it takes.")
    to: Period | None = told("How long it may then be in all.", default=None)
    by: Period | None = told("By how much more at a time, again and again.", default=None)


@record
class DurationRule:
    """How long a placement may be for some target groups."""

    law: Law = told("Where it stands.")
    kinds: tuple[str, ...] = told("The kinds of placement that it is about.")
    groups: tuple[int, ...] = told("The target groups, by number; left out: all.", default=())
    sector: Literal["public", "private"] | None = told("Left out: both.", default=None)
    graduates: bool = told("Whether it is for new graduates, whose rule goes first.", default=False)
    lasts: Period = told("How long it may be.")
    extensions: tuple[Extension, ...] = told("How it may become longer, in order.", default=())


@record
class UnemployedRule:
    """How long somebody must have been unemployed before, and who need not."""

    law: Law = told("Where it stands.")
    kinds: tuple[str, ...] = told("The kinds of placement that it is about.")
    lasts: Period = told("How long they must have been unemployed.")
    from_age: Period | None = told("The age from which they begin at once.", default=None)
    but: tuple[str, ...] = told("What else lets them begin on the first day.", default=())


@record
class NetJobsRule:
    """Whether a subsidised job has to come on top of the ordinary ones."""

    law: Law = told("Where it stands.")
    kinds: tuple[str, ...] = told("The kinds of placement that it is about.")
    sector: Literal["public", "private"] | None = told("Left out: both.", default=None)
    method: Literal["average", "budget"] = told(
        "`average`: the last month against the average of `months`; `budget`: against the number "
        "that the unit has money for."
    )
    months: int = told("The months of the average.", default=1)
    unless_reduced_capacity: bool = told(
        "Whether it is not asked for persons whose capacity for work is reduced.", default=False
    )


@record
class Group:
    """A target group of the employment act. ``was``: its names in acts before, as facts have it."""

    number: int = told("Its number in the act.")
    name: Words = told("Who they are.")
    was: tuple[str, ...] = told("What a fact about the citizen may call it.", default=())
    known_by: tuple[Mapping[Id, object], ...] = told(
        "Facts about the citizen that name it together, one way or another.", default=()
    )
    reduced_capacity: bool = told("Whether their capacity for work is reduced.", default=False)
    certain: bool = told("Whether the text was read at its source.", default=False)


@record
class PlacementRules:
    """All rules of the law about placements."""

    groups: tuple[Group, ...] = told("The target groups.")
    ratio: tuple[RatioRule, ...] = told("The ratio rule, one for each time.")
    durations: tuple[DurationRule, ...] = told("How long a placement may be.")
    unemployed: tuple[UnemployedRule, ...] = told("How long somebody must have been unemployed.")
    net_jobs: tuple[NetJobsRule, ...] = told("Whether a job comes on top of the others.")

    def group_of(self, fact: str) -> int | None:
        """The number of the target group that a fact about a citizen names."""
        found = (one.number for one in self.groups if fact in (str(one.number), *one.was))
        return next(found, None)

    def group_by(self, facts: Mapping[str, Any]) -> int | None:
        """The number of the target group that follows from benefit and the like; None where
        nothing does, or more than one."""
        found = {one.number for one in self.groups for way in one.known_by if _holds(way, facts)}
        return found.pop() if len(found) == 1 else None

    def has_reduced_capacity(self, number: int | None) -> bool:
        """Whether the capacity for work of that target group is reduced."""
        return any(one.reduced_capacity for one in self.groups if one.number == number)

    def laws(self) -> dict[str, Law]:
        """Where each rule stands, by its id."""
        rules: tuple[Rule, ...] = (
            *self.ratio, *self.durations, *self.unemployed, *self.net_jobs,
        )  # fmt: skip
        return {str(rule.law.id): rule.law for rule in rules}


def _holds(way: Mapping[Id, object], facts: Mapping[str, Any]) -> bool:
    return all(facts.get(name) == value for name, value in way.items())


class Finding(NamedTuple):
    """What a rule found: a code with plain values (words, numbers, days as ISO text), the id of
    the rule, and whether it is a warning, about which a person decides with a reason."""

    code: str
    values: Values = {}
    law: str = ""
    warns: bool = True


Rule = RatioRule | DurationRule | UnemployedRule | NetJobsRule
R = TypeVar("R", bound=Rule)


def for_kind(rules: Iterable[R], kind: str, day: int) -> tuple[R, ...]:
    """Those of ``rules`` that are about ``kind`` and in force on ``day``."""
    return tuple(rule for rule in rules if kind in rule.kinds and rule.law.is_in_force(day))


def iso(day: int) -> str:
    """A day as a finding's values have it."""
    return date.fromordinal(day).isoformat()
