"""What a person registers is kept as they gave it, once, or refused with every fault told."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from fodfaeste.cases import queries, services
from fodfaeste.cases.models import DutyRow, LogEntry
from tests.app.cases.world import NOW, TODAY


def page(world, case_id, today=TODAY):
    return queries.case(user=world.jens, case_id=case_id, today=today)


def entry(world, case_id, entry_id):
    return next(one for one in page(world, case_id).entries if one.id == entry_id)


def correct(world, case_id, entry_id, **values):
    return services.correct(
        **{"case_id": case_id, "entry_id": entry_id, "reason": "tastefejl", "by": world.jens}
        | {"now": NOW, "submission": uuid4()}
        | values
    )


def waive(world, case_id, requirement, instance=None, **values):
    return services.waive(
        **{"case_id": case_id, "requirement": requirement, "instance": instance}
        | {"reason": "giver ikke mening", "by": world.jens, "now": NOW, "submission": uuid4()}
        | values
    )


def faults(call):
    with pytest.raises(services.Refused) as refused:
        call()
    return [(fault.place, fault.code) for fault in refused.value.faults]


class TestRegistering:
    def test_all_that_was_given_is_on_the_page(self, world, case_id):
        entry_id = world.register(
            case_id,
            "placement_started",
            "2026-10-01",
            present=["contact_person", "citizen", "citizen"],
            attributes={"kind": "work_placement", "until": date(2026, 12, 31)},
            note=" Hos bageren ",
            by_role="contact_person",
        ).entry_id
        seen = entry(world, case_id, entry_id)
        assert (seen.type, seen.on, seen.kind) == ("placement_started", date(2026, 10, 1), "event")
        assert seen.present == ("citizen", "contact_person")
        assert seen.attributes == {"kind": "work_placement", "until": "2026-12-31"}
        assert (seen.note, seen.by_role) == ("Hos bageren", "contact_person")
        assert (seen.author, seen.registered_at) == ("Jens Kragh", NOW)
        assert seen.can_be_corrected

    def test_the_rules_read_dates_and_periods(self, world):
        case_id = world.refer(
            programme="jobspot",
            first=services.NewEvent(
                type="referral_received",
                on=date(2026, 8, 3),
                attributes={"course_start": "2026-08-24", "placement_period": "P4W"},
            ),
        ).case_id
        world.register(
            case_id, "placement_started", "2026-09-07", attributes={"kind": "work_placement"}
        )
        [stay] = page(world, case_id).evaluation.log.stays
        assert date.fromordinal(stay.last) == date(2026, 10, 4)

    def test_a_submission_again_gives_the_same_entry(self, world, case_id):
        form = uuid4()
        first = world.register(case_id, "start_interview", "2026-09-03", submission=form)
        again = world.register(case_id, "start_interview", "2026-09-03", submission=form)
        assert (again.entry_id, again.repeated) == (first.entry_id, True)
        assert not first.repeated
        assert LogEntry.unrestricted.filter(type="start_interview").count() == 1

    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ({"type_": "no_such_thing"}, [("type", "unknown_type")]),
            ({"on": "2026-11-24"}, [("on", "in_the_future")]),
            ({"on": "1999-12-31"}, [("on", "too_early")]),
            ({"present": ["citizen", "king"]}, [("present[1]", "unknown_role")]),
            ({"by_role": "king"}, [("by", "unknown_role")]),
            ({"type_": "follow_up"}, [("form", "missing")]),
            (
                {"type_": "follow_up", "attributes": {"form": "letter", "colour": "red"}},
                [("form", "not_one_of"), ("colour", "unknown_attribute")],
            ),
            (
                {
                    "type_": "placement_started",
                    "attributes": {"kind": "work_placement", "until": "2026-09-02"},
                },
                [("until", "before_on")],
            ),
            ({"attributes": {"type": "job_started"}}, [("type", "unknown_attribute")]),
            ({"attributes": {"on": "2020-01-01"}}, [("on", "unknown_attribute")]),
        ],
    )
    def test_what_the_rules_cannot_read_is_refused_and_nothing_kept(
        self, world, case_id, values, expected
    ):
        given = {"type_": "start_interview", "on": "2026-09-03"} | values
        before = LogEntry.unrestricted.count()
        assert faults(lambda: world.register(case_id, **given)) == expected
        assert LogEntry.unrestricted.count() == before

    def test_today_has_come(self, world, case_id):
        assert world.register(case_id, "start_interview", TODAY)

    def test_the_day_is_that_of_the_place_of_work(self, world, case_id):
        midnight = NOW.replace(hour=0, minute=5)
        assert world.register(case_id, "start_interview", TODAY, now=midnight)

    def test_a_duty_met_leaves_the_list(self, world, case_id):
        assert DutyRow.unrestricted.filter(requirement="start-interview").exists()
        roles = ["citizen", "contact_person", "employment_specialist"]
        world.register(case_id, "start_interview", "2026-09-03", present=roles)
        assert not DutyRow.unrestricted.filter(requirement="start-interview").exists()


class TestCorrecting:
    def test_a_corrected_event_counts_no_more_and_says_by_what(self, world, case_id):
        roles = ["citizen", "contact_person", "employment_specialist"]
        wrong = world.register(case_id, "start_interview", "2026-09-03", present=roles)
        done = correct(world, case_id, wrong.entry_id)
        seen = entry(world, case_id, wrong.entry_id)
        assert (seen.corrected_by, seen.replaced_by) == (done.entry_id, None)
        assert not seen.can_be_corrected
        assert not entry(world, case_id, done.entry_id).can_be_corrected
        assert entry(world, case_id, done.entry_id).attributes["reason"] == "tastefejl"
        assert DutyRow.unrestricted.filter(requirement="start-interview").exists()

    def test_what_stands_in_its_place_comes_with_it(self, world, case_id):
        wrong = world.register(case_id, "programme_started", "2026-09-03")
        right = services.NewEvent(type="programme_started", on=date(2026, 9, 7))
        form = uuid4()
        for _ in range(2):
            correct(world, case_id, wrong.entry_id, replacement=right, submission=form)
        new, correction, old, *_ = page(world, case_id).entries
        assert (old.corrected_by, old.replaced_by) == (correction.id, new.id)
        assert (new.replaces, new.on) == (old.id, date(2026, 9, 7))
        [phase] = [p for p in page(world, case_id).evaluation.phases if p.phase.id == "intro"]
        assert date.fromordinal(phase.first) == date(2026, 9, 7)

    def test_neither_is_kept_if_one_is_faulty(self, world, case_id):
        wrong = world.register(case_id, "programme_started", "2026-09-03")
        before = LogEntry.unrestricted.count()
        faulty = services.NewEvent(type="follow_up", on=date(2026, 9, 7))
        assert faults(lambda: correct(world, case_id, wrong.entry_id, replacement=faulty)) == [
            ("form", "missing")
        ]
        assert LogEntry.unrestricted.count() == before

    def test_only_an_event_can_be_corrected_and_once(self, world, case_id):
        wrong = world.register(case_id, "programme_started", "2026-09-03").entry_id
        done = correct(world, case_id, wrong).entry_id
        assert faults(lambda: correct(world, case_id, wrong)) == [("of", "already_corrected")]
        assert faults(lambda: correct(world, case_id, done)) == [("of", "corrects_correction")]
        assert faults(lambda: correct(world, case_id, "e99")) == [("of", "no_such_event")]
        assert faults(lambda: correct(world, case_id, "e1")) == [("of", "no_such_event")]
        assert faults(lambda: correct(world, case_id, "e3", reason="")) == [("reason", "not_text")]


class TestWaiving:
    def test_a_waived_duty_leaves_the_list_and_its_reason_is_kept(self, world, case_id):
        done = waive(world, case_id, "start-interview")
        assert not DutyRow.unrestricted.filter(requirement="start-interview").exists()
        seen = entry(world, case_id, done.entry_id).attributes
        assert seen == {"requirement": "start-interview", "reason": "giver ikke mening"}

    def test_one_of_several_can_be_waived(self, world, case_id):
        world.register(case_id, "programme_started", "2026-11-17")
        rows = DutyRow.unrestricted.filter(requirement="intro-sessions")
        assert rows.filter(instance=1).exists()
        waive(world, case_id, "intro-sessions", 1)
        assert not rows.filter(instance=1).exists()
        assert rows.filter(instance=2).exists()
        waive(world, case_id, "intro-sessions")
        assert not rows.exists()

    def test_a_waiver_can_be_corrected(self, world, case_id):
        done = waive(world, case_id, "start-interview")
        correct(world, case_id, done.entry_id)
        assert DutyRow.unrestricted.filter(requirement="start-interview").exists()

    def test_it_needs_a_requirement_and_a_reason(self, world, case_id):
        given = faults(lambda: waive(world, case_id, "no-such", reason=""))
        assert set(given) == {("requirement", "unknown_requirement"), ("reason", "not_text")}


def test_nothing_is_refused_for_being_late(world, case_id):
    """The log records what happened; it never argues."""
    assert world.register(case_id, "placement_started", TODAY, attributes={"kind": "wage_subsidy"})
    assert world.register(case_id, "motivation_course_started", TODAY - timedelta(days=400),
                          attributes={"granted_by": "jobcentre"})  # fmt: skip
