"""The call to the caseworkers when the plan must change at once (CT-20)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fodfaeste.cases import services
from fodfaeste.cases.models import LogEntry
from fodfaeste.cases.queries.support import calls, calls_waiting
from fodfaeste.cases.services import NotAllowed, NotVisible, Refused
from tests.app.cases.world import NOW, TODAY
from tests.app.support.supporting import act, begun, codes, seen


def call(case_id, by, what="Timerne skal ned nu", **more):
    return act(services.call_in, case_id, by, what=what, **more)


def answer(case_id, by, entry, decided="Vi mødes i dag", **more):
    return act(services.answer_call, case_id, by, call=entry, decided=decided, **more)


def waiting(user):
    return [(one.case_id, one.citizen) for one in calls_waiting(user=user, today=TODAY)]


def test_it_waits_for_the_caseworkers_of_the_case_and_nobody_else(world, case_id):
    call(case_id, world.jens)
    assert waiting(world.mette) == [(case_id, "Amalie Ærø Sørensen")]
    for other in (world.jens, world.leader, world.secretary, world.colleague, world.charlie):
        assert waiting(other) == []


def test_it_is_answered_once_with_what_was_decided(world, case_id):
    made = call(case_id, world.jens)
    later = NOW + timedelta(hours=5)
    answer(case_id, world.mette, made.entry_id, now=later)
    [one] = calls(seen(case_id, world.jens))
    assert (one.what, one.by) == ("Timerne skal ned nu", "Jens Kragh")
    assert (one.decided, one.answered_by, one.answered_at) == (
        "Vi mødes i dag",
        "Mette Holm",
        later,
    )
    assert waiting(world.mette) == []
    with pytest.raises(Refused) as refused:
        answer(case_id, world.mette, made.entry_id)
    assert codes(refused) == [("call", "already_answered")]


def test_both_are_lines_of_the_log_with_their_texts_apart(world, case_id):
    made = call(case_id, world.jens)
    answer(case_id, world.mette, made.entry_id)
    lines = LogEntry.unrestricted.filter(type__in=("called_in", "call_answered")).order_by("seq")
    assert [line.attributes for line in lines] == [
        {"role": "caseworker"},
        {"of": made.entry_id},
    ]
    assert not any("Timerne" in line.text.ciphertext for line in lines)


def test_the_one_that_has_waited_longest_is_first(world, case_id):
    other = begun(world)
    call(case_id, world.jens, now=NOW - timedelta(hours=1))
    call(other, world.jens, now=NOW - timedelta(hours=9))
    assert [case for case, _ in waiting(world.mette)] == [other, case_id]


def test_a_closed_case_calls_nobody(world, case_id):
    call(case_id, world.jens)
    world.register(case_id, "case_closed", TODAY, attributes={"reason": "Flyttet"})
    assert waiting(world.mette) == []


def test_who_left_the_case_is_not_called(world, case_id):
    call(case_id, world.jens)
    act(
        services.leave_case, case_id, world.jens,
        user_id=world.mette.pk, role="jobcentre_caseworker",
    )  # fmt: skip
    assert waiting(world.mette) == []


@pytest.mark.parametrize(
    ("what", "code"), [("", "missing"), ("  ", "missing"), ("x" * 2001, "too_long")]
)
def test_what_must_change_has_to_be_said(world, case_id, what, code):
    with pytest.raises(Refused) as refused:
        call(case_id, world.jens, what)
    assert codes(refused) == [("what", code)]


def test_there_is_no_answer_to_what_was_not_asked(world, case_id):
    with pytest.raises(Refused) as refused:
        answer(case_id, world.mette, "e1")
    assert codes(refused) == [("call", "unknown_call")]


def test_sent_twice_it_is_one_call(world, case_id):
    submission = uuid4()
    for _ in range(2):
        call(case_id, world.jens, submission=submission)
    assert LogEntry.unrestricted.filter(type="called_in").count() == 1


def test_who_may_not(world, case_id):
    for stranger in (world.charlie, world.colleague):
        with pytest.raises(NotVisible):
            call(case_id, stranger)
    with pytest.raises(NotAllowed):
        call(case_id, world.secretary)


def test_a_text_about_health_is_read_by_those_the_team_has_said(world, case_id):
    call(case_id, world.jens, "Har fået en diagnose", text_kind="health")
    [hidden] = calls(seen(case_id, world.leader))
    assert hidden.withheld and hidden.what == ""


def test_one_call_or_three_cost_the_same(world, case_id):
    def asked():
        with CaptureQueriesContext(connection) as found:
            calls_waiting(user=world.mette, today=TODAY)
        return len(found)

    call(case_id, world.jens)
    asked()
    one = asked()
    for _ in range(2):
        call(begun(world), world.jens)
    assert asked() == one == 2
