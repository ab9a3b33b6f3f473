"""People, and a case among them."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from fodfaeste.accounts import services as people
from fodfaeste.accounts.models import Organisation, Right, Team, User, UserRight
from fodfaeste.cases import services
from fodfaeste.cases.services import Member, NewCitizen, NewEvent, Referral

TODAY = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
ROLES = ("contact_person", "employment_specialist", "jobcentre_caseworker", "cti_worker")


class World:
    """Two organisations that work together, and one that has nothing to do with them."""

    town: Organisation
    centre: Organisation
    elsewhere: Organisation
    team: Team
    mette: User
    jens: User
    secretary: User
    leader: User
    colleague: User
    guard: User
    charlie: User

    def refer(self, *, by=None, now=NOW, submission=None, on=None, **values):
        on = on or date(2026, 9, 1)
        given: dict[str, Any] = {
            "citizen": NewCitizen(name="Amalie Ærø Sørensen"),
            "programme": "jobrettet-rehabilitering",
            "organisation_id": self.centre.pk,
            "referred_by_id": self.town.pk,
            "first": NewEvent(type="referral_received", on=on),
            "members": [Member(self.jens.pk, "contact_person")],
        }
        referral = Referral(**given | values)
        return services.refer_citizen(
            referral=referral, by=by or self.jens, now=now, submission=submission or uuid4()
        )

    def register(self, case_id, type_, on, *, by=None, now=NOW, submission=None, **values):
        on = date.fromisoformat(on) if isinstance(on, str) else on
        return services.register(
            case_id=case_id,
            event=NewEvent(type=type_, on=on, **values),
            by=by or self.jens,
            now=now,
            submission=submission or uuid4(),
        )


def make_world() -> World:
    world = World()
    world.town = people.add_organisation(name="Søby Kommune", kind="municipality")
    world.centre = people.add_organisation(name="Center Nord", kind="rehabilitation_centre")
    world.elsewhere = people.add_organisation(name="Andeby Kommune", kind="municipality")
    world.team = people.add_team(organisation=world.centre, name="Team Nord")

    def person(name, organisation, function, *roles, teams=()):
        email = f"{name.split()[0].lower()}@fodfaeste.example"
        return people.add_user(
            email=email,
            name=name,
            organisation=organisation,
            function=function,
            roles=roles,
            teams=teams,
        )

    world.mette = person("Mette Holm", world.town, "caseworker", "jobcentre_caseworker")
    world.jens = person("Jens Kragh", world.centre, "contact_person", *ROLES, teams=[world.team])
    world.secretary = person("Signe Dam", world.centre, "secretary", "secretary")
    world.leader = person("Lis Leder", world.centre, "leader")
    world.colleague = person("Kim Kollega", world.centre, "contact_person", *ROLES)
    world.guard = person("Dorte Vagt", world.centre, "administrative")
    UserRight.objects.create(user=world.guard, right=Right.PROTECT)
    world.charlie = person("Charlie Ravn", world.elsewhere, "leader", *ROLES)
    return world
