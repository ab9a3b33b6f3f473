"""Adds two people and a case of theirs, which has no plan, to a demonstration."""

import os
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - the models need the settings

from fodfaeste.accounts import services as accounts  # noqa: E402
from fodfaeste.cases import services  # noqa: E402
from tests.app import web_data  # noqa: E402

ROLES = ("jobcentre_caseworker", "mentor")


def main() -> None:
    """Pernille and Palle, who work with Petra in a programme with three tracks."""
    organisation = accounts.add_organisation(name="Planby Kommune", kind="municipality")
    persona = {"da": "Prøver planer.", "en": "Tries plans."}
    two = [
        web_data.person(name, organisation, roles=ROLES, persona=persona)
        for name in ("Pernille Plan", "Palle Plan")
    ]
    now = timezone.now()
    referral = services.Referral(
        citizen=services.NewCitizen(name="Petra Plov"),
        programme="kvik",
        organisation_id=organisation.pk,
        first=services.NewEvent(type="referral_received", on=timezone.localdate(now)),
        members=[services.Member(two[0].pk, ROLES[0]), services.Member(two[1].pk, ROLES[0])],
    )
    services.refer_citizen(referral=referral, by=two[0], now=now, submission=uuid4())


if __name__ == "__main__":
    main()
