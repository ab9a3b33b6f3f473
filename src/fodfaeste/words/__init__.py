"""Sentences: what the core says in codes, said in Danish and English.

Neither Django nor a message catalogue is needed, so that the command line starts fast.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from fodfaeste.core.dates import parse_day, parse_period
from fodfaeste.core.description import Question
from fodfaeste.core.eligibility import Judged
from fodfaeste.core.evaluation import BreachFound, Instance
from fodfaeste.core.explaining import LATEST, PLACEMENT, PLACEMENT_END, Reason
from fodfaeste.core.faults import Fault
from fodfaeste.core.rules import Rules
from fodfaeste.words import da, en

LANGUAGES = ("da", "en")
_PHRASES: Mapping[str, Mapping[str, str]] = {"da": da.PHRASES, "en": en.PHRASES}
_FAULTS: Mapping[str, Mapping[str, str]] = {"da": da.FAULTS, "en": en.FAULTS}
_MONTHS: Mapping[str, tuple[str, ...]] = {"da": da.MONTHS, "en": en.MONTHS}
_UNITS: Mapping[str, Mapping[str, tuple[str, str]]] = {"da": da.UNITS, "en": en.UNITS}


class Why(NamedTuple):
    """Why a date is as it is: the arithmetic, the rule in words, its clause."""

    arithmetic: str
    rule: str
    clause: str

    def __str__(self) -> str:
        return f"{self.arithmetic} {self.rule} ({self.clause}).".lstrip()


def day_text(day: date | str | int, language: str, *, this_year: int | None = None) -> str:
    """A date as people say it: ``4. juni 2026``, ``4 June 2026``; without ``this_year``."""
    when = _as_date(day)
    month = _MONTHS[language][when.month - 1]
    text = f"{when.day}. {month}" if language == "da" else f"{when.day} {month}"
    return text if when.year == this_year else f"{text} {when.year}"


def _as_date(day: date | str | int) -> date:
    if isinstance(day, int):
        return date.fromordinal(day)
    return date.fromisoformat(day) if isinstance(day, str) else day


def period_text(text: str, language: str) -> str:
    """An ISO 8601 period in words: ``2 måneder``, ``14 days``."""
    period = parse_period(text)
    if period is None:
        return text
    years, months = divmod(period.months, 12)
    weeks, days = divmod(period.days, 7) if "W" in text else (0, period.days)
    if years and months:
        years, months = 0, period.months
    counted = {"year": years, "month": months, "week": weeks, "day": days}
    said = [count_text(n, unit, language) for unit, n in counted.items() if n]
    return f" {_PHRASES[language]['and']} ".join(said)


def count_text(number: int, unit: str, language: str) -> str:
    """So many years, months, weeks or days: ``1 dag``, ``14 days``."""
    one, many = _UNITS[language][unit]
    return f"{number} {one if number == 1 else many}"


def why(
    reason: Reason, rules: Rules, requirement: str, language: str, *, this_year: int | None = None
) -> Why:
    """The why-line of a duty from the reason that was derived for it."""
    rule = rules.requirement(requirement)
    return Why(
        arithmetic(reason, rules, language, this_year=this_year), rule.rule[language], rule.clause
    )


def arithmetic(reason: Reason, rules: Rules, language: str, *, this_year: int | None = None) -> str:
    """What a day is counted from, the steps, and the day: a sentence with its full stop."""
    phrases = _PHRASES[language]
    code = reason["code"]
    if code == "counted":
        code = "counted" if reason["steps"] else "is"
    values = {
        "from": _source(reason.get("from"), rules, language),
        "since": _day(reason.get("since"), language, this_year),
        "steps": _steps_text(reason.get("steps", ()), language),
        "to": _day(reason.get("to"), language, this_year),
        "first": _day(reason.get("first"), language, this_year),
        "number": reason.get("number"),
    }
    text = phrases[code].format(**values)
    if "of" in reason:
        text += phrases["held"].format(held=reason["held"], of=reason["of"])
    return capitalised(text) + "."


def _steps_text(steps: Any, language: str) -> str:
    signs = {"+": " + ", "-": " − "}
    return "".join(signs[sign] + period_text(period, language) for sign, period in steps)


def _day(iso: str | None, language: str, this_year: int | None) -> str:
    return day_text(iso, language, this_year=this_year) if iso else ""


def _source(name: str | None, rules: Rules, language: str) -> str:
    if name is None:
        return ""
    special = {PLACEMENT: "placement_start", PLACEMENT_END: "placement_end", LATEST: "latest"}
    if name in special:
        placement = rules.programme.placement.name[language]
        return _PHRASES[language][special[name]].format(placement=placement)
    return rules.programme.anchors[name].name[language]


def capitalised(text: str) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def because(instance: Instance, reason: Reason, rules: Rules, language: str) -> str:
    """The whole explanation of an instance: the why-line and how the duty stands."""
    said = str(why(reason, rules, instance.rule.id, language))
    phrase = _PHRASES[language].get(_how_it_stands(instance))
    if phrase is None:
        return said
    duty = instance.duty
    late = duty.met - duty.due if duty.met is not None and duty.due is not None else 0
    met = day_text(duty.met, language) if duty.met is not None else ""
    due = day_text(duty.due, language) if duty.due is not None else ""
    return f"{said} {phrase.format(met=met, due=due, late=count_text(late, 'day', language))}"


def _how_it_stands(instance: Instance) -> str:
    """The code of the phrase that ends an explanation, if there is one for it."""
    if instance.state != "not_required" or not instance.duty.required:
        return f"state_{instance.state}"
    return "closed" if instance.duty.due is None else "closed_before"


def breach_because(found: BreachFound, language: str) -> str:
    """What happened against the rule, the rule in words and its clause."""
    code = "breach_number" if found.number else "breach"
    what = _PHRASES[language][code].format(
        on=day_text(found.day, language), number=found.number, name=found.rule.name[language]
    )
    return str(Why(what, found.rule.rule[language], found.rule.clause))


def criterion_because(judged: Judged, reason: Reason, rules: Rules, language: str) -> str:
    """The criterion, the fact it was judged from, and the clause."""
    phrases = _PHRASES[language]
    fact = rules.terms.facts[reason["fact"]].name[language]
    code = f"criterion_{reason['code']}"
    text = phrases[code].format(fact=fact)
    if "from" in reason:
        text = phrases["criterion_date"].format(
            fact=fact,
            since=_day(reason["from"], language, None),
            steps=_steps_text(reason["steps"], language),
            to=_day(reason["to"], language, None),
            judged=_day(reason["judged_on"], language, None),
            verdict=text,
        )
    return f"{judged.criterion.says[language]}: {text} ({judged.criterion.clause})."


def answer_text(asked: Question, given: Any, language: str) -> str:
    """An answer in words: ``som aftalt``, ``4 på en skala fra 1 (…) til 5 (…)``, ``12,5 timer``."""
    if asked.for_each and isinstance(given, list):
        return "; ".join(_goal_text(asked, row, language) for row in given)
    says = _ANSWERS.get(asked.type)
    return says(asked, given, language) if says else str(given)


def _goal_text(asked: Question, row: Mapping[str, Any], language: str) -> str:
    value = _choice_text(asked, row["value"], language) if "value" in row else ""
    said = ", ".join(filter(None, (value, row.get("words", ""))))
    return f"{row['name']}: {said}" if said else str(row["name"])


def _choice_text(asked: Question, given: Any, language: str) -> str:
    return asked.values[given][language] if given in asked.values else str(given)


def _scale_text(asked: Question, given: Any, language: str) -> str:
    scale = asked.scale
    if scale is None or not isinstance(given, int):
        return str(given)
    return _PHRASES[language]["scale"].format(
        given=given, first=scale.first, low=scale.low[language],
        last=scale.last, high=scale.high[language],
    )  # fmt: skip


def _yes_no_text(_: Question, given: Any, language: str) -> str:
    return _PHRASES[language]["yes" if given is True else "no"]


def _number_text(asked: Question, given: Any, language: str) -> str:
    unit = asked.unit[language] if asked.unit else _hours_word(asked, language)
    number = str(given).replace(".", ",") if language == "da" else str(given)
    return f"{number} {unit}".strip()


def _hours_word(asked: Question, language: str) -> str:
    return _PHRASES[language]["hours"] if asked.type == "hours" else ""


def _date_text(_: Question, given: Any, language: str) -> str:
    return day_text(given, language) if parse_day(given) is not None else str(given)


_ANSWERS: Mapping[str, Callable[[Question, Any, str], str]] = {
    "choice": _choice_text,
    "scale": _scale_text,
    "yes_no": _yes_no_text,
    "number": _number_text,
    "hours": _number_text,
    "date": _date_text,
}


def fault_text(fault: Fault, language: str) -> str:
    """A fault in words, without its place."""
    return _FAULTS[language][fault.code].format(**fault.values)


def fault_line(fault: Fault, language: str) -> str:
    """A fault on one line, whatever was given: its place and what is wrong."""
    text = fault_text(fault, language)
    line = f"{fault.place}: {text}" if fault.place else text
    return line if line.isprintable() else "".join(map(_visible, line))


def _visible(character: str) -> str:
    return character if character.isprintable() else ascii(character)[1:-1]


__all__ = ["LANGUAGES", "Why", "answer_text", "arithmetic", "because", "breach_because",
           "capitalised", "count_text", "criterion_because", "day_text", "fault_line", "fault_text",
           "period_text", "why"]  # fmt: skip
