import pytest


@pytest.fixture
def world(db):
    from tests.app.cases.world import make_world

    return make_world()


@pytest.fixture
def case_id(world):
    return world.refer().case_id


@pytest.fixture
def kvik(world):
    """A case with tracks: Jens reads all, Kim neither health nor social matters."""
    from uuid import uuid4

    from fodfaeste.cases import services
    from tests.app.cases.world import NOW

    case_id = world.refer(programme="kvik").case_id
    services.join_case(
        case_id=case_id, user_id=world.colleague.pk, role="employment_specialist",
        by=world.leader, now=NOW, submission=uuid4(),
    )  # fmt: skip
    return case_id


@pytest.fixture
def plan(world, kvik):
    from tests.app.cases.plan_data import a_plan

    return a_plan(kvik, world.jens)
