"""What the asker's register of companies has to offer a citizen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from fodfaeste.accounts.models import User
from fodfaeste.companies import finding
from fodfaeste.companies.models import Offer, ProductionUnit
from fodfaeste.matching.criteria import Offered
from fodfaeste.matching.models import Step
from fodfaeste.matching.pipeline import ProspectView
from fodfaeste.matching.queries.case import MatchView
from fodfaeste.matching.services.stepping import IN_TOUCH

FOUND = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFound:
    """A workplace of the register. ``tasks``: of the offer, if it is about one."""

    unit_id: UUID
    company_id: UUID
    company: str
    unit: str
    town: str
    trade: str
    tasks: str = ""


def offers_for(
    *, user: User, case_id: UUID, match: MatchView, today: date
) -> tuple[list[Offered], Mapping[UUID, UnitFound]]:
    """What is open today, as the criteria take it, by name; and of each offer where it is. Three
    questions to the database, however many there are."""
    rows = list(_open(user, today))
    contacted = _contacted(user, case_id)
    offers = [_offered(row, match.of_unit(row.unit_id), contacted) for row in rows]
    return offers, {row.pk: _unit(row.unit, row.trade, row.tasks) for row in rows}


def _open(user: User, today: date) -> "QuerySet[Offer]":
    still = Q(open_until=None) | Q(open_until__gte=today)
    active = {"unit__is_active": True, "unit__company__is_active": True}
    found = Offer.objects.visible_to(user).filter(still, open_from__lte=today, **active)
    return found.select_related("unit__company").order_by("unit__company__sort_key", "unit", "pk")


def _contacted(user: User, case_id: UUID) -> Mapping[UUID, date]:
    """When anybody was last in touch with each company of the asker's register, for others than
    this citizen."""
    found: QuerySet[Step, Any] = Step.unrestricted.filter(
        prospect__unit__company__organisation=user.organisation_id,
        kind__in=IN_TOUCH,
        taken_back=None,
    )
    by_company = (
        found.exclude(prospect__case=case_id)
        .order_by()
        .values("prospect__unit__company")
        .annotate(last=Max("on"))
    )
    return dict(by_company.values_list("prospect__unit__company", "last"))


def _offered(row: Offer, known: ProspectView | None, contacted: Mapping[UUID, date]) -> Offered:
    last = known.last if known else None
    return Offered(
        id=row.pk,
        unit_id=row.unit_id,
        kinds=tuple(row.kinds),
        tasks=row.tasks,
        trade=row.trade or row.unit.company.trade,
        hours_least=row.hours_least,
        hours_most=row.hours_most,
        considerations=frozenset(row.considerations),
        postcode=row.unit.postcode,
        contacted_on=contacted.get(row.unit.company_id),
        declined_by=last.declined_by if last else "",
    )


def _unit(unit: ProductionUnit, trade: str = "", tasks: str = "") -> UnitFound:
    company = unit.company
    return UnitFound(
        unit_id=unit.pk,
        company_id=company.pk,
        company=company.name,
        unit=unit.name if unit.name != company.name else "",
        town=unit.town,
        trade=trade or company.trade,
        tasks=tasks,
    )


def units(*, user: User, text: str) -> list[UnitFound]:
    """Workplaces of the companies that are found by ``text`` in the register; at most twenty."""
    words = finding.words(text)
    if not words:
        return []
    found = ProductionUnit.objects.visible_to(user).filter(is_active=True, company__is_active=True)
    for word in words:
        found = found.filter(company__search_key__contains=word)
    rows = found.select_related("company").order_by("company__sort_key", "name", "pk")
    return [_unit(row) for row in rows[:FOUND]]


def unit(*, user: User, unit_id: UUID) -> UnitFound | None:
    """A workplace of the register; None if there is no such one."""
    found = ProductionUnit.objects.visible_to(user).select_related("company").filter(pk=unit_id)
    row = found.first()
    return None if row is None else _unit(row)
