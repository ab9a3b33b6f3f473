"""Support in equal phases (CT-17): its phases, and how close contact is in each."""

from datetime import date

import pytest

from fodfaeste.core.evaluation import evaluate
from fodfaeste.core.events import read_case
from fodfaeste.core.phased_support import parts, phase_numbers, rising
from fodfaeste.programmes import catalogue

PROGRAMME = "social-stoette-i-job"


def rules(programme=PROGRAMME):
    return catalogue.versions(programme)[-1]


def found(*events, on, variant="sel-82b"):
    """CTI from 5 January 2026: phases of two months."""
    begun = {"type": "cti_started", "on": "2026-01-05"}
    case = read_case({"variant": variant, "events": [begun, *events]}, rules().terms)
    return parts(evaluate(rules(), case, date.fromisoformat(on).toordinal()))


def contact(on, **more):
    return {"type": "cti_contact", "on": on, **more}


def test_the_phases_are_the_parts_of_its_stretch():
    assert phase_numbers(rules().programme) == {"phase-1": 1, "phase-2": 2, "phase-3": 3}
    assert phase_numbers(rules("jobspot").programme) == {}


def test_contacts_are_counted_in_the_days_that_have_passed():
    [first, second, third] = found(
        contact("2026-01-04"), contact("2026-01-05"), contact("2026-03-04"),
        contact("2026-03-05"), on="2026-03-18",
    )  # fmt: skip
    assert [(one.number, one.days, one.contacts) for one in (first, second, third)] == [
        (1, 59, 2),
        (2, 14, 1),
        (3, 0, 0),
    ]
    assert second.a_week == pytest.approx(0.5)
    assert third.a_week == 0


def test_a_phase_whose_end_is_not_known_counts_until_today():
    [only] = found(contact("2026-01-10"), on="2026-01-11", variant=None)
    assert (only.number, only.days, only.contacts) == (1, 7, 1)
    assert only.a_week == pytest.approx(1)


def test_a_closed_case_counts_no_days_after():
    [first] = found({"type": "case_closed", "on": "2026-01-18", "reason": "x"}, on="2026-02-20")
    assert first.days <= 14


def test_figures_to_steer_by_are_counted_in_their_phase():
    [first, *others] = found(
        contact("2026-01-06", in_community=True), contact("2026-01-07"),
        contact("2026-03-06", in_community=True), on="2026-03-20",
    )  # fmt: skip
    [guided] = first.guided
    assert (guided.reached, guided.guide.count) == (1, 4)
    assert not any(one.guided for one in others)


class TestItShouldFall:
    def test_it_is_said_when_it_does_not(self):
        after = [contact(f"2026-03-{day:02}") for day in (6, 9, 12)]
        [(before, now)] = rising(found(contact("2026-01-06"), *after, on="2026-03-20"))
        assert (before.number, now.number) == (1, 2)

    def test_not_when_it_falls(self):
        before = [contact(f"2026-01-{day:02}") for day in range(6, 30)]
        assert rising(found(*before, contact("2026-03-06"), on="2026-03-20")) == []

    def test_not_of_a_phase_that_has_just_begun(self):
        after = [contact("2026-03-05"), contact("2026-03-06")]
        assert rising(found(contact("2026-01-06"), *after, on="2026-03-17")) == []
        assert rising(found(contact("2026-01-06"), *after, on="2026-03-18")) != []

    def test_not_where_there_is_no_contact_at_all(self):
        assert rising(found(on="2026-05-20")) == []
