"""What the tests of retention and of holds do."""

from datetime import date
from uuid import uuid4

import pytest

from fodfaeste.cases.models import LogText
from fodfaeste.core.faults import Refused
from fodfaeste.protection import deletions, holds, retention
from fodfaeste.protection.retention import NewRule
from tests.app.cases.world import NOW, TODAY

FIVE_YEARS_AGO = date(2021, 11, 23)
PROGRAMME = "jobrettet-rehabilitering"


def rule(by, **values):
    made = NewRule(**({"years": 5} | values))
    retention.make_rule(rule=made, by=by, now=NOW, submission=uuid4())


def due(user):
    return [each.case_id for each in retention.due(user=user, today=TODAY).cases]


def propose(by):
    return deletions.propose(by=by, now=NOW, submission=uuid4())


def decide(deletion_id, by, *, approve=True, archived=False, submission=None):
    deletions.decide(
        deletion_id=deletion_id,
        approve=approve,
        archived=archived,
        by=by,
        now=NOW,
        submission=submission or uuid4(),
    )


def hold(case_id, by, *, whole=False, submission=None):
    holds.place_hold(
        case_id=case_id,
        whole_citizen=whole,
        reason="Klagesag",
        by=by,
        now=NOW,
        submission=submission or uuid4(),
    )


def codes(act):
    with pytest.raises(Refused) as refused:
        act()
    return {(fault.place, fault.code) for fault in refused.value.faults}


def texts_left(case_id):
    return LogText.unrestricted.filter(entry__case=case_id, erased_at=None).count()
