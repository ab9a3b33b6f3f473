"""Time sheets (JS-16): the days of a placement, and what is said of them added up."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fodfaeste.core.timesheets import (
    CAUSES,
    CLOSED,
    HOLIDAY,
    ILLNESS,
    Agreed,
    Day,
    Filled,
    spread,
    totals,
    weeks,
)  # fmt: skip

MONDAY = date(2026, 11, 30).toordinal()
THREE_DAYS = spread(Decimal(15), (0, 2, 4))


def agreed(first: int = MONDAY, last: int | None = None, hours: tuple[Decimal, ...] = THREE_DAYS):
    return Agreed(first=first, last=last, hours=hours)


@pytest.mark.parametrize(
    ("hours", "weekdays", "expected"),
    [
        ("15", (0, 2, 4), ["5", "0", "5", "0", "5", "0", "0"]),
        ("10", (0, 1, 2), ["3.5", "3.25", "3.25", "0", "0", "0", "0"]),
        ("7.4", (2,), ["0", "0", "7.4", "0", "0", "0", "0"]),
        ("12", (), ["0"] * 7),
    ],
)
def test_hours_are_spread_over_the_days_in_quarters(hours, weekdays, expected):
    assert spread(Decimal(hours), weekdays) == tuple(map(Decimal, expected))


@given(st.decimals(min_value=0, max_value=60, places=2), st.sets(st.integers(0, 6), min_size=1))
def test_what_is_spread_adds_up_to_what_was_agreed(hours, weekdays):
    found = spread(hours, sorted(weekdays))

    assert sum(found) == hours
    assert all(found[day] == 0 for day in set(range(7)) - weekdays)


def test_weeks_are_whole_and_say_which_days_lie_in_the_period():
    found = weeks(MONDAY + 2, MONDAY + 8, agreed=[agreed()], holidays=())

    assert [week.number for week in found] == [49, 50]
    assert [len(week.days) for week in found] == [7, 7]
    assert [day.day - MONDAY for week in found for day in week.inside] == list(range(2, 9))
    assert found[0].days[0].agreed == 0
    assert found[0].days[2].agreed == 5


def test_nobody_is_agreed_to_come_on_a_public_holiday():
    christmas = date(2026, 12, 25).toordinal()

    found = weeks(christmas - 4, christmas, agreed=[agreed()], holidays={christmas})

    assert found[0].days[4] == Day(christmas, Decimal(0), True, True)
    assert found[0].days[2].agreed == 5


def test_hours_change_on_the_day_of_the_new_agreement():
    more = agreed(first=MONDAY + 7, hours=spread(Decimal(25), range(5)))

    found = weeks(MONDAY, MONDAY + 13, agreed=[agreed(), more], holidays=())

    assert [sum(day.agreed for day in week.days) for week in found] == [15, 25]


def test_where_no_agreement_is_about_a_day_nothing_is_agreed():
    found = weeks(MONDAY, MONDAY + 6, agreed=[agreed(last=MONDAY + 1)], holidays=())

    assert [day.agreed for day in found[0].days] == [5, 0, 0, 0, 0, 0, 0]


def test_the_week_of_the_new_year_has_its_number():
    found = weeks(date(2026, 12, 28).toordinal(), date(2027, 1, 10).toordinal(), agreed=[],
                  holidays=())  # fmt: skip

    assert [week.number for week in found] == [53, 1]


DAYS = weeks(MONDAY, MONDAY + 6, agreed=[agreed()], holidays=())[0].days


def test_hours_are_added_up_by_cause():
    found = totals(DAYS, {
        MONDAY: Filled(Decimal(5)),
        MONDAY + 2: Filled(Decimal(2), ILLNESS),
        MONDAY + 4: Filled(Decimal(0), CLOSED),
    })  # fmt: skip

    assert [found.agreed, found.attended, found.less, found.more] == [15, 7, 0, 0]
    assert [found.absent[cause] for cause in (ILLNESS, CLOSED, HOLIDAY)] == [3, 5, 0]
    assert (found.absent_days[ILLNESS], found.absent_days[HOLIDAY]) == (1, 0)
    assert found.open_days == 0


def test_fewer_hours_without_a_cause_and_more_than_agreed_are_told_apart():
    found = totals(DAYS, {MONDAY: Filled(Decimal(4)), MONDAY + 1: Filled(Decimal(2))})

    assert [found.less, found.more, found.attended] == [1, 2, 6]
    assert found.open_days == 2


filled = st.dictionaries(
    st.integers(MONDAY, MONDAY + 6),
    st.builds(Filled, st.decimals(min_value=0, max_value=12, places=2),
              st.none() | st.sampled_from(CAUSES)),
)  # fmt: skip


@given(filled)
def test_every_hour_that_was_agreed_and_filled_in_is_accounted_for(said):
    found = totals(DAYS, said)
    of_filled = sum((day.agreed for day in DAYS if day.day in said), Decimal(0))

    assert found.attended - found.more + sum(found.absent.values()) + found.less == of_filled
    assert found.open_days == sum(day.agreed > 0 and day.day not in said for day in DAYS)


@given(filled)
def test_a_period_is_the_sum_of_its_parts(said):
    whole, parts = totals(DAYS, said), [totals(DAYS[:3], said), totals(DAYS[3:], said)]

    assert whole.attended == sum(part.attended for part in parts)
    assert all(whole.absent[cause] == sum(part.absent[cause] for part in parts) for cause in CAUSES)
