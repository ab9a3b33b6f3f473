"""Requirements that come round: every period from the one before, or so many in each period.

``on`` is mostly a due day or the day after it.
"""

import pytest

from fodfaeste.core.evaluation import derive
from fodfaeste.core.events import read_case
from tests.core.support import anchors, day, evaluated, history, one_requirement, rows

WORK = "placement_started kind=work_placement"

# --- every period, counted from the one before

EVERY = one_requirement(
    "kind: every, period: P2M, window: placement, match: {event: follow_up_note_written}"
)
LONG = f"2025-12-31 {WORK} until=2026-06-30"
EVERY_CASES = {
    "no placement yet": ("", "2026-06-01", ["open"]),
    "the first is due 2 months after the first day": (
        LONG,
        "2026-02-28",
        ["pending, due 2026-02-28"],
    ),
    "the day after": (LONG, "2026-03-01", ["overdue, due 2026-02-28"]),
    "met on the day, the next is counted from it": (
        f"{LONG}; 2026-02-28 follow_up_note_written",
        "2026-03-01",
        ["met 2026-02-28, due 2026-02-28", "pending, due 2026-04-28"],
    ),
    "met late, the next is counted from it": (
        f"{LONG}; 2026-03-01 follow_up_note_written",
        "2026-05-02",
        ["met_late 2026-03-01, due 2026-02-28", "overdue, due 2026-05-01"],
    ),
    "written early, the next is due sooner": (
        f"{LONG}; 2026-01-01 follow_up_note_written",
        "2026-01-02",
        ["met 2026-01-01, due 2026-02-28", "pending, due 2026-03-01"],
    ),
    "on the first day": (
        f"{LONG}; 2025-12-31 follow_up_note_written",
        "2026-01-02",
        ["met 2025-12-31, due 2026-02-28", "pending, due 2026-02-28"],
    ),
    "two on a day are two": (
        f"{LONG}; 2026-02-01 follow_up_note_written; 2026-02-01 follow_up_note_written",
        "2026-03-01",
        [
            "met 2026-02-01, due 2026-02-28",
            "met 2026-02-01, due 2026-04-01",
            "pending, due 2026-04-01",
        ],
    ),
    "before the placement it does not count": (
        f"{LONG}; 2025-12-30 follow_up_note_written",
        "2026-01-01",
        ["pending, due 2026-02-28"],
    ),
    "due on the window's last day": (
        f"2025-12-31 {WORK} until=2026-02-28",
        "2026-02-28",
        ["pending, due 2026-02-28"],
    ),
    "due after the window's last day": (
        f"2025-12-31 {WORK} until=2026-02-27",
        "2026-02-01",
        [],
    ),
    "not listed, though it was written": (
        f"2025-12-31 {WORK} until=2026-02-27; 2026-01-20 follow_up_note_written",
        "2026-03-01",
        [],
    ),
    "missed once the window has ended": (
        f"2025-12-31 {WORK} until=2026-03-31",
        "2026-04-01",
        ["missed, due 2026-02-28"],
    ),
    "overdue on the window's last day": (
        f"2025-12-31 {WORK} until=2026-03-31",
        "2026-03-31",
        ["overdue, due 2026-02-28"],
    ),
    "anew for every placement": (
        f"2026-01-01 {WORK}; 2026-03-01 {WORK}",
        "2026-03-01",
        ["pending, due 2026-05-01"],
    ),
    "numbered on": (
        f"2026-01-01 {WORK}; 2026-03-02 {WORK}",
        "2026-03-02",
        ["missed, due 2026-03-01", "pending, due 2026-05-02"],
    ),
    "none due after the closing day": (
        f"{LONG}; 2026-02-27 case_closed",
        "2026-02-27",
        [],
    ),
    "due on the closing day": (
        f"{LONG}; 2026-02-28 case_closed",
        "2026-02-28",
        ["missed, due 2026-02-28"],
    ),
}


@pytest.mark.parametrize(("told", "on", "expected"), EVERY_CASES.values(), ids=EVERY_CASES)
def test_every(told, on, expected):
    assert rows(evaluated(EVERY, told, on), "it") == expected


# --- so many in each period of a grid

GRID = one_requirement(
    "kind: per_period, count: 2, period: P1W, match: {event: intro_session}, "
    "window: {from: {anchor: start}, to: {anchor: placed, minus: P1D}}",
    anchors(start="event: programme_started", placed="event: placement_started"),
)
MONDAY = "2026-01-05 programme_started"
TWICE = "2026-01-05 intro_session; 2026-01-11 intro_session"
GRID_CASES = {
    "before there is a window": ("2026-01-05 intro_session", "2026-06-01", []),
    "the first cell has begun": (MONDAY, "2026-01-05", ["pending, due 2026-01-11"]),
    "its last day": (MONDAY, "2026-01-11", ["pending, due 2026-01-11"]),
    "the day after, the second has begun": (
        MONDAY,
        "2026-01-12",
        ["missed, due 2026-01-11", "pending, due 2026-01-18"],
    ),
    "the second match meets it, first and last day": (
        f"{MONDAY}; {TWICE}",
        "2026-01-11",
        ["met 2026-01-11, due 2026-01-11"],
    ),
    "one is not enough": (
        f"{MONDAY}; 2026-01-05 intro_session",
        "2026-01-11",
        ["pending, due 2026-01-11"],
    ),
    "a match of the next cell does not help": (
        f"{MONDAY}; 2026-01-11 intro_session; 2026-01-12 intro_session",
        "2026-01-18",
        ["missed, due 2026-01-11", "pending, due 2026-01-18"],
    ),
    "a third does not move the day": (
        f"{MONDAY}; {TWICE}; 2026-01-11 intro_session",
        "2026-01-11",
        ["met 2026-01-11, due 2026-01-11"],
    ),
    "two on one day": (
        f"{MONDAY}; 2026-01-06 intro_session; 2026-01-06 intro_session",
        "2026-01-11",
        ["met 2026-01-06, due 2026-01-11"],
    ),
    "a cell that ends with the window is listed": (
        f"{MONDAY}; 2026-01-19 {WORK}",
        "2026-01-25",
        ["missed, due 2026-01-11", "missed, due 2026-01-18"],
    ),
    "a cell that the window cuts is not": (
        f"{MONDAY}; 2026-01-18 {WORK}",
        "2026-01-25",
        ["missed, due 2026-01-11"],
    ),
    "a window with no day in it": (f"{MONDAY}; 2026-01-05 {WORK}", "2026-01-25", []),
    "a cell that the closing cuts is not listed": (
        f"{MONDAY}; 2026-01-17 case_closed",
        "2026-01-25",
        ["missed, due 2026-01-11"],
    ),
    "a cell that ends on the closing day is": (
        f"{MONDAY}; 2026-01-18 case_closed",
        "2026-01-25",
        ["missed, due 2026-01-11", "missed, due 2026-01-18"],
    ),
}


@pytest.mark.parametrize(("told", "on", "expected"), GRID_CASES.values(), ids=GRID_CASES)
def test_per_period(told, on, expected):
    assert rows(evaluated(GRID, told, on), "it") == expected


def test_cells_are_counted_from_the_first_day_at_once():
    rules = one_requirement(
        "kind: per_period, period: P1M, match: {event: intro_session}, "
        "window: {from: {anchor: start}, to: {anchor: end}}",
        anchors(start="event: programme_started", end="event: case_closed"),
    )
    found = rows(evaluated(rules, "2026-01-31 programme_started", "2026-04-30"), "it")
    assert [row.rpartition(" ")[2] for row in found] == [
        "2026-02-27", "2026-03-30", "2026-04-29", "2026-05-30",
    ]  # fmt: skip


def test_a_grid_ends_with_the_calendar():
    found = evaluated(GRID, "9999-12-20 programme_started", "9999-12-31")
    assert [row.rpartition(" ")[2] for row in rows(found, "it")] == ["9999-12-26"]


def test_cells_that_begin_after_the_horizon_are_left_out():
    case = read_case({"events": history(MONDAY)}, GRID.terms)
    log = GRID.log(case, day("2026-01-05"))
    horizons = {"2026-01-05": 1, "2026-01-11": 1, "2026-01-12": 2, "2026-02-01": 4}
    found = {on: len(derive(GRID, log, horizon=day(on))) for on in horizons}
    assert found == horizons
