"""Adds a mentor who uses the system, a citizen of theirs and a volunteer to a demonstration."""

import os
from datetime import timedelta
from typing import Any
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - the models need the settings

from fodfaeste.accounts import services as accounts  # noqa: E402
from fodfaeste.cases import services  # noqa: E402
from fodfaeste.mentoring import services as mentoring  # noqa: E402
from tests.app import web_data  # noqa: E402

ROLES = ("jobcentre_caseworker", "mentor")


def main() -> None:
    """Mona, who has the case of Mads, knows a running club and a volunteer."""
    organisation = accounts.add_organisation(name="Mentorby Kommune", kind="municipality")
    persona = {"da": "Prøver mentorer.", "en": "Tries mentors."}
    mona = web_data.person("Mona Mentor", organisation, roles=ROLES, persona=persona)
    now = timezone.now()
    referral = services.Referral(
        citizen=services.NewCitizen(name="Mads Prøve"),
        programme="kvik",
        organisation_id=organisation.pk,
        first=services.NewEvent(
            type="referral_received", on=timezone.localdate(now) - timedelta(days=40)
        ),
        members=[services.Member(mona.pk, role) for role in ROLES],
    )
    services.refer_citizen(referral=referral, by=mona, now=now, submission=uuid4())
    act: dict[str, Any] = {"by": mona, "now": now}
    club = mentoring.PartnerTold(name="Mentorby Løbeklub", kind="association")
    pk = mentoring.add_partner(told=club, submission=uuid4(), **act)
    gives = mentoring.HelpTold(what="Løber sammen om onsdagen", track="health")
    mentoring.add_help(partner_id=pk, told=gives, submission=uuid4(), **act)
    frida = mentoring.MentorTold(name="Frida Frivillig", likes="Gåture")
    mentoring.add_mentor(told=frida, submission=uuid4(), **act)


if __name__ == "__main__":
    main()
