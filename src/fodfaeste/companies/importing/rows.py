"""A row of a sheet: what it tells, and what is wrong with it, column by column."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from fodfaeste.cases.names import search_key
from fodfaeste.companies import numbers
from fodfaeste.companies.checks import (
    company_faults,
    contact_faults,
    staff_faults,
    unit_faults,
)
from fodfaeste.companies.importing.columns import Positions
from fodfaeste.companies.importing.offers import offer_of
from fodfaeste.companies.models import Company, CompanyContact
from fodfaeste.companies.told import CompanyTold, ContactTold, OfferTold, StaffTold, UnitTold
from fodfaeste.core.faults import Fault


def folded(text: str) -> str:
    """The letters of a word, so that spelling and blanks make no difference."""
    return search_key(text).replace("0", "")


def _known(names: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    return {folded(name): code for code, spelled in names.items() for name in spelled}


KINDS = _known(
    {
        Company.Kind.ORDINARY: ("", "virksomhed", "company", "ordinary"),
        Company.Kind.CENTRE: ("virksomhedscenter", "company centre", "centre"),
        Company.Kind.WORKSHOP: ("værksted", "eget værksted", "workshop", "workshop of our own"),
    }
)
ROLES = _known(
    {
        CompanyContact.Role.RESPONSIBLE: (
            "", "ansvarlig", "ansvarlig for aftalen", "responsible",
        ),
        CompanyContact.Role.MENTOR: ("mentor", "mentor på arbejdspladsen"),
        CompanyContact.Role.STAFF_REPRESENTATIVE: (
            "tillidsrepræsentant", "medarbejderrepræsentant", "staff representative",
        ),
        CompanyContact.Role.OTHER: ("anden", "anden kontakt", "other"),
    }
)  # fmt: skip
TRUE, FALSE = frozenset({"ja", "j", "yes", "x", "1"}), frozenset({"", "nej", "n", "no", "0"})
MONTH = (
    re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})(?:[-./]\d{1,2})?"),
    re.compile(r"(?:\d{1,2}[-./])?(?P<month>\d{1,2})[-./](?P<year>\d{4})"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTold:
    """What a row tells. ``number``: as the sheet counts, the header being 1."""

    number: int
    company: CompanyTold
    unit: UnitTold
    contact: ContactTold | None
    staff: StaffTold | None
    offer: OfferTold | None
    faults: Sequence[Fault] = field(default=())


def rows_told(rows: Sequence[Sequence[str]], where: Positions, *, today: date) -> Iterator[RowTold]:
    """Every row in which anything stands."""
    for number, row in enumerate(rows, start=1):
        if number > 1 and any(row):
            yield _row(number, cells(row, where), today)


def cells(row: Sequence[str], where: Positions) -> Mapping[str, str]:
    """The row by fields; empty where it ends before."""
    return {name: row[place] if place < len(row) else "" for name, place in where.items()}


def _row(number: int, said: Mapping[str, str], today: date) -> RowTold:
    faults: list[Fault] = []
    company = _company(said, faults)
    unit = UnitTold(
        name=said.get("unit_name", ""),
        p_number=said.get("p_number", ""),
        street=said.get("street", ""),
        postcode=said.get("postcode", ""),
        town=said.get("town", ""),
    )
    contact, staff = _contact(said, faults), _staff(said, faults, today)
    offer = offer_of(said, faults, today=today)
    faults += [*company_faults(company), *unit_faults(unit)]
    return RowTold(
        number=number, company=company, unit=unit, contact=contact, staff=staff, offer=offer,
        faults=faults,
    )  # fmt: skip


def _company(said: Mapping[str, str], faults: list[Fault]) -> CompanyTold:
    return CompanyTold(
        name=said.get("name", ""),
        cvr=said.get("cvr", ""),
        trade=said.get("trade", ""),
        kind=_coded(said, "kind", KINDS, faults),
        is_public=_yes(said, "is_public", faults),
    )


def _contact(said: Mapping[str, str], faults: list[Fault]) -> ContactTold | None:
    about = ("contact", "title", "phone", "email")
    if not any(said.get(name) for name in about):
        return None
    told = ContactTold(
        name=said.get("contact", ""),
        role=_coded(said, "role", ROLES, faults),
        title=said.get("title", ""),
        phone=said.get("phone", ""),
        email=said.get("email", ""),
    )
    faults += map(_of_contact, contact_faults(told))
    return told


def _of_contact(fault: Fault) -> Fault:
    """The name stands in the column of the contact; without one nobody knows whose telephone it
    is."""
    if fault.place != "name":
        return fault
    return (
        Fault("contact", "whose_number")
        if fault.code == "missing"
        else fault._replace(place="contact")
    )


def _staff(said: Mapping[str, str], faults: list[Fault], today: date) -> StaffTold | None:
    text = said.get("staff", "").replace(" ", "")
    if not text:
        return None
    month = _month(said.get("month", ""), today)
    try:
        told = StaffTold(figures={month or today.replace(day=1): Decimal(_pointed(text))})
    except InvalidOperation:
        faults.append(Fault("staff", "not_a_number", {"value": text[:20]}))
        return None
    if month is None:
        faults.append(Fault("month", "month_form"))
    places = {"": "staff", **{f"{one:%Y-%m}": "staff" for one in told.figures}}
    codes = {"month_to_come": "month"}
    faults += (
        one._replace(place=codes.get(one.code, places.get(one.place, one.place)))
        for one in staff_faults(told, today=today)
    )
    return told


def _pointed(text: str) -> str:
    """A number with a point before its decimals: ``1.234,5`` and ``1,234.5`` are the same."""
    whole, point, decimals = text.rpartition("," if text.rfind(",") > text.rfind(".") else ".")
    if not point or text.count(",") + text.count(".") == 1:
        return text.replace(",", ".")
    return f"{whole.replace('.', '').replace(',', '')}.{decimals}"


def _month(text: str, today: date) -> date | None:
    """The first day of the month; of the last whole one where nothing is said, since it is whole
    months before a placement that are counted; None if it is no month."""
    if not text:
        return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    found = next(filter(None, (form.fullmatch(text) for form in MONTH)), None)
    try:
        return date(int(found["year"]), int(found["month"]), 1) if found else None
    except ValueError:
        return None


def _coded(
    said: Mapping[str, str], name: str, known: Mapping[str, str], faults: list[Fault]
) -> str:
    text = said.get(name, "")
    found = known.get(folded(text))
    if found is None:
        faults.append(Fault(name, f"unknown_{name}_said", {"value": text[:40]}))
    return found or known[""]


def _yes(said: Mapping[str, str], name: str, faults: list[Fault]) -> bool:
    text = said.get(name, "").lower()
    if text not in TRUE | FALSE:
        faults.append(Fault(name, "yes_or_no", {"value": text[:40]}))
    return text in TRUE


def cvr_of(told: RowTold) -> str:
    """The number by which the row finds its company; empty for a workshop."""
    return numbers.cvr(told.company.cvr)
