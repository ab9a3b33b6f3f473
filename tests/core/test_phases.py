"""Phases: when each begins and ends, and which are left out."""

import pytest

from tests.core.support import anchors, evaluated, made_up, spans

WORK = "placement_started kind=work_placement"
CTI = "social-stoette-i-job"

# (programme, variant, what happened, the day, phases, the current one)
PHASES = {
    "nothing yet": ("jobspot", None, "", "2026-06-01", [], None),
    "a future phase is listed": (
        "jobspot",
        None,
        "2026-01-05 referral_received course_start=2026-01-26",
        "2026-01-25",
        ["referral 2026-01-05 to 2026-01-25", "intro 2026-01-26 to –"],
        "referral",
    ),
    "the day it begins": (
        "jobspot",
        None,
        "2026-01-05 referral_received course_start=2026-01-26",
        "2026-01-26",
        ["referral 2026-01-05 to 2026-01-25", "intro 2026-01-26 to –"],
        "intro",
    ),
    "a referral without a day for the course": (
        "jobspot",
        None,
        f"2026-01-05 referral_received; 2026-03-02 {WORK}",
        "2026-03-02",
        ["referral 2026-01-05 to 2026-03-01", "placement 2026-03-02 to –"],
        "placement",
    ),
    "left out: it would begin on the day of a later one": (
        "jobspot",
        None,
        f"2026-01-05 referral_received course_start=2026-01-26; 2026-01-26 {WORK}",
        "2026-02-01",
        ["referral 2026-01-05 to 2026-01-25", "placement 2026-01-26 to –"],
        "placement",
    ),
    "left out: it would begin after a later one": (
        "jobspot",
        None,
        f"2026-01-05 referral_received course_start=2026-01-26; 2026-01-20 {WORK}",
        "2026-02-01",
        ["referral 2026-01-05 to 2026-01-19", "placement 2026-01-20 to –"],
        "placement",
    ),
    "closed before the course began": (
        "jobspot",
        None,
        "2026-01-05 referral_received course_start=2026-01-26; 2026-01-20 case_closed",
        "2026-02-01",
        ["referral 2026-01-05 to 2026-01-19", "closed 2026-01-20 to –"],
        "closed",
    ),
    "closed on the day it was referred": (
        "jobspot",
        None,
        "2026-01-05 referral_received; 2026-01-05 case_closed",
        "2026-02-01",
        ["closed 2026-01-05 to –"],
        "closed",
    ),
    "all phases begin with the first event of the type": (
        "jobrettet-rehabilitering",
        "4-months",
        (
            f"2026-01-05 referral_received; 2026-01-12 programme_started; 2026-02-01 {WORK}; "
            f"2026-01-20 programme_started; 2026-03-01 {WORK}"
        ),
        "2026-03-01",
        [
            "referral 2026-01-05 to 2026-01-11",
            "intro 2026-01-12 to 2026-01-31",
            "placement 2026-02-01 to –",
        ],
        "placement",
    ),
    "declined, then accepted": (
        "rampen",
        None,
        (
            "2026-01-05 referral_received; 2026-01-06 participation_decided accepted=false; "
            "2026-01-09 participation_decided accepted=true"
        ),
        "2026-02-01",
        ["referral 2026-01-05 to 2026-01-08", "course 2026-01-09 to –"],
        "course",
    ),
    "declined": (
        "rampen",
        None,
        "2026-01-05 referral_received; 2026-01-06 participation_decided accepted=false",
        "2026-02-01",
        ["referral 2026-01-05 to –"],
        "referral",
    ),
    "three equal phases from a month's last day": (
        CTI,
        "sel-85",
        "2025-08-31 cti_started",
        "2026-05-30",
        [
            "phase-1 2025-08-31 to 2025-11-29",
            "phase-2 2025-11-30 to 2026-02-27",
            "phase-3 2026-02-28 to 2026-05-30",
            "retention 2026-05-31 to –",
        ],
        "phase-3",
    ),
    "the day after phase 3": (
        CTI,
        "sel-85",
        "2025-08-31 cti_started",
        "2026-05-31",
        [
            "phase-1 2025-08-31 to 2025-11-29",
            "phase-2 2025-11-30 to 2026-02-27",
            "phase-3 2026-02-28 to 2026-05-30",
            "retention 2026-05-31 to –",
        ],
        "retention",
    ),
    "six months, in a leap year": (
        CTI,
        "sel-82b",
        "2023-12-31 cti_started",
        "2024-02-29",
        [
            "phase-1 2023-12-31 to 2024-02-28",
            "phase-2 2024-02-29 to 2024-04-29",
            "phase-3 2024-04-30 to 2024-06-29",
            "retention 2024-06-30 to –",
        ],
        "phase-2",
    ),
    "without a variant only phase 1": (
        CTI,
        None,
        "2026-01-01 referral_received; 2026-02-01 cti_started",
        "2026-12-01",
        ["startup 2026-01-01 to 2026-01-31", "phase-1 2026-02-01 to –"],
        "phase-1",
    ),
    "the citizen's development does not move them, the closing cuts them": (
        CTI,
        "sel-85",
        "2026-01-01 cti_started; 2026-05-15 case_closed",
        "2026-06-01",
        [
            "phase-1 2026-01-01 to 2026-03-31",
            "phase-2 2026-04-01 to 2026-05-14",
            "closed 2026-05-15 to –",
        ],
        "closed",
    ),
    "CTI before the start-up meeting": (
        CTI,
        "lab-31b",
        "2026-01-01 cti_started; 2026-01-10 startup_meeting",
        "2026-01-10",
        [
            "phase-1 2026-01-01 to 2026-02-28",
            "phase-2 2026-03-01 to 2026-04-30",
            "phase-3 2026-05-01 to 2026-06-30",
            "retention 2026-07-01 to –",
        ],
        "phase-1",
    ),
    "an offer begins with what meets the requirement": (
        "kvik",
        None,
        (
            "2026-01-05 first_interview; 2026-02-01 plan_published; "
            "2026-02-10 placement_started kind=internal_workshop; "
            "2026-03-01 job_started kind=flex_job; "
            "2026-04-01 job_started kind=ordinary"
        ),
        "2026-05-01",
        [
            "clarification 2026-01-05 to 2026-01-31",
            "plan 2026-02-01 to 2026-03-31",
            "offer 2026-04-01 to –",
        ],
        "offer",
    ),
    "a waiver of the offer begins no phase": (
        "kvik",
        None,
        "2026-01-05 first_interview; 2026-02-01 waiver requirement=company-offer",
        "2026-05-01",
        ["clarification 2026-01-05 to –"],
        "clarification",
    ),
}


@pytest.mark.parametrize(
    ("programme", "variant", "told", "on", "expected", "current"), PHASES.values(), ids=PHASES
)
def test_phases(programme, variant, told, on, expected, current):
    found = evaluated(programme, told, on, variant=variant)
    assert spans(found) == expected
    assert (found.phase.phase.id if found.phase else None) == current


def test_a_phase_that_is_still_to_come_is_not_the_current_one():
    rules = made_up(
        "phases: [{id: one, name: {da: x, en: x}, begins: start}]",
        anchors(start="event: programme_started, plus: P1M"),
    )
    found = evaluated(rules, "2026-01-31 programme_started", "2026-02-27")
    assert (spans(found), found.phase) == (["one 2026-02-28 to –"], None)
    found = evaluated(rules, "2026-01-31 programme_started", "2026-02-28")
    assert found.phase is not None


def test_several_phases_in_a_row_can_be_left_out():
    rules = made_up(
        "phases: [{id: a, name: {da: x, en: x}, begins: one}, "
        "{id: b, name: {da: x, en: x}, begins: two}, {id: c, name: {da: x, en: x}, begins: three}]",
        anchors(one="event: plan_sent", two="event: cv_completed", three="event: cti_started"),
    )
    told = "2026-03-03 plan_sent; 2026-03-02 cv_completed; 2026-03-01 cti_started"
    assert spans(evaluated(rules, told, "2026-04-01")) == ["c 2026-03-01 to –"]
