"""What each kind of letter must be told, and that it is told so when something is missing."""

import re
from pathlib import Path
from typing import Any

import pytest

from fodfaeste import words
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.letters import kinds
from tools import letters

CONSENT: dict[str, Any] = {
    "date": "2026-11-30",
    "citizen": "Maja Holm",
    "to": "Jobcenter Lunde",
    "scope": ["Hvordan praktikken går"],
    "purpose": "At praktikken kan følges op.",
    "statement": "Jeg giver samtykke.",
    "withdraw": "Sig det til os.",
}


def faults(kind: str, data: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        kinds.check(kind, data)
    return {fault.place: fault.code for fault in refused.value.faults}


def test_what_is_required_is_enough() -> None:
    kinds.check("consent", CONSENT)


def test_every_missing_key_is_named() -> None:
    assert faults("consent", {}) == dict.fromkeys(
        ("date", "citizen", "to", "scope", "purpose", "statement", "withdraw"), "missing"
    )


@pytest.mark.parametrize("key", ["purpose", "legal_basis", "reasons", "complaint", "period"])
def test_a_grant_letter_says_why_on_what_and_how_to_complain(key: str) -> None:
    """JS-16. What cases were found to lack."""
    assert faults("grant_letter", {key: "   "})[key] == "missing"


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        ({"date": "2026-02-30"}, "date", "not_a_date"),
        ({"date": 20261130}, "date", "not_a_date"),
        ({"to": ["Jobcenter Lunde"]}, "to", "not_text"),
        ({"scope": "alt"}, "scope", "not_a_list"),
        ({"scope": ["alt", 3]}, "scope[1]", "not_text"),
        ({"signatures": [{"name": "Maja"}]}, "signatures[0].role", "missing"),
        ({"signatures": ["Maja"]}, "signatures[0]", "not_a_map"),
        ({"colour": "blue"}, "colour", "unknown_key"),
        ({"contact": {"name": "Bo", "age": 4}}, "contact.age", "unknown_key"),
    ],
)
def test_a_fault_names_its_place(change: dict[str, Any], place: str, code: str) -> None:
    assert faults("consent", {**CONSENT, **change}) == {place: code}


@pytest.mark.parametrize(("given", "is_right"), [
    (12, True), ("12.5", True), (0, True), ("0", True), ("12,5", False), ("", False),
    (True, False), ("nan", False), ("many", False),
])  # fmt: skip
def test_hours_are_a_number(given: object, is_right: bool) -> None:
    hours = [{"kind": "praktik", "a_week": given}]
    assert ("hours[0].a_week" not in faults("grant_letter", {"hours": hours})) is is_right


@pytest.mark.parametrize(
    ("given", "is_right"), [("09:00", True), ("9:00", False), ("24:00", False)]
)
def test_times_are_written_in_one_way(given: str, is_right: bool) -> None:
    sessions = [{"on": "2026-12-01", "at": given}]
    assert ("sessions[0].at" not in faults("invitation", {"sessions": sessions})) is is_right


def test_a_kind_that_is_not_there_is_told() -> None:
    assert faults("love_letter", {}) == {"kind": "not_one_of"}


def test_every_fault_has_its_sentence() -> None:
    codes = set(re.findall(r'"(\w+)"', Path(kinds.__file__).read_text("utf-8")))
    for code in codes & {"missing", "unknown_key", "not_decimal", "not_a_time", "not_a_list"}:
        values = {"value": "'x'", "key": "x", "known": "y"}
        for language in words.LANGUAGES:
            assert words.fault_text(Fault("", code, values), language)


def test_the_page_is_in_step() -> None:
    assert letters.TARGET.read_text("utf-8") == letters.text(), "renew it: tools/letters.py"
