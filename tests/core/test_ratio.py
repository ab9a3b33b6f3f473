"""The ratio rule (JS-15): places, the average, the look ahead held against counting each day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fodfaeste.core import ratio
from fodfaeste.core.dates import LAST_DAY
from fodfaeste.core.law import Finding, RatioRule
from fodfaeste.core.ratio import Supported, findings, look_ahead, places
from fodfaeste.programmes.placing import placement_rules

NEW = "the new one"


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def rule_on(text: str = "2026-12-01", kind: str = "work_placement") -> RatioRule:
    rule = ratio.rule_for(placement_rules(), kind=kind, day=day(text))
    assert rule is not None
    return rule


RULE = rule_on()


def someone(who: str = NEW, **given: Any) -> Supported:
    return Supported(**{
        "who": who,
        "kind": "work_placement",
        "first": day("2026-12-01"),
        "last": day("2027-02-28"),
        "hours": Decimal(37),
        **given,
    })  # fmt: skip


def staff(*numbers: str) -> dict[int, Decimal]:
    """Of the months before December 2026, the latest last."""
    months = range(12 - len(numbers), 12)
    return {date(2026, m, 1).toordinal(): Decimal(n) for m, n in zip(months, numbers, strict=True)}


FORTY_SIX = staff("46", "46", "46", "46")


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [one.code for one in found]


# --- places


@given(st.decimals(min_value=0, max_value=5000, places=2))
def test_there_are_as_many_places_as_the_formula_says_for_every_number(n):
    expected = max(1, floor(min(n, Decimal(50)) / 5)) + floor(max(Decimal(0), n - 50) / 10)

    assert places(RULE, n) == expected


@pytest.mark.parametrize(
    ("ordinary", "expected"),
    [("0", 1), ("4.9", 1), ("9.9", 1), ("10", 2), ("14", 2), ("24", 4), ("49", 9), ("49.99", 9),
     ("50", 10), ("55", 10), ("59.9", 10), ("60", 11), ("75", 12), ("100", 15)],
)  # fmt: skip
def test_the_numbers_that_were_found_in_sources(ordinary, expected):
    assert places(RULE, Decimal(ordinary)) == expected


def test_the_rule_is_that_of_the_first_day():
    assert rule_on("2019-12-31").counts == "heads"
    assert rule_on("2020-01-01").counts == "full_time"
    assert (
        ratio.rule_for(placement_rules(), kind="internal_workshop", day=day("2026-12-01")) is None
    )


# --- the average


def test_the_average_is_of_the_four_months_before_the_month_of_the_first_day():
    known = ratio.average(RULE, staff("99", "40", "44", "48", "52"), day("2026-12-31"))

    assert [month.full_time for month in known.months] == [40, 44, 48, 52]
    assert known.full_time == 46


def test_a_month_that_nobody_has_said_is_named_and_left_out_of_the_average():
    known = ratio.average(RULE, staff("40", "50"), day("2026-12-01"))

    assert known.full_time == 45
    assert known.missing == (day("2026-08-01"), day("2026-09-01"))


def test_the_average_is_exact():
    known = ratio.average(RULE, staff("10", "10", "9.9", "10"), day("2026-12-01"))

    assert known.full_time == Fraction("9.975")
    assert places(RULE, known.full_time) == 1


# --- what is said


def test_forty_six_ordinary_make_nine_places_of_which_seven_are_taken():
    others = [someone(f"{n}") for n in range(7)]

    outlook = look_ahead(RULE, figures=FORTY_SIX, others=others, asked=[someone()])

    assert findings(outlook) == (
        Finding(
            "ratio",
            {"ordinary": "46", "places": 9, "taken": "7", "heads": 7, "free": "2", "asked": "1",
             "on": "2026-12-01"},
            "ratio",
            warns=False,
        ),
    )  # fmt: skip


def test_hours_count_as_parts_of_a_full_time_employee_and_heads_are_told_too():
    others = [someone("a", hours=Decimal("18.5")), someone("b", hours=Decimal("7.4"))]

    said = findings(look_ahead(RULE, figures=FORTY_SIX, others=others, asked=[someone()]))[0]

    assert (said.values["taken"], said.values["heads"], said.values["free"]) == ("0.7", 2, "8.3")


def test_who_comes_later_can_make_it_too_many_later():
    others = [
        someone("a", first=day("2026-11-01"), last=day("2027-01-10")),
        someone("b", first=day("2027-01-05"), last=day("2027-03-31")),
    ]

    outlook = look_ahead(RULE, figures=staff(*["10"] * 4), others=others, asked=[someone()])

    assert [(one.first, one.last) for one in outlook.exceeded] == [
        (day("2027-01-05"), day("2027-01-10"))
    ]
    assert findings(outlook)[-1] == Finding(
        "ratio_exceeded",
        {"first": "2027-01-05", "last": "2027-01-10", "together": "3", "places": 2},
        "ratio",
    )


def test_exactly_as_many_as_there_are_places_is_not_too_many():
    others = [someone("a", hours=Decimal("36.9"))]
    one_place = staff(*["5"] * 4)

    def look(hours: str) -> Any:
        asked = [someone(hours=Decimal(hours))]
        return look_ahead(RULE, figures=one_place, others=others, asked=asked).exceeded

    assert not look("0.1")
    assert look("0.2")


def test_a_surplus_that_two_decimals_would_hide_is_shown_with_three():
    others = [someone("a", hours=Decimal("36.9"))]
    outlook = look_ahead(
        RULE, figures=staff(*["5"] * 4), others=others, asked=[someone(hours=Decimal("0.2"))]
    )

    assert findings(outlook)[-1].values["together"] == "1.003"


def test_when_no_end_is_known_the_end_of_the_surplus_is_not_either():
    outlook = look_ahead(
        RULE, figures=staff(*["5"] * 4), others=[someone("a", last=None)],
        asked=[someone(last=None)],
    )  # fmt: skip

    assert findings(outlook)[-1].values["last"] is None


@pytest.mark.parametrize("group", [6, 7])
def test_the_sick_listed_are_not_counted_where_they_are_employed(group):
    there = someone(group=group, employed_here=True)
    full = [someone("a")]

    outlook = look_ahead(RULE, figures=staff(*["5"] * 4), others=full, asked=[there])

    assert codes(findings(outlook)) == ["ratio_exempt"]
    assert not look_ahead(
        RULE, figures=staff(*["5"] * 4), others=[replace(there, who="b")], asked=[someone()]
    ).exceeded


def test_elsewhere_and_in_other_groups_they_are_counted():
    for other in (someone(group=6), someone(group=2, employed_here=True)):
        assert look_ahead(
            RULE, figures=staff(*["5"] * 4), others=[someone("a")], asked=[other]
        ).exceeded


def test_where_no_figure_is_known_it_is_said_and_nothing_is_claimed():
    outlook = look_ahead(RULE, figures={}, others=[someone("a")], asked=[someone()])

    assert outlook.places is None
    assert outlook.free is None
    assert codes(findings(outlook)) == ["staff_unknown"]


def test_months_without_a_figure_are_warned_of_beside_the_arithmetic():
    outlook = look_ahead(RULE, figures=staff("46"), others=[], asked=[someone()])

    assert codes(findings(outlook)) == ["staff_incomplete", "ratio"]
    assert findings(outlook)[0].values == {"months": ["2026-08-01", "2026-09-01", "2026-10-01"]}


def test_what_is_supported_otherwise_does_not_count():
    others = [someone(f"{n}", kind="internal_workshop") for n in range(20)]

    assert not look_ahead(
        RULE, figures=staff(*["5"] * 4), others=others, asked=[someone()]
    ).exceeded


@pytest.mark.parametrize(
    ("counts", "together", "exceeded"),
    [("full_time", Fraction(385, 370), True), ("nearest", 1, False), ("heads", 2, True)],
)
def test_parts_can_be_counted_another_way_than_the_rules(counts, together, exceeded):
    half, more = someone("a", hours=Decimal("18.5")), someone(hours=Decimal(20))
    outlook = look_ahead(
        RULE, figures=staff(*["5"] * 4), others=[half], asked=[more], counts=counts
    )

    assert outlook.stretches[0].together == together
    assert bool(outlook.exceeded) is exceeded


# --- the look ahead, held against counting each day

START = day("2026-12-01")
days = st.integers(START - 20, START + 40)
hours = st.none() | st.decimals(min_value=0, max_value=37, places=1)


@st.composite
def stretches(draw: Any, who: str) -> Supported:
    first = draw(days)
    last = draw(st.none() | st.integers(first, START + 60))
    return someone(who, first=first, last=last, hours=draw(hours),
                   group=draw(st.sampled_from([None, 2, 6])),
                   employed_here=draw(st.booleans()))  # fmt: skip


@st.composite
def situations(draw: Any) -> tuple[list[Supported], list[Supported], str]:
    others = [draw(stretches(draw(st.sampled_from("abc")))) for _ in range(draw(st.integers(0, 6)))]
    first = draw(days)
    middle = draw(st.integers(first, START + 50))
    last = draw(st.integers(middle + 1, START + 70))
    asked = [someone(first=first, last=middle, hours=draw(hours)),
             someone(first=middle + 1, last=last, hours=draw(hours))]  # fmt: skip
    return others, asked, draw(st.sampled_from(["full_time", "nearest", "heads"]))


def counted_on(one_day: int, people: list[Supported], counts: str) -> Fraction:
    """As somebody would count who goes through the list on a day."""
    there = [
        one
        for one in people
        if one.first <= one_day
        and (one.last is None or one_day <= one.last)
        and not (one.employed_here and one.group in (6, 7))
    ]
    if counts == "heads":
        return Fraction(len({one.who for one in there}))
    exact = sum(
        (Fraction(37 if one.hours is None else one.hours) / 37 for one in there), Fraction(0)
    )
    return exact if counts == "full_time" else Fraction(floor(exact + Fraction(1, 2)))


@given(situations(), st.integers(0, 30))
def test_the_look_ahead_says_of_every_day_what_counting_that_day_says(situation, ordinary):
    others, asked, counts = situation
    figures = staff(*[str(ordinary)] * 4)
    outlook = look_ahead(
        RULE,
        figures={**figures, **_all_months(ordinary)},
        others=others,
        asked=asked,
        counts=counts,
    )
    cap = places(RULE, Decimal(ordinary))

    for one_day in range(asked[0].first, asked[1].last + 1):
        expected = counted_on(one_day, [*others, *asked], counts)
        stretch = next(one for one in outlook.stretches if one.first <= one_day <= one.last)
        is_over = any(one.first <= one_day <= one.last for one in outlook.exceeded)
        assert stretch.together == expected
        assert stretch.taken == counted_on(one_day, others, counts)
        assert is_over == (expected > cap)


def _all_months(ordinary: int) -> dict[int, Decimal]:
    return {
        date(y, m, 1).toordinal(): Decimal(ordinary) for y in (2026, 2027) for m in range(1, 13)
    }


@given(situations())
def test_stretches_follow_each_other_from_the_first_day_through_the_last(situation):
    others, asked, _ = situation
    found = look_ahead(RULE, figures={}, others=others, asked=asked).stretches

    assert found[0].first == asked[0].first
    assert found[-1].last == asked[1].last < LAST_DAY
    assert all(one.last + 1 == after.first for one, after in pairwise(found))


@given(situations(), st.integers(0, 30))
def test_spans_of_surplus_never_touch_each_other(situation, ordinary):
    others, asked, _ = situation
    found = look_ahead(RULE, figures=_all_months(ordinary), others=others, asked=asked).exceeded

    assert all(one.last + 1 < after.first for one, after in pairwise(found))


def test_the_arithmetic_is_that_of_the_day_that_is_asked_about():
    """As when hours are raised in the middle: what is there then, and what it then takes."""
    asked = [
        someone(hours=Decimal(10), last=day("2026-12-31")),
        someone(first=day("2027-01-01")),
    ]
    other = someone("another", first=day("2027-01-01"))
    outlook = look_ahead(RULE, figures=FORTY_SIX, others=[other], asked=asked)

    def said(on: str | None) -> tuple[object, ...]:
        found = findings(outlook, on=day(on) if on else None)[0].values
        return found["taken"], found["asked"], found["free"], found["on"]

    assert said(None) == said("2026-12-31") == ("0", "0.27", "9", "2026-12-01")
    assert said("2027-02-01") == ("1", "1", "8", "2027-01-01")
