"""Requirements asked for once, or so many times in a window: situations and their instances.

``on`` is mostly a due day or the day after it.
"""

import pytest

from tests.core.support import anchors, evaluated, one_requirement, rows

ONCE = one_requirement(
    "kind: once, match: {event: plan_sent}, due: {anchor: start, plus: P1M}",
    anchors(start="event: programme_started"),
)
BEGUN = "2026-01-31 programme_started"

# (what happened, the day, the instances)
ONCE_CASES = {
    "no anchor yet, so no deadline": ("", "2026-06-01", ["open"]),
    "due today": (BEGUN, "2026-02-28", ["pending, due 2026-02-28"]),
    "due yesterday": (BEGUN, "2026-03-01", ["overdue, due 2026-02-28"]),
    "met on the due day": (
        f"{BEGUN}; 2026-02-28 plan_sent",
        "2026-03-01",
        ["met 2026-02-28, due 2026-02-28"],
    ),
    "met the day after": (
        f"{BEGUN}; 2026-03-01 plan_sent",
        "2026-03-01",
        ["met_late 2026-03-01, due 2026-02-28"],
    ),
    "met before the anchor": (
        f"{BEGUN}; 2026-01-01 plan_sent",
        "2026-01-31",
        ["met 2026-01-01, due 2026-02-28"],
    ),
    "met with no anchor": ("2026-01-01 plan_sent", "2026-01-01", ["met 2026-01-01"]),
    "the first match counts, not the second": (
        f"{BEGUN}; 2026-03-05 plan_sent; 2026-03-01 plan_sent",
        "2026-03-10",
        ["met_late 2026-03-01, due 2026-02-28"],
    ),
    "a leap year": ("2024-01-31 programme_started", "2024-02-29", ["pending, due 2024-02-29"]),
    "the day after in a leap year": (
        "2024-01-31 programme_started",
        "2024-03-01",
        ["overdue, due 2024-02-29"],
    ),
    "the first of two anchors counts": (
        f"2026-03-31 programme_started; {BEGUN}",
        "2026-04-10",
        ["overdue, due 2026-02-28"],
    ),
}


@pytest.mark.parametrize(("told", "on", "expected"), ONCE_CASES.values(), ids=ONCE_CASES)
def test_once(told, on, expected):
    assert rows(evaluated(ONCE, told, on), "it") == expected


# --- once for each placement, due on its first day

EACH_PLACEMENT = one_requirement(
    "kind: once, for_each: placement, match: {event: placement_agreed}, due: {placement: first_day}"
)
WORK = "placement_started kind=work_placement"
EACH_PLACEMENT_CASES = {
    "none known": ("", "2026-06-01", ["not_required"]),
    "agreed and not begun": ("2026-02-20 placement_agreed", "2026-06-01", ["met 2026-02-20"]),
    "begun and not agreed, that day": (
        f"2026-03-02 {WORK}",
        "2026-03-02",
        ["pending, due 2026-03-02"],
    ),
    "begun and not agreed, the day after": (
        f"2026-03-02 {WORK}",
        "2026-03-03",
        ["overdue, due 2026-03-02"],
    ),
    "agreed on the first day": (
        f"2026-03-02 {WORK}; 2026-03-02 placement_agreed",
        "2026-03-02",
        ["met 2026-03-02, due 2026-03-02"],
    ),
    "agreed the day after": (
        f"2026-03-02 {WORK}; 2026-03-03 placement_agreed",
        "2026-03-03",
        ["met_late 2026-03-03, due 2026-03-02"],
    ),
    "the second agreement is for the second placement": (
        (
            f"2026-02-20 placement_agreed; 2026-03-02 {WORK}; 2026-04-01 {WORK}; "
            "2026-04-02 placement_agreed"
        ),
        "2026-04-02",
        ["met 2026-02-20, due 2026-03-02", "met_late 2026-04-02, due 2026-04-01"],
    ),
    "two agreed, one begun": (
        f"2026-02-20 placement_agreed; 2026-02-21 placement_agreed; 2026-03-02 {WORK}",
        "2026-03-02",
        ["met 2026-02-20, due 2026-03-02", "met 2026-02-21"],
    ),
    "two begun on one day are one": (
        f"2026-03-02 {WORK}; 2026-03-02 {WORK}",
        "2026-03-02",
        ["pending, due 2026-03-02"],
    ),
}


@pytest.mark.parametrize(
    ("told", "on", "expected"), EACH_PLACEMENT_CASES.values(), ids=EACH_PLACEMENT_CASES
)
def test_once_for_each_placement(told, on, expected):
    assert rows(evaluated(EACH_PLACEMENT, told, on), "it") == expected


EACH_EVENT = one_requirement(
    "kind: once, for_each: {event: coping_course_ended}, "
    "match: {event: final_note_written, where: {about: coping_course}}"
)
NOTE = "final_note_written about=coping_course"
EACH_EVENT_CASES = {
    "none": ("", ["not_required"]),
    "a note without a course": (f"2026-02-01 {NOTE}", ["not_required"]),
    "one course": ("2026-02-01 coping_course_ended", ["open"]),
    "a note about something else": (
        "2026-02-01 coping_course_ended; 2026-02-02 final_note_written about=placement",
        ["open"],
    ),
    "two courses, one note": (
        f"2026-02-01 coping_course_ended; 2026-02-02 {NOTE}; 2026-03-01 coping_course_ended",
        ["met 2026-02-02", "open"],
    ),
    "two on one day, two notes": (
        (
            f"2026-02-01 coping_course_ended; 2026-02-01 coping_course_ended; 2026-02-02 {NOTE}; "
            f"2026-02-02 {NOTE}"
        ),
        ["met 2026-02-02", "met 2026-02-02"],
    ),
}


@pytest.mark.parametrize(("told", "expected"), EACH_EVENT_CASES.values(), ids=EACH_EVENT_CASES)
def test_once_for_each_event(told, expected):
    assert rows(evaluated(EACH_EVENT, told, "2026-06-01"), "it") == expected


# --- at least so many in a window

AT_LEAST = one_requirement("kind: at_least, count: 2, window: placement, match: {event: follow_up}")
PLACED = f"2026-03-02 {WORK} until=2026-05-31"
VISIT = "follow_up form=group"
AT_LEAST_CASES = {
    "no placement yet": ("", "2026-06-01", ["open", "open"]),
    "a match before there is a placement": (f"2026-03-01 {VISIT}", "2026-06-01", ["open", "open"]),
    "no end yet": (f"2026-03-02 {WORK}", "2026-06-01", ["open", "open"]),
    "no end yet, one match": (
        f"2026-03-02 {WORK}; 2026-03-02 {VISIT}",
        "2026-06-01",
        ["met 2026-03-02", "open"],
    ),
    "the last day": (
        PLACED,
        "2026-05-31",
        ["pending, due 2026-05-31", "pending, due 2026-05-31"],
    ),
    "the day after": (
        PLACED,
        "2026-06-01",
        ["missed, due 2026-05-31", "missed, due 2026-05-31"],
    ),
    "the first and the last day are in it": (
        f"{PLACED}; 2026-03-02 {VISIT}; 2026-05-31 {VISIT}",
        "2026-06-01",
        ["met 2026-03-02, due 2026-05-31", "met 2026-05-31, due 2026-05-31"],
    ),
    "the day before and the day after are not": (
        f"{PLACED}; 2026-03-01 {VISIT}; 2026-06-01 {VISIT}",
        "2026-06-01",
        ["missed, due 2026-05-31", "missed, due 2026-05-31"],
    ),
    "a third is not asked for": (
        f"{PLACED}; 2026-04-01 {VISIT}; 2026-04-02 {VISIT}; 2026-04-03 {VISIT}",
        "2026-06-01",
        ["met 2026-04-01, due 2026-05-31", "met 2026-04-02, due 2026-05-31"],
    ),
    "asked anew for every placement, numbered on": (
        f"2026-03-02 {WORK}; 2026-03-10 {VISIT}; 2026-04-01 {WORK}; 2026-04-01 {VISIT}",
        "2026-04-01",
        ["met 2026-03-10, due 2026-03-31", "missed, due 2026-03-31", "met 2026-04-01", "open"],
    ),
}


@pytest.mark.parametrize(("told", "on", "expected"), AT_LEAST_CASES.values(), ids=AT_LEAST_CASES)
def test_at_least(told, on, expected):
    assert rows(evaluated(AT_LEAST, told, on), "it") == expected


BETWEEN = one_requirement(
    "kind: at_least, count: 2, match: {event: cti_contact}, "
    "window: {from: {anchor: met, plus: P1D}, to: {anchor: begun, minus: P1D}}",
    anchors(met="event: startup_meeting", begun="event: cti_started"),
)
MET = "2026-01-10 startup_meeting"
BETWEEN_CASES = {
    "neither end known": ("", ["open", "open"]),
    "only the last end known": ("2026-02-01 cti_started; 2026-01-15 cti_contact", ["open", "open"]),
    "only the first end known": (f"{MET}; 2026-01-11 cti_contact", ["met 2026-01-11", "open"]),
    "both ends are in it": (
        f"{MET}; 2026-01-11 cti_contact; 2026-01-31 cti_contact; 2026-02-01 cti_started",
        ["met 2026-01-11, due 2026-01-31", "met 2026-01-31, due 2026-01-31"],
    ),
    "a day too early, a day too late": (
        f"{MET}; 2026-01-10 cti_contact; 2026-02-01 cti_contact; 2026-02-01 cti_started",
        ["missed, due 2026-01-31", "missed, due 2026-01-31"],
    ),
    "no day between": (
        f"{MET}; 2026-01-11 cti_started; 2026-01-10 cti_contact",
        ["missed, due 2026-01-10", "missed, due 2026-01-10"],
    ),
    "one day between": (
        f"{MET}; 2026-01-12 cti_started; 2026-01-11 cti_contact; 2026-01-11 cti_contact",
        ["met 2026-01-11, due 2026-01-11", "met 2026-01-11, due 2026-01-11"],
    ),
}


@pytest.mark.parametrize(("told", "expected"), BETWEEN_CASES.values(), ids=BETWEEN_CASES)
def test_at_least_between_two_days(told, expected):
    assert rows(evaluated(BETWEEN, told, "2026-03-01"), "it") == expected
