"""What the demonstration tells: enough of everything, and a real morning for everybody."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest

from fodfaeste.cases import cpr
from fodfaeste.core.evaluation import STATES
from fodfaeste.core.rules import Rules
from fodfaeste.demo.desks import staff
from fodfaeste.demo.stories import all_stories
from fodfaeste.programmes.catalogue import programme_ids, versions
from tests.app.demo.tellings import evaluations, mornings, tellings

TODAY = date(2026, 11, 23)
SPECIAL = [
    TODAY,  # a Monday
    date(2026, 11, 27),  # a Friday
    date(2026, 11, 28),  # a Saturday
    date(2026, 11, 29),
    date(2028, 2, 29),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 4, 30),  # the last day of a month
    date(2027, 8, 31),  # half a year before it there is no such day
]
_rng = Random(7)  # any days will do, the same ones each time
RANDOM = [TODAY + timedelta(days=_rng.randrange(-400, 3000)) for _ in range(30)]
PERSONAS = [key for key, one in staff().colleagues.items() if one.about]

# --- a morning


@pytest.mark.parametrize("today", [*SPECIAL, *RANDOM], ids=str)
def test_everybody_has_a_real_morning(today):
    """5 to 15 rows; and of those to whom anything with a date can fall, some are late, some due
    this week, some later. (On a Saturday or Sunday little is left of the week.)"""
    for who, rows in mornings(today).items():
        if who in PERSONAS and has_cases(who):
            assert 5 <= rows.total() <= 15, (who, rows)
            wanted = sections_for(who) - ({"this_week"} if today.weekday() > 4 else set())
            assert wanted <= set(rows), (who, rows)


def has_cases(who: str) -> bool:
    """A leader, one who watches over data protection, and a coordinator have none of their own."""
    return any(who in desk.members.values() for desk in staff().desks.values())


def test_those_without_cases_are_there_to_lead_and_to_watch():
    without = {who for who in PERSONAS if not has_cases(who)}
    assert without == {"hanne", "ulla", "vibeke"}


def sections_for(who: str) -> set[str]:
    dated = {"overdue", "this_week", "later"} if can_have_dates(who) else set()
    return dated | {"undated"}


def can_have_dates(who: str) -> bool:
    """Whether a duty with a date is owned by a role that this person has at any of their desks:
    no deadline is set for a secretary's papers, nor for anything in the ramp or KVIK."""
    programmes_at = {name: story.programme for story in all_stories() for name in story.told}
    return any(
        rule.owner == role and has_date(rule)
        for name, desk in staff().desks.items()
        for role, member in desk.members.items()
        if member == who and name in programmes_at
        for rule in versions(programmes_at[name])[-1].programme.requirements
        if rule.kind != "at_most"
    )


def has_date(rule) -> bool:
    return rule.due is not None or rule.kind in {"at_least", "every", "per_period"}


# --- enough of everything


@pytest.mark.parametrize("today", [*SPECIAL, *RANDOM[:6]], ids=str)
@pytest.mark.parametrize("programme", programme_ids())
def test_everything_that_can_be_is_there_five_times(programme, today):
    found = Counter(
        one
        for told, evaluation in evaluations(today)
        if told.story.programme == programme
        for one in traits(evaluation)
    )
    lacking = {one: found[one] for one in possible(versions(programme)[-1]) if found[one] < 5}
    assert not lacking


def traits(evaluation) -> Iterator[tuple[str, str]]:
    yield from (("state", one.state) for one in evaluation.requirements)
    yield from (("breach", one.rule.id) for one in evaluation.breaches)
    yield from (("outcome", one.outcome.id) for one in evaluation.outcomes)
    yield from (("entitlement", one.entitlement.requirement) for one in evaluation.entitlements)
    yield ("verdict", evaluation.eligibility.verdict)
    if evaluation.phase:
        yield ("phase", evaluation.phase.phase.id)
    if evaluation.variant:
        yield ("variant", evaluation.variant)


def possible(rules: Rules) -> Iterator[tuple[str, str]]:
    """All that a case of the programme can show. Where no requirement has a day on which it is
    due, nothing can be late, missed or awaited: what is not met is open."""
    programme = rules.programme
    dated = any(has_date(rule) for rule in programme.requirements if rule.kind != "at_most")
    undated = {"not_required", "met", "waived", "open"}
    yield from (("state", state) for state in STATES if dated or state in undated)
    yield from (("breach", one.id) for one in programme.breaches)
    yield from (("breach", one.id) for one in programme.requirements if one.kind == "at_most")
    yield from (("phase", one.id) for one in programme.phases)
    yield from (("outcome", one.id) for one in programme.outcomes)
    yield from (("variant", one.id) for one in programme.variants)
    yield from (("verdict", one) for one in ("eligible", "not_eligible", "undetermined"))
    if programme.settlement:
        yield from (("entitlement", one.requirement) for one in programme.settlement.entitlements)


def test_there_are_corrections_with_and_without_another_event_in_each_programme():
    for programme in programme_ids():
        corrections = [
            one
            for told in tellings(TODAY)
            if told.story.programme == programme
            for one in told.happenings
            if one.corrects is not None
        ]
        assert sum(one.replacement is not None for one in corrections) >= 2
        assert sum(one.replacement is None for one in corrections) >= 2


# --- whom it is about


def test_there_are_300_citizens_some_of_them_twice():
    people = [told.person for told in tellings(TODAY)]
    assert len(set(people)) == 300
    assert len(people) == 304
    assert len({person.name for person in people}) == 300


@pytest.mark.parametrize("today", [TODAY, *RANDOM[:5]], ids=str)
def test_nobody_can_have_the_numbers(today):
    people = {told.person for told in tellings(today)}
    numbers = [person.cpr for person in people if person.cpr]
    assert len(set(numbers)) == len(numbers) > 280
    for person in people:
        assert (person.birth_date.month, person.birth_date.day) != (1, 1)
        if person.cpr:
            number = cpr.read(person.cpr, today=today)
            assert number.odd, "it does not fit modulus 11"
            assert number.birth_date == person.birth_date


# --- when


def test_told_twice_it_is_the_same():
    first = tellings(TODAY)
    tellings.cache_clear()
    assert tellings(TODAY) == first


def test_a_week_later_everything_is_a_week_later():
    """Where it is counted in days; months are not all of one length."""
    week = timedelta(days=7)
    later = {told.name: told for told in tellings(TODAY + week)}
    in_days = [
        told
        for told in tellings(TODAY)
        if not any("M" in str(moment.day) for moment in told.story.log)
    ]
    assert len(in_days) > 200
    for told in in_days:
        moved = [(one.type, one.on - week) for one in later[told.name].happenings]
        assert moved == [(one.type, one.on) for one in told.happenings]


@pytest.mark.parametrize("today", [*SPECIAL, *RANDOM[:5]], ids=str)
def test_everything_was_written_before_today_on_working_days_in_order(today):
    for told in tellings(today):
        first = told.happenings[0]
        assert first.on >= today - timedelta(days=366), told.name
        for one in told.happenings:
            assert first.on <= one.on <= one.at.date() < today, (told.name, one)
            assert one.at.weekday() < 5, (told.name, one)
        for one, following in pairwise(told.happenings):
            assert one.at < following.at, (told.name, following)


@pytest.mark.parametrize("today", SPECIAL, ids=str)
def test_what_a_story_does_not_insist_on_happens_on_a_working_day(today):
    insisted = {m.type for s in all_stories() for m in s.log if str(m.day).endswith("exact")}
    for told in tellings(today):
        weekend = [one for one in told.happenings if one.on.weekday() > 4]
        assert all(one.type in insisted for one in weekend), told.name


# --- what is written


def test_notes_are_filled_in_short_and_in_most_cases():
    told = tellings(TODAY)
    notes = [one.note for each in told for one in each.happenings if one.note]
    assert len(notes) > 1000
    for each in told:
        own = [one.note for one in each.happenings if one.note]
        assert "{" not in "".join(own)
        assert all(len(note) < 140 for note in own)
    assert sum(any(one.note for one in each.happenings) for each in told) > 250


def test_answers_are_to_questions_of_the_programme():
    answered = 0
    for told in tellings(TODAY):
        forms = versions(told.story.programme)[-1].programme.forms
        for one in told.happenings:
            asked = {q.id for form in forms if one.type in form.event for q in form.questions}
            assert set(one.answers) <= asked
            answered += bool(one.answers)
    assert answered > 40
