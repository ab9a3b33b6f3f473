"""Adds an employment specialist, a citizen of theirs and a company to a demonstration."""

import os
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - the models need the settings

from fodfaeste.accounts import services as accounts  # noqa: E402
from fodfaeste.cases import services  # noqa: E402
from fodfaeste.companies import services as companies  # noqa: E402
from fodfaeste.companies.models import ProductionUnit  # noqa: E402
from tests.app import web_data  # noqa: E402

ROLES = ("employment_specialist", "contact_person")


def main() -> None:
    """Pia, who looks for a placement for Poul at the bakery of Praktikby."""
    organisation = accounts.add_organisation(name="Praktikby Kommune", kind="municipality")
    persona = {"da": "Prøver praktik.", "en": "Tries placements."}
    pia = web_data.person("Pia Praktik", organisation, roles=ROLES, persona=persona)
    now = timezone.now()
    today = timezone.localdate(now)
    referral = services.Referral(
        citizen=services.NewCitizen(name="Poul Prøve"),
        programme="jobspot",
        organisation_id=organisation.pk,
        first=services.NewEvent(
            type="referral_received",
            on=today - timedelta(days=40),
            attributes={"course_start": today - timedelta(days=20)},
        ),
        members=[services.Member(pia.pk, role) for role in ROLES],
    )
    services.refer_citizen(referral=referral, by=pia, now=now, submission=uuid4())
    act = {"by": pia, "now": now}
    companies.add_company(
        told=companies.CompanyTold(name="Praktikby Brødfabrik", cvr="99990007"),
        unit=companies.UnitTold(p_number="1000000001", town="Praktikby", postcode="8996"),
        submission=uuid4(),
        **act,
    )
    unit = ProductionUnit.unrestricted.get(company__organisation=organisation)
    told = companies.ContactTold(name="Bodil Bager", phone="12345678", unit_id=unit.pk)
    companies.add_contact(company_id=unit.company_id, told=told, submission=uuid4(), **act)
    month, figures = today.replace(day=1), {}
    for _ in range(4):
        month = (month - timedelta(days=1)).replace(day=1)
        figures[month] = Decimal(46)
    companies.record_staff(
        unit_id=unit.pk, told=companies.StaffTold(figures=figures), submission=uuid4(), **act
    )


if __name__ == "__main__":
    main()
