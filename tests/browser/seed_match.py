"""Adds those who find work, two of their citizens, workplaces and a leader to a demonstration."""

import os
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - the models need the settings

from fodfaeste.accounts import services as accounts  # noqa: E402
from fodfaeste.accounts.models import Organisation  # noqa: E402
from fodfaeste.cases import services  # noqa: E402
from fodfaeste.companies import services as companies  # noqa: E402
from fodfaeste.companies.models import ProductionUnit  # noqa: E402
from fodfaeste.matching import services as matching  # noqa: E402
from fodfaeste.matching.wishes import Needs, Wishes  # noqa: E402
from fodfaeste.placements import services as placements  # noqa: E402
from fodfaeste.placements.agreements import Details, Step, Terms  # noqa: E402
from tests.app import web_data  # noqa: E402

ROLES = ("employment_specialist", "contact_person")
PLACES = (
    ("Matchby Gartneri", "99990007", "1000000011", "Gartneri", "Plante om og vande"),
    ("Matchby Kro", "99990015", "1000000012", "Restaurant", "Vaske op og rydde af"),
)


def main() -> None:
    """Mia, who looks for work for Frida at the two companies of Matchby, and has found some for
    Gorm; Lone, who leads there and administers it."""
    if Organisation.objects.filter(name="Matchby Kommune").exists():
        return  # the tests of another file have asked for them
    organisation = accounts.add_organisation(name="Matchby Kommune", kind="municipality")
    persona = {"da": "Prøver matchet.", "en": "Tries the match."}
    mia = web_data.person("Mia Match", organisation, roles=ROLES, persona=persona)
    lone = web_data.person("Lone Leder", organisation, function="leader", persona=persona)
    accounts.give_rights(user=lone, rights=["administer"])
    act: dict[str, Any] = {"by": mia, "now": timezone.now()}
    today = timezone.localdate(act["now"])
    refer("Frida Finder", organisation.pk, mia, today, act)
    gorm = refer("Gorm Gang", organisation.pk, mia, today, act)
    units = [add_place(place, today, act) for place in PLACES]
    find_work(gorm, units, today, act)


def refer(name: str, organisation_id: int, mia: Any, today: date, act: dict[str, Any]) -> UUID:
    attributes = {"course_start": today - timedelta(days=20)}
    day = today - timedelta(days=40)
    referral = services.Referral(
        citizen=services.NewCitizen(name=name, birth_date=date(1991, 3, 2)),
        programme="jobspot",
        organisation_id=organisation_id,
        first=services.NewEvent(type="referral_received", on=day, attributes=attributes),
        members=[services.Member(mia.pk, role) for role in ROLES],
    )
    return services.refer_citizen(referral=referral, submission=uuid4(), **act).case_id


def add_place(place: tuple[str, ...], today: date, act: dict[str, Any]) -> UUID:
    """A company with one place of work, whom to speak with there, how many it employs, an offer."""
    name, cvr, p_number, trade, tasks = place
    companies.add_company(
        told=companies.CompanyTold(name=name, cvr=cvr, trade=trade),
        unit=companies.UnitTold(p_number=p_number, town="Matchby", postcode="8995"),
        submission=uuid4(),
        **act,
    )
    unit = ProductionUnit.unrestricted.get(p_number=p_number)
    tell(unit.pk, unit.company_id, today, act)
    offer = companies.OfferTold(
        kinds=("work_placement",), tasks=tasks, open_from=today - timedelta(days=30),
        trade=trade, hours_least=Decimal(10), hours_most=Decimal(20), considerations=("quiet",),
    )  # fmt: skip
    companies.add_offer(unit_id=unit.pk, told=offer, submission=uuid4(), **act)
    return unit.pk


def tell(unit_id: UUID, company_id: UUID, today: date, act: dict[str, Any]) -> None:
    told = companies.ContactTold(name="Gunver Gartner", phone="12345678", unit_id=unit_id)
    companies.add_contact(company_id=company_id, told=told, submission=uuid4(), **act)
    month, figures = today.replace(day=1), {}
    for _ in range(4):
        month = (month - timedelta(days=1)).replace(day=1)
        figures[month] = Decimal(46)
    staff = companies.StaffTold(figures=figures)
    companies.record_staff(unit_id=unit_id, told=staff, submission=uuid4(), **act)


def find_work(case_id: UUID, units: list[UUID], today: date, act: dict[str, Any]) -> None:
    """What Gorm wishes, a step at each of the companies, and a placement since last Monday but
    one."""
    wishes = Wishes(tasks=("Vaske op",), hours_most=Decimal(20), told="yes")
    needs = Needs(codes=("quiet",), told_words="At jeg bliver træt.")
    matching.write_wishes(case_id=case_id, wishes=wishes, needs=needs, submission=uuid4(), **act)
    for unit_id, kind in zip(units, ("idea", "agreed"), strict=True):
        new = matching.NewStep(kind=kind, on=today, note="De siger ja.")
        matching.take_step(case_id=case_id, unit_id=unit_id, new=new, submission=uuid4(), **act)
    monday = today - timedelta(days=today.weekday() + 7)
    terms = Terms(
        since=monday,
        until=monday + timedelta(weeks=13, days=-1),
        steps=(Step("unpaid", Decimal(15)),),
        details=Details(purpose="skills", tasks="Vaske op", decided="Han er begyndt."),
    )
    new_placement = placements.NewPlacement(
        unit_id=units[-1], kind="work_placement", terms=terms, agreed_on=monday
    )
    placements.start_placement(case_id=case_id, new=new_placement, submission=uuid4(), **act)


if __name__ == "__main__":
    main()
