"""What should not have happened as it did: too many, too early, without consent."""

import pytest

from tests.core.support import days_from, evaluated, made_up, wrongs

WORK = "placement_started kind=work_placement"


def phone(*days: str) -> str:
    return "; ".join(f"{one} follow_up form=phone" for one in days)


FOUR = phone(*days_from("2026-03-02", 4))
PLACED = f"2026-03-02 {WORK} until=2026-05-31"
AT_MOST = {
    "four are allowed": (f"{PLACED}; {FOUR}", []),
    "the fifth is a breach": (
        f"{PLACED}; {FOUR}; {phone('2026-05-31')}",
        ["phone-follow-ups 2026-05-31"],
    ),
    "and each later one": (
        f"{PLACED}; {FOUR}; {phone('2026-04-01', '2026-04-01')}",
        ["phone-follow-ups 2026-04-01", "phone-follow-ups 2026-04-01"],
    ),
    "the day before and the day after do not count": (
        f"{PLACED}; {FOUR}; {phone('2026-03-01', '2026-06-01')}",
        [],
    ),
    "without a placement there is no limit": (f"{FOUR}; {phone('2026-04-01')}", []),
    "counted anew for every placement": (
        f"2026-03-02 {WORK}; {FOUR}; 2026-04-01 {WORK}; {phone(*days_from('2026-04-01', 4))}",
        [],
    ),
    "another form does not count": (f"{PLACED}; {FOUR}; 2026-04-01 follow_up form=group", []),
    "one of the four was corrected": (
        f"{PLACED}; {FOUR}; 2026-04-01 follow_up form=phone id=p; 2026-04-02 correction of=p",
        [],
    ),
    "a waiver has no effect": (
        f"{PLACED}; {FOUR}; {phone('2026-04-01')}; 2026-04-01 waiver requirement=phone-follow-ups",
        ["phone-follow-ups 2026-04-01"],
    ),
    "still a breach after the closing": (
        f"{PLACED}; {FOUR}; 2026-04-01 case_closed; {phone('2026-04-10')}",
        ["phone-follow-ups 2026-04-10"],
    ),
    "the one too many is the last by date": (
        f"{PLACED}; {phone('2026-05-01')}; {FOUR}",
        ["phone-follow-ups 2026-05-01"],
    ),
}


@pytest.mark.parametrize(("told", "expected"), AT_MOST.values(), ids=AT_MOST)
def test_at_most_so_many(told, expected):
    found = evaluated("jobspot", told, "2026-12-31")
    assert wrongs(found) == expected
    assert {one.rule.strength for one in found.breaches} <= {"usual"}


def test_an_upper_limit_asks_for_nothing():
    found = evaluated("jobspot", PLACED, "2026-12-31")
    assert "phone-follow-ups" not in {one.rule.id for one in found.requirements}


def test_which_one_too_many_it_was():
    found = evaluated(
        "jobspot", f"{PLACED}; {FOUR}; {phone('2026-04-01', '2026-04-02')}", "2026-12-31"
    )
    assert [one.number for one in found.breaches] == [5, 6]


CAFE = "cafe_meeting relatives=true"
WHOLE_CASE = {
    "two": (f"2026-01-01 {CAFE}; 2026-05-01 {CAFE}", []),
    "three": (
        f"2026-01-01 {CAFE}; 2026-05-01 {CAFE}; 2026-09-01 {CAFE}",
        ["relatives-at-cafe 2026-09-01"],
    ),
    "meetings without relatives": (
        (
            f"2026-01-01 {CAFE}; 2026-05-01 cafe_meeting; 2026-06-01 cafe_meeting relatives=false; "
            f"2026-09-01 {CAFE}"
        ),
        [],
    ),
}


@pytest.mark.parametrize(("told", "expected"), WHOLE_CASE.values(), ids=WHOLE_CASE)
def test_at_most_so_many_in_the_whole_case(told, expected):
    assert wrongs(evaluated("rampen", told, "2026-12-31")) == expected


SENT = "feedback_sent to=jobcentre"
CONSENT = {
    "without consent": (f"2026-02-01 {SENT}", ["feedback-by-agreement 2026-02-01"]),
    "with consent": (f"2026-01-01 consent_given to=jobcentre; 2026-02-01 {SENT}", []),
    "consent to somebody else": (
        f"2026-01-01 consent_given to=employer; 2026-02-01 {SENT}",
        ["feedback-by-agreement 2026-02-01"],
    ),
    "withdrawn": (
        (
            f"2026-01-01 consent_given to=jobcentre; 2026-01-15 consent_withdrawn to=jobcentre; "
            f"2026-02-01 {SENT}"
        ),
        ["feedback-by-agreement 2026-02-01"],
    ),
    "withdrawn for somebody else": (
        (
            f"2026-01-01 consent_given to=jobcentre; 2026-01-15 consent_withdrawn to=employer; "
            f"2026-02-01 {SENT}"
        ),
        [],
    ),
    "given again": (
        (
            f"2026-01-01 consent_withdrawn to=jobcentre; 2026-01-15 consent_given to=jobcentre; "
            f"2026-02-01 {SENT}"
        ),
        [],
    ),
    "given that day, before it in the log": (
        f"2026-02-01 consent_given to=jobcentre; 2026-02-01 {SENT}",
        [],
    ),
    "given that day, after it in the log": (
        f"2026-02-01 {SENT}; 2026-02-01 consent_given to=jobcentre",
        ["feedback-by-agreement 2026-02-01"],
    ),
    "given later": (
        f"2026-02-01 {SENT}; 2026-02-02 consent_given to=jobcentre",
        ["feedback-by-agreement 2026-02-01"],
    ),
    "each sending is judged by itself": (
        (
            f"2026-02-01 {SENT}; 2026-02-02 consent_given to=jobcentre; 2026-02-03 {SENT}; "
            f"2026-02-04 consent_withdrawn to=jobcentre; 2026-02-05 {SENT}"
        ),
        ["feedback-by-agreement 2026-02-01", "feedback-by-agreement 2026-02-05"],
    ),
    "feedback to somebody else": ("2026-02-01 feedback_sent to=employer", []),
    "the consent was corrected": (
        (
            f"2026-01-01 consent_given to=jobcentre id=c; 2026-01-20 correction of=c; "
            f"2026-02-01 {SENT}"
        ),
        ["feedback-by-agreement 2026-02-01"],
    ),
}


@pytest.mark.parametrize(("told", "expected"), CONSENT.values(), ids=CONSENT)
def test_unless_the_latest_before_it_is_such(told, expected):
    found = evaluated("rampen", told, "2026-12-31")
    assert wrongs(found) == expected
    assert {one.rule.strength for one in found.breaches} <= {"must"}


MATCH = {
    "no match": ("2026-02-01 cti_started", ["job-match-first 2026-02-01"]),
    "a match before": ("2026-01-01 job_match_found; 2026-02-01 cti_started", []),
    "a match that day": ("2026-02-01 job_match_found; 2026-02-01 cti_started", []),
    "a match later that day": ("2026-02-01 cti_started; 2026-02-01 job_match_found", []),
    "a match the day after": (
        "2026-02-01 cti_started; 2026-02-02 job_match_found",
        ["job-match-first 2026-02-01"],
    ),
    "only the first start is judged": (
        "2026-01-01 job_match_found; 2026-02-01 cti_started; 2026-03-01 cti_started",
        [],
    ),
    "and not the second": (
        "2026-02-01 cti_started; 2026-03-01 cti_started",
        ["job-match-first 2026-02-01"],
    ),
    "the match was corrected": (
        "2026-01-01 job_match_found id=m; 2026-02-01 cti_started; 2026-03-01 correction of=m",
        ["job-match-first 2026-02-01"],
    ),
    "a match and no start": ("2026-01-01 job_match_found", []),
}


@pytest.mark.parametrize(("told", "expected"), MATCH.values(), ids=MATCH)
def test_the_first_unless_something_came_by_that_day(told, expected):
    assert wrongs(evaluated("social-stoette-i-job", told, "2026-12-31")) == expected


def test_each_one_that_is_not_as_it_should_be():
    told = (
        "2026-01-05 motivation_course_started granted_by=jobcentre; "
        "2026-02-05 motivation_course_started granted_by=social_department; "
        "2026-03-05 motivation_course_started granted_by=jobcentre"
    )
    assert wrongs(evaluated("jobrettet-rehabilitering", told, "2026-12-31")) == [
        "motivation-via-social 2026-01-05", "motivation-via-social 2026-03-05",
    ]  # fmt: skip


def test_breaches_are_in_order_of_date_then_id():
    told = ("2026-02-02 feedback_sent to=jobcentre; 2026-02-01 feedback_sent to=jobcentre; "
            + "; ".join(f"2026-02-0{n} {CAFE}" for n in (1, 1, 2, 1)))  # fmt: skip
    assert wrongs(evaluated("rampen", told, "2026-12-31")) == [
        "feedback-by-agreement 2026-02-01",
        "relatives-at-cafe 2026-02-01",
        "feedback-by-agreement 2026-02-02",
        "relatives-at-cafe 2026-02-02",
    ]


def test_a_breach_that_is_still_to_come_is_none():
    assert wrongs(evaluated("rampen", f"2026-02-01 {SENT}", "2026-01-31")) == []


def test_a_breach_can_be_the_mere_event():
    rules = made_up(
        "breaches: [{id: never, clause: XX-01, name: {da: x, en: x}, rule: {da: x, en: x}, "
        "strength: usual, on_each: {event: sparring_session}}]"
    )
    told = "2026-02-01 sparring_session; 2026-02-03 sparring_session"
    assert wrongs(evaluated(rules, told, "2026-03-01")) == ["never 2026-02-01", "never 2026-02-03"]
