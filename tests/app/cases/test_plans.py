"""The one plan of a case: written, published, sent, agreed, and who reads what of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from fodfaeste.cases import queries
from fodfaeste.cases.models import (
    LogEntry,
    PlanRevision,
    PlanVersion,
)
from fodfaeste.cases.services import ChangedMeanwhile, NotAllowed, NotVisible, Refused
from fodfaeste.core.evaluation import evaluate
from tests.app.cases.plan_data import Planned
from tests.app.cases.world import TODAY

pytestmark = pytest.mark.django_db


def faults(refused):
    return {(fault.place, fault.code) for fault in refused.value.faults}


def lines(case_id):
    found = LogEntry.unrestricted.filter(case=case_id).order_by("seq")
    return [(line.type, line.attributes) for line in found]


def state_of(case_id, user, requirement):
    view = queries.case(user=user, case_id=case_id, today=TODAY)
    found = evaluate(view.rules, view.case, TODAY.toordinal()).requirements
    return next(one.state for one in found if one.rule.id == requirement)


class TestWriting:
    def test_each_change_is_the_next_revision_and_a_line_without_its_text(self, world, plan):
        assert plan.revision == 6
        seen = plan.seen_by(world.jens)
        assert (seen.revision, seen.saved_by) == (6, "Jens Kragh")
        assert seen.items["purpose"]["words"] == "Jeg vil i job"
        assert seen.sub_goals == (("s1", "4 timer"),)
        assert lines(plan.case_id)[-1] == ("plan_changed", {"revision": 6})
        assert queries.case(user=world.jens, case_id=plan.case_id, today=TODAY).plan == seen

    def test_none_of_it_is_in_the_database_in_clear(self, plan):
        plan.publish()
        with connection.cursor() as cursor:
            for table in ("cases_planrevision", "cases_planversion", "cases_logentry"):
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - its own tables
                told = str(cursor.fetchall())
                assert not any(word in told for word in ("Praktik", "Jeg vil", "Følgeskab"))

    def test_sent_twice_it_is_saved_once(self, plan):
        once = uuid4()
        values = {"words": "Jeg vil noget andet"}
        first = plan.change("goal", "g9", values, submission=once)
        again = plan.change("goal", "g9", values, seen=6, submission=once)
        assert (again.repeated, again.entry_id) == (True, first.entry_id)
        assert plan.revision == 7

    def test_the_purpose_is_registered_if_the_person_says_so(self, world, case_id):
        plan = Planned(case_id, world.jens)
        plan.add("purpose", "purpose", words="Jeg vil i job")
        assert "purpose_written" not in [type_ for type_, _ in lines(case_id)]
        plan.change("purpose", "purpose", {"words": "Jeg vil i køkken"}, purpose_written=True)
        assert [type_ for type_, _ in lines(case_id)][-2:] == ["purpose_written", "plan_changed"]

    @pytest.mark.parametrize(
        ("kind", "values", "place", "code"),
        [
            ("activity", {"track": "cooking"}, "track", "unknown_track"),
            ("activity", {"after": ["gone"]}, "after", "unknown_activity"),
            ("activity", {"goal": "gone"}, "goal", "unknown_goal"),
            ("sub_goal", {"goal": "a1"}, "goal", "unknown_goal"),
            ("activity", {"first": "2026-12-02", "last": "2026-12-01"}, "last", "empty_period"),
            ("activity", {"first": "1926-12-02"}, "first", "too_early"),
            ("activity", {"first": "2026-02-30"}, "first", "too_early"),
            ("activity", {"title": "x" * 4001}, "title", "too_long"),
            ("activity", {"state": "sleeping"}, "state", "unknown_way"),
            ("goal", {"about": "belief"}, "about", "unknown_kind"),
            ("overview", {"sort": "wish"}, "sort", "unknown_way"),
            ("wish", {"text": "et ønske"}, "item", "plan_gone"),
        ],
    )
    def test_nonsense_is_told_with_its_place(self, plan, kind, values, place, code):
        with pytest.raises(Refused) as refused:
            plan.change(kind, "new", values)
        assert (place, code) in faults(refused)
        assert plan.revision == 6

    def test_nothing_new_is_no_revision(self, plan):
        same = {"words": "Jeg vil kunne klare en hel vagt", "about": "ordinary", "ours": " "}
        with pytest.raises(Refused) as refused:
            plan.change("goal", "g1", same)
        assert faults(refused) == {("item", "nothing_changed")}

    def test_a_part_is_taken_away_with_what_hangs_on_it(self, plan):
        plan.change("goal", "g1", None)
        assert list(plan.items) == ["purpose", "a1", "a2", "mentor"]
        assert plan.items["a1"]["goal"] == ""
        with pytest.raises(Refused) as refused:
            plan.change("goal", "g1", None)
        assert faults(refused) == {("item", "plan_gone")}

    def test_what_waits_moves_along_if_one_says_so(self, plan):
        later = {"first": "2026-11-30", "last": "2026-12-04"}
        plan.change("activity", "a1", later, along=True)
        assert (plan.items["a2"]["first"], plan.items["a2"]["last"]) == ("2026-12-08", "2027-03-05")
        plan.change("activity", "a1", {"first": "2026-11-23", "last": "2026-11-27"})
        assert plan.items["a2"]["first"] == "2026-12-08"

    def test_a_circle_may_be_saved_and_is_not_published(self, plan):
        plan.change("activity", "a1", {"after": ["a2"]})
        with pytest.raises(Refused) as refused:
            plan.publish()
        [fault] = refused.value.faults
        assert fault.code == "plan_circle" and fault.values["circle"] in (
            "a1 → a2 → a1",
            "a2 → a1 → a2",
        )
        assert not PlanVersion.unrestricted.exists()


class TestTwoAtOnce:
    def test_changes_to_different_parts_come_together(self, world, plan):
        seen = plan.revision
        plan.change("goal", "g1", {"ours": "Vagt på 6 timer"}, seen=seen)
        plan.change("activity", "a1", {"title": "CV og ansøgning"}, seen=seen, by=world.colleague)
        assert plan.items["g1"]["ours"] == "Vagt på 6 timer"
        assert plan.items["a1"]["title"] == "CV og ansøgning"

    def test_so_do_different_fields_of_one_part(self, world, plan):
        seen = plan.revision
        values = {"title": "CV", "last": "2026-11-30"}
        plan.change("activity", "a1", {"title": "CV", "what": "Med billede"}, seen=seen)
        plan.change("activity", "a1", values, seen=seen, by=world.colleague)
        assert (plan.items["a1"]["what"], plan.items["a1"]["last"]) == ("Med billede", "2026-11-30")

    def test_of_the_same_field_the_second_is_told_both_texts(self, world, plan):
        seen = plan.revision
        plan.change("goal", "g1", {"words": "Jeg vil arbejde"}, seen=seen)
        with pytest.raises(ChangedMeanwhile) as told:
            plan.change("goal", "g1", {"words": "Jeg vil tjene"}, seen=seen, by=world.colleague)
        [clash] = told.value.clashes
        assert (clash.mine, clash.theirs) == ("Jeg vil tjene", "Jeg vil arbejde")
        assert (told.value.number, told.value.who) == (7, "Jens Kragh")
        plan.change("goal", "g1", {"words": "Jeg vil tjene"}, seen=7, by=world.colleague)
        assert plan.items["g1"]["words"] == "Jeg vil tjene"

    def test_what_another_has_changed_is_not_taken_away_unseen(self, world, plan):
        seen = plan.revision
        plan.change("activity", "a2", {"title": "Praktik i køkken"}, seen=seen)
        with pytest.raises(ChangedMeanwhile):
            plan.change("activity", "a2", None, seen=seen, by=world.colleague)
        plan.change("activity", "a2", None, by=world.colleague)
        assert "a2" not in plan.items

    def test_what_another_took_away_is_put_back_by_who_saves_it(self, world, plan):
        seen = plan.revision
        plan.change("activity", "a2", None, seen=seen)
        plan.change("activity", "a2", {"title": "Praktik!"}, seen=seen, by=world.colleague)
        assert plan.items["a2"]["title"] == "Praktik!"
        assert plan.items["a2"]["first"] == "2026-12-01"

    def test_a_form_of_a_plan_that_there_has_not_been_is_compared_with_nothing(self, plan):
        plan.change("goal", "g9", {"words": "Jeg vil noget andet"}, seen=10**30)
        assert plan.items["g9"]["words"] == "Jeg vil noget andet"

    def test_a_form_from_before_the_last_publishing_is_compared_with_what_there_is(self, plan):
        old = plan.revision - 1
        plan.publish()
        with pytest.raises(ChangedMeanwhile):
            plan.change("goal", "g1", {"words": "Jeg vil noget andet"}, seen=old)


class TestPublishing:
    def test_it_is_frozen_and_an_event_that_the_programmes_read(self, world, plan):
        assert state_of(plan.case_id, world.jens, "plan") == "open"
        plan.publish()
        [version] = plan.seen_by(world.jens).versions
        assert (version.number, version.revision) == (1, 6)
        event, act = lines(plan.case_id)[-2:]
        assert event == ("plan_published", {"mentor_support": True})
        assert (act[0], act[1]["plan_version"], act[1]["revision"]) == (
            "plan_version_published", 1, 6,
        )  # fmt: skip
        assert state_of(plan.case_id, world.jens, "plan") == "met"

    def test_mentor_support_is_stated_only_with_all_of_it(self, world, plan):
        plan.change("mentor", "mentor", {"how": ""})
        plan.publish()
        assert lines(plan.case_id)[-2] == ("plan_published", {})
        assert state_of(plan.case_id, world.jens, "plan") == "open"

    def test_what_is_changed_afterwards_is_not_in_it(self, world, plan):
        plan.publish()
        plan.change("goal", "g1", {"words": "Jeg vil noget andet"})
        assert plan.seen_by(world.jens).is_changed
        _, items = queries.plan_version(
            user=world.jens, case_id=plan.case_id, number=1, today=TODAY
        )
        assert items["g1"]["words"] == "Jeg vil kunne klare en hel vagt"
        plan.publish()
        assert [one.number for one in plan.seen_by(world.jens).versions] == [2, 1]

    def test_what_led_to_a_version_is_thrown_away(self, plan):
        plan.publish()
        plan.change("goal", "g1", {"words": "B"})
        plan.change("goal", "g1", {"words": "C"})
        plan.publish()
        assert list(PlanRevision.unrestricted.values_list("number", flat=True)) == [6, 8]

    def test_sent_twice_it_is_published_once(self, plan):
        once = uuid4()
        plan.publish(submission=once)
        assert plan.publish(submission=once).repeated
        assert PlanVersion.unrestricted.count() == 1

    @pytest.mark.parametrize(
        ("prepare", "code"),
        [
            (lambda plan: plan.publish(), "nothing_to_publish"),
            (lambda plan: plan.change("activity", "a1", {"title": ""}), "plan_untitled"),
        ],
    )
    def test_refused(self, plan, prepare, code):
        prepare(plan)
        with pytest.raises(Refused) as refused:
            plan.publish()
        assert faults(refused) == {("the_plan", code)}

    def test_what_nobody_has_looked_at_is_not_published(self, world, plan):
        seen = plan.revision
        plan.change("goal", "g1", {"words": "Jeg vil noget andet"}, by=world.colleague)
        with pytest.raises(Refused) as refused:
            plan.publish(seen=seen)
        assert faults(refused) == {("the_plan", "plan_changed_since")}

    def test_no_plan_is_not_published(self, world, case_id):
        with pytest.raises(Refused) as refused:
            Planned(case_id, world.jens).publish()
        assert faults(refused) == {("the_plan", "no_plan")}


class TestSendingAndAgreeing:
    def test_nothing_is_sent_that_is_not_published(self, plan):
        for act in (plan.send, plan.agree):
            with pytest.raises(Refused) as refused:
                act()
            assert faults(refused) == {("plan_version", "not_published")}
        assert "plan_sent" not in [type_ for type_, _ in lines(plan.case_id)]

    def test_it_is_sent_and_agreed(self, world, plan):
        plan.publish()
        plan.send()
        assert lines(plan.case_id)[-2:] == [
            ("plan_sent", {}),
            ("plan_version_sent", {"plan_version": 1, "how": "post"}),
        ]
        plan.agree(how="signature")
        assert lines(plan.case_id)[-1] == ("plan_agreed", {"plan_version": 1, "how": "signature"})
        [version] = plan.seen_by(world.jens).versions
        assert (version.sent_on, version.sent_how) == (TODAY, "post")
        assert (version.agreed_on, version.agreed_how) == (TODAY, "signature")

    @pytest.mark.parametrize(
        ("values", "place", "code"),
        [
            ({"how": "pigeon"}, "how", "unknown_way"),
            ({"on": TODAY + timedelta(1)}, "on", "in_the_future"),
            ({"on": TODAY - timedelta(1)}, "on", "before_published"),
            ({"version": 2}, "plan_version", "not_published"),
        ],
    )
    def test_nonsense_is_told_with_its_place(self, plan, values, place, code):
        plan.publish()
        for act in (plan.send, plan.agree):
            with pytest.raises(Refused) as refused:
                act(**values)
            assert faults(refused) == {(place, code)}

    def test_sent_twice_it_is_registered_once(self, plan):
        plan.publish()
        once = uuid4()
        plan.send(submission=once)
        assert plan.send(submission=once).repeated
        assert [type_ for type_, _ in lines(plan.case_id)].count("plan_sent") == 1


class TestWhoMay:
    def test_who_looks_on_writes_nothing(self, world, plan):
        plan.publish()
        for act in (
            lambda: plan.add("goal", by=world.secretary, words="…"),
            lambda: plan.publish(by=world.secretary),
            lambda: plan.agree(by=world.secretary),
        ):
            with pytest.raises(NotAllowed):
                act()
        plan.send(by=world.secretary)

    def test_a_stranger_learns_nothing(self, world, plan):
        for act in (
            lambda: plan.add("goal", by=world.charlie, words="…"),
            lambda: plan.publish(by=world.charlie),
            lambda: plan.send(by=world.charlie),
            lambda: plan.seen_by(world.charlie),
        ):
            with pytest.raises(NotVisible):
                act()
        assert not PlanRevision.objects.visible_to(world.charlie, TODAY).exists()
        assert queries.other_plans(user=world.charlie, case_id=plan.case_id, today=TODAY) == ()
