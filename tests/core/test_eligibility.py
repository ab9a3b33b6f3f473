"""The target groups: advice with a verdict for each criterion."""

import pytest

from tests.core.support import evaluated

ON = "2026-02-28"
YES = {"psychological_problems": True, "willing": True}
JOBSPOT = {"lab_target_group": "2.1.5", **YES}
CTI = {
    "benefit": "cash_assistance",
    "readiness": "activity_ready",
    "birth_date": "1990-01-01",
    "unemployed_since": "2024-01-01",
}
KVIK = {"benefit": "cash_assistance", "match_group": 2, "benefit_since": "2025-01-01"}

MET, NOT, UNKNOWN = "met", "not_met", "undetermined"

# Each has a programme, facts about the citizen, the verdict and that of each criterion.
FACTS = {
    "jobspot: all of it": ("jobspot", JOBSPOT, "eligible", [MET, MET, MET]),
    "jobspot: the other target group": (
        "jobspot",
        JOBSPOT | {"lab_target_group": "2.1.14"},
        "eligible",
        [MET, MET, MET],
    ),
    "jobspot: a target group that begins alike": (
        "jobspot",
        JOBSPOT | {"lab_target_group": "2.1.50"},
        "not_eligible",
        [NOT, MET, MET],
    ),
    "jobspot: nothing known": ("jobspot", {}, "undetermined", [UNKNOWN, UNKNOWN, UNKNOWN]),
    "jobspot: null is not known": (
        "jobspot",
        JOBSPOT | {"willing": None},
        "undetermined",
        [MET, MET, UNKNOWN],
    ),
    "jobspot: one that fails decides over one not known": (
        "jobspot",
        {"willing": False},
        "not_eligible",
        [UNKNOWN, UNKNOWN, NOT],
    ),
    "jobrettet: a pension": (
        "jobrettet-rehabilitering",
        {"psychiatry_plan": True, "benefit": "disability_pension", "motivated": True},
        "eligible",
        [MET, MET, MET],
    ),
    "jobrettet: another benefit": (
        "jobrettet-rehabilitering",
        {"psychiatry_plan": True, "benefit": "sickness_benefit", "motivated": True},
        "not_eligible",
        [MET, NOT, MET],
    ),
    "rampen: all of it": (
        "rampen",
        {
            "flex_job_granted": True,
            "psychological_problems": True,
            "needs_hands_on_support": True,
            "ready_soon": True,
        },
        "eligible",
        [MET, MET, MET, MET],
    ),
    "rampen: not ready": (
        "rampen",
        {"ready_soon": False},
        "not_eligible",
        [UNKNOWN, UNKNOWN, UNKNOWN, NOT],
    ),
    "CTI: all of it": ("social-stoette-i-job", CTI, "eligible", [MET, MET, MET, MET]),
    "CTI: 30 years old that day": (
        "social-stoette-i-job",
        CTI | {"birth_date": "1996-02-28"},
        "eligible",
        [MET] * 4,
    ),
    "CTI: 30 tomorrow": (
        "social-stoette-i-job",
        CTI | {"birth_date": "1996-03-01"},
        "not_eligible",
        [MET, MET, NOT, MET],
    ),
    "CTI: born on a leap day, 30 on 28 February": (
        "social-stoette-i-job",
        CTI | {"birth_date": "1996-02-29"},
        "eligible",
        [MET] * 4,
    ),
    "CTI: a year of unemployment that day": (
        "social-stoette-i-job",
        CTI | {"unemployed_since": "2025-02-28"},
        "eligible",
        [MET] * 4,
    ),
    "CTI: a day short of a year": (
        "social-stoette-i-job",
        CTI | {"unemployed_since": "2025-03-01"},
        "not_eligible",
        [MET, MET, MET, NOT],
    ),
    "CTI: job-ready": (
        "social-stoette-i-job",
        CTI | {"readiness": "job_ready"},
        "not_eligible",
        [MET, NOT, MET, MET],
    ),
    "KVIK: match group 2": ("kvik", KVIK, "eligible", [MET, MET, MET]),
    "KVIK: 18 months that day": (
        "kvik",
        KVIK | {"benefit_since": "2024-08-28"},
        "eligible",
        [MET, MET, MET],
    ),
    "KVIK: from a month's last day": (
        "kvik",
        KVIK | {"benefit_since": "2024-08-31"},
        "eligible",
        [MET, MET, MET],
    ),
    "KVIK: 18 months and a day": (
        "kvik",
        KVIK | {"benefit_since": "2024-08-27"},
        "not_eligible",
        [MET, MET, NOT],
    ),
    "KVIK: match group 2, since when is not known": (
        "kvik",
        {"benefit": "start_assistance", "match_group": 2},
        "undetermined",
        [MET, MET, UNKNOWN],
    ),
    "KVIK: match group 3, however long": (
        "kvik",
        {"benefit": "start_assistance", "match_group": 3, "benefit_since": "2010-01-01"},
        "eligible",
        [MET, MET, MET],
    ),
    "KVIK: match group 1 fails once": (
        "kvik",
        {"benefit": "cash_assistance", "match_group": 1},
        "not_eligible",
        [MET, NOT, MET],
    ),
    "KVIK: match group not known": (
        "kvik",
        {"benefit": "cash_assistance", "benefit_since": "2010-01-01"},
        "undetermined",
        [MET, UNKNOWN, UNKNOWN],
    ),
}


@pytest.mark.parametrize(("programme", "citizen", "verdict", "criteria"), FACTS.values(), ids=FACTS)
def test_target_group(programme, citizen, verdict, criteria):
    found = evaluated(programme, "", ON, citizen=citizen).eligibility
    assert (found.verdict, [one.verdict for one in found.criteria]) == (verdict, criteria)


TURNS_30 = CTI | {"birth_date": "1996-02-28"}
JUDGED = {
    "on the day asked about, without a referral": ("", ON, "eligible"),
    "the day before": ("", "2026-02-27", "not_eligible"),
    "on the day of the first referral": (
        "2026-02-27 referral_received",
        "2026-12-01",
        "not_eligible",
    ),
    "the first by date": (
        "2026-03-01 referral_received; 2026-02-27 referral_received",
        "2026-12-01",
        "not_eligible",
    ),
    "a referral that is still to come": (
        "2026-03-01 referral_received",
        "2026-02-27",
        "not_eligible",
    ),
    "a referral that was corrected": (
        "2026-02-01 referral_received id=r; 2026-03-01 correction of=r",
        "2026-03-01",
        "eligible",
    ),
}


@pytest.mark.parametrize(("told", "on", "verdict"), JUDGED.values(), ids=JUDGED)
def test_the_day_on_which_it_is_judged(told, on, verdict):
    found = evaluated("social-stoette-i-job", told, on, citizen=TURNS_30)
    assert found.eligibility.verdict == verdict
