"""The quarterly statement of a model project: what is earned, less what was stated before.

What may be paid is derived; only what was paid is a fact. A statement that was sent never changes:
a registration that is corrected later shows as a line in the next one (KV-15).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import NamedTuple

from fodfaeste.core.evaluation import entitlements
from fodfaeste.core.events import Case
from fodfaeste.core.programme import Settlement
from fodfaeste.core.rules import Rules

PROJECT_START = "project-start"

Key = tuple[str | None, str]
"""Whose (None for the project itself) and which entitlement."""


class Quarter(NamedTuple):
    """A quarter of a year, from 1 to 4."""

    year: int
    number: int

    @property
    def last_day(self) -> int:
        """The ordinal of its last day."""
        year, month = divmod(self.year * 12 + self.number * 3, 12)
        if year > date.max.year:
            return date.max.toordinal()
        return date(year, month + 1, 1).toordinal() - 1

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.number}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a statement; a negative share takes back the line before it of the same key."""

    case: str | None
    entitlement: str
    on: int
    share: Decimal
    amount: Decimal

    @property
    def key(self) -> Key:
        """Whose and which entitlement."""
        return self.case, self.entitlement


@dataclass(frozen=True, slots=True)
class Statement:
    """What was stated for a quarter."""

    quarter: Quarter
    lines: tuple[Line, ...]
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Participant:
    """A case of the project, with the rules of the version that stands for it."""

    id: str
    rules: Rules
    case: Case


@dataclass(frozen=True, slots=True)
class Project:
    """A model project. ``grant`` in kroner; ``planned`` participants share it evenly."""

    grant: Fraction
    planned: int
    started_on: int
    settlement: Settlement
    participants: tuple[Participant, ...]
    statements: tuple[Statement, ...] = ()


class Claim(NamedTuple):
    """An entitlement of someone, the day it was earned and its share."""

    key: Key
    on: int
    share: Decimal


def settle(project: Project, quarter: Quarter) -> Statement:
    """The statement for ``quarter``, given all earlier ones."""
    contained = _contained(project.statements)
    earned = _counted(_earned(project, quarter.last_day), contained, project.planned)
    kept = {claim.key for claim in earned}
    taken_back = [
        claim._replace(share=-claim.share) for key, claim in contained.items() if key not in kept
    ]
    new = [claim for claim in earned if claim.key not in contained]
    start = sum((_worth(claim, project) for claim in contained.values()), Fraction(0))
    lines = _priced([*taken_back, *new], start, project)
    return Statement(quarter, tuple(lines), sum((line.amount for line in lines), Decimal("0.00")))


def _contained(statements: Iterable[Statement]) -> dict[Key, Claim]:
    """What the earlier statements still contain, in the order in which it was added."""
    contained: dict[Key, Claim] = {}
    for statement in statements:
        for line in statement.lines:
            if line.share < 0:
                contained.pop(line.key, None)
            else:
                contained[line.key] = Claim(line.key, line.on, line.share)
    return contained


def _earned(project: Project, last_day: int) -> list[Claim]:
    """Everything earned by ``last_day``: by date, then the project's start, then by position."""
    settlement = project.settlement
    order = {e.requirement: n for n, e in enumerate(settlement.entitlements)}
    found: list[tuple[tuple[int, int, int], Claim]] = []
    if project.started_on <= last_day:
        start = Claim((None, PROJECT_START), project.started_on, Decimal(settlement.project_start))
        found.append(((start.on, -1, 0), start))
    for position, one in enumerate(project.participants):
        for earned in entitlements(one.rules, one.rules.log(one.case, last_day)):
            name = earned.entitlement.requirement
            claim = Claim((one.id, name), earned.day, Decimal(earned.entitlement.share))
            found.append(((earned.day, position, order[name]), claim))
    return [claim for _, claim in sorted(found, key=lambda one: one[0])]


def _counted(earned: Sequence[Claim], contained: Mapping[Key, Claim], planned: int) -> list[Claim]:
    """At most ``planned`` cases for each entitlement, those already stated first."""
    places: dict[str, int] = {}
    kept: set[Key] = set()
    for claim in sorted(earned, key=lambda claim: claim.key not in contained):
        case, name = claim.key
        if case is None or places.get(name, 0) < planned:
            kept.add(claim.key)
            places[name] = places.get(name, 0) + 1
    return [claim for claim in earned if claim.key in kept]


def _worth(claim: Claim, project: Project) -> Fraction:
    """The exact amount: a share of the whole grant, or of one participant's part of it."""
    whole = project.grant if claim.key[0] is None else project.grant / project.planned
    return Fraction(claim.share) * whole


def _priced(claims: Iterable[Claim], start: Fraction, project: Project) -> list[Line]:
    """Money is exact until it is written: a line is what it adds to the rounded running total."""
    lines, total = [], start
    for claim in claims:
        before, total = total, total + _worth(claim, project)
        amount = Decimal(_ore(total) - _ore(before)).scaleb(-2)
        case, name = claim.key
        lines.append(Line(case, name, claim.on, claim.share, amount))
    return lines


def _ore(amount: Fraction) -> int:
    """An amount in whole øre, rounded half up."""
    return floor(amount * 100 + Fraction(1, 2))
