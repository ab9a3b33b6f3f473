"""A register to try things on. The CVR numbers fit their check digit; none that
begins with 99 has been given out."""

from decimal import Decimal
from uuid import uuid4

from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.companies import queries, services
from fodfaeste.companies.models import ProductionUnit
from fodfaeste.companies.services import CompanyTold, ContactTold, OfferTold, StaffTold, UnitTold
from tests.app.cases.world import NOW, TODAY

CVR = "99990007"
OTHER_CVR = "99990015"
THIRD_CVR = "99990023"
P_NUMBER = "1000000001"


def of(cvr):
    """The P-number of the first unit of a company with that CVR number."""
    is_another = len(cvr) == 8 and cvr.isascii() and cvr != CVR
    return "" if not cvr else f"10{cvr}" if is_another else P_NUMBER


class Keep:
    """The services, as done by Jens of the centre unless somebody else is named."""

    def __init__(self, world):
        self.world = world

    def _do(self, service, *, by=None, now=NOW, submission=None, **values):
        by = by or self.world.jens
        return service(by=by, now=now, submission=submission or uuid4(), **values)

    def company(self, name="Søby Bageri", *, cvr=CVR, unit=None, by=None, submission=None, **told):
        return self._do(
            services.add_company,
            told=CompanyTold(name=name, cvr=cvr, **told),
            unit=UnitTold(**(unit or {"p_number": of(cvr), "town": "Søby", "postcode": "5985"})),
            by=by,
            submission=submission,
        )

    def change(self, company_id, **told):
        by = told.pop("by", None)
        given = CompanyTold(**{"name": "Søby Bageri", "cvr": CVR, **told})
        return self._do(services.change_company, company_id=company_id, told=given, by=by)

    def unit(self, company_id, name="Lageret", **told):
        by = told.pop("by", None)
        return self._do(
            services.add_unit, company_id=company_id, told=UnitTold(name=name, **told), by=by
        )

    def contact(self, company_id, name="Bodil Bager", **told):
        by, submission = told.pop("by", None), told.pop("submission", None)
        given = ContactTold(name=name, **told)
        return self._do(
            services.add_contact, company_id=company_id, told=given, by=by, submission=submission
        )

    def staff(self, unit_id, figures, *, by=None, now=NOW, **told):
        given = StaffTold(figures={one: Decimal(n) for one, n in figures.items()}, **told)
        return self._do(services.record_staff, unit_id=unit_id, told=given, by=by, now=now)

    def offer(self, unit_id, **told):
        by = told.pop("by", None)
        begins = {"kinds": ["work_placement"], "tasks": "Pakke brød", "open_from": TODAY}
        return self._do(
            services.add_offer, unit_id=unit_id, told=OfferTold(**{**begins, **told}), by=by
        )

    def unit_of(self, company_id):
        return ProductionUnit.unrestricted.filter(company=company_id)[0].pk

    def seen(self, company_id, user=None):
        return queries.company(user=user or self.world.jens, company_id=company_id)

    def names(self, text="", user=None, **more):
        page = queries.search(user=user or self.world.jens, today=TODAY, text=text, **more)
        return [row.name for row in page.rows]

    def lines(self, type_=None):
        found = OrganisationEvent.objects.filter(organisation=self.world.centre).order_by("seq")
        return list(found.filter(type=type_) if type_ else found)
