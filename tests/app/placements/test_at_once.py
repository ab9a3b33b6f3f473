"""Two who place somebody at one workplace at the same moment."""

from contextlib import suppress
from datetime import date
from functools import partial
from threading import Barrier, BrokenBarrierError, Thread
from uuid import uuid4

import pytest
from django.db import connection, connections

from fodfaeste.cases.services import Member, NewCitizen
from fodfaeste.companies.models import ProductionUnit
from fodfaeste.core.faults import Refused
from fodfaeste.placements import judging
from fodfaeste.placements.models import Placement, Signature
from fodfaeste.placements.services import Signing, sign_agreement
from tests.app.cases.world import TODAY
from tests.app.placements.agreeing import Agree, terms

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def several_connections(transactional_db):
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory has one connection")


@pytest.fixture
def together(monkeypatch):
    """Both have looked before either writes, where nothing keeps them apart."""
    both, judged = Barrier(2), judging.judged

    def look(asked):
        found = judged(asked)
        with suppress(BrokenBarrierError):
            both.wait(2)
        return found

    monkeypatch.setattr(judging, "judged", look)


def at_once(*acts):
    """What came of each: its answer, or the codes by which it was refused."""
    answers = []

    def do(act):
        try:
            answers.append(act())
        except Refused as refused:
            answers.append([one.code for one in refused.faults])
        finally:
            connections.close_all()

    threads = [Thread(target=do, args=[act]) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    return answers


def test_the_last_place_is_not_given_twice_unseen(world, keep, together):
    keep.company()
    unit = ProductionUnit.unrestricted.get()
    keep.staff(unit.pk, {date(2026, month, 1): "5" for month in (7, 8, 9, 10)})
    people = [
        world.refer(
            citizen=NewCitizen(name=name),
            programme="jobspot",
            members=[Member(world.jens.pk, "contact_person")],
        )
        for name in ("Anna", "Bo")
    ]
    said = terms(until=date(2027, 1, 10), hours="37")
    agrees = [Agree(world, one.case_id, unit) for one in people]
    answers = at_once(*(partial(one.start, said=said) for one in agrees))
    assert ["needs_a_reason"] in answers
    assert Placement.unrestricted.count() == 1


def test_a_party_signs_once(agree):
    agree.start()
    placement = agree.placement

    def sign():
        signing = Signing(version=1, party="citizen", way="screen", on=TODAY, name="Amalie")
        return agree.do(sign_agreement, placement=placement, submission=uuid4(), signing=signing)

    answers = at_once(sign, sign)
    assert ["signed_already"] in answers
    assert Signature.unrestricted.count() == 1
