"""Closing seen beforehand: what it is said to do is what evaluation says once it is done."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fodfaeste.core.closing import closing
from fodfaeste.core.evaluation import ON_A_WORKLIST, evaluate
from fodfaeste.core.events import CLOSING, Event, read_case
from fodfaeste.programmes.catalogue import versions
from tests.app.demo.tellings import as_case, tellings

TODAY = date(2026, 11, 23)
OPEN = [told for told in tellings(TODAY) if all(h.type != CLOSING for h in told.happenings)]


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(OPEN), st.integers(min_value=0, max_value=60), st.integers(0, 90))
def test_what_is_seen_before_is_what_stands_afterwards(told, ago, later):
    rules = versions(told.story.programme)[-1]
    data = {name: part for name, part in as_case(told).items() if name != "programme"}
    case, on = read_case(data, rules.terms), TODAY.toordinal()
    closes = max(on - ago, case.events[0].day)
    before = evaluate(rules, case, on)
    event = Event(CLOSING, closes, attributes={"reason": "…"})
    seen = closing(before, evaluate(rules, case._replace(events=(*case.events, event)), on))

    said = {"type": CLOSING, "on": str(date.fromordinal(closes)), "reason": "flyttet"}
    closed = read_case({**data, "events": [*data["events"], said]}, rules.terms)
    now = {key(one): one.state for one in evaluate(rules, closed, on).requirements}
    assert {key(one) for one in seen.called_for} == {
        one for one, state in now.items() if state in ON_A_WORKLIST
    }
    for name, states in (("missed", {"missed"}), ("met", {"met", "met_late"})):
        assert all(now[key(one)] in states for one in getattr(seen, name))
    assert all(now.get(key(one), "not_required") == "not_required" for one in seen.dropped)
    waiting = {key(one) for one in before.requirements if one.state in ON_A_WORKLIST}
    told_of = [*seen.missed, *seen.dropped, *seen.met]
    assert {key(one) for one in told_of} | {key(one) for one in seen.called_for} >= waiting
    after_a_while = {
        key(one): one.state for one in evaluate(rules, closed, on + later).requirements
    }
    lasting = {key(one): after_a_while.get(key(one)) for one in seen.missed}
    assert set(lasting.values()) <= {"missed"}, "a day that passes changes nothing of it"


def key(one):
    return one.rule.id, one.duty.number


@pytest.mark.parametrize("programme", ["jobspot", "jobrettet-rehabilitering"])
def test_closing_calls_for_what_the_source_says(programme):
    """JS-17, JR-14."""
    rules = versions(programme)[-1]
    case = read_case({"events": []}, rules.terms)
    on = TODAY.toordinal()
    event = Event(CLOSING, on, attributes={"reason": "…"})
    after = evaluate(rules, case._replace(events=(event,)), on)
    [called_for] = closing(evaluate(rules, case, on), after).called_for
    assert called_for.rule.clause in {"JS-17", "JR-14"}
