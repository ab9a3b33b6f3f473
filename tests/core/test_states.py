"""How a duty stands: the states in their order, and the conditions under which one is asked."""

import pytest

from fodfaeste.core.duties import Duty
from fodfaeste.core.evaluation import STATES, state
from tests.core.support import anchors, day, evaluated, latest, one_requirement, rows

DUE, LATER = "2026-02-28", "2026-03-01"
PLAIN = one_requirement(
    "kind: once, match: {event: plan_sent}, due: {anchor: start, plus: P1M}",
    anchors(start="event: programme_started"),
)
BEGUN = "2026-01-31 programme_started"
WAIVED = "2026-02-01 waiver requirement=it"

# Each applies before those after it. (what happened, the day, the state)
PRECEDENCE = {
    "met before anything else": (f"{BEGUN}; 2026-02-28 plan_sent; {WAIVED}", LATER, "met"),
    "met late before waived": (f"{BEGUN}; 2026-03-01 plan_sent; {WAIVED}", LATER, "met_late"),
    "met after the closing": (
        f"{BEGUN}; 2026-02-01 case_closed; 2026-02-05 plan_sent",
        LATER,
        "met",
    ),
    "waived before the deadline": (f"{BEGUN}; {WAIVED}", DUE, "waived"),
    "waived after the deadline": (f"{BEGUN}; {WAIVED}", LATER, "waived"),
    "waived before closed": (f"{BEGUN}; {WAIVED}; 2026-02-28 case_closed", LATER, "waived"),
    "waived without a deadline": (WAIVED, LATER, "waived"),
    "the waiver is still to come": (f"{BEGUN}; 2026-03-02 waiver requirement=it", LATER, "overdue"),
    "the waiver is of something else": (
        f"{BEGUN}; 2026-02-01 waiver requirement=it instance=2",
        LATER,
        "overdue",
    ),
    "the waiver is of this instance": (
        f"{BEGUN}; 2026-02-01 waiver requirement=it instance=1",
        LATER,
        "waived",
    ),
    "closed on the due day": (f"{BEGUN}; 2026-02-28 case_closed", DUE, "missed"),
    "closed after the due day": (f"{BEGUN}; 2026-03-01 case_closed", LATER, "missed"),
    "closed before the due day": (f"{BEGUN}; 2026-02-27 case_closed", LATER, "not_required"),
    "closed without a deadline": ("2026-02-27 case_closed", LATER, "not_required"),
    "the closing is still to come": (f"{BEGUN}; 2026-03-02 case_closed", LATER, "overdue"),
    "only the first closing counts": (
        f"{BEGUN}; 2026-02-27 case_closed; 2026-03-05 case_closed",
        "2026-03-06",
        "not_required",
    ),
    "open": ("", LATER, "open"),
    "pending on the due day": (BEGUN, DUE, "pending"),
    "overdue the day after": (BEGUN, LATER, "overdue"),
}


@pytest.mark.parametrize(("told", "on", "expected"), PRECEDENCE.values(), ids=PRECEDENCE)
def test_the_first_state_that_applies(told, on, expected):
    [row] = rows(evaluated(PLAIN, told, on), "it")
    assert row.split()[0].rstrip(",") == expected


def test_what_the_closing_makes_needless_keeps_its_due_day():
    found = evaluated(PLAIN, f"{BEGUN}; 2026-02-01 case_closed", LATER)
    assert rows(found, "it") == ["not_required, due 2026-02-28"]


def test_a_window_that_has_ended_is_missed_and_a_deadline_without_one_overdue():
    windowed = one_requirement("kind: at_least, window: placement, match: {event: plan_sent}")
    told = "2026-01-01 placement_started kind=work_placement until=2026-02-28"
    assert rows(evaluated(windowed, told, DUE), "it") == ["pending, due 2026-02-28"]
    assert rows(evaluated(windowed, told, LATER), "it") == ["missed, due 2026-02-28"]


def test_a_duty_before_its_window_can_be_waived_and_closed():
    windowed = one_requirement(
        "kind: at_least, count: 2, window: placement, match: {event: plan_sent}"
    )
    assert rows(evaluated(windowed, f"{WAIVED} instance=2", LATER), "it") == ["open", "waived"]
    closed = evaluated(windowed, "2026-02-01 case_closed", LATER)
    assert rows(closed, "it") == ["not_required", "not_required"]


def test_a_waiver_of_all_and_of_one():
    twice = one_requirement("kind: at_least, count: 2, window: case, match: {event: plan_sent}")
    assert rows(evaluated(twice, f"{WAIVED} instance=1", LATER), "it") == ["waived", "open"]
    assert rows(evaluated(twice, WAIVED, LATER), "it") == ["waived", "waived"]
    both = f"{WAIVED} instance=2; 2026-01-15 plan_sent"
    assert rows(evaluated(twice, both, LATER), "it") == ["met 2026-01-15", "waived"]


@pytest.mark.parametrize("number", [0, 7])
def test_a_waiver_of_an_instance_that_is_not_there_waives_nothing(number):
    told = f"{BEGUN}; 2026-02-01 waiver requirement=it instance={number}"
    assert rows(evaluated(PLAIN, told, LATER), "it") == ["overdue, due 2026-02-28"]


# --- what the closing itself calls for (†)

NOTE = "follow-up-note"
CLOSED = "2026-03-31 case_closed"
DAGGER = {
    "not closed": ("2026-03-31 follow_up_note_sent to=jobcentre", "2026-06-01", "not_required"),
    "on the closing day": (CLOSED, "2026-03-31", "pending, due 2026-03-31"),
    "the day after": (CLOSED, "2026-04-01", "overdue, due 2026-03-31"),
    "sent that day": (
        f"{CLOSED}; 2026-03-31 follow_up_note_sent to=jobcentre",
        "2026-04-01",
        "met 2026-03-31, due 2026-03-31",
    ),
    "sent the day after": (
        f"{CLOSED}; 2026-04-01 follow_up_note_sent to=jobcentre",
        "2026-04-01",
        "met_late 2026-04-01, due 2026-03-31",
    ),
    "sent to somebody else": (
        f"{CLOSED}; 2026-03-31 follow_up_note_sent to=employer",
        "2026-04-01",
        "overdue, due 2026-03-31",
    ),
    "waived": (
        f"{CLOSED}; {CLOSED.replace('case_closed', 'waiver')} requirement={NOTE}",
        "2026-04-01",
        "waived, due 2026-03-31",
    ),
}


@pytest.mark.parametrize(("told", "on", "expected"), DAGGER.values(), ids=DAGGER)
def test_what_the_closing_calls_for_outlives_it(told, on, expected):
    assert rows(evaluated("jobspot", told, on), NOTE) == [expected]


# --- conditions

RAMPEN = {
    "nothing decided": ("", "open"),
    "taken part": ("2026-01-05 participation_decided accepted=true", "open"),
    "declined": ("2026-01-05 participation_decided accepted=false", "not_required"),
    "declined, then taken part": (
        (
            "2026-01-05 participation_decided accepted=false; "
            "2026-01-09 participation_decided accepted=true"
        ),
        "open",
    ),
    "taken part, then declined": (
        (
            "2026-01-05 participation_decided accepted=true; "
            "2026-01-09 participation_decided accepted=false"
        ),
        "not_required",
    ),
    "two decisions on a day, the later in the log": (
        (
            "2026-01-05 participation_decided accepted=false; "
            "2026-01-05 participation_decided accepted=true"
        ),
        "open",
    ),
    "declined, though it was done": (
        "2026-01-05 participation_decided accepted=false; 2026-01-03 case_taken_over",
        "not_required",
    ),
    "declined, and that was corrected": (
        "2026-01-05 participation_decided accepted=false id=d; 2026-01-07 correction of=d",
        "open",
    ),
}


@pytest.mark.parametrize(("told", "expected"), RAMPEN.values(), ids=RAMPEN)
def test_unless_the_latest_of_a_type_is_such(told, expected):
    assert rows(evaluated("rampen", told, "2026-02-01"), "case-taken-over") == [expected]


CTI = "social-stoette-i-job"
NEEDED = {
    "none assessed": ("", "not_required"),
    "not needed": ("2026-01-05 support_need_assessed needed=false", "not_required"),
    "needed": ("2026-01-05 support_need_assessed needed=true", "open"),
    "one of them says needed": (
        (
            "2026-01-05 support_need_assessed needed=false; "
            "2026-01-06 support_need_assessed needed=true"
        ),
        "open",
    ),
    "needed after all is not": (
        (
            "2026-01-05 support_need_assessed needed=true; "
            "2026-01-06 support_need_assessed needed=false"
        ),
        "open",
    ),
}


@pytest.mark.parametrize(("told", "expected"), NEEDED.values(), ids=NEEDED)
def test_if_there_is_such_an_event(told, expected):
    assert rows(evaluated(CTI, told, "2026-02-01"), "support-decision") == [expected]


GRANTED = "support_decision granted=true legal_basis=sel-85"
HANDOVER = {
    "both": ("sel-85", f"2026-01-05 {GRANTED}", "open"),
    "another variant": ("sel-82b", f"2026-01-05 {GRANTED}", "not_required"),
    "no variant": (None, f"2026-01-05 {GRANTED}", "not_required"),
    "no decision": ("sel-85", "", "not_required"),
    "granted on another ground, sel-85 not granted": (
        "sel-85",
        (
            "2026-01-05 support_decision granted=true legal_basis=lab-31b; "
            "2026-01-06 support_decision granted=false legal_basis=sel-85"
        ),
        "not_required",
    ),
    "the variant in force decides, not the one chosen": (
        "sel-82b",
        f"2026-01-05 {GRANTED}; 2026-01-06 support_granted legal_basis=sel-85",
        "open",
    ),
}


@pytest.mark.parametrize(("variant", "told", "expected"), HANDOVER.values(), ids=HANDOVER)
def test_all_conditions_must_hold(variant, told, expected):
    found = evaluated(CTI, told, "2026-02-01", variant=variant)
    assert rows(found, "support-handover") == [expected]


# --- who must be present

CASEWORKERS = {
    "the job centre's": ("citizen,jobcentre_caseworker", True),
    "the social department's": ("citizen,social_caseworker", True),
    "one with authority in both fields": ("citizen,joint_caseworker", True),
    "only the citizen": ("citizen", False),
    "a caseworker without the citizen": ("jobcentre_caseworker", False),
    "others besides": ("relative,citizen,mentor,social_caseworker", True),
}


@pytest.mark.parametrize(("present", "met"), CASEWORKERS.values(), ids=CASEWORKERS)
def test_any_caseworker_will_do(present, met):
    told = f"2026-03-31 case_closed; 2026-04-02 closing_interview present={present}"
    [row] = rows(evaluated("jobrettet-rehabilitering", told, "2026-05-01"), "closing-interview")
    assert row == ("met 2026-04-02" if met else "open")


STAFF = "citizen,employment_specialist,cti_worker"
BOTH = {
    "both caseworkers": (f"{STAFF},jobcentre_caseworker,social_caseworker", True),
    "one who counts as both": (f"{STAFF},joint_caseworker", True),
    "only one of them": (f"{STAFF},jobcentre_caseworker", False),
}


@pytest.mark.parametrize(("present", "met"), BOTH.values(), ids=BOTH)
def test_a_joint_caseworker_counts_as_both(present, met):
    told = f"2026-01-01 cti_started; 2026-05-01 closing_meeting present={present}"
    [row] = rows(evaluated(CTI, told, "2026-05-01", variant="sel-85"), "closing-meeting")
    assert row.startswith("met" if met else "pending")


def test_nobody_present_is_known_as_nobody():
    [row] = rows(
        evaluated("jobspot", "2026-01-05 start_interview", "2026-02-01"), "start-interview"
    )
    assert row == "open"


# --- a variant that is not known yet

LENGTHS = {
    "none": (None, "open"),
    "the short one": ("4-months", "pending, due 2026-03-31"),
    "the long one": ("9-months", "pending, due 2026-05-31"),
}


@pytest.mark.parametrize(("variant", "expected"), LENGTHS.values(), ids=LENGTHS)
def test_a_date_that_needs_the_variant_is_unknown_without_it(variant, expected):
    found = evaluated(
        "jobrettet-rehabilitering", "2026-01-31 programme_started", "2026-02-01", variant=variant
    )
    assert rows(found, "placement-started") == [expected]


# --- the function itself


def test_a_day_that_passes_changes_the_state_and_no_duty():
    rule = latest("jobspot").requirement("plan-sent")
    duty = Duty(rule, 1, True, day(DUE), None)
    read = [state(duty, on=day(on), closed_on=None, waived=False) for on in (DUE, LATER)]
    assert read == ["pending", "overdue"]


def test_the_states_are_those_of_the_programmes():
    assert set(STATES) == {
        "not_required", "met", "met_late", "waived", "missed", "open", "pending", "overdue",
    }  # fmt: skip
