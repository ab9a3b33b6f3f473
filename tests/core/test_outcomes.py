"""What was reached, and what was earned by it."""

import pytest

from tests.core.support import earned, evaluated, reached

WORK = "placement_started kind=work_placement"
JOB, END = "job_started kind=flex_job", "job_ended"


def test_first_of_each():
    told = (
        f"2026-02-02 {WORK}; 2026-03-02 {WORK}; 2026-04-01 job_started kind=flex_job; "
        "2026-04-02 job_started kind=ordinary; 2026-05-01 education_started"
    )
    assert reached(evaluated("jobspot", told, "2026-05-01")) == [
        "first_placement 2026-02-02",
        "first_ordinary_job 2026-04-02",
        "first_education 2026-05-01",
    ]


def test_what_has_not_come_by_the_day_is_not_there():
    told = f"2026-02-02 {WORK}; 2026-05-01 education_started"
    assert reached(evaluated("kvik", told, "2026-02-01")) == []
    assert reached(evaluated("kvik", told, "2026-02-02")) == ["first_placement 2026-02-02"]


# (what happened, the day it was lasting from, or None by the end of 2027)
LASTING = {
    "no job": ("", None),
    "one that still runs": (f"2026-01-01 {JOB}", "2026-07-01"),
    "from a month's last day": (f"2026-08-31 {JOB}", "2027-02-28"),
    "from a month's last day, before a leap day": (f"2023-08-31 {JOB}", "2024-02-29"),
    "an ordinary job counts as well": ("2026-01-01 job_started kind=ordinary", "2026-07-01"),
    "ended on the last day needed": (f"2026-01-01 {JOB}; 2026-06-30 {END}", "2026-07-01"),
    "ended a day too soon": (f"2026-01-01 {JOB}; 2026-06-29 {END}", None),
    "another the next day": (f"2026-01-31 {JOB}; 2026-03-31 {END}; 2026-04-01 {JOB}", "2026-07-31"),
    "another two days later": (
        f"2026-01-31 {JOB}; 2026-03-31 {END}; 2026-04-02 {JOB}",
        "2026-10-02",
    ),
    "another the same day": (f"2026-01-31 {JOB}; 2026-03-31 {END}; 2026-03-31 {JOB}", "2026-07-31"),
    "two at once, one ends": (
        f"2026-01-01 {JOB}; 2026-02-01 {JOB}; 2026-02-15 {END}",
        "2026-07-01",
    ),
    "two at once, both end": (
        f"2026-01-01 {JOB}; 2026-02-01 {JOB}; 2026-02-15 {END}; 2026-03-01 {END}",
        None,
    ),
    "an end with none running is ignored": (f"2025-12-31 {END}; 2026-01-01 {JOB}", "2026-07-01"),
    "an end before the start on the same day is ignored": (
        f"2026-01-01 {END}; 2026-01-01 {JOB}",
        "2026-07-01",
    ),
    "one day": (f"2026-01-01 {JOB}; 2026-01-01 {END}", None),
    "one day after another, for two days": (
        f"2026-01-01 {JOB}; 2026-01-01 {END}; 2026-01-02 {JOB}",
        "2026-07-01",
    ),
    "the first stretch was too short, the second is not": (
        f"2025-01-01 {JOB}; 2025-03-01 {END}; 2026-01-01 {JOB}",
        "2026-07-01",
    ),
    "the first was long enough, though a later one was not": (
        f"2025-01-01 {JOB}; 2025-08-01 {END}; 2026-01-01 {JOB}; 2026-02-01 {END}",
        "2025-07-01",
    ),
    "the end was corrected": (
        f"2026-01-01 {JOB}; 2026-02-01 {END} id=e; 2026-02-05 correction of=e",
        "2026-07-01",
    ),
    "a short job inside a long one": (
        f"2026-01-01 {JOB}; 2026-03-01 {JOB}; 2026-03-01 {END}",
        "2026-07-01",
    ),
}


@pytest.mark.parametrize(("told", "expected"), LASTING.values(), ids=LASTING)
def test_lasting_attachment(told, expected):
    found = [row for row in reached(evaluated("rampen", told, "2027-12-31")) if "lasting" in row]
    assert found == ([f"lasting_attachment {expected}"] if expected else [])


def test_it_is_lasting_on_the_day_and_not_the_day_before():
    told = f"2026-01-31 {JOB}"
    assert reached(evaluated("rampen", told, "2026-07-30")) == []
    assert reached(evaluated("rampen", told, "2026-07-31")) == ["lasting_attachment 2026-07-31"]


def test_a_job_that_ends_the_day_before_leaves_it_reached():
    told = f"2026-01-31 {JOB}; 2026-07-30 {END}"
    assert reached(evaluated("rampen", told, "2026-07-31")) == ["lasting_attachment 2026-07-31"]


# --- entitlements

INTERVIEW, PLAN = "2026-01-05 first_interview", "2026-02-11 plan_published mentor_support=true"
EARNED = {
    "nothing": ("", []),
    "all three": (
        f"{INTERVIEW}; {PLAN}; 2026-03-02 {WORK}",
        [
            "first-interview 0.20 2026-01-05",
            "plan 0.40 2026-02-11",
            "company-offer 0.30 2026-03-02",
        ],
    ),
    "in the order of the programme, not of the log": (
        "2026-03-02 first_interview; 2026-01-02 education_started",
        ["first-interview 0.20 2026-03-02", "company-offer 0.30 2026-01-02"],
    ),
    "each at most once": (
        f"{INTERVIEW}; 2026-01-09 first_interview",
        ["first-interview 0.20 2026-01-05"],
    ),
    "a plan that does not state mentor support": ("2026-02-11 plan_published", []),
    "it is stated in the next plan": (
        (
            "2026-02-11 plan_published mentor_support=false; "
            "2026-02-20 plan_published mentor_support=true"
        ),
        ["plan 0.40 2026-02-20"],
    ),
    "an internal workshop is no offer": ("2026-03-02 placement_started kind=internal_workshop", []),
    "a company centre is": (
        "2026-03-02 placement_started kind=company_centre",
        ["company-offer 0.30 2026-03-02"],
    ),
    "a flex job is no ordinary job": ("2026-03-02 job_started kind=flex_job", []),
    "the first of several offers": (
        "2026-03-02 education_started; 2026-03-01 job_started kind=ordinary",
        ["company-offer 0.30 2026-03-01"],
    ),
    "a waiver earns nothing": ("2026-01-05 waiver requirement=first-interview", []),
    "after the closing it is still earned": (
        f"2026-01-01 case_closed; {INTERVIEW}",
        ["first-interview 0.20 2026-01-05"],
    ),
    "corrected": (f"{INTERVIEW} id=e; 2026-01-06 correction of=e", []),
}


@pytest.mark.parametrize(("told", "expected"), EARNED.values(), ids=EARNED)
def test_entitlements(told, expected):
    assert earned(evaluated("kvik", told, "2026-12-31")) == expected


def test_nothing_is_earned_before_its_day():
    assert earned(evaluated("kvik", INTERVIEW, "2026-01-04")) == []
    assert earned(evaluated("kvik", INTERVIEW, "2026-01-05")) == ["first-interview 0.20 2026-01-05"]


@pytest.mark.parametrize("programme", ["jobspot", "rampen"])
def test_a_programme_that_is_not_paid_by_registration_earns_nothing(programme):
    assert earned(evaluated(programme, f"{INTERVIEW}; {PLAN}", "2026-12-31")) == []
