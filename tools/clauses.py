"""Writes docs/clauses.md: where each clause of the sources is carried out, tested and met.

Usage: python tools/clauses.py [--check]
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fodfaeste.core.programme import Programme
from fodfaeste.core.vocabulary import ClauseId
from fodfaeste.programmes import catalogue, scenarios
from fodfaeste.programmes.yaml_files import Read, read_yaml

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "clauses.md"
SCREENS = ROOT / "docs" / "screens.yaml"
TESTS = ROOT / "tests"
PROGRAMMES = sorted(Path(catalogue.OWN_FOLDER).glob("*/*.yaml"))

CLAUSE = re.compile(r"\b[A-Z]{2}-\d{2}\b")
NAMES_ONLY = {"outcomes", "phases", "people"}
"""Parts that may rest on a purpose or a principle: they ask for nothing."""

FORM = "register"
"""The page that is told for the event types of a part; a part that names none is not met there."""

HEAD = """\
# Every clause of the sources, and where it is

Each clause of the five source documents, restated in our own words: what carries it out in which
line of which programme file, the scenarios and tests that cite it, and the screens where it is
met. A *rule* is carried out by other parts of the file; a *text* (a purpose, a principle) is told
on the programme's page.

Made by `python tools/clauses.py` from the programme files, their scenarios, the tests and
[screens.yaml](screens.yaml). Do not edit it.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a programme file that cites a clause: its section, its name and its line."""

    section: str
    name: str
    line: int
    events: tuple[str, ...]


def main(*arguments: str) -> None:
    if arguments != ("--check",):
        TARGET.write_text(text(), "utf-8")
    elif TARGET.read_text("utf-8") != text():
        sys.exit("docs/clauses.md is not in step. Renew it: python tools/clauses.py")


def text() -> str:
    """The page as it should be in the file."""
    return "\n".join(
        [HEAD, *_overview(), *(line for path in PROGRAMMES for line in _chapter(path))]
    )


# --- what is found in programme files, scenarios and tests


@cache
def file_of(path: Path) -> Read:
    """A programme file as plain data, with its lines."""
    return read_yaml(path)


@cache
def parts(path: Path) -> Mapping[str, Sequence[Part]]:
    """The parts of a programme file that cite each clause, in the file's order."""
    found: dict[str, list[Part]] = {}
    read = file_of(path)
    for section, value in read.data.items():
        if section not in ("clauses", "source"):
            for place, row in _citing(value, section):
                _add(found, section, row, read.line(f"{place}.clause"))
    return found


def _citing(value: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every record that cites a clause; the parts of one that cites it already are left out."""
    if isinstance(value, dict):
        if "clause" in value:
            yield place, value
        for key, inner in value.items():
            for inside, row in _citing(inner, f"{place}.{key}"):
                if row["clause"] != value.get("clause"):
                    yield inside, row
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _citing(inner, f"{place}[{n}]")


def _add(found: dict[str, list[Part]], section: str, row: dict[str, Any], line: int) -> None:
    name = str(row.get("id") or row.get("role") or row.get("requirement") or "")
    part = Part(section, name, line, tuple(dict.fromkeys(_events_in(row))))
    for clause in [row["clause"], *_listed(row.get("also", []))]:
        found.setdefault(clause, []).append(part)


def _events_in(row: dict[str, Any]) -> Iterator[str]:
    """The event types that a part names, wherever in it."""
    for key, value in row.items():
        if key in ("event", "session_event", "begins_with"):
            yield from _listed(value)
        elif key in ("match", "on_each", "on_first"):
            for one in _listed(value):
                yield from _events_in(one)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@cache
def scenario_lines(path: Path) -> Mapping[str, Mapping[Path, Sequence[int]]]:
    """The lines of the scenarios that cite each clause, by file."""
    found: dict[str, dict[Path, list[int]]] = {}
    for file in scenarios.scenario_files(path):
        for scenario in scenarios.read_scenarios(file):
            for clause in sorted(_cited(scenario)):
                found.setdefault(clause, {}).setdefault(file, []).append(scenario.line)
    return found


def _cited(scenario: scenarios.Scenario) -> set[str]:
    return {
        clause
        for moment in scenario.moments
        for heading in moment.expected
        for clause, _, _ in moment.lines(heading)
        if clause
    }


@cache
def tests_citing() -> Mapping[str, Sequence[str]]:
    """The tests that cite each clause, as ``tests/core/test_x.py::test_y``."""
    found: dict[str, set[str]] = {}
    for path in TESTS.rglob("test_*.py"):
        for clause, name in _clauses_in(path):
            found.setdefault(clause, set()).add(name)
    return {clause: sorted(names) for clause, names in found.items()}


def _clauses_in(path: Path) -> Iterator[tuple[str, str]]:
    source, name = path.read_text("utf-8"), path.relative_to(ROOT).as_posix()
    lines = source.splitlines()
    taken = set[int]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            numbers = range(first - 1, node.end_lineno or node.lineno)
            taken.update(numbers)
            for clause in _found("\n".join(lines[n] for n in numbers)):
                yield clause, f"{name}::{node.name}"
    for clause in _found("\n".join(line for n, line in enumerate(lines) if n not in taken)):
        yield clause, name


def _found(told: str) -> set[str]:
    return set(CLAUSE.findall(told))


@cache
def screens() -> Mapping[str, Any]:
    """The pages, and the parts of a programme file that are met on each."""
    return dict(read_yaml(SCREENS).data)


def screens_of(clause: str, carried_by: Iterable[Part], events: Mapping[str, Any]) -> list[str]:
    """The screens where a clause, or the parts that carry it, are met, in the order of
    screens.yaml."""
    by_itself = screens().get("clauses", {}).get(clause, [])
    met: dict[str, dict[str, None]] = {page: {} for page in by_itself}
    for part in carried_by:
        for page in screens()["parts"][part.section]:
            _meet(met, page, part.events)
    there = [page for page in screens()["pages"] if page in met and (page != FORM or met[page])]
    return [_screen(page, met[page], events) for page in there]


def _meet(met: dict[str, dict[str, None]], page: str, events: Iterable[str]) -> None:
    """Some event types are registered on a screen of their own, to which the form leads."""
    own = screens()["events"] if page == FORM else {}
    asked = met.setdefault(page, {})
    for event in events:
        if event in own:
            met.setdefault(own[event], {})
        else:
            asked[event] = None


def _screen(page: str, asked: Iterable[str], events: Mapping[str, Any]) -> str:
    """The page's name; of the form, the event types that it registers as well."""
    name = str(screens()["pages"][page]["name"])
    acts = ", ".join(f"“{events[event].name['en']}”" for event in asked)
    return f"{name}: {acts}" if page == FORM else name


# --- the page


def programme_of(path: Path) -> Programme:
    """The programme in a file."""
    return catalogue.load(path).programme


def _overview() -> Iterator[str]:
    yield "| programme | clauses | rules | texts | scenarios |"
    yield "|---|---|---|---|---|"
    for path in PROGRAMMES:
        programme = programme_of(path)
        kinds = [clause.kind for clause in programme.clauses.values()]
        told = sum(len(scenarios.read_scenarios(file)) for file in scenarios.scenario_files(path))
        numbers = f"{len(kinds)} | {kinds.count('rule')} | {kinds.count('text')} | {told}"
        name = programme.name["en"]
        yield f"| [{name}](#{_anchor(name)}) | {numbers} |"


def _anchor(heading: str) -> str:
    """The anchor that a heading gets where Markdown is shown."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _chapter(path: Path) -> Iterator[str]:
    programme = programme_of(path)
    yield f"\n## {programme.name['en']}"
    yield f"\n{programme.source.title} ({programme.source.publisher}) → {_link(path)}"
    for clause in programme.clauses:
        yield from _section(path, programme, clause)


def _section(path: Path, programme: Programme, clause: ClauseId) -> Iterator[str]:
    told = programme.clauses[clause]
    carried_by = parts(path).get(clause, ())
    line = file_of(path).line(f"clauses.{clause}")
    events = catalogue.load(path).terms.events
    yield f"\n### {clause}\n\n{told.en}\n\n*{told.da}*\n"
    yield f"- {told.kind.capitalize()}: {_link(path, line)}"
    for part in carried_by:
        yield f"- {_label(part)}: {_link(path, part.line)}"
    for file, lines in scenario_lines(path).get(clause, {}).items():
        links = ", ".join(_link(file, line, short=n > 0) for n, line in enumerate(lines))
        yield f"- Scenarios: {links}"
    if tests := tests_citing().get(clause):
        yield f"- Tests: {', '.join(f'`{name}`' for name in tests)}"
    met = screens_of(clause, [*carried_by, Part("clauses", "", line, ())], events)
    yield f"- Screens: {' · '.join(met)}"


def _label(part: Part) -> str:
    section = part.section.replace("_", " ").capitalize()
    return f"{section}, `{part.name}`" if part.name else section


def _link(path: Path, line: int | None = None, *, short: bool = False) -> str:
    name = path.relative_to(ROOT).as_posix()
    if line is None:
        return f"[{name}](../{name})"
    label = str(line) if short else f"{path.parent.name}/{path.name}:{line}"
    return f"[{label}](../{name}#L{line})"


if __name__ == "__main__":
    main(*sys.argv[1:])
