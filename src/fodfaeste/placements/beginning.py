"""What a new agreement begins with: what the register knows of the workplace, and what the
programme and the referral say of the period (JS-08)."""

from datetime import date
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.queries import CaseView
from fodfaeste.companies.models import CompanyContact, Offer, ProductionUnit
from fodfaeste.core.dates import Period, add, as_date, parse_period
from fodfaeste.placements.agreements import plain
from fodfaeste.placements.reading import Beginning, unit_of, unit_view

USUAL = Period(0, 13 * 7, "P13W")
"""Where the programme says nothing: as long as most target groups may have it at first."""

Role = CompanyContact.Role


def beginning(
    *, user: User, unit_id: UUID | None = None, offer_id: UUID | None = None
) -> Beginning | None:
    """Of a unit, or of what it offers; None if ``user``'s register has no such one."""
    offer = _offer(user, offer_id) if offer_id else None
    wanted = offer.unit_id if offer else unit_id
    unit = unit_of(user=user, unit_id=wanted) if wanted else None
    if unit is None:
        return None
    people = list(CompanyContact.unrestricted.filter(company=unit.company_id, is_active=True))
    return Beginning(
        unit=unit_view(unit),
        contact=_reached(people, unit, Role.RESPONSIBLE, Role.OTHER),
        mentor=_reached(people, unit, Role.MENTOR),
        representative=_reached(people, unit, Role.STAFF_REPRESENTATIVE),
        tasks=offer.tasks if offer else "",
        hours=plain(offer.hours_least) if offer and offer.hours_least else "",
        considerations=tuple(offer.considerations) if offer else (),
        kinds=tuple(offer.kinds) if offer else (),
    )


def _offer(user: User, offer_id: UUID) -> Offer | None:
    return Offer.objects.visible_to(user).filter(pk=offer_id).first()


def _reached(people: list[CompanyContact], unit: ProductionUnit, *roles: str) -> tuple[str, str]:
    """Name, and telephone or e-mail, of whoever is that at the unit, or else at the company."""
    for role in roles:
        fitting = [one for one in people if one.role == role and one.unit_id in (unit.pk, None)]
        for one in sorted(fitting, key=lambda one: one.unit_id is None):
            known = crypto.decrypt_map(one.reached) if one.reached else {}
            said = ", ".join(filter(None, (known.get("phone"), known.get("email"))))
            return one.name, said
    return "", ""


def usual_last_day(view: CaseView, since: date) -> date:
    """As long as the referral asks for if that is shorter, else as the programme says."""
    asked = [USUAL, *_asked(view)]
    last = min(add(since.toordinal(), one) for one in asked) - 1
    found = as_date(last)
    assert found is not None
    return found


def _asked(view: CaseView) -> list[Period]:
    rule = view.rules.programme.placement
    found = [rule.lasts] if rule.lasts else []
    for entry in view.entries:
        if entry.type == rule.or_shorter and not entry.corrected_by and rule.attribute:
            period = parse_period(str(entry.attributes.get(rule.attribute) or ""))
            found += [period] if period else []
    return found
