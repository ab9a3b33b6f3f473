"""Helpers that make the tests of the core read like sentences."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fodfaeste.core.dates import as_date, parse_day
from fodfaeste.core.evaluation import Evaluation, evaluate
from fodfaeste.core.events import read_case
from fodfaeste.core.rules import Rules
from fodfaeste.programmes import catalogue

PROGRAMMES = (
    "jobspot", "jobrettet-rehabilitering", "rampen", "social-stoette-i-job", "kvik",
)  # fmt: skip

# What the exchange format asks for and a test rarely cares about.
REASONS = {"correction", "waiver", "case_closed"}


def day(text: str) -> int:
    """The ordinal of ``2026-01-05``."""
    ordinal = parse_day(text)
    assert ordinal is not None, f"{text} is not a date"
    return ordinal


def text_of(ordinal: int | None) -> str:
    """``2026-01-05``, or ``–`` for None."""
    return "–" if ordinal is None else str(as_date(ordinal))


def history(text: str) -> list[dict[str, Any]]:
    """Events from ``2026-01-05 referral_received course_start=2026-01-26; 2026-01-20 …``.

    ``present=citizen,contact_person`` is a list; true, false and digits are what they look like.
    """
    return [_event(part.split()) for part in text.replace("\n", ";").split(";") if part.strip()]


def _event(words: Sequence[str]) -> dict[str, Any]:
    on, kind, *rest = words
    event: dict[str, Any] = {"type": kind, "on": on}
    for word in rest:
        key, _, value = word.partition("=")
        event[key] = value.split(",") if key == "present" else _plain(value)
    if kind in REASONS:
        event.setdefault("reason", "made up")
    return event


def _plain(value: str) -> object:
    if value in ("true", "false"):
        return value == "true"
    return int(value) if value.isdigit() else value


def latest(programme: str) -> Rules:
    """The newest version of a programme that comes with Fodfæste."""
    return catalogue.versions(programme)[-1]


def evaluated(
    rules: Rules | str,
    told: str,
    on: str,
    *,
    variant: str | None = None,
    citizen: dict[str, Any] | None = None,
) -> Evaluation:
    """How the case with the history ``told`` stands on a day."""
    rules = latest(rules) if isinstance(rules, str) else rules
    data = {"variant": variant, "citizen": citizen or {}, "events": history(told)}
    return evaluate(rules, read_case(data, rules.terms), day(on))


def rows(found: Evaluation, requirement: str) -> list[str]:
    """The instances of a requirement, each as ``met 2026-01-20, due 2026-01-25``."""
    return [
        f"{one.state}{_told('', one.duty.met)}{_told(', due', one.duty.due)}"
        for one in found.requirements
        if one.rule.id == requirement
    ]


def _told(word: str, ordinal: int | None) -> str:
    return "" if ordinal is None else f"{word} {text_of(ordinal)}"


def spans(found: Evaluation) -> list[str]:
    """The phases, each as ``intro 2026-01-26 to 2026-02-15``."""
    return [f"{one.phase.id} {text_of(one.first)} to {text_of(one.last)}" for one in found.phases]


def wrongs(found: Evaluation) -> list[str]:
    """The breaches, each as ``phone-follow-ups 2026-04-02``."""
    return [f"{one.rule.id} {text_of(one.day)}" for one in found.breaches]


def reached(found: Evaluation) -> list[str]:
    """The outcomes, each as ``first_placement 2026-02-16``."""
    return [f"{one.outcome.id} {text_of(one.day)}" for one in found.outcomes]


def earned(found: Evaluation) -> list[str]:
    """The entitlements, each as ``plan 0.40 2026-02-11``."""
    return [
        f"{one.entitlement.requirement} {one.entitlement.share} {text_of(one.day)}"
        for one in found.entitlements
    ]


HEAD = """\
programme: made-up
version: 2026-01-01
name: {da: Opdigtet, en: Made up}
short_name: {da: Opdigtet, en: Made up}
about: {da: Til prøver., en: For tests.}
source: {title: Nothing, publisher: Nobody, checked_on: 2026-01-01}
ways_in: []
people: []
clauses:
  XX-01: {kind: rule, da: En regel., en: A rule.}
"""
REST = {
    "target_group": "[]",
    "phases": "[]",
    "requirements": "[]",
    "outcomes": "[{id: rule, clause: XX-01, name: {da: x, en: x}, first: {event: plan_sent}}]",
}
RULE = "clause: XX-01, name: {da: x, en: x}, rule: {da: x, en: x}, owner: citizen"


def file_text(*sections: str) -> str:
    """A complete programme file made of ``sections``; what they leave out is made up."""
    given = "\n".join(sections)
    left_out = [f"{key}: {value}" for key, value in REST.items() if f"{key}:" not in given]
    return "\n".join([HEAD, given, *left_out])


def made_up(*sections: str) -> Rules:
    """The rules of a small programme that exists in a test only."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.yaml"
        path.write_text(file_text(*sections), encoding="utf-8")
        return catalogue.load(path)


def one_requirement(rule: str, *sections: str) -> Rules:
    """A made-up programme with one requirement, ``it``, which is ``kind: once, match: …``."""
    return made_up(f"requirements: [{{id: it, {RULE}, {rule}}}]", *sections)


def anchors(**named: str) -> str:
    """The section of anchors, each written as ``event: plan_sent``."""
    lines = [f"  {key}: {{name: {{da: x, en: x}}, {value}}}" for key, value in named.items()]
    return "\n".join(["anchors:", *lines])


def days_from(first: str, count: int) -> Iterator[str]:
    """``count`` days in a row from ``first``."""
    for offset in range(count):
        yield text_of(day(first) + offset)
