"""Whatever is given, there is an answer or a refusal, and never a stack trace."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fodfaeste import exchange, words
from fodfaeste.core.dates import parse_day
from fodfaeste.core.evaluation import evaluate
from fodfaeste.core.events import read_case
from fodfaeste.core.faults import Faults, Refused
from fodfaeste.core.reading import read_programme
from fodfaeste.core.rules import Rules
from fodfaeste.programmes import catalogue
from fodfaeste.programmes.yaml_files import read_yaml
from fodfaeste.statements import statement_of
from tests.core.support import PROGRAMMES, day, text_of
from tests.core.test_golden import lines

Place = tuple[str | int, ...]

telling = st.sampled_from(["2026-01-05", "2026-02-30", "P2M", "citizen", "kvik", "plan_sent", "e1"])
keys = st.text(max_size=8) | st.sampled_from(["type", "on", "of"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | telling,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """Every place in a value of maps and lists."""
    yield here
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*here, key))


def spoiled(value: Any, place: Place, junk: Any) -> Any:
    """A copy of ``value`` with ``junk`` at ``place``."""
    if not place:
        return junk
    found = copy.deepcopy(value)
    around = found
    for key in place[:-1]:
        around = around[key]
    around[place[-1]] = junk
    return found


GOLDEN = [golden for name in PROGRAMMES for golden in lines(name)[1:11]]
SPOILABLE = [(golden, list(places(golden["case"]))) for golden in GOLDEN]
PROJECTS = [
    {**golden["project"], **{key: golden["quarters"][0][key] for key in ("started_on", "cases")}}
    for golden in lines("settlement")
]


def answered(text: str) -> dict[str, Any]:
    """The answer to a line; the same in both languages but for the words."""
    danish, english = (exchange.answer_line(text, one, one) for one in ("da", "en"))
    assert set(danish) == set(english)
    for error in danish.get("errors", []) + english.get("errors", []):
        assert error.isprintable()
    json.dumps(danish, ensure_ascii=False, allow_nan=False).encode(errors="backslashreplace")
    return danish


@settings(max_examples=250)
@given(st.data())
def test_a_case_spoiled_in_any_place(data):
    golden, where = data.draw(st.sampled_from(SPOILABLE))
    place = data.draw(st.sampled_from(where))
    case = spoiled(golden["case"], place, data.draw(json_values))
    found = answered(json.dumps({"case": case, "on": golden["on"]}))
    assert found.keys() == {"errors"} or "requirements" in found


@settings(max_examples=100)
@given(json_values)
def test_any_value_at_all(value):
    assert answered(json.dumps(value))


@settings(max_examples=100)
@given(st.text() | st.binary())
def test_any_text_at_all(text):
    assert exchange.answer_line(text, "da", "en").keys() == {"errors"}


@settings(max_examples=150)
@given(st.data())
def test_a_project_spoiled_in_any_place(data):
    whole = data.draw(st.sampled_from(PROJECTS))
    first = statement_of(whole, "2020Q1")
    project = {**whole, "statements": [first]}
    place = data.draw(st.sampled_from(list(places(project))))
    given_text = json.dumps(spoiled(project, place, data.draw(json_values)))
    try:
        found: Any = statement_of(exchange.parse_json(given_text), "2026Q4")
    except (Refused, catalogue.FaultyFile) as refused:
        found = exchange.refusal_lines(refused, "da")
    assert json.dumps(found)


# --- programme files

FILES = {name: read_yaml(catalogue.version_files(name)[-1]).data for name in PROGRAMMES}
JUNK: list[Any] = [
    None, True, 3, -1, "", "x", "P2M", "2026-02-30", "placement", [], {}, ["x"], {"x": 1}, [None],
    [[]], [{}], {"not": []}, {"not": "x"}, {"from": {}, "to": {}}, {"event": "plan_sent"},
    {"anchor": "x"}, {"closed": True},
]  # fmt: skip


@pytest.mark.parametrize("seed", range(120))
def test_a_programme_file_spoiled_in_any_place(seed):
    draw = random.Random(seed)
    name = draw.choice(PROGRAMMES)
    data = FILES[name]
    for _ in range(draw.randint(1, 3)):
        place = draw.choice([place for place in places(data) if place])
        data = spoiled(data, place, copy.deepcopy(draw.choice(JUNK)))
    faults = Faults()
    programme = read_programme(data, catalogue.vocabulary(), faults)
    assert (programme is None) == bool(faults.found)
    for fault in faults.found:
        assert all(words.fault_line(fault, language) for language in words.LANGUAGES)
    if programme is not None:
        _evaluates(Rules(programme, catalogue.vocabulary()), name)


def _evaluates(rules: Rules, name: str) -> None:
    for golden in lines(name)[1:6]:
        try:
            case = read_case(golden["case"], rules.terms)
        except Refused:
            continue
        question = exchange.Question(rules, case, day(golden["on"]))
        assert exchange.evaluation_of(question, "da")


# --- what always holds of an evaluation


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_the_same_question_has_the_same_answer_whatever_was_asked_before(programme):
    rules = catalogue.versions(programme)[-1]
    cases = [(read_case(one["case"], rules.terms), one["on"]) for one in lines(programme)[1:]]
    first = [_states(rules, case, on) for case, on in cases]
    again = [_states(rules, case, on) for case, on in reversed(cases)]
    assert first == again[::-1]


def _states(rules: Rules, case: Any, on: str) -> list[Any]:
    found = evaluate(rules, case, day(on))
    return [(one.rule.id, one.duty[1:], one.state) for one in found.requirements]


@pytest.mark.parametrize("programme", PROGRAMMES)
def test_what_comes_after_the_day_changes_nothing(programme):
    rules = catalogue.versions(programme)[-1]
    for golden in lines(programme)[1:31]:
        case, on = golden["case"], golden["on"]
        until = {**case, "events": [event for event in case["events"] if event["on"] <= on]}
        if any(event["type"] == "correction" for event in case["events"]):
            continue
        whole, part = read_case(case, rules.terms), read_case(until, rules.terms)
        assert _states(rules, whole, on) == _states(rules, part, on)


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-30", "9999-12-31"])
@pytest.mark.parametrize("programme", PROGRAMMES)
def test_at_both_ends_of_the_calendar(programme, on):
    for golden in lines(programme)[1:11]:
        moved = json.loads(re_dated(golden["case"], on))
        found = answered(json.dumps({"case": moved, "on": on}))
        assert "requirements" in found


def re_dated(case: Any, on: str) -> str:
    """The case with every date in it put on one day."""
    dates = {value for value in _texts(case) if parse_day(value) is not None}
    text = json.dumps(case)
    for date in dates:
        text = text.replace(date, on)
    assert text_of(day(on)) == on
    return text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
