from uuid import uuid4

import pytest


@pytest.fixture
def world(db):
    from tests.app.cases.world import make_world

    return make_world()


@pytest.fixture
def refer(world):
    """A referral that waits for an answer: the caseworker has a part in it, and nobody else."""
    from fodfaeste.cases.services import Member, NewEvent
    from tests.app.cases.world import TODAY

    def refer(programme="jobspot", **values):
        given = {
            "by": world.mette,
            "programme": programme,
            "members": [Member(world.mette.pk, "jobcentre_caseworker")],
            "first": NewEvent(type="referral_received", on=TODAY, attributes={}),
        }
        return world.refer(**given | values).case_id

    return refer


@pytest.fixture
def decide(world):
    from fodfaeste.cases import services
    from tests.app.cases.world import NOW

    def decide(case_id, decision="accepted", *, by=None, now=NOW, submission=None, **values):
        given = {"reason": "Passer til forløbet."} | values
        return services.decide_referral(
            case_id=case_id,
            new=services.NewDecision(decision=decision, **given),
            by=by or world.leader,
            now=now,
            submission=submission or uuid4(),
        )

    return decide


@pytest.fixture
def passed(world):
    from tests.app.intake.passed import Passed

    return Passed(world)


@pytest.fixture
def asked(passed):
    """Another organisation has been asked to take the case over."""
    passed.consent()
    passed.offer()
    return passed
