"""Answers on progress (CT-27): one event a measuring, read by kind, corrected like all else."""

from datetime import timedelta
from uuid import uuid4

import pytest

from fodfaeste.cases import queries, services
from fodfaeste.cases.models import LogEntry, LogText
from fodfaeste.cases.queries.measurings import Asked, measurings
from fodfaeste.cases.services import NewEvent, NotAllowed, NotVisible, Refused
from tests.app.cases.world import NOW, TODAY
from tests.app.progress.asking import measure, seen, told


def codes(refused):
    return sorted((fault.place, fault.code) for fault in refused.value.faults)


def events(case_id):
    return LogEntry.unrestricted.filter(case=case_id, type="progress_measured").count()


def test_a_measuring_is_one_event_with_the_answers_of_both(world, case_id):
    measure(case_id, world.jens, citizen={"health": 3, "goal": 2}, worker={"goal": 4})
    assert told(case_id, world.jens) == [
        ("2026-11-23", {"citizen health": 3, "citizen goal": 2, "worker goal": 4})
    ]
    assert events(case_id) == 1
    duty = next(
        each
        for each in seen(case_id, world.jens).evaluation.requirements
        if each.rule.id == "progress-measured"
    )
    assert duty.state == "met"


def test_the_worker_answers_later_the_same_day(world, case_id):
    measure(case_id, world.jens, citizen={"goal": 2})
    measure(case_id, world.jens, worker={"goal": 5}, now=NOW + timedelta(hours=3))
    assert told(case_id, world.jens) == [("2026-11-23", {"citizen goal": 2, "worker goal": 5})]
    assert events(case_id) == 1


def test_another_day_is_another_measuring(world, case_id):
    measure(case_id, world.jens, on="2026-11-02", citizen={"goal": 2})
    measure(case_id, world.jens, citizen={"goal": 3})
    assert [day for day, _ in told(case_id, world.jens)] == ["2026-11-02", "2026-11-23"]


def test_the_latest_answer_counts_and_one_can_be_taken_back(world, case_id):
    done = measure(case_id, world.jens, on="2026-11-02", citizen={"goal": 2, "network": 1})
    measure(case_id, world.jens, of=done.entry_id, citizen={"goal": 4, "network": None})
    assert told(case_id, world.jens) == [("2026-11-02", {"citizen goal": 4})]


def test_sent_twice_it_is_written_once(world, case_id):
    submission = uuid4()
    first = measure(case_id, world.jens, citizen={"goal": 2}, submission=submission)
    again = measure(case_id, world.jens, citizen={"goal": 2}, submission=submission)
    assert (first.entry_id, again.repeated) == (again.entry_id, True)
    assert LogEntry.unrestricted.filter(case=case_id, type="progress_answered").count() == 1


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, [("answers", "nothing_answered")]),
        ({"citizen": {}}, [("answers", "nothing_answered")]),
        ({"citizen": {"goal": 6}}, [("citizen.goal", "not_an_answer")]),
        ({"citizen": {"goal": 0}}, [("citizen.goal", "not_an_answer")]),
        ({"worker": {"weather": 3}}, [("worker.weather", "unknown_indicator")]),
        ({"worker": {"belief": 3}}, [("worker.belief", "unknown_indicator")]),
        ({"mother": {"goal": 3}}, [("mother.goal", "unknown_indicator")]),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_is_written(world, case_id, answers, expected):
    before = LogEntry.unrestricted.count()
    with pytest.raises(Refused) as refused:
        measure(case_id, world.jens, **answers)
    assert codes(refused) == expected
    assert LogEntry.unrestricted.count() == before


def test_a_day_to_come_and_a_measuring_that_is_not_there_are_refused(world, case_id):
    with pytest.raises(Refused) as refused:
        measure(case_id, world.jens, on=TODAY + timedelta(days=1), citizen={"goal": 3})
    assert codes(refused) == [("on", "in_the_future")]
    with pytest.raises(Refused) as refused:
        measure(case_id, world.jens, of="e1", citizen={"goal": 3})
    assert codes(refused) == [("of", "unknown_measuring")]


def test_who_has_nothing_to_do_with_the_case_measures_nothing(world, case_id):
    for stranger in (world.charlie, world.colleague):
        with pytest.raises(NotVisible):
            measure(case_id, stranger, citizen={"goal": 3})
    with pytest.raises(NotAllowed):
        measure(case_id, world.guard, citizen={"goal": 3})


class TestKinds:
    def test_answers_are_encrypted_and_each_kind_is_by_itself(self, world, case_id):
        measure(case_id, world.jens, citizen={"health": 3, "everyday": 2, "goal": 5})
        texts = LogText.unrestricted.filter(entry__type="progress_answered")
        assert sorted(texts.values_list("kind", flat=True)) == ["health", "ordinary", "social"]
        for line in LogEntry.unrestricted.filter(type="progress_answered"):
            assert set(line.attributes) == {"of", "who", "set", "indicators"}

    def test_who_reads_no_health_matters_learns_that_there_is_an_answer(self, world, case_id):
        measure(case_id, world.jens, citizen={"health": 3, "goal": 5})
        [one] = measurings(seen(case_id, world.leader))
        assert dict(one.scores) == {Asked("citizen", "goal"): 5}
        assert one.withheld == {Asked("citizen", "health")}
        assert one.answered_by("citizen") and not one.answered_by("worker")

    def test_nobody_answers_in_the_place_of_what_they_do_not_read(self, world, case_id):
        measure(case_id, world.jens, citizen={"health": 3})
        with pytest.raises(Refused) as refused:
            measure(case_id, world.leader, citizen={"health": 5, "goal": 1})
        assert codes(refused) == [("citizen.health", "not_yours_to_correct")]
        measure(case_id, world.leader, citizen={"goal": 1})
        assert told(case_id, world.jens) == [
            ("2026-11-23", {"citizen health": 3, "citizen goal": 1})
        ]

    def test_the_kind_of_an_answer_is_not_for_anybody_to_change(self, world, case_id):
        measure(case_id, world.jens, citizen={"health": 3})
        line = LogEntry.unrestricted.get(type="progress_answered")
        with pytest.raises(Refused) as refused:
            services.classify_text(
                case_id=case_id,
                entry_id=line.event_id,
                kind="ordinary",
                by=world.jens,
                now=NOW,
                submission=uuid4(),
            )
        assert codes(refused) == [("kind", "kept_kind")]


class TestCorrections:
    def test_a_measuring_that_did_not_happen_goes_with_its_answers(self, world, case_id):
        done = measure(case_id, world.jens, citizen={"goal": 2})
        correct(world, case_id, done.entry_id)
        assert told(case_id, world.jens) == []

    def test_a_measuring_of_another_day_keeps_its_answers(self, world, case_id):
        done = measure(case_id, world.jens, citizen={"goal": 2})
        moved = NewEvent(type="progress_measured", on=TODAY - timedelta(days=3))
        correct(world, case_id, done.entry_id, moved)
        assert told(case_id, world.jens) == [("2026-11-20", {"citizen goal": 2})]
        measure(case_id, world.jens, on=moved.on, worker={"goal": 4})
        assert told(case_id, world.jens) == [("2026-11-20", {"citizen goal": 2, "worker goal": 4})]

    def test_an_erased_answer_is_gone(self, world, case_id):
        measure(case_id, world.jens, citizen={"goal": 2})
        line = LogEntry.unrestricted.get(type="progress_answered")
        services.erase_text(
            case_id=case_id,
            entry_id=line.event_id,
            reason="Forkert borger.",
            by=world.leader,
            now=NOW,
            submission=uuid4(),
        )
        assert told(case_id, world.jens) == [("2026-11-23", {})]


def correct(world, case_id, entry_id, replacement=None):
    services.correct(
        case_id=case_id,
        entry_id=entry_id,
        reason="Skrevet forkert.",
        replacement=replacement,
        by=world.jens,
        now=NOW,
        submission=uuid4(),
    )


def test_a_receiver_reads_no_answers(world, case_id):
    measure(case_id, world.jens, citizen={"goal": 2})
    from fodfaeste.cases.models import Case
    from fodfaeste.cases.policy import SHAREABLE
    from fodfaeste.cases.queries.case_page import seen_with
    from fodfaeste.cases.sight import receiver_sight

    view = seen_with(Case.unrestricted.get(pk=case_id), receiver_sight(SHAREABLE), TODAY)
    assert not any(entry.scores for entry in view.entries)
    assert queries.case(user=world.jens, case_id=case_id, today=TODAY).entries
