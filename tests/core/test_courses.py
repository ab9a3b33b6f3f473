"""Runs of courses: the days of their sessions, and what follows from the first (JS-06, JS-10)."""

from datetime import date, time, timedelta

import pytest

from fodfaeste.core.courses import (
    Pattern,
    ReferBy,
    interview_days,
    lacking,
    lay,
    refer_by,
    usual_most,
)
from fodfaeste.programmes.catalogue import versions

MONDAY = date(2026, 12, 7)


def pattern(first_on=MONDAY, weekdays=(0, 2, 4), **more):
    times = {"begins_at": time(9), "ends_at": time(11, 30)}
    return Pattern(first_on=first_on, weekdays=weekdays, **times | more)


def off(*days):
    return lambda day: day in {date.fromisoformat(each) for each in days}


def days(laid):
    return [f"{one.on:%d.%m}" for one in laid.sessions]


def programme(name):
    return versions(name)[-1].programme


def course(name, which):
    return next(one for one in programme(name).courses if one.id == which)


def test_monday_wednesday_friday_for_two_weeks_are_six_sessions():
    laid = lay(pattern(weeks=2), is_off=off())
    assert days(laid) == ["07.12", "09.12", "11.12", "14.12", "16.12", "18.12"]
    assert laid.fallen == ()


def test_a_run_that_begins_in_the_middle_of_a_week_is_as_long():
    laid = lay(pattern(first_on=date(2026, 12, 9), weeks=2), is_off=off())
    assert days(laid) == ["09.12", "11.12", "14.12", "16.12", "18.12", "21.12"]


@pytest.mark.parametrize(
    ("choice", "expected", "fallen"),
    [
        ("skip", ["23.12", "28.12", "30.12"], 3),
        ("next_day", ["22.12", "23.12", "28.12", "29.12", "30.12", "04.01"], 0),
        ("at_end", ["23.12", "28.12", "30.12", "04.01", "06.01", "08.01"], 0),
    ],
)
def test_days_off_are_skipped_moved_or_added_at_the_end(choice, expected, fallen):
    christmas = off("2026-12-21", "2026-12-24", "2026-12-25", "2027-01-01")
    laid = lay(pattern(date(2026, 12, 21), weeks=2), is_off=christmas, off=choice)
    assert days(laid) == expected
    assert len(laid.fallen) == fallen
    moved = [one.instead_of for one in laid.sessions if one.instead_of]
    assert len(moved) == (0 if choice == "skip" else 3)


def test_no_two_sessions_are_moved_to_the_same_day():
    closed = off("2026-12-07", "2026-12-08")
    laid = lay(pattern(weekdays=(0, 1, 2), weeks=1), is_off=closed, off="next_day")
    assert days(laid) == ["09.12", "10.12", "11.12"]


def test_meetings_may_be_weeks_apart_or_a_single_one():
    laid = lay(pattern(weekdays=(0,), weeks=3, every=4), is_off=off())
    assert [one.on - MONDAY for one in laid.sessions] == [timedelta(28 * n) for n in range(3)]
    assert days(lay(pattern(weekdays=()), is_off=off())) == ["07.12"]
    again = lay(pattern(weekdays=()), is_off=off("2026-12-07"), off="at_end")
    assert days(again) == ["08.12"]


def test_a_referral_is_in_time_14_days_before_the_first_day():
    jobspot = programme("jobspot")
    found = refer_by(jobspot, course("jobspot", "intro-course"), date(2027, 1, 11))
    assert isinstance(found, ReferBy)
    assert (found.on, found.rule.clause) == (date(2026, 12, 28), "JS-10")


def test_where_no_deadline_is_set_there_is_none():
    cafe = course("rampen", "cafe-meetings")
    assert refer_by(programme("rampen"), cafe, MONDAY) is None
    assert interview_days(cafe, MONDAY) == ()


def test_interviews_are_in_the_week_before():
    found = interview_days(course("jobspot", "intro-course"), MONDAY)
    assert found == tuple(date(2026, 11, 30) + timedelta(n) for n in range(5))


@pytest.mark.parametrize(
    ("staff", "expected"),
    [
        ({}, {"contact_person": 2, "employment_specialist": 1}),
        ({"contact_person": 1, "employment_specialist": 1}, {"contact_person": 1}),
        ({"contact_person": 3, "employment_specialist": 1}, {}),
    ],
)
def test_what_staff_is_lacking_is_said(staff, expected):
    assert lacking(course("jobspot", "intro-course"), staff) == expected


def test_relatives_usually_come_twice_at_most():
    [(rule, name)] = usual_most(programme("rampen"), course("rampen", "cafe-meetings"))
    assert (rule.clause, rule.count, rule.strength, name) == ("RA-10", 2, "usual", "relatives")
