"""Scenarios: short stories about made-up citizens that say what a programme file must lead to.

They lie beside the programme, in ``scenarios/*.yaml``; docs/programmes.md describes the format.
What is expected is written as it is compared: ``met 2026-01-20, due 2026-01-25``.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fodfaeste.core.dates import as_date, parse_day
from fodfaeste.core.evaluation import Evaluation, Instance, PhaseSpan, evaluate
from fodfaeste.core.events import Case, read_case
from fodfaeste.core.faults import Refused
from fodfaeste.core.rules import Rules
from fodfaeste.programmes.yaml_files import Read, read_yaml

FOLDER = "scenarios"
KEYS = {"da", "en", "version", "variant", "citizen", "events", "then"}
NONE = "none"

Shown = dict[str, list[str]]
"""What an evaluation says under one heading: by id, the lines about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day of a scenario, and what must hold on it."""

    on: int
    line: int
    expected: Mapping[str, Any]

    def lines(self, heading: str) -> Iterator[tuple[str, str, list[str]]]:
        """Under ``heading``: the clause cited (or nothing), the id, and the lines expected."""
        told = self.expected.get(heading, {})
        for key, value in told.items() if isinstance(told, dict) else ():
            clause, _, name = key.rpartition(" ")
            yield clause, name, _listed(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A story: who the citizen is, what happened, and what must hold on some days."""

    path: Path
    line: int
    da: str
    en: str
    version: str | None
    case: Mapping[str, Any]
    moments: Sequence[Moment]

    def __getitem__(self, language: str) -> str:
        return self.da if language == "da" else self.en


class FaultyScenario(ValueError):
    """A file of scenarios cannot be read; the message says where and why."""


def scenario_files(programme: str | os.PathLike[str]) -> list[Path]:
    """The scenario files beside the programme file at ``programme``."""
    return sorted((Path(programme).parent / FOLDER).glob("*.yaml"))


def read_scenarios(path: Path) -> list[Scenario]:
    """The scenarios in the file at ``path``. Raises ``FaultyScenario`` at the first mistake."""
    read = read_yaml(path)
    for fault in read.faults.found:
        raise FaultyScenario(f"{path}:{read.line(fault.place)}: {fault.code}")
    if not isinstance(read.data, list):
        raise FaultyScenario(f"{path}:1: a list of scenarios is wanted")
    return [_scenario(row, f"[{n}]", path, read) for n, row in enumerate(read.data)]


def _scenario(row: Any, place: str, path: Path, read: Read) -> Scenario:
    where = f"{path}:{read.line(place)}"
    if not isinstance(row, dict) or not {"da", "en", "then"} <= set(row) <= KEYS:
        raise FaultyScenario(f"{where}: a scenario has da, en and then, and may have {KEYS}")
    return Scenario(
        path=path,
        line=read.line(place),
        da=row["da"],
        en=row["en"],
        version=row.get("version"),
        case={"events": []}
        | {key: row[key] for key in ("variant", "citizen", "events") if key in row},
        moments=[
            _moment(one, f"{place}.then[{n}]", path, read) for n, one in enumerate(row["then"])
        ],
    )


def _moment(row: Any, place: str, path: Path, read: Read) -> Moment:
    day = parse_day(row.get("on")) if isinstance(row, dict) else None
    if day is None:
        raise FaultyScenario(f"{path}:{read.line(place)}: on which day?")
    expected = {key: value for key, value in row.items() if key != "on"}
    return Moment(on=day, line=read.line(place), expected=expected)


# --- holding a scenario against the rules


def rules_for(versions: Sequence[Rules], scenario: Scenario) -> Rules:
    """The version that a scenario is about: the one it names, else the newest."""
    named = [r for r in versions if scenario.version in (None, str(r.programme.version))]
    if not named:
        place = f"{scenario.path}:{scenario.line}"
        raise FaultyScenario(f"{place}: there is no version {scenario.version}")
    return named[-1]


def differences(rules: Rules, scenario: Scenario) -> list[str]:
    """What the rules say otherwise than the scenario expects; nothing if all is as it says."""
    try:
        case = read_case(scenario.case, rules.terms)
    except Refused as refused:
        faults = "; ".join(f"{fault.place}: {fault.code}" for fault in refused.faults)
        return [f"{scenario.path}:{scenario.line}: {faults}"]
    return [
        f"{scenario.path}:{moment.line}: on {as_date(moment.on)} {told}"
        for moment in scenario.moments
        for told in _compared(rules, case, moment)
    ]


def _compared(rules: Rules, case: Case, moment: Moment) -> Iterator[str]:
    actual = shown(evaluate(rules, case, moment.on))
    cited = clauses_by_id(rules)
    for heading, value in moment.expected.items():
        found = actual.get(heading)
        if found is None:
            yield f"there is no heading {heading!r}; there are {', '.join(actual)}"
        elif isinstance(found, dict):
            yield from _compared_lines(heading, moment, found, cited[heading])
        elif value != found:
            yield f"{heading} is {found}, not {value}"


def _compared_lines(
    heading: str, moment: Moment, actual: Shown, cited: Mapping[str, set[str]]
) -> Iterator[str]:
    named = set()
    for clause, name, lines in moment.lines(heading):
        named.add(name)
        if name not in cited:
            yield f"{heading}: there is no {name!r}"
        elif clause not in (cited[name] or {""}):
            yield f"{heading}: {name} cites {sorted(cited[name])}, not {clause or NONE}"
        elif lines != actual.get(name, []):
            found = "; ".join(actual.get(name, [])) or NONE
            yield f"{heading}: {name} is {found}, not {'; '.join(lines) or NONE}"
    if heading in COMPLETE:
        for name in actual.keys() - named:
            yield f"{heading}: {name} is {'; '.join(actual[name])}, and not expected"


COMPLETE = {"breaches", "phases", "outcomes", "entitlements"}
"""Headings under which everything that is there must be named."""


def _listed(value: Any) -> list[str]:
    if value == NONE:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


# --- what an evaluation says, in a scenario's words


def shown(evaluation: Evaluation) -> dict[str, str | Shown]:
    """An evaluation under the headings of a scenario."""
    phase = evaluation.phase
    return {
        "variant": evaluation.variant or NONE,
        "eligibility": evaluation.eligibility.verdict.replace("_", " "),
        "criteria": {
            one.criterion.id: [one.verdict.replace("_", " ")]
            for one in evaluation.eligibility.criteria
        },
        "phase": phase.phase.id if phase else NONE,
        "phases": {span.phase.id: [_span_text(span)] for span in evaluation.phases},
        "requirements": _grouped((one.rule.id, duty_text(one)) for one in evaluation.requirements),
        "breaches": _grouped((one.rule.id, _day_text(one.day)) for one in evaluation.breaches),
        "outcomes": {one.outcome.id: [_day_text(one.day)] for one in evaluation.outcomes},
        "entitlements": {
            one.entitlement.requirement: [f"{one.entitlement.share} on {_day_text(one.day)}"]
            for one in evaluation.entitlements
        },
    }


def duty_text(instance: Instance) -> str:
    """How a duty stands, as ``met 2026-01-20, due 2026-01-25``."""
    met = f" {instance.met_on}" if instance.met_on else ""
    due = f", due {instance.due_on}" if instance.due_on else ""
    return instance.state.replace("_", " ") + met + due


def _span_text(span: PhaseSpan) -> str:
    if span.last is None:
        return f"from {_day_text(span.first)}"
    return f"{_day_text(span.first)} to {_day_text(span.last)}"


def _day_text(day: int) -> str:
    return str(as_date(day))


def _grouped(lines: Iterator[tuple[str, str]]) -> Shown:
    groups: Shown = {}
    for name, line in lines:
        groups.setdefault(name, []).append(line)
    return groups


def clauses_by_id(rules: Rules) -> dict[str, Mapping[str, set[str]]]:
    """Under each heading of a scenario: the ids it may name, and the clauses each rests on."""
    programme = rules.programme
    duties = {str(one.id): {str(one.clause), *one.also} for one in programme.requirements}
    wrongs = {str(one.id): {str(one.clause), *one.also} for one in programme.breaches}
    earned = programme.settlement.entitlements if programme.settlement else ()
    return {
        "criteria": {one.id: {str(one.clause)} for one in programme.target_group},
        "phases": {one.id: {str(one.clause)} if one.clause else set() for one in programme.phases},
        "requirements": duties,
        "breaches": duties | wrongs,
        "outcomes": {one.id: {str(one.clause)} for one in programme.outcomes},
        "entitlements": {one.requirement: {str(one.clause)} for one in earned},
    }
