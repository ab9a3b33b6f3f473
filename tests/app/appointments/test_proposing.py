"""When it is proposed to meet: working days in Denmark, within office hours, when all are free."""

from datetime import date, datetime, time, timedelta

import pytest

from fodfaeste.cases.proposing import is_working_day, propose
from tests.app.appointments.booked import ZONE, at

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=ZONE)
DUE = date(2026, 11, 26)


def proposed(due_on=DUE, now=MONDAY, **values):
    found = propose(due_on=due_on, now=now, **values)
    return found.on, found.at, found.why


def test_the_working_day_before_the_deadline_at_ten():
    assert proposed() == (date(2026, 11, 25), time(10), "before")


@pytest.mark.parametrize(
    ("due_on", "on"),
    [
        (date(2026, 11, 29), date(2026, 11, 27)),  # a Sunday: the Friday before
        (date(2026, 11, 30), date(2026, 11, 27)),  # a Monday: the Friday before
        (date(2026, 12, 28), date(2026, 12, 23)),  # over Christmas and its eve
        (date(2027, 1, 4), date(2026, 12, 30)),  # over New Year's eve and day
        (date(2027, 3, 30), date(2027, 3, 24)),  # over Easter
        (date(2027, 5, 7), date(2027, 5, 5)),  # over Ascension Day
        (date(2027, 6, 7), date(2027, 6, 4)),  # over Constitution Day, a Saturday
    ],
)
def test_weekends_and_days_off_are_passed_over(due_on, on):
    assert proposed(due_on) == (on, time(10), "before")


def test_store_bededag_is_a_working_day_since_2024():
    assert is_working_day(date(2027, 4, 23))
    assert not is_working_day(date(2023, 5, 5))


def test_when_somebody_is_busy_the_next_hour_and_then_the_day_before():
    ten = (at(date(2026, 11, 25), 10), at(date(2026, 11, 25), 11))
    assert proposed(busy=[ten]) == (date(2026, 11, 25), time(13), "before")
    all_day = (at(date(2026, 11, 25), 0), at(date(2026, 11, 26), 0))
    assert proposed(busy=[all_day]) == (date(2026, 11, 24), time(10), "before")


def test_what_only_touches_is_no_clash():
    until_ten = (at(date(2026, 11, 25), 9), at(date(2026, 11, 25), 10))
    assert proposed(busy=[until_ten]) == (date(2026, 11, 25), time(10), "before")


def test_a_deadline_tomorrow_is_met_tomorrow():
    assert proposed(date(2026, 11, 24)) == (date(2026, 11, 24), time(10), "on")


@pytest.mark.parametrize("due_on", [date(2026, 11, 23), date(2026, 11, 2)])
def test_after_the_deadline_as_soon_as_can_be(due_on):
    assert proposed(due_on) == (date(2026, 11, 24), time(10), "soon")


def test_on_a_friday_the_first_working_day_is_monday():
    friday = datetime(2026, 11, 27, 9, tzinfo=ZONE)
    assert proposed(date(2026, 11, 20), friday) == (date(2026, 11, 30), time(10), "soon")


def test_without_a_deadline_in_a_week():
    assert proposed(None) == (date(2026, 11, 30), time(10), "undated")


def test_not_before_the_window_begins():
    assert proposed(date(2026, 12, 6), not_before=date(2026, 12, 4))[0] == date(2026, 12, 4)


def test_what_lasts_long_ends_before_the_office_closes():
    assert proposed(minutes=360)[1] == time(10)
    assert proposed(minutes=420)[1] == time(9)


def test_where_nobody_is_ever_free_it_says_so():
    always = (MONDAY - timedelta(days=1), MONDAY + timedelta(days=800))
    found = propose(due_on=DUE, now=MONDAY, busy=[always])
    assert not found.free
    assert found.on == date(2026, 11, 25)


def test_ten_o_clock_is_looked_up_by_the_clock_of_that_day():
    """It is summer time then, and winter time now."""
    ten = (at(date(2027, 4, 1), 10), at(date(2027, 4, 1), 11))
    now = datetime(2027, 3, 23, 9, tzinfo=ZONE)
    assert proposed(date(2027, 4, 2), now, busy=[ten]) == (date(2027, 4, 1), time(13), "before")
