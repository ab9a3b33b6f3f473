"""Why: the reasons of an evaluation as codes and values, which a row of a table can keep.

A reason is plain data (words, numbers, dates as ISO text). ``fodfaeste.words`` says it in Danish
or English with the programme's own texts.
"""

from datetime import date
from typing import Any

from fodfaeste.core.dates import Period
from fodfaeste.core.duties import Duty
from fodfaeste.core.eligibility import Judged
from fodfaeste.core.evaluation import BreachFound
from fodfaeste.core.log import Log
from fodfaeste.core.programme import Anchor, Length, Point, Stretch
from fodfaeste.core.rules import Rules

Reason = dict[str, Any]
Step = tuple[str, str]

PLACEMENT = "@placement"
PLACEMENT_END = "@placement_end"
LATEST = "@latest"
UNKNOWN = "?"


def reason(rules: Rules, log: Log, duty: Duty) -> Reason:
    """Why a duty is due when it is: what it is counted from, the steps, the day."""
    if not duty.required:
        return {"code": "not_asked"}
    return _BY_KIND[duty.rule.kind](rules, log, duty)


def breach_reason(found: BreachFound) -> Reason:
    """What happened against the rule: the day and, past an upper limit, the number reached."""
    return {"code": "breach", "on": _iso(found.day), "number": found.number}


def criterion_reason(judged: Judged, facts: dict[str, Any], day: int) -> Reason:
    """The fact that a criterion was judged from, and the day that it was held against."""
    criterion = judged.criterion
    period = criterion.has_come or criterion.not_passed
    values: Reason = {"code": judged.verdict, "fact": criterion.fact, "judged_on": _iso(day)}
    if judged.verdict == "undetermined":
        return {**values, "fact": _missing(judged, facts)}
    if judged.limit is not None and period is not None:
        steps = [["+", period.text]]
        return {**values, "from": _iso(facts[criterion.fact]), "steps": steps,
                "to": _iso(judged.limit)}  # fmt: skip
    return values


def _missing(judged: Judged, facts: dict[str, Any]) -> str:
    asked = [*judged.criterion.only_when, judged.criterion.fact]
    return next(name for name in asked if name not in facts)


def day_reason(rules: Rules, log: Log, anchor: str) -> Reason:
    """How the day of an anchor follows from the log."""
    return _traced(rules, log, anchor, [], rules.days.day(anchor)(log))


def _once(rules: Rules, log: Log, duty: Duty) -> Reason:
    point = duty.rule.due
    if point is None:
        return {"code": "no_due"}
    if point.placement:
        return _counted(PLACEMENT, duty.since, _steps(point, log), duty.due)
    return _from_point(rules, log, point, [], duty.due)


def _at_least(rules: Rules, log: Log, duty: Duty) -> Reason:
    asked = {"nth": (duty.number - 1) % duty.rule.count + 1, "of": duty.rule.count,
             "held": duty.held}  # fmt: skip
    window = duty.rule.window
    if window is None or window.of == "case":
        return {"code": "no_due", **asked}
    if window.first is None or window.last is None:
        source = PLACEMENT if duty.first is None else PLACEMENT_END
        return {**_counted(source, duty.last, [], duty.last), **asked}
    point = window.first if duty.first is None else window.last
    return {**_from_point(rules, log, point, [], duty.due), **asked}


def _every(rules: Rules, log: Log, duty: Duty) -> Reason:
    assert duty.rule.period is not None
    steps: list[Step] = [("+", duty.rule.period.text)]
    window = duty.rule.window
    if duty.since != duty.first:
        return _counted(LATEST, duty.since, steps, duty.due)
    if window is None or window.first is None:
        return _counted(PLACEMENT, duty.first, steps, duty.due)
    return _from_point(rules, log, window.first, steps, duty.due)


def _per_period(_: Rules, __: Log, duty: Duty) -> Reason:
    return {
        "code": "cell", "number": duty.number, "first": _iso(duty.first), "to": _iso(duty.last),
        "of": duty.rule.count, "held": duty.held,
    }  # fmt: skip


_BY_KIND = {"once": _once, "at_least": _at_least, "every": _every, "per_period": _per_period}


def _from_point(rules: Rules, log: Log, point: Point, more: list[Step], due: int | None) -> Reason:
    assert point.anchor is not None, "checked when the file was read"
    return _traced(rules, log, point.anchor, [*_steps(point, log), *more], due)


def _traced(rules: Rules, log: Log, name: str, steps: list[Step], due: int | None) -> Reason:
    """Follows an anchor to the event it rests on, gathering the steps on the way."""
    anchor = rules.programme.anchors[name]
    steps = [*_steps(anchor, log), *steps]
    stretch = rules.programme.stretches.get(anchor.last_day_of or anchor.part_of or "")
    if stretch is not None:
        counted = _stretch_steps(stretch, anchor, stretch.lasts.of(log.variant))
        return _traced(rules, log, stretch.begins, [*counted, *steps], due)
    if anchor.anchor:
        return _traced(rules, log, anchor.anchor, steps, due)
    return _counted(name, rules.days.root(name)(log), steps, due)


def _stretch_steps(stretch: Stretch, anchor: Anchor, period: Period | None) -> list[Step]:
    if period is None:
        return [("+", UNKNOWN)]
    if anchor.last_day_of:
        return [("+", period.text), ("-", "P1D")]
    part = period.part(stretch.parts)
    before = (anchor.part or 1) - 1
    return [("+", part.times(before).text)] if part and before else []


def _steps(point: Point | Anchor, log: Log) -> list[Step]:
    if point.plus is None and point.minus is None:
        return []
    return [
        (sign, _text(length, log))
        for sign, length in (("+", point.plus), ("-", point.minus))
        if length is not None
    ]


def _text(length: Length, log: Log) -> str:
    period = length.of(log.variant)
    return period.text if period else UNKNOWN


def _counted(source: str, since: int | None, steps: list[Step], due: int | None) -> Reason:
    """Counted from a day; or waiting for that day, or for the variant, to be known."""
    if since is None:
        return {"code": "waits", "from": source}
    if any(text == UNKNOWN for _, text in steps):
        return {"code": "waits_for_variant", "from": source, "since": _iso(since)}
    return {"code": "counted", "from": source, "since": _iso(since),
            "steps": [list(step) for step in steps], "to": _iso(due)}  # fmt: skip


def _iso(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()
