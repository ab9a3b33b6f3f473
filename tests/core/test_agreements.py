"""What is worth a second look in an agreement (CT-09, JS-15)."""

from datetime import date
from typing import Any

import pytest

from fodfaeste.core.agreements import Agreement, Beside, look_at, look_at_change


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def agreement(
    since: str = "2026-11-30", until: str | None = "2027-02-26", **given: Any
) -> Agreement:
    values = {"kind": "work_placement", "on": day("2026-11-27"), **given}
    return Agreement(since=day(since), until=day(until) if until else None, **values)


def codes(one: Agreement) -> list[str]:
    return [found.code for found in look_at(one)]


def test_an_ordinary_agreement_needs_no_second_look():
    assert codes(agreement()) == []


def test_back_dated_is_said_with_the_days():
    assert codes(agreement("2026-11-27")) == []
    found = look_at(agreement("2026-11-26"))

    assert (found[0].code, found[0].values["days"]) == ("back_dated", 1)


@pytest.mark.parametrize(
    ("since", "expected"),
    [("2026-12-05", "begins_on_saturday"), ("2026-12-06", "begins_on_sunday"),
     ("2026-12-25", "begins_on_holiday")],
)  # fmt: skip
def test_the_first_day_is_a_day_on_which_people_work(since, expected):
    assert codes(agreement(since, holidays={day("2026-12-25")})) == [expected]


def test_a_saturday_is_told_and_not_warned_of():
    assert [one.warns for one in look_at(agreement("2026-12-05"))] == [False]


def beside(first: str, last: str | None, kind: str = "wage_subsidy") -> Beside:
    return Beside(
        id="another", kind=kind, at="Brugsen", first=day(first), last=day(last) if last else None
    )


@pytest.mark.parametrize(
    ("first", "last", "meets"),
    [
        ("2026-10-01", "2026-11-29", None),
        ("2026-10-01", "2026-11-30", ("2026-11-30", "2026-11-30")),
        ("2027-02-26", None, ("2027-02-26", "2027-02-26")),
        ("2027-02-27", None, None),
        ("2026-12-10", "2026-12-20", ("2026-12-10", "2026-12-20")),
    ],
)
def test_two_at_once_are_said_with_the_days_that_they_share(first, last, meets):
    found = look_at(agreement(beside=(beside(first, last),)))

    assert [(one.values["first"], one.values["last"]) for one in found] == (
        [meets] if meets else []
    )


def test_two_without_an_end_share_days_without_an_end():
    found = look_at(agreement(until=None, beside=(beside("2026-10-01", None),)))

    assert found[0].values["last"] is None


def test_ordinary_hours_go_well_beside_a_placement():
    other = (beside("2026-12-01", None, "ordinary"),)

    assert codes(agreement(beside=other, goes_beside=frozenset({"ordinary"}))) == []
    assert codes(agreement(beside=other)) == ["overlapping"]


def test_the_last_employer_is_warned_of():
    assert codes(agreement(employer="a", last_employer="a")) == ["last_employer"]
    assert codes(agreement(employer="a", last_employer="b")) == []
    assert codes(agreement()) == []


def test_a_last_day_before_the_first_is_said():
    assert codes(agreement(until="2026-11-29")) == ["ends_before_it_begins"]


def test_a_change_is_looked_at_by_the_day_from_which_it_holds():
    def found(since: str, *holidays: str) -> list[str]:
        known = {day(one) for one in holidays}
        said = look_at_change(day(since), on=day("2026-11-30"), holidays=known)
        return [one.code for one in said]

    assert found("2026-11-30") == found("2026-12-05") == []
    assert found("2026-11-29") == ["change_back_dated", "change_on_sunday"]
    assert found("2026-12-25", "2026-12-25") == ["change_on_holiday"]
