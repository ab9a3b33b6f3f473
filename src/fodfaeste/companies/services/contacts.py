"""People to speak to at a company. The log says what was changed, and never whom it is about: a
contact can be erased, and a line of the log cannot."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change
from fodfaeste.companies.checks import contact_faults
from fodfaeste.companies.models import Company, CompanyContact, ProductionUnit
from fodfaeste.companies.services.writing import about, found, write
from fodfaeste.companies.taking import reached, take_contact
from fodfaeste.companies.told import ContactTold
from fodfaeste.core.faults import Fault, refuse_if_any


def add_contact(
    *, company_id: UUID, told: ContactTold, by: User, now: datetime, submission: UUID
) -> UUID:
    """Adds somebody to speak to. Raises ``Refused`` or ``NotInRegister``."""
    pk = uuid5(submission, "contact")

    def act() -> Sequence[Change]:
        company = found(Company.objects, by, company_id)
        refuse_if_any([*contact_faults(told), *_unit_unknown(told, company.pk)])
        contact = CompanyContact(pk=pk, company=company)
        take_contact(contact, told)
        contact.save(force_insert=True)
        return [_line("company_contact_added", contact, {"contact_role": contact.role})]

    write(by, now, submission, act)
    return pk


def change_contact(
    *, contact_id: UUID, told: ContactTold, by: User, now: datetime, submission: UUID
) -> None:
    """Says anew who somebody is and how they are reached, or that one does not turn to them any
    more. Raises ``Refused`` or ``NotInRegister``."""

    def act() -> Sequence[Change | None]:
        contact = found(CompanyContact.objects, by, contact_id)
        refuse_if_any([*contact_faults(told), *_unit_unknown(told, contact.company_id)])
        before = values_of(contact)
        take_contact(contact, told)
        contact.save()
        after = values_of(contact)
        fields = [name for name, value in after.items() if before[name] != value]
        return [_line("company_contact_changed", contact, {"fields": fields}) if fields else None]

    write(by, now, submission, act)


def erase_contact(*, contact_id: UUID, by: User, now: datetime, submission: UUID) -> None:
    """Erases who a contact was and how they were reached; what was registered with them stays.
    Raises ``NotInRegister``."""

    def act() -> Sequence[Change | None]:
        contact = found(CompanyContact.objects, by, contact_id)
        if not contact.name:
            return []
        contact.name, contact.title, contact.reached, contact.is_active = "", "", None, False
        contact.save()
        return [_line("company_contact_erased", contact, {})]

    write(by, now, submission, act)


def values_of(contact: CompanyContact) -> Mapping[str, object]:
    own = ("name", "title", "role", "unit_id", "is_active")
    return {name: getattr(contact, name) for name in own} | dict(reached(contact))


def _line(type_: str, contact: CompanyContact, after: Mapping[str, object]) -> Change:
    return Change(type_, about(contact.company, contact=contact.pk), {}, after)


def _unit_unknown(told: ContactTold, company_id: UUID) -> Iterator[Fault]:
    if told.unit_id is None:
        return
    if not ProductionUnit.unrestricted.filter(company=company_id, pk=told.unit_id).exists():
        yield Fault("unit", "unknown_unit")
