"""Model projects that are bad input, and the quarters of a year."""

import json

import pytest

from fodfaeste.core.faults import Refused
from fodfaeste.exchange import refusal_lines
from fodfaeste.statements import parse_quarter, statement_of
from tests.core.support import text_of
from tests.core.test_settlement import person, project

ONE = statement_of(project(), "2026Q1")
BAD = {
    "no project": ({}, "2026Q1", ["project: is missing", "programme: is missing",
                                  "grant: is missing", "planned_participants: is missing",
                                  "started_on: is missing", "cases: is missing"]),
    "a negative grant": (project(grant="-1.00"), "2026Q1", ["grant: '-1.00' must not be negative"]),
    "a grant that is a number": (project(grant=5), "2026Q1", ["grant: 5 is not an amount"]),
    "nobody planned": (project(planned_participants=0), "2026Q1",
                       ["planned_participants: 0 has to be at least 1"]),
    "half a person planned": (project(planned_participants=1.5), "2026Q1",
                              ["planned_participants: 1.5 is not a whole number"]),
    "a case twice": (project(person("a"), person("b"), person("a")), "2026Q1",
                     ["cases[2].id: case 'a' appears twice"]),
    "a case without an id": (project({"events": []}), "2026Q1", ["cases[0].id: is missing"]),
    "a case with a programme": (project({**person("a"), "programme": "kvik"}), "2026Q1",
                                ["cases[0].programme: 'programme' is not known here"]),
    "a fault inside a case": (
        project({"id": "a", "events": [{"type": "plan_sent", "on": "2026-02-30"}]}), "2026Q1",
        ["cases[0].events[0].on: '2026-02-30' is not a date"]),
    "no quarter": (project(), "2026Q5", ["--quarter: '2026Q5' is not a quarter"]),
    "the same quarter again": (project(statements=[ONE]), "2026Q1",
                               ["--quarter: the quarter 2026Q1 does not come after"]),
    "an earlier quarter": (project(statements=[ONE]), "2025Q4",
                           ["--quarter: the quarter 2025Q4 does not come after"]),
    "statements out of order": (
        project(statements=[ONE, {**ONE, "quarter": "2025Q4"}]), "2026Q2",
        ["statements[1].quarter: the quarter 2025Q4 does not come after the last statement"]),
    "another project's statement": (
        project(statements=[{**ONE, "project": "other"}]), "2026Q2",
        ["statements[0].project: 'other' is not the project's 'example'"]),
    "a line without its case": (
        project(statements=[{**ONE, "lines": [{k: v for k, v in ONE["lines"][0].items()
                                               if k != "case"}]}]),
        "2026Q2", ["statements[0].lines[0].case: is missing"]),
    "a programme that is not paid for": (project(programme="jobspot"), "2026Q1",
                                         ["programme: 'jobspot' is not a programme that"]),
    "no such programme": (project(programme="x"), "2026Q1", ["programme: unknown programme 'x'"]),
    "an unknown key": (project(remark="x"), "2026Q1", ["remark: 'remark' is not known here"]),
    "not an object": ([], "2026Q1", ["[] is not an object"]),
    "no list of cases": (project(cases={}), "2026Q1", ["cases: {} is not a list"]),
    "several at once": (
        project(grant="x", started_on="x", planned_participants=-3), "2026",
        ["--quarter: '2026' is not", "grant: 'x' is not", "planned_participants: -3",
         "started_on: 'x' is not a date"]),
}  # fmt: skip


@pytest.mark.parametrize(("data", "quarter", "expected"), BAD.values(), ids=BAD)
def test_a_faulty_project_is_refused_with_all_its_faults(data, quarter, expected):
    with pytest.raises(Refused) as refused:
        statement_of(json.loads(json.dumps(data)), quarter)
    found = sorted(refusal_lines(refused.value, "en"))
    assert len(found) == len(expected)
    for line, begins in zip(found, sorted(expected), strict=True):
        assert line.startswith(begins)


@pytest.mark.parametrize("text", ["", "2026", "Q1", "2026q1", "2026Q0", "2026Q5", "2026-Q1", "26Q1",
                                  "0000Q1", "2026Q1 ", None, 20261, ["2026Q1"]])  # fmt: skip
def test_what_is_not_a_quarter(text):
    assert parse_quarter(text) is None


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2024Q1", "2024-03-31"),
        ("2026Q1", "2026-03-31"),
        ("2026Q2", "2026-06-30"),
        ("2026Q3", "2026-09-30"),
        ("2026Q4", "2026-12-31"),
        ("9999Q4", "9999-12-31"),
    ],
)
def test_the_last_day_of_a_quarter(text, last):
    quarter = parse_quarter(text)
    assert quarter is not None
    assert (text_of(quarter.last_day), str(quarter)) == (last, text)
