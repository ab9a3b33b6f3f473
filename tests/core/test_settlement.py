"""Model projects and their quarterly statements, computed by hand."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fodfaeste.statements import statement_of
from tests.core.support import day, history, text_of

INTERVIEW, PLAN = "first_interview", "plan_published mentor_support=true"
OFFER = "education_started"


def person(name: str, told: str = "") -> dict[str, Any]:
    return {"id": name, "events": history(told)}


def project(*cases: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return {
        "project": "example",
        "programme": "kvik",
        "grant": "1000000.00",
        "planned_participants": 40,
        "started_on": "2026-01-15",
        "cases": list(cases),
        **changed,
    }


def lines(statement: dict[str, Any]) -> list[str]:
    """Each line as ``c1 first-interview 2026-02-03 0.20 5000.00``."""
    keys = ("case", "entitlement", "on", "share", "amount")
    return [" ".join(str(line[key] or "–") for key in keys) for line in statement["lines"]]


def sums(statement: dict[str, Any]) -> tuple[str, str, str]:
    return statement["amount"], statement["paid_before"], statement["paid_to_date"]


START = "– project-start 2026-01-15 0.10 100000.00"


def test_the_example_of_the_contract():
    statement = statement_of(project(person("c1", f"2026-02-03 {INTERVIEW}")), "2026Q2")
    assert statement == {
        "project": "example",
        "quarter": "2026Q2",
        "grant": "1000000.00",
        "lines": [
            {"case": None, "entitlement": "project-start", "on": "2026-01-15", "share": "0.10",
             "amount": "100000.00"},
            {"case": "c1", "entitlement": "first-interview", "on": "2026-02-03", "share": "0.20",
             "amount": "5000.00"},
        ],
        "amount": "105000.00",
        "paid_before": "0.00",
        "paid_to_date": "105000.00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("started_on", "quarter", "earned"),
    [
        ("2026-03-31", "2026Q1", True),
        ("2026-04-01", "2026Q1", False),
        ("2026-04-01", "2026Q2", True),
        ("2026-12-31", "2026Q4", True),
        ("2027-01-01", "2026Q4", False),
    ],
)
def test_the_start_is_earned_by_the_last_day_of_the_quarter(started_on, quarter, earned):
    found = lines(statement_of(project(started_on=started_on), quarter))
    assert found == ([f"– project-start {started_on} 0.10 100000.00"] if earned else [])


def test_what_is_earned_after_the_quarter_waits_for_the_next():
    told = person("c1", f"2026-03-31 {INTERVIEW}; 2026-04-01 {PLAN}")
    first = statement_of(project(told), "2026Q1")
    assert lines(first) == [START, "c1 first-interview 2026-03-31 0.20 5000.00"]
    second = statement_of(project(told, statements=[first]), "2026Q2")
    assert lines(second) == ["c1 plan 2026-04-01 0.40 10000.00"]
    assert sums(second) == ("10000.00", "105000.00", "115000.00")


def test_new_lines_are_by_date_then_position_then_share():
    found = statement_of(
        project(
            person("b", f"2026-02-01 {OFFER}; 2026-02-01 {INTERVIEW}; 2026-02-01 {PLAN}"),
            person("a", f"2026-01-15 {INTERVIEW}; 2026-02-01 {PLAN}"),
        ),
        "2026Q1",
    )
    assert [" ".join(line.split()[:3]) for line in lines(found)] == [
        "– project-start 2026-01-15",
        "a first-interview 2026-01-15",
        "b first-interview 2026-02-01",
        "b plan 2026-02-01",
        "b company-offer 2026-02-01",
        "a plan 2026-02-01",
    ]


def test_a_start_later_than_an_interview_stands_after_it():
    found = statement_of(project(person("c1", f"2026-01-14 {INTERVIEW}")), "2026Q1")
    assert [line.split()[0] for line in lines(found)] == ["c1", "–"]


# --- what was stated before

CORRECTED = f"2026-02-03 {INTERVIEW} id=e; 2026-05-01 correction of=e"


def test_what_is_corrected_is_taken_back_with_its_old_date():
    first = statement_of(project(person("c1", CORRECTED)), "2026Q1")
    second = statement_of(project(person("c1", CORRECTED), statements=[first]), "2026Q2")
    assert lines(second) == ["c1 first-interview 2026-02-03 -0.20 -5000.00"]
    assert sums(second) == ("-5000.00", "105000.00", "100000.00")


def test_what_was_taken_back_can_be_earned_again():
    told = f"{CORRECTED}; 2026-07-01 {INTERVIEW}"
    statements: list[Any] = []
    for quarter in ("2026Q1", "2026Q2", "2026Q3", "2026Q4"):
        statements.append(statement_of(project(person("c1", told), statements=statements), quarter))
    assert [lines(one) for one in statements[1:]] == [
        ["c1 first-interview 2026-02-03 -0.20 -5000.00"],
        ["c1 first-interview 2026-07-01 0.20 5000.00"],
        [],
    ]


def test_a_date_that_moved_moves_no_money():
    first = statement_of(project(person("c1", f"2026-02-03 {INTERVIEW}")), "2026Q1")
    moved = project(person("c1", f"2026-02-10 {INTERVIEW}"), statements=[first])
    assert lines(statement_of(moved, "2026Q2")) == []


def test_a_date_that_moved_past_the_quarter_is_taken_back():
    first = statement_of(project(person("c1", f"2026-02-03 {INTERVIEW}")), "2026Q1")
    moved = project(person("c1", f"2026-07-10 {INTERVIEW}"), statements=[first])
    second = statement_of(moved, "2026Q2")
    assert lines(second) == ["c1 first-interview 2026-02-03 -0.20 -5000.00"]
    third = statement_of({**moved, "statements": [first, second]}, "2026Q3")
    assert lines(third) == ["c1 first-interview 2026-07-10 0.20 5000.00"]


def test_a_case_that_is_no_longer_there_earns_nothing():
    told = f"2026-02-03 {INTERVIEW}; 2026-02-10 {PLAN}"
    first = statement_of(project(person("c1", told), person("c2", told)), "2026Q1")
    second = statement_of(project(person("c2", told), statements=[first]), "2026Q2")
    assert lines(second) == [
        "c1 first-interview 2026-02-03 -0.20 -5000.00",
        "c1 plan 2026-02-10 -0.40 -10000.00",
    ]


def test_what_is_taken_back_comes_first_in_the_order_it_was_added():
    first = statement_of(
        project(
            person("z", f"2026-02-01 {PLAN}"),
            person("a", f"2026-02-01 {INTERVIEW}"),
            person("m", f"2026-01-20 {INTERVIEW}"),
        ),
        "2026Q1",
    )
    second = statement_of(
        project(person("n", f"2026-01-01 {INTERVIEW}"), statements=[first]), "2026Q2"
    )
    assert [line.split()[0] for line in lines(second)] == ["m", "z", "a", "n"]


def test_a_quarter_in_which_nothing_happened():
    first = statement_of(project(), "2026Q1")
    second = statement_of(project(statements=[first]), "2026Q4")
    assert (second["lines"], sums(second)) == ([], ("0.00", "100000.00", "100000.00"))


# --- no more persons than planned


def test_only_so_many_cases_count_for_each_entitlement():
    found = statement_of(
        project(
            person("late", f"2026-02-02 {INTERVIEW}; 2026-02-02 {PLAN}"),
            person("early", f"2026-02-01 {INTERVIEW}"),
            planned_participants=1,
        ),
        "2026Q1",
    )
    assert lines(found)[1:] == [
        "early first-interview 2026-02-01 0.20 200000.00",
        "late plan 2026-02-02 0.40 400000.00",
    ]


def test_of_one_day_the_first_in_the_list_counts():
    told = f"2026-02-01 {INTERVIEW}"
    found = statement_of(
        project(person("b", told), person("a", told), planned_participants=1), "2026Q1"
    )
    assert lines(found)[1:] == ["b first-interview 2026-02-01 0.20 200000.00"]


def test_whoever_was_stated_keeps_the_place():
    first = statement_of(
        project(person("b", f"2026-02-09 {INTERVIEW}"), planned_participants=1), "2026Q1"
    )
    both = project(
        person("a", f"2026-02-01 {INTERVIEW}"),
        person("b", f"2026-02-09 {INTERVIEW}"),
        planned_participants=1,
        statements=[first],
    )
    assert lines(statement_of(both, "2026Q2")) == []


def test_a_place_that_was_given_up_goes_to_the_next():
    first = statement_of(
        project(person("b", f"2026-02-09 {INTERVIEW}"), person("c", f"2026-02-10 {INTERVIEW}"),
                planned_participants=1),
        "2026Q1",
    )  # fmt: skip
    left = project(
        person("c", f"2026-02-10 {INTERVIEW}"), planned_participants=1, statements=[first]
    )
    assert lines(statement_of(left, "2026Q2")) == [
        "b first-interview 2026-02-09 -0.20 -200000.00",
        "c first-interview 2026-02-10 0.20 200000.00",
    ]


# --- money


def test_money_is_exact_until_it_is_written():
    """100.00 / 3 × 0.20 is 6.666…: with the start's 10.00 the total runs 16.67, 23.33, 30.00."""
    cases = [person(name, f"2026-02-0{name} {INTERVIEW}") for name in "123"]
    found = statement_of(project(*cases, grant="100.00", planned_participants=3), "2026Q1")
    assert [line["amount"] for line in found["lines"]] == ["10.00", "6.67", "6.66", "6.67"]
    assert found["amount"] == "30.00"


def test_half_an_oere_is_rounded_up():
    """0.05 × 0.10 is half an øre; taken back, it is a whole one again."""
    first = statement_of(project(grant="0.05"), "2026Q1")
    assert [line["amount"] for line in first["lines"]] == ["0.01"]
    second = statement_of(
        project(grant="0.05", started_on="2027-01-01", statements=[first]), "2026Q2"
    )
    assert lines(second) == ["– project-start 2026-01-15 -0.10 -0.01"]
    assert sums(second) == ("-0.01", "0.01", "0.00")


def test_an_amount_of_nothing_is_a_line_all_the_same():
    found = statement_of(project(person("c1", f"2026-02-01 {INTERVIEW}"), grant="0.01"), "2026Q1")
    assert [line["amount"] for line in found["lines"]] == ["0.00", "0.00"]
    assert sums(found) == ("0.00", "0.00", "0.00")


def test_the_running_total_goes_on_where_the_last_statement_ended():
    """A third of an øre each time: 0.00, 0.01, 0.01 of a total of 0.01."""
    cases = [person(name, f"2026-0{name}-01 {INTERVIEW}") for name in "147"]
    statements: list[Any] = []
    for quarter in ("2026Q1", "2026Q2", "2026Q3"):
        now = project(*cases, grant="0.05", planned_participants=3, started_on="2030-01-01",
                      statements=statements)  # fmt: skip
        statements.append(statement_of(now, quarter))
    assert [one["amount"] for one in statements] == ["0.00", "0.01", "0.00"]
    assert statements[-1]["paid_to_date"] == "0.01"


# --- what always holds

dates = st.integers(day("2025-12-01"), day("2026-12-31")).map(text_of)
told = st.lists(st.tuples(dates, st.sampled_from([INTERVIEW, PLAN, OFFER])), max_size=4)
people = st.dictionaries(st.sampled_from("abcdef"), told, max_size=5)
grants = st.integers(0, 10**8).map(lambda oere: f"{oere // 100}.{oere % 100:02d}")
SHARES = {
    "project-start": "0.10",
    "first-interview": "0.20",
    "plan": "0.40",
    "company-offer": "0.30",
}


def written(exact: Fraction) -> Decimal:
    whole = Decimal(exact.numerator) / Decimal(exact.denominator)
    return whole.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(grants, st.integers(1, 7), st.lists(people, min_size=1, max_size=4))
def test_statements_add_up_to_the_rounded_running_total(grant, planned, quarters):
    statements: list[Any] = []
    contained: set[tuple[Any, str]] = set()
    for number, cases in enumerate(quarters, start=1):
        rows = [person(name, "; ".join(map(" ".join, events))) for name, events in cases.items()]
        now = project(*rows, grant=grant, planned_participants=planned, statements=statements)
        statement = statement_of(now, f"2026Q{number}")
        for line in statement["lines"]:
            key = (line["case"], line["entitlement"])
            assert (key in contained) == line["share"].startswith("-")
            contained ^= {key}
        statements.append(statement)
        exact = sum(
            Fraction(SHARES[name]) * Fraction(grant) / (1 if case is None else planned)
            for case, name in contained
        )
        assert Decimal(statement["paid_to_date"]) == written(Fraction(exact))
        assert Decimal(statement["paid_to_date"]) == sum(
            Decimal(one["amount"]) for one in statements
        )
        for name in SHARES:
            assert sum(earned == name for _, earned in contained) <= max(planned, 1)


@given(people)
def test_the_same_project_again_states_nothing_more(cases):
    rows = [person(name, "; ".join(map(" ".join, events))) for name, events in cases.items()]
    first = statement_of(project(*rows), "2026Q4")
    assert statement_of(project(*rows, statements=[first]), "2027Q1")["lines"] == []
