"""Days, periods and the arithmetic of deadlines."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fodfaeste.core.dates import FIRST_DAY, LAST_DAY, Period, add, last_day, parse_day, parse_period
from tests.core.support import day, text_of


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None, f"{text} is not a period"
    return found


# (from, period, how many at once, the day)
COUNTED = [
    ("2026-01-31", "P1M", 1, "2026-02-28"),
    ("2024-01-31", "P1M", 1, "2024-02-29"),
    ("2026-01-31", "P1M", 2, "2026-03-31"),  # at once: step by step would be 28 March
    ("2026-01-31", "P2M", 1, "2026-03-31"),
    ("2026-01-31", "P1M", 13, "2027-02-28"),
    ("2026-01-30", "P1M", 1, "2026-02-28"),
    ("2026-01-28", "P1M", 1, "2026-02-28"),
    ("2026-08-31", "P1M", 1, "2026-09-30"),
    ("2025-12-31", "P2M", 1, "2026-02-28"),
    ("2023-12-31", "P2M", 1, "2024-02-29"),
    ("2024-02-29", "P1Y", 1, "2025-02-28"),
    ("2024-02-29", "P4Y", 1, "2028-02-29"),
    ("1996-02-29", "P30Y", 1, "2026-02-28"),
    ("2100-01-31", "P1M", 1, "2100-02-28"),  # no leap year
    ("2026-03-31", "P1M", -1, "2026-02-28"),
    ("2026-01-01", "P1M", -1, "2025-12-01"),
    ("2026-01-26", "P14D", -1, "2026-01-12"),
    ("2026-01-26", "P2W", -1, "2026-01-12"),
    ("2026-02-28", "P1D", 1, "2026-03-01"),
    ("2024-02-28", "P1D", 1, "2024-02-29"),
    ("2026-01-31", "P1M15D", 1, "2026-03-15"),  # months first, then days
    ("2026-01-01", "P1Y2M3W4D", 1, "2027-03-26"),
    ("2026-01-01", "P13W", 1, "2026-04-02"),
    ("2026-05-05", "P1M", 0, "2026-05-05"),
]


@pytest.mark.parametrize(("start", "length", "times", "expected"), COUNTED)
def test_so_many_periods_after_a_day(start, length, times, expected):
    assert text_of(add(day(start), period(length), times)) == expected


# (first day, length, last day)
STRETCHES = [
    ("2026-01-01", "P9M", "2026-09-30"),
    ("2025-08-31", "P9M", "2026-05-30"),
    ("2026-05-31", "P9M", "2027-02-27"),
    ("2023-05-31", "P9M", "2024-02-28"),
    ("2026-03-02", "P13W", "2026-05-31"),
    ("2026-03-02", "P1D", "2026-03-02"),
]


@pytest.mark.parametrize(("first", "length", "last"), STRETCHES)
def test_a_stretch_ends_the_day_before_its_length_has_passed(first, length, last):
    assert text_of(last_day(day(first), period(length))) == last


@pytest.mark.parametrize("text", ["P14D", "P2W", "P2M", "P9M", "P1Y", "P1Y6M", "P1M15D", "P01M"])
def test_periods_that_are_read(text):
    assert period(text).text == text


@pytest.mark.parametrize(
    "text",
    ["", "P", "2M", "P2", "p2m", "P1.5M", "P-1M", "-P1M", "P0D", "P0M0D", "P1D2M", "PT5H", "P1MT",
     "P2M ", " P2M", "P2M\n", "P٢M", "P1000000D", "P123456Y", None, 2, True, ["P2M"], {"P": 2}],
)  # fmt: skip
def test_what_is_not_a_period(text):
    assert parse_period(text) is None


@pytest.mark.parametrize(
    "text",
    ["2026-02-29", "2026-02-30", "2026-13-01", "2026-00-01", "2026-01-00", "0000-01-01", "20260105",
     "2026-1-5", "2026-W02-1", "2026-01-05T00:00", "2026-01-05 ", " 2026-01-05", "2026-01-05\n",
     "٢٠٢٦-01-05", "", None, 20260105, True, 2026.1, ["2026-01-05"]],
)  # fmt: skip
def test_what_is_not_a_date(text):
    assert parse_day(text) is None


def test_leap_days_are_dates():
    assert text_of(parse_day("2024-02-29")) == "2024-02-29"
    assert parse_day("2000-02-29") is not None
    assert parse_day("1900-02-29") is None


@pytest.mark.parametrize(
    ("whole", "parts", "each"),
    [("P9M", 3, (3, 0)), ("P6M", 3, (2, 0)), ("P1Y", 4, (3, 0)), ("P2W", 2, (0, 7)),
     ("P3M6D", 3, (1, 2)), ("P9M", 1, (9, 0))],
)  # fmt: skip
def test_equal_parts(whole, parts, each):
    found = period(whole).part(parts)
    assert found is not None
    assert (found.months, found.days) == each


@pytest.mark.parametrize(("whole", "parts"), [("P9M", 2), ("P1M", 3), ("P1W", 2), ("P3M1D", 3)])
def test_parts_that_are_not_equal(whole, parts):
    assert period(whole).part(parts) is None


def test_parts_and_multiples_are_written_as_periods():
    part = period("P9M").part(3)
    assert part is not None
    assert (part.text, part.times(2).text, period("P2W").times(2).text) == ("P3M", "P6M", "P28D")


def test_days_stay_within_the_calendar():
    assert add(day("9999-12-01"), period("P1M")) == LAST_DAY
    assert add(day("9999-12-31"), period("P1D")) == LAST_DAY
    assert add(day("2026-01-01"), period("P99999Y")) == LAST_DAY
    assert add(day("0001-01-05"), period("P1M"), -1) == FIRST_DAY
    assert add(day("0001-01-05"), period("P14D"), -1) == FIRST_DAY


# --- what holds for all of them

days = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.toordinal)
lengths = st.tuples(st.integers(0, 120), st.integers(0, 800)).filter(any)


def made(months: int, counted: int) -> Period:
    return period(f"P{months}M{counted}D")


@given(days)
def test_a_day_is_read_as_it_is_written(ordinal):
    assert parse_day(text_of(ordinal)) == ordinal


@given(days, days, lengths, st.integers(1, 20))
def test_an_earlier_start_is_never_due_later(one, other, length, times):
    first, last = sorted((one, other))
    assert add(first, made(*length), times) <= add(last, made(*length), times)


@given(days, lengths, st.integers(0, 20))
def test_one_period_more_is_always_later(start, length, times):
    assert add(start, made(*length), times) < add(start, made(*length), times + 1)


@given(days, st.integers(1, 240))
def test_a_month_later_is_that_month_and_that_day_or_its_last(start, months):
    before, after = date.fromordinal(start), date.fromordinal(add(start, made(months, 0)))
    assert (after.year * 12 + after.month) - (before.year * 12 + before.month) == months
    month_ends = (after + timedelta(days=1)).month != after.month
    assert after.day == before.day or (after.day < before.day and month_ends)


@given(days, st.sampled_from(["P9M", "P6M", "P1Y", "P3M6D", "P6W"]))
def test_parts_follow_each_other_and_fill_the_whole(start, text):
    whole = period(text)
    part = whole.part(3)
    assert part is not None
    begins = [add(start, part, n) for n in range(4)]
    assert begins == sorted(set(begins))
    assert begins[3] == add(start, whole)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_a_period_is_read_as_it_is_written(years, months, weeks, counted):
    text = f"P{years}Y{months}M{weeks}W{counted}D"
    found = parse_period(text)
    if not (years or months or weeks or counted):
        assert found is None
    else:
        assert found is not None
        assert (found.months, found.days) == (12 * years + months, 7 * weeks + counted)
