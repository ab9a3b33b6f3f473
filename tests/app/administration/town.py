"""A municipality with an administrator, a unit of it, and Charlie, who administers elsewhere."""

from dataclasses import dataclass
from uuid import uuid4

from django.utils import timezone

from fodfaeste.accounts import services as accounts
from fodfaeste.accounts.administration.people import Person
from fodfaeste.accounts.models import Organisation, User
from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.accounts.organisation_log import Writer
from tests.app import web_data


@dataclass(frozen=True)
class Town:
    """``ada`` administers the municipality; ``charlie`` another one; ``lis`` leads this one."""

    house: web_data.House
    soby: Organisation
    unit: Organisation
    ada: User
    lis: User
    charlie: User


def town() -> Town:
    house = web_data.house()
    unit = Organisation.objects.create(
        name="Jobcenter Søby", kind="job_centre", parent=house.organisation
    )
    ada = web_data.person("Ada Admin", house.organisation, function="administrative")
    accounts.give_rights(user=ada, rights=["administer"])
    accounts.give_rights(user=house.charlie, rights=["administer"])
    return Town(house, house.organisation, unit, ada, house.leader, house.charlie)


def writer(by, submission=None) -> Writer:
    return Writer(by, timezone.now(), submission or uuid4())


def new(**said) -> Person:
    values = {"name": "Nye Nielsen", "email": "nye@soeby.example", "function": "caseworker"}
    sets = {name: frozenset(said.pop(name, ())) for name in ("roles", "team_ids", "rights")}
    return Person(**{**values, **said, **sets})


def as_is(user, **said) -> Person:
    """What is so now, with some of it changed."""
    fresh = User.objects.get(pk=user.pk)
    values = {
        "name": fresh.name,
        "email": fresh.email,
        "function": fresh.function,
        "roles": fresh.roles.values_list("role", flat=True),
        "team_ids": fresh.teams.values_list("pk", flat=True),
        "rights": fresh.rights.values_list("right", flat=True),
    }
    return new(**{**values, **said})


def told(organisation) -> list[OrganisationEvent]:
    return list(OrganisationEvent.objects.filter(organisation=organisation).order_by("seq"))


def types(organisation) -> list[str]:
    return [event.type for event in told(organisation)]
