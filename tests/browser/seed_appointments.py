"""Adds the person and the cases of the browser tests of appointments to a demonstration."""

import os
from datetime import date, time, timedelta
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - the models need the settings

from fodfaeste.accounts import services as accounts  # noqa: E402
from fodfaeste.cases import services  # noqa: E402
from fodfaeste.cases.services import NewAppointment, Slot  # noqa: E402
from tests.app import web_data  # noqa: E402

ROLES = ["jobcentre_caseworker", "contact_person"]
TODAY = timezone.localdate()


def main() -> None:
    """Aksel; Nora, whose start interview is due; Rita, who was to be met yesterday; Gry, whose
    case a colleague has the ball in."""
    organisation = accounts.add_organisation(name="Søndreby Kommune", kind="municipality")
    persona = {"da": "Prøver aftaler.", "en": "Tries appointments."}
    aksel = web_data.person("Aksel Aftale", organisation, roles=ROLES, persona=persona)
    bodil = web_data.person("Bodil Bold", organisation, roles=ROLES)
    opened(aksel, "Nora Nord", starts_in=20)
    rita = opened(aksel, "Rita Rask", starts_in=5)
    opened(bodil, "Gry Grøn", starts_in=9, also=aksel)
    services.book(
        case_id=rita,
        appointment=NewAppointment(
            type="start_interview",
            slot=Slot(on=TODAY - timedelta(days=1), at=time(10)),
            roles=["citizen", "contact_person"],
            place="ours",
            requirement="start-interview",
            instance=1,
        ),
        by=aksel,
        now=timezone.now() - timedelta(days=3),
        submission=uuid4(),
    )


def opened(worker, name, *, starts_in, also=None):
    start: date = TODAY + timedelta(days=starts_in)
    members = [services.Member(worker.pk, role) for role in ROLES[::-1]]
    if also is not None:
        members.append(services.Member(also.pk, "jobcentre_caseworker"))
    referral = services.Referral(
        citizen=services.NewCitizen(name=name),
        programme="jobspot",
        organisation_id=worker.organisation_id,
        first=services.NewEvent(
            type="referral_received",
            on=TODAY - timedelta(days=6),
            attributes={"course_start": start},
        ),
        members=members,
    )
    then = timezone.now() - timedelta(days=5)
    return services.refer_citizen(
        referral=referral, by=worker, now=then, submission=uuid4()
    ).case_id


if __name__ == "__main__":
    main()
