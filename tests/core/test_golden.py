"""Random cases with the answers of a second implementation; see golden/README.md."""

import json
from pathlib import Path
from typing import Any

import pytest

from fodfaeste import exchange
from fodfaeste.core.evaluation import STATES
from fodfaeste.core.faults import Refused
from fodfaeste.statements import statement_of
from tests.core.support import PROGRAMMES

GOLDEN = Path(__file__).parent / "golden"


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLDEN / f"{name}.jsonl").read_text("utf-8").splitlines()]


def answer(case: Any, on: str, language: str = "da") -> dict[str, Any]:
    question = exchange.read_question(case, on, on_place="on")
    return exchange.evaluation_of(question, language)


def in_short(found: dict[str, Any]) -> dict[str, Any]:
    """An evaluation as the golden files have it."""
    return {
        "variant": found["variant"],
        "verdict": found["eligibility"]["verdict"],
        "criteria": [one["verdict"] for one in found["eligibility"]["criteria"]],
        "phase": found["phase"],
        "phases": rows(found["phases"], "id", "starts_on", "ends_on"),
        "requirements": rows(found["requirements"], "id", "instance", "state", "due_on", "met_on"),
        "breaches": rows(found["breaches"], "id", "on"),
        "entitlements": rows(found["entitlements"], "id", "share", "on"),
        "outcomes": rows(found["outcomes"], "id", "on"),
    }


def rows(found: list[dict[str, Any]], *keys: str) -> list[list[Any]]:
    return [[row[key] for key in keys] for row in found]


CASES = [
    pytest.param(one, id=f"{programme} {n}")
    for programme in PROGRAMMES
    for n, one in enumerate(lines(programme)[1:], start=2)
]


@pytest.mark.parametrize("golden", CASES)
def test_every_field_is_as_the_other_implementation_says(golden):
    found = answer(golden["case"], golden["on"])
    assert in_short(found) == golden["then"]
    assert (found["programme"], found["on"]) == (golden["case"]["programme"], golden["on"])


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_strengths_and_clauses_are_as_the_other_implementation_says(programme):
    said, *cases = lines(programme)
    for golden in cases:
        found = answer(golden["case"], golden["on"])
        for row in (*found["requirements"], *found["breaches"]):
            assert row["strength"] == said["strength"][row["id"]]
            assert row["clause"] == said["clause"].get(row["id"], row["clause"])


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_there_are_enough_of_them(programme):
    golden = lines(programme)[1:]
    assert len(golden) >= 60
    met = {row[0] for one in golden for row in one["then"]["requirements"] if row[2] == "met"}
    asked = {row[0] for one in golden for row in one["then"]["requirements"]}
    assert met == asked


def test_every_state_is_among_them():
    found = {
        row[2]
        for programme in PROGRAMMES
        for one in lines(programme)[1:]
        for row in one["then"]["requirements"]
    }
    assert found == set(STATES)


# --- bad input

MALFORMED = [pytest.param(one, id=f"{one['kind']} {n}") for n, one in enumerate(lines("malformed"))]


@pytest.mark.parametrize("golden", MALFORMED)
def test_bad_input_is_refused_at_its_places(golden):
    with pytest.raises(Refused) as refused:
        answer(exchange.parse_json(golden["text"]) if "text" in golden else golden["case"],
               golden["on"])  # fmt: skip
    places = [fault.place for fault in refused.value.faults]
    for place in golden["places"]:
        assert any(one.startswith(place) for one in places)
    assert {outer(place, golden["places"]) for place in places} == set(golden["places"])


def outer(place: str, known: list[str]) -> str:
    """The expected place at or around which a fault was found."""
    return next((one for one in known if place.startswith(one)), place)


# --- settlement


@pytest.mark.parametrize("golden", lines("settlement"))
def test_statements_are_as_the_other_implementation_says(golden):
    earlier: list[Any] = []
    for quarter in golden["quarters"]:
        now = {key: quarter[key] for key in ("started_on", "cases")}
        found = statement_of(
            {**golden["project"], **now, "statements": earlier}, quarter["quarter"]
        )
        said = quarter["then"]
        assert rows(found["lines"], "case", "entitlement", "on", "share", "amount") == said["lines"]
        for key in ("amount", "paid_before", "paid_to_date"):
            assert found[key] == said[key]
        assert found["grant"] == golden["project"]["grant"]
        earlier.append(found)
