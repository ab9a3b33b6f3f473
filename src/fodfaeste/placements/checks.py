"""What cannot be in an agreement at all. What the law warns of is no fault: see ``judging``."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from decimal import Decimal

from fodfaeste.cases.services.events import EARLIEST, LATEST
from fodfaeste.companies.considerations import CONSIDERATIONS
from fodfaeste.core.faults import Fault
from fodfaeste.placements.agreements import Details, Terms
from fodfaeste.placements.models import AgreementVersion
from fodfaeste.placements.purposes import PURPOSES

LONGEST_TEXT = 4000
MOST_HOURS = Decimal(60)
LONGEST_PERIOD = timedelta(days=3653)
MOST_SUB_GOALS = 12


def check_terms(terms: Terms) -> Iterator[Fault]:
    """Every fault, at the name of what it is about."""
    if terms.since < EARLIEST:
        yield Fault("since", "too_early", {"value": str(terms.since)})
    yield from _end_faults(terms)
    yield from _hours_faults(terms)
    yield from _text_faults(terms.details)
    yield from _code_faults(terms.details)


def _end_faults(terms: Terms) -> Iterator[Fault]:
    """There is a line for every week in the time sheets: one mistyped year would fill a book."""
    if max(terms.since, terms.until or terms.since) > LATEST:
        yield Fault("until" if terms.since <= LATEST else "since", "too_late")
    elif terms.until is not None and terms.until < terms.since:
        yield Fault("until", "empty_period")
    elif terms.until is not None and terms.until - terms.since > LONGEST_PERIOD:
        yield Fault("until", "longest_period")


def _hours_faults(terms: Terms) -> Iterator[Fault]:
    for step in terms.steps:
        if step.kind not in AgreementVersion.Hours.values or not 0 <= step.a_week <= MOST_HOURS:
            yield Fault("hours", "bad_hours_a_week", {"most": str(MOST_HOURS)})
        if step.since is not None and terms.until is not None and step.since > terms.until:
            yield Fault("hours", "hours_after_the_end", {"value": str(step.since)})
    if terms.steps and not any(step.a_week for step in terms.steps):
        yield Fault("hours", "no_hours")
    if any(begins >= ends for begins, ends in terms.week.values()):
        yield Fault("week", "bad_times")


def _text_faults(details: Details) -> Iterator[Fault]:
    for one in fields(details):
        said = getattr(details, one.name)
        if isinstance(said, str) and len(said) > LONGEST_TEXT:
            yield Fault(one.name, "too_long", {"value": str(LONGEST_TEXT)})
    if any(len(goal.words) > LONGEST_TEXT for goal in details.sub_goals):
        yield Fault("sub_goals", "too_long", {"value": str(LONGEST_TEXT)})
    if len(details.sub_goals) > MOST_SUB_GOALS:
        yield Fault("sub_goals", "too_many_sub_goals", {"value": str(MOST_SUB_GOALS)})


def _code_faults(details: Details) -> Iterator[Fault]:
    if details.purpose and details.purpose not in PURPOSES:
        yield Fault("purpose", "unknown_purpose")
    if set(details.considerations) - CONSIDERATIONS.keys():
        yield Fault("considerations", "unknown_consideration")
