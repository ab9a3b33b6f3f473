"""The ratio rule: how many supported persons a production unit has room for, and when (JS-15).

Supported persons are counted in full-time equivalents against the average of ordinary employees in
the months before the first day. It is a look ahead: the placements of others begin and end while
this one lasts, so the sum is taken anew on each day on which one of them changes. Days are whole
numbers, as in ``dates``. It warns; whether the placement is made is for a person to say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import NamedTuple

from fodfaeste.core.dates import LAST_DAY, add_months, as_date
from fodfaeste.core.law import Finding, PlacementRules, RatioRule, Values, for_kind, iso


@dataclass(frozen=True, slots=True, kw_only=True)
class Supported:
    """A supported person at a unit from ``first`` through ``last`` (None: no end is known).

    ``who`` is one and the same for all stretches of one person, as when the hours a week change.
    ``hours`` None: not known, and counted as full time. ``group``: the target group's number.
    """

    who: str
    kind: str
    first: int
    last: int | None
    hours: Decimal | None
    group: int | None = None
    employed_here: bool = False


class Month(NamedTuple):
    """A month by its first day, and its ordinary employees in full-time equivalents, if known."""

    first: int
    full_time: Decimal | None


@dataclass(frozen=True, slots=True)
class Average:
    """The ordinary employees of the months before, and the average of those that are known."""

    months: tuple[Month, ...]

    @property
    def missing(self) -> tuple[int, ...]:
        """The first days of months of which nobody has said a figure."""
        return tuple(month.first for month in self.months if month.full_time is None)

    @property
    def full_time(self) -> Fraction | None:
        """None if no month is known."""
        known = [Fraction(one.full_time) for one in self.months if one.full_time is not None]
        return sum(known, Fraction(0)) / len(known) if known else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``first`` through ``last`` nobody comes or goes. ``taken`` by ``heads`` others, and
    ``asked`` for by the new placement, in full-time equivalents or as the rule counts."""

    first: int
    last: int
    taken: Fraction
    heads: int
    asked: Fraction

    @property
    def together(self) -> Fraction:
        """All that would be there."""
        return self.taken + self.asked


class Exceeded(NamedTuple):
    """From ``first`` through ``last`` there would be more than there are places for, at most
    ``together``."""

    first: int
    last: int
    together: Fraction


@dataclass(frozen=True, slots=True)
class Outlook:
    """The ratio rule over the whole period of a new placement. ``places`` None: not known.
    ``exempt``: the new placement is not counted."""

    rule: RatioRule
    average: Average
    places: int | None
    stretches: tuple[Stretch, ...]
    exempt: bool = False

    @property
    def exceeded(self) -> tuple[Exceeded, ...]:
        """When there would be too many, neighbouring stretches together."""
        if self.places is None or self.exempt:
            return ()
        return _joined(one for one in self.stretches if one.together > self.places)

    @property
    def free(self) -> Fraction | None:
        """Places that are free on the first day, before the new placement; None: not known."""
        return self.free_in(self.stretches[0])

    def free_in(self, stretch: Stretch) -> Fraction | None:
        """The same in another stretch."""
        return None if self.places is None else self.places - stretch.taken

    def on(self, day: int | None) -> Stretch:
        """The stretch in which a day lies; the first where none is said."""
        there = (one for one in self.stretches if day is not None and one.first <= day <= one.last)
        return next(there, self.stretches[0])


def places(rule: RatioRule, ordinary: Decimal | Fraction) -> int:
    """The places at a unit with so many ordinary employees: one for each full number of a band,
    and always at least so many as the rule says."""
    found = [floor(_part(rule, n, Fraction(ordinary)) / band.one_per)
             for n, band in enumerate(rule.bands)]  # fmt: skip
    return sum((max(rule.at_least, found[0]), *found[1:]))


def _part(rule: RatioRule, number: int, ordinary: Fraction) -> Fraction:
    """How many of the employees lie in a band."""
    below = Fraction(rule.bands[number - 1].up_to or 0) if number else Fraction(0)
    above = rule.bands[number].up_to
    return max(Fraction(0), (ordinary if above is None else min(ordinary, Fraction(above))) - below)


def average(rule: RatioRule, figures: Mapping[int, Decimal], first: int) -> Average:
    """As many whole calendar months as the rule says, before the month of ``first``."""
    return months_before(first, rule.months, figures)


def months_before(day: int, number: int, figures: Mapping[int, Decimal]) -> Average:
    """The ``number`` whole calendar months before the month of ``day``. ``figures``: ordinary
    employees in full-time equivalents, by the first day of their month."""
    this = _month_of(day)
    firsts = [add_months(this, -back) for back in range(number, 0, -1)]
    return Average(tuple(Month(first, figures.get(first)) for first in firsts))


def _month_of(day: int) -> int:
    on = as_date(day)
    assert on is not None
    return on.replace(day=1).toordinal()


def look_ahead(
    rule: RatioRule,
    *,
    figures: Mapping[int, Decimal],
    others: Iterable[Supported],
    asked: Sequence[Supported],
    counts: str | None = None,
) -> Outlook:
    """The rule over the whole period of ``asked``, the stretches of one new placement.

    ``others``: who else is supported at the unit, this placement not among them. ``figures``:
    ordinary employees of a month by its first day. ``counts``: another way than the rule's.
    """
    first = min(one.first for one in asked)
    ahead = _Ahead(rule, counts or rule.counts)
    known = average(rule, figures, first)
    full_time = known.full_time
    return Outlook(
        rule,
        known,
        None if full_time is None else places(rule, full_time),
        ahead.stretches([one for one in others if ahead.is_counted(one)], asked),
        exempt=not any(ahead.is_counted(one) for one in asked),
    )


class _Ahead(NamedTuple):
    rule: RatioRule
    counts: str

    def is_counted(self, one: Supported) -> bool:
        """Groups that the rule names are not counted at the company where they are employed."""
        exempt = one.employed_here and one.group in self.rule.exempt_where_employed
        return one.kind in self.rule.kinds and not exempt

    def stretches(
        self, others: Sequence[Supported], asked: Sequence[Supported]
    ) -> tuple[Stretch, ...]:
        days = _change_days(others, asked)
        return tuple(
            self.stretch(first, after - 1, others, asked) for first, after in pairwise(days)
        )

    def stretch(
        self, first: int, last: int, others: Sequence[Supported], asked: Sequence[Supported]
    ) -> Stretch:
        there = [one for one in others if _is_there(one, first)]
        new = [one for one in asked if _is_there(one, first) and self.is_counted(one)]
        taken = self.counted(there)
        together = self.counted([*there, *new])
        return Stretch(first, last, taken, len({one.who for one in there}), together - taken)

    def counted(self, there: Sequence[Supported]) -> Fraction:
        if self.counts == "heads":
            return Fraction(len({one.who for one in there}))
        exact = sum((_full_time(one, self.rule.full_time) for one in there), Fraction(0))
        return exact if self.counts == "full_time" else Fraction(floor(exact + Fraction(1, 2)))


def _full_time(one: Supported, hours: int) -> Fraction:
    return Fraction(1) if one.hours is None else Fraction(one.hours) / hours


def _is_there(one: Supported, day: int) -> bool:
    return one.first <= day and (one.last is None or day <= one.last)


def _change_days(others: Sequence[Supported], asked: Sequence[Supported]) -> list[int]:
    """The days within the new placement from which somebody comes or goes, and the day after it."""
    first = min(one.first for one in asked)
    after = max(_after(one) for one in asked)
    days = {day for one in (*others, *asked) for day in (one.first, _after(one))}
    return sorted({first, after, *(day for day in days if first < day < after)})


def _after(one: Supported) -> int:
    return LAST_DAY if one.last is None else max(one.last + 1, one.first)


def _joined(over: Iterable[Stretch]) -> tuple[Exceeded, ...]:
    found: list[Exceeded] = []
    for one in over:
        if found and found[-1].last + 1 == one.first:
            before = found.pop()
            found.append(Exceeded(before.first, one.last, max(before.together, one.together)))
        else:
            found.append(Exceeded(one.first, one.last, one.together))
    return tuple(found)


# --- what is said of it


def rule_for(rules: PlacementRules, *, kind: str, day: int) -> RatioRule | None:
    """The ratio rule in force for a placement of that kind; None if there is none for it."""
    return next(iter(for_kind(rules.ratio, kind, day)), None)


def findings(outlook: Outlook, *, on: int | None = None) -> tuple[Finding, ...]:
    """The arithmetic, what is not known, and when there would be too many (JS-15). ``on``: the day
    that the arithmetic is of; the first where none is said."""
    law = str(outlook.rule.law.id)
    if outlook.exempt:
        return (Finding("ratio_exempt", {}, law, warns=False),)
    found = [*_staff(outlook, law)]
    if outlook.places is not None:
        found.append(Finding("ratio", arithmetic(outlook, on=on), law, warns=False))
    too_many = [Finding("ratio_exceeded", _exceeded(outlook, one), law) for one in outlook.exceeded]
    return (*found, *too_many)


def arithmetic(outlook: Outlook, *, on: int | None = None) -> Values:
    """ "46 ordinary → 9 places; 7 taken; 2 free", on that day, as plain values."""
    first = outlook.on(on)
    return {
        "ordinary": number_text(outlook.average.full_time),
        "places": outlook.places,
        "taken": number_text(first.taken),
        "heads": first.heads,
        "free": number_text(outlook.free_in(first)),
        "asked": number_text(first.asked),
        "on": iso(first.first),
    }


def _staff(outlook: Outlook, law: str) -> Iterable[Finding]:
    missing = [iso(day) for day in outlook.average.missing]
    if outlook.places is None:
        yield Finding("staff_unknown", {"months": missing}, law)
    elif missing:
        yield Finding("staff_incomplete", {"months": missing}, law)


def _exceeded(outlook: Outlook, one: Exceeded) -> Values:
    return {
        "first": iso(one.first),
        "last": None if one.last >= LAST_DAY - 1 else iso(one.last),
        "together": number_text(one.together),
        "places": outlook.places,
    }


def number_text(exact: Fraction | None) -> str | None:
    """A number as values have it: with two decimals at most, a third where two would hide that it
    is not whole."""
    if exact is None:
        return None
    short = Decimal(round(exact * 100)) / 100
    hides = short == int(short) and exact.denominator != 1
    text = f"{Decimal(round(exact * 1000)) / 1000:.3f}" if hides else f"{short:.2f}"
    return text.rstrip("0").rstrip(".")
