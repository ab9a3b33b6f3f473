"""Measuring in a test."""

from datetime import date
from uuid import uuid4

from fodfaeste.cases import queries, services
from fodfaeste.cases.queries.measurings import beliefs, measurings
from fodfaeste.cases.services import NewMeasuring
from tests.app.cases.world import NOW, TODAY


def measure(case_id, by, *, on=TODAY, of=None, now=NOW, submission=None, **answers):
    on = date.fromisoformat(on) if isinstance(on, str) else on
    return services.measure(
        case_id=case_id,
        measuring=NewMeasuring(on=on, answers=answers, of=of),
        by=by,
        now=now,
        submission=submission or uuid4(),
    )


def believe(case_id, by, score, *, reason="", now=NOW, submission=None):
    return services.state_belief(
        case_id=case_id,
        scores={"belief": score},
        reason=reason,
        by=by,
        now=now,
        submission=submission or uuid4(),
    )


def seen(case_id, user, today=TODAY):
    return queries.case(user=user, case_id=case_id, today=today)


def told(case_id, user):
    """The measurings as somebody reads them: day and answers."""
    return [
        (str(one.on), {f"{asked.who} {asked.indicator}": n for asked, n in one.scores.items()})
        for one in measurings(seen(case_id, user))
    ]


def believed(case_id, user):
    return [(one.author, dict(one.scores), one.reason) for one in beliefs(seen(case_id, user))]
