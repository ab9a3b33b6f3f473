from datetime import date

import pytest


@pytest.fixture
def world(db):
    from tests.app.cases.world import make_world

    return make_world()


@pytest.fixture
def case_id(world):
    """A case in a programme that measures progress; Jens reads all of it."""
    from fodfaeste.cases.services import Member, NewEvent

    first = NewEvent(
        type="referral_received", on=date(2026, 9, 1), attributes={"sender": "jobcentre"}
    )
    return world.refer(
        programme="social-stoette-i-job",
        first=first,
        members=[
            Member(world.jens.pk, "cti_worker"),
            Member(world.mette.pk, "jobcentre_caseworker"),
        ],
    ).case_id
