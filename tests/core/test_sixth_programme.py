"""A programme that no code knows of: adding its file is enough."""

import ast
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from fodfaeste.core.evaluation import evaluate
from fodfaeste.core.events import read_case
from fodfaeste.core.faults import Refused
from fodfaeste.programmes import catalogue
from tests import programme_files

SOURCE = Path(__file__).parents[2] / "src" / "fodfaeste"
[FILE] = programme_files.MADE_UP
NAME = FILE.parent.name
CASE = {
    "variant": None,
    "citizen": {"likes_outdoors": True},
    "events": [
        {"type": "referral_received", "on": "2025-03-03", "garden": 2},
        {"type": "garden_walk", "on": "2025-03-13", "present": ["citizen", "head_gardener"]},
        {"type": "season_chosen", "on": "2025-03-20", "season": "long", "sow_on": "2025-03-31"},
    ],
}


# --- that it works


@pytest.fixture
def named_by_setting(monkeypatch, request):
    monkeypatch.setenv("FODFAESTE_PROGRAMMES", str(request.param))
    catalogue.forget()
    yield request.param
    monkeypatch.undo()
    catalogue.forget()


def test_it_is_not_there_by_itself():
    assert NAME not in catalogue.programme_ids()
    with pytest.raises(catalogue.UnknownProgramme):
        catalogue.versions(NAME)


@pytest.mark.parametrize(
    "named_by_setting",
    [
        programme_files.MADE_UP_FOLDER,
        FILE,
        f"{programme_files.MADE_UP_FOLDER.parent}{os.pathsep}{programme_files.MADE_UP_FOLDER}",
    ],
    indirect=True,
)
def test_a_setting_that_names_its_folder_or_its_file_adds_it(named_by_setting):
    assert NAME in catalogue.programme_ids()
    [rules] = catalogue.versions(NAME)
    assert rules.programme.programme == NAME


def test_it_is_loaded_by_its_path_and_evaluated():
    [rules] = catalogue.named(str(FILE))
    case = read_case(CASE, rules.terms)
    found = evaluate(rules, case, date(2025, 6, 1).toordinal())
    assert found.variant == "long"
    assert found.phase is not None
    assert found.phase.phase.id == "sprouting"
    states = {str(one.rule.id): one.state for one in found.requirements}
    assert states["welcome-walk"] == "met"
    assert states["garden-drawn"] == "overdue"
    assert states["winter-talk"] == "open"


@pytest.mark.parametrize(
    ("wrong", "place", "code"),
    [
        ({"type": "seed_day", "on": "2025-04-01", "weather": "hail"}, "weather", "not_one_of"),
        ({"type": "referral_received", "on": "2025-04-01", "garden": 4}, "garden", "not_one_of"),
        ({"type": "tool_lent", "on": "2025-04-01"}, "tool", "missing"),
        ({"type": "watered", "on": "2025-04-01", "by": "plumber"}, "by", "unknown_role"),
        (
            {"type": "bed_given", "on": "2025-04-01", "through": "2025-03-01"},
            "through",
            "before_on",
        ),
    ],
)
def test_its_own_words_are_checked(wrong, place, code):
    [rules] = catalogue.named(str(FILE))
    with pytest.raises(Refused) as refused:
        read_case({"events": [wrong]}, rules.terms)
    assert [(fault.place, fault.code) for fault in refused.value.faults] == [
        (f"events[0].{place}", code)
    ]


def test_the_command_line_evaluates_it_by_path():
    found = run("evaluate", "-", "--on", "2025-06-01", data=CASE | {"programme": str(FILE)})
    assert found["phase"] == "sprouting"
    [walk] = [one for one in found["requirements"] if one["id"] == "welcome-walk"]
    assert (walk["state"], walk["owner"], walk["clause"]) == ("met", "gardener", "GH-02")
    assert "GH-02" in walk["because"]


def test_the_command_line_settles_it():
    case = {key: CASE[key] for key in ("citizen", "events")} | {"id": "c1"}
    project = {
        "project": "beds",
        "programme": str(FILE),
        "grant": "1000.00",
        "planned_participants": 2,
        "started_on": "2025-03-01",
        "cases": [case],
    }
    found = run("settle", "-", "--quarter", "2025Q1", data=project)
    assert [(line["entitlement"], line["amount"]) for line in found["lines"]] == [
        ("project-start", "50.00"),
        ("welcome-walk", "225.00"),
    ]


def run(*arguments, data):
    command = [sys.executable, "-c", "from fodfaeste.cli import main; main()", *arguments]
    done = subprocess.run(
        command, input=json.dumps(data), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


# --- that no code knows of any programme


def ids(programme):
    """All ids that a programme's file gives: its own, its rules', phases', clauses'."""
    parts = (
        "requirements",
        "breaches",
        "phases",
        "target_group",
        "outcomes",
        "variants",
        "ways_in",
    )
    own = {part.id for name in parts for part in getattr(programme, name)}
    return {programme.programme, *own, *programme.clauses}


PROGRAMMES = [catalogue.load(path).programme for path in programme_files.ALL]
KNOWN = {name for programme in PROGRAMMES for name in ids(programme)}
PHASES = {phase.id for programme in PROGRAMMES for phase in programme.phases}

# Words that code uses in a sense of their own, and that happen to be ids of phases as well.
OWN_SENSE = {
    "placement": "a window of the file format, whatever the phases are called",
    "closed": "the state of a case that has ended",
    "course": "a section of a programme's page",
    "offer": "a section of a programme's page",
    "job": "a group of event types in the vocabulary",
    "contact": "a mark on the timeline of a case",
    "retention": "how long a field is kept, in the data register",
}
FILES = sorted(SOURCE.rglob("*.py"))


def literals(path):
    """Every string in the code of a file, but for docstrings, each with its line."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def test_there_is_code_to_look_through():
    assert len(FILES) > 20
    assert len(KNOWN) > 200


def test_words_with_a_sense_of_their_own_are_phases_only_and_still_used():
    other = {name for one in PROGRAMMES for name in ids(one) - {phase.id for phase in one.phases}}
    assert OWN_SENSE.keys() <= PHASES - other
    assert OWN_SENSE.keys() <= {text for path in FILES for _, text in literals(path)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_programmes_id_stands_in_code(path):
    forbidden = KNOWN - OWN_SENSE.keys()
    found = [f"{path}:{line}: {text!r}" for line, text in literals(path) if text in forbidden]
    assert not found
