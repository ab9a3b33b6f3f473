import pytest


@pytest.fixture
def world(db):
    from tests.app.cases.world import make_world

    return make_world()


@pytest.fixture
def case_id(world):
    """A case of Jens and of Kim, who is the mentor."""
    from fodfaeste.accounts.models import UserRole
    from fodfaeste.cases.services import Member

    UserRole.objects.create(user=world.colleague, role="mentor")
    members = [Member(world.jens.pk, "contact_person"), Member(world.colleague.pk, "mentor")]
    return world.refer(programme="kvik", members=members).case_id


@pytest.fixture
def help_with(world, case_id):
    from tests.app.mentoring.helping import Helping

    return Helping(world, case_id)
