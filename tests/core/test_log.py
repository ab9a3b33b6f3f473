"""The log as it stands on a day: order, corrections, placements and where they end."""

import pytest

from fodfaeste.core.events import read_case
from tests.core.support import day, evaluated, history, latest, reached, rows, spans, text_of

RULES = latest("jobspot")
OTHER = latest("jobrettet-rehabilitering")


def log(told, on, rules=RULES, variant=None):
    return rules.log(read_case({"events": history(told), "variant": variant}, rules.terms), day(on))


def stays(told, rules=OTHER, on="2030-01-01"):
    return [f"{text_of(first)} to {text_of(last)}" for first, last in log(told, on, rules).stays]


# --- order


def test_events_are_taken_in_order_of_date_those_of_a_day_as_given():
    found = log("2026-03-01 plan_sent id=c; 2026-01-01 plan_sent id=a; 2026-01-01 plan_sent id=b",
                "2026-12-31")  # fmt: skip
    assert [event.id for event in found.events] == ["a", "b", "c"]


def test_an_event_after_the_day_does_not_exist_yet():
    told = "2026-01-05 plan_sent; 2026-01-06 purpose_written"
    assert rows(evaluated("jobspot", told, "2026-01-05"), "purpose-written") == ["open"]
    assert rows(evaluated("jobspot", told, "2026-01-06"), "purpose-written") == ["met 2026-01-06"]


def test_the_first_event_by_date_counts_and_not_the_first_given():
    told = "2026-02-01 plan_sent; 2026-01-20 plan_sent"
    assert rows(evaluated("jobspot", told, "2026-03-01"), "plan-sent") == ["met 2026-01-20"]


# --- corrections


def test_a_correction_voids_the_event_it_names():
    told = "2026-01-20 plan_sent id=e1; 2026-01-25 correction of=e1"
    assert rows(evaluated("jobspot", told, "2026-01-24"), "plan-sent") == ["met 2026-01-20"]
    assert rows(evaluated("jobspot", told, "2026-01-25"), "plan-sent") == ["open"]


def test_what_was_corrected_leaves_room_for_the_next_match():
    told = "2026-01-20 plan_sent id=e1; 2026-01-25 correction of=e1; 2026-01-22 plan_sent"
    assert rows(evaluated("jobspot", told, "2026-01-30"), "plan-sent") == ["met 2026-01-22"]


@pytest.mark.parametrize("on", ["2026-01-15", "2026-01-20"])
def test_a_correction_dated_before_its_event_or_on_its_day_voids_it(on):
    told = f"{on} correction of=e1; 2026-01-20 plan_sent id=e1"
    assert rows(evaluated("jobspot", told, "2026-01-20"), "plan-sent") == ["open"]


def test_two_events_without_an_id_are_both_kept():
    told = (
        "2026-01-20 plan_sent; 2026-01-21 plan_sent; 2026-01-22 cv_completed id=x; "
        "2026-01-22 correction of=x"
    )
    assert len(log(told, "2026-02-01").of_type("plan_sent")) == 2


def test_a_corrected_closing_opens_the_case_again():
    told = "2026-02-01 case_closed id=c; 2026-02-10 correction of=c"
    assert rows(evaluated("jobspot", told, "2026-02-09"), "plan-sent") == ["not_required"]
    assert rows(evaluated("jobspot", told, "2026-02-10"), "plan-sent") == ["open"]


def test_a_corrected_waiver_no_longer_waives():
    told = "2026-02-01 waiver requirement=plan-sent id=w; 2026-02-10 correction of=w"
    assert rows(evaluated("jobspot", told, "2026-02-09"), "plan-sent") == ["waived"]
    assert rows(evaluated("jobspot", told, "2026-02-10"), "plan-sent") == ["open"]


# --- placements; in jobrettet-rehabilitering none ends by itself

WORK = "placement_started kind=work_placement"

# (what happened, placements)
ENDS = {
    "no end yet": (f"2026-03-02 {WORK}", ["2026-03-02 to –"]),
    "the agreed last day": (f"2026-03-02 {WORK} until=2026-05-01", ["2026-03-02 to 2026-05-01"]),
    "ended before the agreed last day": (
        f"2026-03-02 {WORK} until=2026-05-01; 2026-04-10 placement_ended",
        ["2026-03-02 to 2026-04-10"],
    ),
    "ended after the agreed last day": (
        f"2026-03-02 {WORK} until=2026-05-01; 2026-05-20 placement_ended",
        ["2026-03-02 to 2026-05-01"],
    ),
    "the next one begins": (
        f"2026-03-02 {WORK}; 2026-04-01 {WORK}",
        ["2026-03-02 to 2026-03-31", "2026-04-01 to –"],
    ),
    "the next one begins before the agreed last day": (
        f"2026-03-02 {WORK} until=2026-05-01; 2026-04-01 {WORK}",
        ["2026-03-02 to 2026-03-31", "2026-04-01 to –"],
    ),
    "an end is of the placement before it": (
        (
            f"2026-03-02 {WORK}; 2026-03-20 placement_ended; 2026-04-01 {WORK}; "
            "2026-04-05 placement_ended"
        ),
        ["2026-03-02 to 2026-03-20", "2026-04-01 to 2026-04-05"],
    ),
    "two of one day are one, the later": (
        f"2026-03-02 {WORK} until=2026-03-10; 2026-03-02 {WORK} until=2026-05-01",
        ["2026-03-02 to 2026-05-01"],
    ),
    "begun and ended on one day": (
        f"2026-03-02 {WORK}; 2026-03-02 placement_ended",
        ["2026-03-02 to 2026-03-02"],
    ),
    "an end before the start on the same day is none of its": (
        f"2026-03-02 placement_ended; 2026-03-02 {WORK}",
        ["2026-03-02 to –"],
    ),
    "an end between two starts of one day": (
        f"2026-03-02 {WORK}; 2026-03-02 placement_ended; 2026-03-02 {WORK}",
        ["2026-03-02 to –"],
    ),
    "only the first end counts": (
        f"2026-03-02 {WORK}; 2026-03-20 placement_ended; 2026-04-01 placement_ended",
        ["2026-03-02 to 2026-03-20"],
    ),
    "an end with nothing running": ("2026-03-02 placement_ended", []),
    "ended on the day the next one begins": (
        f"2026-03-02 {WORK}; 2026-04-01 placement_ended; 2026-04-01 {WORK}",
        ["2026-03-02 to 2026-03-31", "2026-04-01 to –"],
    ),
}


@pytest.mark.parametrize(("told", "expected"), ENDS.values(), ids=ENDS)
def test_where_a_placement_ends(told, expected):
    assert stays(told) == expected


# (the referral's attributes, the placement's last day) for one begun on 2 March 2026
USUAL = {
    "13 weeks": ("", "2026-05-31"),
    "a shorter period asked for": (" placement_period=P2M", "2026-05-01"),
    "a longer period asked for": (" placement_period=P6M", "2026-05-31"),
    "3 months are longer than 13 weeks here": (" placement_period=P3M", "2026-05-31"),
    "13 weeks in days": (" placement_period=P91D", "2026-05-31"),
    "a day less": (" placement_period=P90D", "2026-05-30"),
    "a single day": (" placement_period=P1D", "2026-03-02"),
}


@pytest.mark.parametrize(("asked", "last"), USUAL.values(), ids=USUAL)
def test_without_an_agreed_last_day_a_placement_lasts_as_the_programme_says(asked, last):
    told = f"2026-01-05 referral_received{asked}; 2026-03-02 {WORK}"
    assert stays(told, RULES) == [f"2026-03-02 to {last}"]


def test_an_agreed_last_day_may_lie_beyond_the_usual_length():
    told = f"2026-01-05 referral_received placement_period=P2W; 2026-03-02 {WORK} until=2026-12-01"
    assert stays(told, RULES) == ["2026-03-02 to 2026-12-01"]


def test_the_first_referral_says_the_length_even_if_a_later_one_asks():
    told = (
        "2026-01-05 referral_received; 2026-01-06 referral_received placement_period=P2W; "
        f"2026-03-02 {WORK}"
    )
    assert stays(told, RULES) == ["2026-03-02 to 2026-05-31"]


def test_an_end_that_is_still_to_come_is_not_known():
    told = f"2026-03-02 {WORK}; 2026-04-10 placement_ended"
    assert stays(told, on="2026-04-09") == ["2026-03-02 to –"]
    assert stays(told, on="2026-04-10") == ["2026-03-02 to 2026-04-10"]


def test_of_two_placements_on_one_day_the_earlier_still_is_an_event():
    told = (
        "2026-03-02 placement_started kind=work_placement; "
        "2026-03-02 placement_started kind=taster_placement"
    )
    found = evaluated("jobspot", told, "2026-03-02")
    assert rows(found, "placement-started") == ["met 2026-03-02"]
    assert rows(found, "placement-agreed") == ["pending, due 2026-03-02"]


# --- the variant in force

CTI = "social-stoette-i-job"


def test_a_case_without_a_variant_has_none():
    assert evaluated(CTI, "", "2026-01-01").variant is None


def test_the_variant_chosen_stands_until_an_event_decides():
    told = "2026-02-01 support_granted legal_basis=sel-85"
    assert evaluated(CTI, told, "2026-01-31", variant="lab-31b").variant == "lab-31b"
    assert evaluated(CTI, told, "2026-02-01", variant="lab-31b").variant == "sel-85"


def test_the_latest_of_the_deciding_events_counts():
    told = (
        "2026-03-01 support_granted legal_basis=sel-82b id=b; "
        "2026-02-01 support_granted legal_basis=sel-85; 2026-04-01 correction of=b"
    )
    assert evaluated(CTI, told, "2026-03-01").variant == "sel-82b"
    assert evaluated(CTI, told, "2026-04-01").variant == "sel-85"


def test_an_empty_log_says_nothing():
    found = evaluated("jobspot", "", "2026-01-01")
    assert (spans(found), reached(found), found.phase) == ([], [], None)
