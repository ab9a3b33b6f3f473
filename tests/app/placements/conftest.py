import pytest


@pytest.fixture
def world(db):
    from tests.app.cases.world import make_world

    return make_world()


@pytest.fixture
def case_id(world):
    """A case of Jobspot, whose employment specialist is Jens."""
    from datetime import date

    from fodfaeste.cases.services import Member, NewCitizen, NewEvent

    return world.refer(
        citizen=NewCitizen(name="Amalie Ærø", cpr="010190-1235"),
        programme="jobspot",
        facts={"lab_target_group": "2.1.5"},
        first=NewEvent(
            type="referral_received",
            on=date(2026, 10, 1),
            attributes={"course_start": "2026-10-26", "sender": "jobcentre"},
        ),
        members=[
            Member(world.jens.pk, "contact_person"),
            Member(world.jens.pk, "employment_specialist"),
        ],
    ).case_id


@pytest.fixture
def keep(world):
    from tests.app.companies.keeping import Keep

    return Keep(world)


@pytest.fixture
def unit(keep):
    """The bakery, with 46 ordinary employees in the months before."""
    from datetime import date

    from fodfaeste.companies.models import ProductionUnit

    keep.company()
    found = ProductionUnit.unrestricted.get()
    keep.staff(found.pk, {date(2026, month, 1): "46" for month in (7, 8, 9, 10)})
    return found


@pytest.fixture
def agree(world, case_id, unit):
    from tests.app.placements.agreeing import Agree

    return Agree(world, case_id, unit)


@pytest.fixture
def weekday(monkeypatch):
    """The tests mind no day of the week: a first day on a Sunday would be warned of."""
    from fodfaeste.placements import judging

    monkeypatch.setattr(judging, "_look", lambda asked: ())
