"""What was told, put into rows of the tables; nothing is checked or saved here."""

from collections.abc import Mapping

from fodfaeste.cases import crypto
from fodfaeste.cases.names import sort_key
from fodfaeste.companies import numbers
from fodfaeste.companies.models import Company, CompanyContact, Offer, ProductionUnit
from fodfaeste.companies.told import CompanyTold, ContactTold, OfferTold, UnitTold


def one_line(text: str) -> str:
    return " ".join(text.split())


def take(company: Company, told: CompanyTold) -> None:
    """Puts what was told into a row; its search key is made of the units as well."""
    company.name = one_line(told.name)
    company.sort_key = sort_key(company.name)
    company.cvr = numbers.cvr(told.cvr)
    company.kind, company.trade = told.kind, one_line(told.trade)
    company.is_public, company.is_active = told.is_public, told.is_active


def take_unit(unit: ProductionUnit, told: UnitTold) -> None:
    unit.name = one_line(told.name) or unit.company.name
    unit.p_number = numbers.p_number(told.p_number)
    unit.street, unit.town = one_line(told.street), one_line(told.town)
    unit.postcode, unit.is_active = told.postcode.strip(), told.is_active


def take_contact(contact: CompanyContact, told: ContactTold) -> None:
    contact.name, contact.title = one_line(told.name), one_line(told.title)
    contact.role, contact.unit_id = told.role, told.unit_id
    contact.is_active = told.is_active
    reached = {"phone": one_line(told.phone), "email": told.email.strip()}
    contact.reached = crypto.encrypt_map(reached) if any(reached.values()) else None


def take_offer(offer: Offer, told: OfferTold) -> None:
    offer.kinds, offer.considerations = list(told.kinds), list(told.considerations)
    offer.tasks, offer.trade = told.tasks.strip(), one_line(told.trade)
    offer.hours_least, offer.hours_most = told.hours_least, told.hours_most
    offer.places = told.places
    offer.open_from, offer.open_until = told.open_from, told.open_until


def reached(contact: CompanyContact) -> Mapping[str, str]:
    """Telephone and e-mail; empty where they are not known."""
    known = crypto.decrypt_map(contact.reached) if contact.reached else {}
    return {name: str(known.get(name, "")) for name in ("phone", "email")}
