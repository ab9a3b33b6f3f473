"""How long a placement may be, what a longer one takes, and when it may begin (JS-15, KV-12).

All periods of one kind at the same place are counted together, from the first day of the first
one; days between two of them do not count. Days are whole numbers, as in ``dates``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fodfaeste.core.dates import Period, add
from fodfaeste.core.law import (
    DurationRule,
    Finding,
    PlacementRules,
    UnemployedRule,
    Values,
    for_kind,
    iso,
)


class Span(NamedTuple):
    """From ``first`` through ``last`` (None: no end is known)."""

    first: int
    last: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is known of the citizen that the rules ask for; None: not known.

    ``group``: the target group's number. ``born``: the day. ``graduate``: newly educated.
    ``reduced_capacity``: for work. ``begins_at_once``: what lets them begin on the first day of
    unemployment, by the words of the rule's ``but``."""

    group: int | None = None
    born: int | None = None
    graduate: bool = False
    reduced_capacity: bool = False
    unemployed_since: int | None = None
    begins_at_once: tuple[str, ...] = ()


def rule_for(
    rules: PlacementRules, *, kind: str, person: Person, sector: str | None, day: int
) -> DurationRule | None:
    """The duration rule for that kind, person and sector on ``day``; None if there is none.

    What is for new graduates goes first. Where group or sector is not known, the rule is found
    only if they do not matter."""
    return _the_one(_fitting(rules, kind, person, sector, day))


def _the_one(fitting: Sequence[DurationRule]) -> DurationRule | None:
    if fitting and fitting[0].graduates:
        return fitting[0]
    return fitting[0] if len({rule.lasts for rule in fitting}) == 1 else None


def _fitting(
    rules: PlacementRules, kind: str, person: Person, sector: str | None, day: int
) -> list[DurationRule]:
    fitting = [
        rule
        for rule in for_kind(rules.durations, kind, day)
        if (not rule.graduates or person.graduate)
        and (person.group is None or not rule.groups or person.group in rule.groups)
        and (sector is None or rule.sector in (None, sector))
    ]
    return sorted(fitting, key=lambda rule: not rule.graduates)


def judge(
    rules: PlacementRules,
    *,
    kind: str,
    person: Person,
    since: int,
    until: int | None,
    earlier: Iterable[Span] = (),
    sector: str | None = None,
) -> tuple[Finding, ...]:
    """How long the rule lets the placement be, and what it takes if it is to be longer.

    ``earlier``: periods of the same kind at the same place, before ``since``. ``sector``:
    ``public`` or ``private``."""
    fitting = _fitting(rules, kind, person, sector, since)
    rule = _the_one(fitting)
    if rule is not None:
        return tuple(_judged(rule, since, until, _before(earlier, since)))
    if fitting:
        by_sector = any(one.sector for one in fitting)
        missing = {"group": person.group is None, "sector": sector is None and by_sector}
        names = [name for name, is_missing in missing.items() if is_missing]
        return (_undecided(fitting, names), *_longer_than_any(fitting, since, until, earlier))
    limited = any(kind in one.kinds for one in rules.durations)
    return (Finding("no_duration_rule", {"kind": kind}),) if limited else ()


def _undecided(fitting: Sequence[DurationRule], missing: Sequence[str]) -> Finding:
    """Which rule it is hangs on what is not known."""
    lasts = sorted((rule.lasts for rule in fitting), key=_days)
    values = {"missing": missing, "least": lasts[0].text, "most": lasts[-1].text}
    return Finding("duration_undecided", values, str(fitting[0].law.id))


def _longer_than_any(
    fitting: Sequence[DurationRule], since: int, until: int | None, earlier: Iterable[Span]
) -> Iterator[Finding]:
    """Whichever rule it is, that is too long: what the one takes that lets it be longest."""
    rule, before = max(fitting, key=lambda rule: _days(rule.lasts)), _before(earlier, since)
    if until is not None and until > _last(rule.lasts, since, before):
        yield _longer(rule, since, until, before)


def _days(period: Period) -> int:
    """For the order of periods only."""
    return period.months * 31 + period.days


@dataclass(frozen=True, slots=True)
class _Before:
    """Earlier periods at the same place: the first day of all, and how many days they were."""

    first: int
    days: int


def _before(earlier: Iterable[Span], since: int) -> _Before:
    """Days that two earlier periods share are counted once."""
    first, days, reached = since, 0, 0
    for span in sorted(span for span in earlier if span.first < since):
        last = since - 1 if span.last is None else min(span.last, since - 1)
        begins = max(span.first, reached + 1)
        first, days = min(first, span.first), days + max(0, last - begins + 1)
        reached = max(reached, last)
    return _Before(first, days)


def _judged(
    rule: DurationRule, since: int, until: int | None, before: _Before
) -> Iterator[Finding]:
    law = str(rule.law.id)
    last = _last(rule.lasts, since, before)
    yield Finding("duration", _allowed(rule.lasts, since, last, before), law, warns=False)
    if until is None:
        yield Finding("no_last_day", {"last": iso(last)}, law)
    elif until > last:
        yield _longer(rule, since, until, before)


def _allowed(lasts: Period, since: int, last: int, before: _Before) -> Values:
    return {"lasts": lasts.text, "last": iso(last), "before": before.days, "used_up": last < since}


def _last(lasts: Period, since: int, before: _Before) -> int:
    """The last day on which all periods together are ``lasts`` long; before ``since`` if they have
    been longer already."""
    whole = add(before.first, lasts) - before.first
    return since + whole - before.days - 1


def _longer(rule: DurationRule, since: int, until: int, before: _Before) -> Finding:
    """What a placement takes that goes on longer than the first time of its rule."""
    law, most = str(rule.law.id), rule.lasts
    for number, (needs, most) in enumerate(_extended(rule), 1):
        last = _last(most, since, before)
        if until <= last:
            values = {"number": number, "to": most.text, "to_last": iso(last)}
            return Finding(
                f"longer_{needs}", {**values, **_over(rule.lasts, since, until, before)}, law
            )
    return Finding("longer_than_rule", _over(most, since, until, before), law)


def _over(lasts: Period, since: int, until: int, before: _Before) -> Values:
    return {"lasts": lasts.text, "last": iso(_last(lasts, since, before)), "until": iso(until)}


_MOST_TIMES = 40
"""Further extensions that are looked for: ten years of a quarter each."""


def _extended(rule: DurationRule) -> Iterator[tuple[str, Period]]:
    """What each extension takes, and how long all may then be: once ``to``, or again and again
    ``by`` more."""
    reached = rule.lasts
    for extension in rule.extensions:
        if extension.to is not None:
            reached = extension.to
            yield extension.needs, reached
        for _ in range(_MOST_TIMES if extension.by else 0):
            reached = _plus(reached, extension.by)
            yield extension.needs, reached


def _plus(one: Period, more: Period | None) -> Period:
    assert more is not None
    months, days = one.months + more.months, one.days + more.days
    weeks = f"P{days // 7}W" if not months and days % 7 == 0 else ""
    text = "P" + (f"{months}M" if months else "") + (f"{days}D" if days else "")
    return Period(months, days, weeks or text)


# --- unemployed long enough


def judge_unemployment(
    rules: PlacementRules, *, kind: str, person: Person, since: int
) -> tuple[Finding, ...]:
    """Whether the citizen has been unemployed for as long as the rule asks before the first day."""
    return tuple(
        _unemployed(rule.lasts, str(rule.law.id), person.unemployed_since, since)
        for rule in for_kind(rules.unemployed, kind, since)
        if not _begins_at_once(rule, person, since)
        and not _long_enough(rule.lasts, person.unemployed_since, since)
    )


def _begins_at_once(rule: UnemployedRule, person: Person, since: int) -> bool:
    has_age = rule.from_age and person.born is not None and add(person.born, rule.from_age) <= since
    return bool(has_age or set(rule.but) & set(person.begins_at_once))


def _long_enough(lasts: Period, unemployed_since: int | None, since: int) -> bool:
    return unemployed_since is not None and add(unemployed_since, lasts) <= since


def _unemployed(lasts: Period, law: str, unemployed_since: int | None, since: int) -> Finding:
    if unemployed_since is None:
        return Finding("unemployed_unknown", {"lasts": lasts.text}, law)
    values = {"lasts": lasts.text, "unemployed": iso(unemployed_since),
              "since": iso(since), "from": iso(add(unemployed_since, lasts))}  # fmt: skip
    return Finding("unemployed_too_short", values, law)
