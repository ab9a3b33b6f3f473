"""The plans of support in phases (CT-17, CT-21): of a phase, for crises, for what lasts."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fodfaeste.cases import services
from fodfaeste.cases.models import LogEntry, LogText
from fodfaeste.cases.queries.support import (
    crisis_plan,
    crisis_plan_beside,
    lasting_plan,
    phase_plans,
)
from fodfaeste.cases.services import NewEvent, NotAllowed, NotVisible, Refused
from fodfaeste.protection.subject_access.taking import look_at
from tests.app.cases.world import NOW, TODAY
from tests.app.support.supporting import CRISIS, act, codes, plan_phase, seen


class TestPhases:
    def test_the_citizen_chooses_what_a_phase_is_about(self, world, case_id):
        plan_phase(case_id, world.jens, ("job", "Fire timer"), ("network", "Min søster"))
        plan = phase_plans(seen(case_id, world.mette))["phase-1"]
        assert plan.tracks == ("job", "network")
        assert plan.texts == {"1": "Fire timer", "2": "Min søster"}
        line = LogEntry.unrestricted.get(type="phase_planned")
        assert line.attributes == {"phase": "phase-1", "tracks": ["job", "network"]}
        assert "søster" not in line.text.ciphertext

    def test_the_latest_plan_of_each_phase_stands(self, world, case_id):
        plan_phase(case_id, world.jens, ("job", "Først"))
        plan_phase(case_id, world.jens, ("job", "Siden"))
        plan_phase(case_id, world.jens, ("coping", "Næste"), phase="phase-2")
        plans = phase_plans(seen(case_id, world.jens))
        assert {name: plan.texts["1"] for name, plan in plans.items()} == {
            "phase-1": "Siden",
            "phase-2": "Næste",
        }

    @pytest.mark.parametrize(
        ("phase", "focus", "expected"),
        [
            ("phase-1", [], [("focus", "no_focus")]),
            ("phase-1", [("job", "x")] * 4, [("focus", "too_many_focus")]),
            ("phase-1", [("health", "x")], [("track_1", "unknown_track")]),
            ("phase-1", [("job", " ")], [("words_1", "missing")]),
            ("phase-1", [("job", "x" * 2001)], [("words_1", "too_long")]),
            ("startup", [("job", "x")], [("phase", "unknown_phase")]),
            ("phase-9", [("job", "x")], [("phase", "unknown_phase")]),
        ],
    )
    def test_what_makes_no_plan_is_refused(self, world, case_id, phase, focus, expected):
        with pytest.raises(Refused) as refused:
            plan_phase(case_id, world.jens, *focus, phase=phase)
        assert codes(refused) == expected
        assert not LogEntry.unrestricted.filter(type="phase_planned").exists()

    def test_a_programme_without_such_phases_has_no_such_plan(self, world):
        other = world.refer().case_id
        with pytest.raises(Refused):
            plan_phase(other, world.jens, ("job", "x"))

    def test_sent_twice_it_is_written_once(self, world, case_id):
        submission = uuid4()
        for _ in range(2):
            plan_phase(case_id, world.jens, ("job", "x"), submission=submission)
        assert LogEntry.unrestricted.filter(type="phase_planned").count() == 1

    def test_who_may_not_plan_does_not(self, world, case_id):
        for who in (world.charlie, world.colleague):
            with pytest.raises(NotVisible):
                plan_phase(case_id, who, ("job", "x"))
        for who in (world.secretary, world.guard):
            with pytest.raises(NotAllowed):
                plan_phase(case_id, who, ("job", "x"))


class TestCrises:
    def test_it_is_about_health_unless_something_else_is_said(self, world, case_id):
        act(services.plan_for_crisis, case_id, world.jens, plan=CRISIS)
        assert LogText.unrestricted.get(entry__type="crisis_planned").kind == "health"
        plan = crisis_plan(seen(case_id, world.mette))
        assert plan is not None
        assert plan.texts == {
            "signs": "Slukker telefonen",
            "helps": "At nogen kommer",
            "called": "Søsteren",
        }
        hidden = crisis_plan(seen(case_id, world.leader))
        assert hidden is not None
        assert hidden.withheld and not hidden.texts

    def test_an_empty_one_and_one_of_belief_are_refused(self, world, case_id):
        empty = services.CrisisPlan(signs=" ", helps="", called="")
        with pytest.raises(Refused) as refused:
            act(services.plan_for_crisis, case_id, world.jens, plan=empty)
        assert codes(refused) == [("signs", "missing")]
        with pytest.raises(Refused) as refused:
            act(services.plan_for_crisis, case_id, world.jens, plan=CRISIS, text_kind="belief")
        assert codes(refused) == [("text_kind", "unknown_kind")]

    def test_the_citizen_is_given_it(self, world, case_id):
        act(services.plan_for_crisis, case_id, world.jens, plan=CRISIS)
        plan_phase(case_id, world.jens, ("job", "Fire timer"))
        held = repr(look_at(case_id=case_id, by=world.guard, language="da", now=NOW).held)
        for said in ("Slukker telefonen", "Tegn på, at det går den forkerte vej", "Fire timer",
                     "1 · Planlægning og start"):  # fmt: skip
            assert said in held


class TestWhatLasts:
    def test_it_is_kept_while_it_is_in_the_making_and_then_anchored(self, world, case_id):
        answers = {"supporters": "Kollegaen", "anchor": "Jobkonsulenten"}
        act(services.plan_to_last, case_id, world.jens, answers=answers)
        assert lasting(world, case_id) == answers
        assert duty(world, case_id).state == "pending"
        more = {**answers, "crises": "Ring til søsteren"}
        event = NewEvent(type="retention_plan_anchored", on=TODAY, answers=more)
        act(services.register, case_id, world.jens, event=event)
        assert lasting(world, case_id) == more
        assert duty(world, case_id).state == "met"

    def test_what_is_not_asked_is_refused(self, world, case_id):
        with pytest.raises(Refused) as refused:
            act(services.plan_to_last, case_id, world.jens, answers={"weather": "sol"})
        assert codes(refused) == [("weather", "unknown_question")]
        with pytest.raises(Refused) as refused:
            act(services.plan_to_last, case_id, world.jens, answers={})
        assert codes(refused) == [("texts", "missing")]


def lasting(world, case_id):
    plan = lasting_plan(seen(case_id, world.jens))
    assert plan is not None
    return plan.texts


def duty(world, case_id):
    found = seen(case_id, world.jens, TODAY + timedelta(days=1)).evaluation.requirements
    return next(each for each in found if each.rule.id == "retention-plan")


class TestTwoThatStandBesideEachOther:
    """Whoever goes on without reading what there is writes another; both are kept apart."""

    @pytest.fixture
    def two(self, world, case_id):
        first = services.CrisisPlan(signs="Sover ikke", helps="", called="")
        second = services.CrisisPlan(signs="", helps="Ring til mig", called="")
        act(services.plan_for_crisis, case_id, world.jens, plan=first)
        act(services.plan_for_crisis, case_id, world.mette, plan=second, text_kind="ordinary")
        return case_id

    def test_who_reads_both_sees_both(self, world, two):
        view = seen(two, world.jens)
        latest, beside = crisis_plan(view), crisis_plan_beside(view)
        assert latest is not None and beside is not None
        assert latest.texts == {"helps": "Ring til mig"}
        assert (beside.texts, beside.author) == ({"signs": "Sover ikke"}, "Jens Kragh")

    def test_who_does_not_sees_that_it_is_there(self, world, two):
        beside = crisis_plan_beside(seen(two, world.leader))
        assert beside is not None
        assert beside.withheld and not beside.texts

    def test_written_anew_by_who_reads_it_only_one_stands(self, world, two):
        both = services.CrisisPlan(signs="Begge dele", helps="", called="")
        act(services.plan_for_crisis, two, world.jens, plan=both)
        assert crisis_plan_beside(seen(two, world.jens)) is None
