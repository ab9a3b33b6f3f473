"""Companies and their production units: added and changed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change, difference
from fodfaeste.companies import finding, numbers
from fodfaeste.companies.checks import company_faults, unit_faults
from fodfaeste.companies.models import Company, ProductionUnit
from fodfaeste.companies.services.writing import about, found, write
from fodfaeste.companies.taking import take, take_unit
from fodfaeste.companies.told import CompanyTold, UnitTold
from fodfaeste.core.faults import Fault, refuse_if_any


def add_company(
    *, told: CompanyTold, unit: UnitTold, by: User, now: datetime, submission: UUID
) -> UUID:
    """Adds a company with its first production unit, called as the company is where nothing else
    is said. Raises ``Refused`` or ``PermissionDenied``."""
    pk = uuid5(submission, "company")

    def act() -> Sequence[Change]:
        faults = [*company_faults(told), *unit_faults(unit), *_known(told, by, None)]
        refuse_if_any(faults or [*_elsewhere(unit, by, None)])
        company = Company(pk=pk, organisation_id=by.organisation_id, added_at=now, added_by=by)
        take(company, told)
        first = ProductionUnit(pk=uuid5(submission, "unit"), company=company)
        take_unit(first, unit)
        company.search_key = finding.findable(company, [first])
        company.save(force_insert=True)
        first.save(force_insert=True)
        return [Change("company_added", about(company), {}, described(company))]

    write(by, now, submission, act)
    return pk


def change_company(
    *, company_id: UUID, told: CompanyTold, by: User, now: datetime, submission: UUID
) -> None:
    """Says anew what a company is, or that it is in use no more. Raises ``Refused`` or
    ``NotInRegister``."""

    def act() -> Sequence[Change | None]:
        company = found(Company.objects, by, company_id)
        refuse_if_any([*company_faults(told), *_known(told, by, company_id)])
        before = described(company)
        take(company, told)
        company.save()
        finding.refresh(company)
        return [difference("company_changed", about(company), before, described(company))]

    write(by, now, submission, act)


def add_unit(
    *, company_id: UUID, told: UnitTold, by: User, now: datetime, submission: UUID
) -> UUID:
    """Adds a production unit. Raises ``Refused`` or ``NotInRegister``."""
    pk = uuid5(submission, "unit")

    def act() -> Sequence[Change]:
        company = found(Company.objects, by, company_id)
        refuse_if_any([
            *unit_faults(told), *_unit_known(told, company, None), *_elsewhere(told, by, company.pk)
        ])  # fmt: skip
        unit = ProductionUnit(pk=pk, company=company)
        take_unit(unit, told)
        unit.save(force_insert=True)
        finding.refresh(company)
        return [Change("company_unit_added", about(company, unit=pk), {}, located(unit))]

    write(by, now, submission, act)
    return pk


def change_unit(
    *, unit_id: UUID, told: UnitTold, by: User, now: datetime, submission: UUID
) -> None:
    """Says anew what a unit is and where it lies, or that it is in use no more. Raises ``Refused``
    or ``NotInRegister``."""

    def act() -> Sequence[Change | None]:
        unit = found(ProductionUnit.objects, by, unit_id)
        company = unit.company
        refuse_if_any([
            *unit_faults(told), *_unit_known(told, company, unit_id),
            *_elsewhere(told, by, company.pk),
        ])  # fmt: skip
        before = located(unit)
        take_unit(unit, told)
        unit.save()
        finding.refresh(company)
        concerns = about(company, unit=unit_id)
        return [difference("company_unit_changed", concerns, before, located(unit))]

    write(by, now, submission, act)


# --- what is written


def described(company: Company) -> dict[str, Any]:
    """What the log says of a company."""
    names = ("name", "cvr", "kind", "trade", "is_public", "is_active")
    return {_IN_LOG.get(name, name): getattr(company, name) for name in names}


def located(unit: ProductionUnit) -> dict[str, Any]:
    """What the log says of a unit."""
    names = ("name", "p_number", "street", "postcode", "town", "is_active")
    return {name: getattr(unit, name) for name in names}


_IN_LOG = {"kind": "company_kind"}
"""An organisation has a kind of its own in that log."""


# --- what only the register knows


def _known(told: CompanyTold, by: User, own: UUID | None) -> Iterator[Fault]:
    number = numbers.cvr(told.cvr)
    same = Company.objects.visible_to(by).filter(cvr=number)
    other = same.first() if number else None
    if other is not None and other.pk != own:
        yield Fault("cvr", "company_known", {"value": other.name})


def _unit_known(told: UnitTold, company: Company, own: UUID | None) -> Iterator[Fault]:
    number = numbers.p_number(told.p_number)
    same = ProductionUnit.unrestricted.filter(company=company, p_number=number)
    other = same.first() if number else None
    if other is not None and other.pk != own:
        yield Fault("p_number", "p_number_taken", {"value": other.name})


def _elsewhere(told: UnitTold, by: User, own: UUID | None) -> Iterator[Fault]:
    """A P-number is of one workplace, by which the ratio rule counts (JS-15)."""
    number = numbers.p_number(told.p_number)
    for other in finding.units_with([number] if number and told.is_active else [], by):
        if other.company_id != own:
            yield Fault("p_number", "p_number_elsewhere", {"value": other.company.name})
