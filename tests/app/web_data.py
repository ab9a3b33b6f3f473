"""A few made-up people and cases for the tests of the web, made through the services."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from fodfaeste.accounts import services as accounts
from fodfaeste.accounts.models import Organisation, Team, User
from fodfaeste.cases import services

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class House:
    """A municipality with a team and a caseworker, and Charlie, who is from elsewhere."""

    organisation: Organisation
    team: Team
    mette: User
    leader: User
    charlie: User


def house() -> House:
    soby = accounts.add_organisation(name="Søby Kommune", kind="municipality")
    elsewhere = accounts.add_organisation(name="Fjernby Kommune", kind="municipality")
    team = accounts.add_team(organisation=soby, name="Team Fjord")
    return House(
        soby,
        team,
        mette=person(
            "Mette Holm", soby, roles=["jobcentre_caseworker", "contact_person"], team=team
        ),
        leader=person("Lis Leder", soby, function="leader"),
        charlie=person("Charlie Fremmed", elsewhere),
    )


def person(name, organisation, *, function="caseworker", roles=(), team=None, persona=None) -> User:
    return accounts.add_user(
        email=f"{name.split()[0].lower()}@{organisation.pk}.example",
        name=name,
        organisation=organisation,
        function=function,
        roles=roles,
        teams=[team] if team else [],
        persona_text=persona,
    )


def with_password(user: User) -> User:
    """Lets them sign in by the form. (Hashing is slow, and most tests do without.)"""
    user.set_password(PASSWORD)
    user.save()
    return user


def refer(home: House, name: str, *, cpr=None, starts_in=20, member=None, born=None) -> UUID:
    """A citizen referred to Jobspot today, whose course starts in so many days."""
    today = timezone.localdate()
    referral = services.Referral(
        citizen=services.NewCitizen(
            name=name, cpr=cpr, birth_date=None if cpr else born or date(1984, 6, 4)
        ),
        programme="jobspot",
        organisation_id=home.organisation.pk,
        team_id=home.team.pk,
        first=services.NewEvent(
            type="referral_received",
            on=today,
            attributes={"course_start": today + timedelta(days=starts_in)},
        ),
        members=[
            services.Member((member or home.mette).pk, "jobcentre_caseworker"),
            services.Member((member or home.mette).pk, "contact_person"),
        ],
    )
    referred = services.refer_citizen(
        referral=referral, by=member or home.mette, now=timezone.now(), submission=uuid4()
    )
    return referred.case_id
