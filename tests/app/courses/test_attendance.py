"""Attendance: a whole session at once, events on each case, once, and corrected (JS-09)."""

from datetime import date
from uuid import uuid4

import pytest

from fodfaeste.cases import queries as of_cases
from fodfaeste.cases import services as case_services
from fodfaeste.cases.models import LogEntry
from fodfaeste.cases.services import NewEvent
from fodfaeste.core.faults import Refused
from fodfaeste.courses.services import Said
from tests.app.courses.courses import (
    FIRST,
    LATER,
    case,
    cell,
    enrol,
    grid_of,
    log,
    pattern,
    register,
    run,
)

EVENTS = ("intro_session", "session_missed", "correction")


@pytest.fixture
def course(world):
    staff = [(world.jens.pk, "contact_person")]
    run_id = run(world, capacity=8, staff=staff)
    ids = [case(world, name) for name in ("Anna", "Bo", "Cæcilie")]
    for case_id in ids:
        enrol(run_id, case_id, world.jens)
    return run_id, *ids


def marks(world, run_id, who=None):
    found = grid_of(run_id, who or world.jens)
    people = {one.id: one.citizen for one in found.people}
    return {people[who]: code for (_, who), code in found.marks.items()}


def test_a_whole_session_becomes_an_event_on_each_case(world, course):
    run_id, anna, bo, caecilie = course
    said = {
        cell(run_id, anna): Said("present"),
        cell(run_id, bo): Said("present:late"),
        cell(run_id, caecilie): Said("absent:no_word"),
    }
    assert register(run_id, said, world.jens) == 3
    assert log(anna, *EVENTS) == [("intro_session", FIRST, {})]
    assert log(bo, *EVENTS) == [("intro_session", FIRST, {"late": True})]
    assert log(caecilie, *EVENTS) == [("session_missed", FIRST, {"cause": "no_word"})]
    [entry] = LogEntry.unrestricted.filter(case=anna, type="intro_session")
    assert entry.present == ["citizen", "contact_person"]
    assert marks(world, run_id) == {
        "Anna": "present", "Bo": "present:late", "Cæcilie": "absent:no_word",
    }  # fmt: skip


def test_said_again_it_is_registered_once(world, course):
    run_id, anna, *_ = course
    said, submission = {cell(run_id, anna): Said("present")}, uuid4()
    assert register(run_id, said, world.jens, submission=submission) == 1
    assert register(run_id, said, world.jens, submission=submission) == 0
    assert register(run_id, said, world.jens) == 0
    assert len(log(anna, *EVENTS)) == 1


def test_what_was_said_is_corrected(world, course):
    run_id, anna, *_ = course
    register(run_id, {cell(run_id, anna): Said("present")}, world.jens)
    mended = {cell(run_id, anna): Said("absent:excused", was="present")}
    assert register(run_id, mended, world.jens) == 1
    types = [type_ for type_, *_ in log(anna, *EVENTS)]
    assert types == ["intro_session", "correction", "session_missed"]
    assert marks(world, run_id) == {"Anna": "absent:excused"}


def test_a_correction_on_the_case_is_seen_in_the_grid(world, course):
    run_id, anna, *_ = course
    register(run_id, {cell(run_id, anna): Said("present")}, world.jens)
    [entry] = LogEntry.unrestricted.filter(case=anna, type="intro_session")
    case_services.correct(
        case_id=anna, entry_id=entry.event_id, reason="Forkert borger", by=world.jens, now=LATER,
        submission=uuid4(),
    )  # fmt: skip
    assert marks(world, run_id) == {}
    assert register(run_id, {cell(run_id, anna): Said("absent:agreed")}, world.jens) == 1
    assert marks(world, run_id) == {"Anna": "absent:agreed"}


def test_two_who_say_different_things_are_told(world, course):
    run_id, anna, *_ = course
    register(run_id, {cell(run_id, anna): Said("present")}, world.jens)
    with pytest.raises(Refused) as refused:
        register(run_id, {cell(run_id, anna): Said("absent:no_word")}, world.jens)
    assert refused.value.faults[0].code == "attendance_changed"
    assert len(log(anna, *EVENTS)) == 1


def test_all_or_nothing(world, course):
    run_id, anna, bo, _ = course
    said = {cell(run_id, anna): Said("present"), cell(run_id, bo): Said("asleep")}
    with pytest.raises(Refused):
        register(run_id, said, world.jens)
    assert log(anna, *EVENTS) == []


def test_what_has_not_been_held_is_not_registered(world, course):
    run_id, anna, *_ = course
    with pytest.raises(Refused) as refused:
        register(run_id, {cell(run_id, anna, 4): Said("present")}, world.jens)
    assert refused.value.faults[0].code == "session_not_yet"


def test_of_a_case_that_one_does_not_see_nothing_is_said(world, course):
    run_id, anna, *_ = course
    assert grid_of(run_id, world.charlie) is None
    assert grid_of(run_id, world.colleague).people == ()
    with pytest.raises(Refused) as refused:
        register(run_id, {cell(run_id, anna): Said("present")}, world.colleague)
    assert refused.value.faults[0].code == "unknown_mark"


def test_group_follow_ups_are_registered_for_many_at_once(world):
    run_id = run(world, key="jobspot:group-follow-up", pattern=pattern(weekdays=()), capacity=None)
    ids = [case(world, name) for name in ("Anna", "Bo")]
    for case_id in ids:
        enrol(run_id, case_id, world.jens)
    register(run_id, {cell(run_id, one): Said("present") for one in ids}, world.jens)
    for case_id in ids:
        assert log(case_id, "follow_up") == [("follow_up", FIRST, {"form": "group"})]


def test_relatives_at_a_third_cafe_meeting_are_a_mild_breach(world):
    cafe = pattern(weekdays=(0, 1, 2), weeks=1)
    run_id = run(world, key="rampen:cafe-meetings", pattern=cafe, capacity=None)
    first = NewEvent(type="referral_received", on=date(2026, 11, 2))
    case_id = case(world, "Anna", programme="rampen", first=first)
    enrol(run_id, case_id, world.jens)
    for number in range(3):
        code = "present:relatives"
        register(run_id, {cell(run_id, case_id, number): Said(code)}, world.jens)
    view = of_cases.case(user=world.jens, case_id=case_id, today=LATER.date())
    [breach] = view.evaluation.breaches
    assert (breach.rule.clause, breach.rule.strength) == ("RA-10", "usual")
    [one] = grid_of(run_id, world.jens).people
    assert one.often == {"relatives": 3}


def test_at_the_forum_of_relatives_it_is_they_who_come(world):
    run_id = run(world, key="rampen:relatives-forum", pattern=pattern(weekdays=()), capacity=None)
    first = NewEvent(type="referral_received", on=date(2026, 11, 2))
    case_id = case(world, "Anna", programme="rampen", first=first)
    enrol(run_id, case_id, world.jens)
    register(run_id, {cell(run_id, case_id): Said("present")}, world.jens)
    [entry] = LogEntry.unrestricted.filter(case=case_id, type="relatives_forum")
    assert entry.present == ["relative"]
