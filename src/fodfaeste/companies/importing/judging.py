"""What would become of each row: a new company, something added to one that is known, or nothing
and why. Nothing is written here; what is decided stands in rows of the tables, not saved yet.

A sheet fills in what is missing and adds units, contacts and figures. It overwrites nothing that
somebody wrote; where it says something else, the report says so.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from fodfaeste.accounts.models import User
from fodfaeste.cases.names import search_key
from fodfaeste.companies import finding, numbers
from fodfaeste.companies.figures import latest
from fodfaeste.companies.importing.rows import RowTold, cvr_of
from fodfaeste.companies.models import (
    Company,
    CompanyContact,
    Offer,
    ProductionUnit,
    StaffFigure,
)
from fodfaeste.companies.taking import (
    one_line,
    reached,
    take,
    take_contact,
    take_offer,
    take_unit,
)
from fodfaeste.companies.told import ContactTold
from fodfaeste.core.faults import Fault

ADDED, MERGED, SAME, REFUSED = "added", "merged", "same", "refused"
AT_A_TIME = 500
"""How many numbers a question to the database names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A row, and what becomes of it. ``faults``: why it is refused, or what was passed over.
    ``with_row``: the row of the sheet that first named the company."""

    number: int
    outcome: str
    name: str
    cvr: str
    faults: Sequence[Fault] = ()
    with_row: int | None = None


@dataclass(slots=True)
class Known:
    """A company as it is becoming, with what belongs to it. ``row``: where it is new, its row."""

    company: Company
    row: int | None = None
    units: list[ProductionUnit] = field(default_factory=list)
    contacts: list[CompanyContact] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)


@dataclass(slots=True)
class Writes:
    """What is to be written, table by table."""

    companies: list[Company] = field(default_factory=list)
    changed: dict[UUID, Company] = field(default_factory=dict)
    units: list[ProductionUnit] = field(default_factory=list)
    changed_units: dict[UUID, ProductionUnit] = field(default_factory=dict)
    contacts: list[CompanyContact] = field(default_factory=list)
    changed_contacts: dict[UUID, CompanyContact] = field(default_factory=dict)
    figures: list[StaffFigure] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)


class Judge:
    """Judges the rows of a sheet one after the other against the register and each other."""

    def __init__(self, told: Collection[RowTold], *, by: User, now: datetime) -> None:
        self._by, self._now = by, now
        self.writes = Writes()
        self._known = known_companies(by, {cvr_of(one) for one in told} - {""})
        self._workshops = workshops(by)
        units = [unit.pk for one in self._all() for unit in one.units]
        self._where = dict(places_of(by, {numbers.p_number(one.unit.p_number) for one in told}))
        self._said: list[Fault] = []
        self._figures: dict[UUID, dict[date, Decimal]] = {
            unit: dict(found) for ids in chunks(units) for unit, found in latest(ids).items()
        }

    def _all(self) -> Iterator[Known]:
        yield from self._known.values()
        yield from self._workshops.values()

    def judge(self, told: RowTold) -> Judged:
        if told.faults:
            return self._judged(told, REFUSED, told.faults)
        known, self._said = self._find(told), []
        if elsewhere := self._elsewhere(known, told):
            return self._judged(told, REFUSED, elsewhere)
        is_new = known is None
        known = known or self._add(told)
        unit, wrote_unit = self._unit(known, told)
        offer, wrote_offer = self._offer(known, unit, told)
        wrote = [self._fill(known, told), wrote_unit, self._contact(known, told), wrote_offer]
        if is_new:
            return self._judged(told, ADDED)
        outcome = MERGED if any(wrote) else SAME
        said = [*otherwise(known.company, told), *self._said, *offered_otherwise(offer, told)]
        return self._judged(told, outcome, said, with_row=known.row)

    def finish(self) -> Writes:
        """What is to be written, with the keys by which companies are found."""
        mine = {one.company.pk: one for one in self._all()}
        for company in [*self.writes.companies, *self.writes.changed.values()]:
            company.search_key = finding.findable(company, mine[company.pk].units)
        return self.writes

    def _judged(
        self,
        told: RowTold,
        outcome: str,
        faults: Iterable[Fault] = (),
        *,
        with_row: int | None = None,
    ) -> Judged:
        return Judged(
            number=told.number,
            outcome=outcome,
            name=told.company.name,
            cvr=cvr_of(told),
            faults=tuple(faults),
            with_row=with_row,
        )

    # --- the company

    def _elsewhere(self, known: Known | None, told: RowTold) -> list[Fault]:
        """A P-number is of one workplace, by which the ratio rule counts (JS-15)."""
        other = self._where.get(numbers.p_number(told.unit.p_number))
        if other is None or (known is not None and known.company.pk == other.pk):
            return []
        return [Fault("p_number", "p_number_elsewhere", {"value": other.name})]

    def _find(self, told: RowTold) -> Known | None:
        number = cvr_of(told)
        return (
            self._known.get(number)
            if number
            else self._workshops.get(search_key(told.company.name))
        )

    def _add(self, told: RowTold) -> Known:
        company = Company(
            pk=uuid4(),
            organisation_id=self._by.organisation_id,
            added_at=self._now,
            added_by=self._by,
        )
        take(company, told.company)
        known = Known(company, row=told.number)
        if company.cvr:
            self._known[company.cvr] = known
        else:
            self._workshops[search_key(company.name)] = known
        self.writes.companies.append(company)
        return known

    def _fill(self, known: Known, told: RowTold) -> bool:
        """Fills in a trade that was not known."""
        trade = one_line(told.company.trade)
        if known.company.trade or not trade:
            return False
        known.company.trade = trade
        self._change(known)
        return True

    def _change(self, known: Known) -> None:
        """A company that is new in this sheet is written as it comes to be."""
        if known.row is None:
            self.writes.changed[known.company.pk] = known.company

    # --- what belongs to it

    def _unit(self, known: Known, told: RowTold) -> tuple[ProductionUnit, bool]:
        """Finds or adds the unit, and records its staff; says whether anything is new."""
        unit = find_unit(known.units, told)
        wrote = unit is None
        if unit is None:
            unit = ProductionUnit(company=known.company)
            take_unit(unit, told.unit)
            known.units.append(unit)
            self.writes.units.append(unit)
            self._change(known)
        else:
            wrote = self._complete(known, unit, told)
            self._said += located_otherwise(unit, told)
        if unit.p_number:
            self._where[unit.p_number] = known.company
        return unit, self._staff(unit, told) or wrote

    def _complete(self, known: Known, unit: ProductionUnit, told: RowTold) -> bool:
        given = {
            "p_number": numbers.p_number(told.unit.p_number),
            "street": one_line(told.unit.street),
            "postcode": told.unit.postcode.strip(),
            "town": one_line(told.unit.town),
        }
        missing = {name: text for name, text in given.items() if text and not getattr(unit, name)}
        for name, text in missing.items():
            setattr(unit, name, text)
        if missing:
            self.writes.changed_units[unit.pk] = unit
            self._change(known)
        return bool(missing)

    def _staff(self, unit: ProductionUnit, told: RowTold) -> bool:
        figures = self._figures.setdefault(unit.pk, {})
        new = {
            month: number
            for month, number in (told.staff.figures.items() if told.staff else ())
            if figures.get(month) != number
        }
        self._said += (
            Fault("staff", "figure_said_anew", {"value": f"{figures[month].normalize():f}"})
            for month in new
            if month in figures
        )
        figures.update(new)
        said: dict[str, Any] = {"recorded_at": self._now, "recorded_by": self._by}
        self.writes.figures += (
            StaffFigure(unit=unit, month=month, full_time=number, **said)
            for month, number in new.items()
        )
        return bool(new)

    def _offer(
        self, known: Known, unit: ProductionUnit, told: RowTold
    ) -> tuple[Offer | None, bool]:
        """What is offered there with the same tasks, or the row's offer; and whether it is new."""
        if told.offer is None:
            return None, False
        tasks = search_key(told.offer.tasks)
        there = [one for one in known.offers if one.unit_id == unit.pk]
        same = next((one for one in there if search_key(one.tasks) == tasks), None)
        if same is not None:
            return same, False
        offer = Offer(unit=unit, added_at=self._now, added_by=self._by)
        take_offer(offer, told.offer)
        known.offers.append(offer)
        self.writes.offers.append(offer)
        return offer, True

    def _contact(self, known: Known, told: RowTold) -> bool:
        if told.contact is None:
            return False
        same = search_key(told.contact.name)
        found = next((one for one in known.contacts if search_key(one.name) == same), None)
        if found is not None:
            return self._reach(found, told.contact)
        contact = CompanyContact(company=known.company)
        take_contact(contact, told.contact)
        known.contacts.append(contact)
        self.writes.contacts.append(contact)
        return True

    def _reach(self, contact: CompanyContact, told: ContactTold) -> bool:
        """Fills in how somebody is reached, where that is not known."""
        was = reached(contact)
        now = ContactTold(
            name=contact.name,
            role=contact.role,
            title=contact.title or told.title,
            phone=was["phone"] or told.phone,
            email=was["email"] or told.email,
            unit_id=contact.unit_id,
            is_active=contact.is_active,
        )
        if (now.title, now.phone, now.email) == (contact.title, was["phone"], was["email"]):
            return False
        take_contact(contact, now)
        self.writes.changed_contacts[contact.pk] = contact
        return True


def otherwise(company: Company, told: RowTold) -> Iterator[Fault]:
    """What the sheet says in other words than the register, which stays as it is."""
    for name in ("name", "trade"):
        said, stands = getattr(told.company, name), getattr(company, name)
        if said and search_key(said) != search_key(stands):
            yield Fault(name, "said_otherwise", {"value": stands})


def located_otherwise(unit: ProductionUnit, told: RowTold) -> Iterator[Fault]:
    """The same of where a workplace lies."""
    for name in ("street", "postcode", "town"):
        said, stands = one_line(getattr(told.unit, name)), getattr(unit, name)
        if said and search_key(said) != search_key(stands):
            yield Fault(name, "said_otherwise", {"value": stands})


def offered_otherwise(offer: Offer | None, told: RowTold) -> Iterator[Fault]:
    """The same of an offer with these tasks; a cell that says nothing is no other word."""
    if offer is None or told.offer is None:
        return
    for name in ("hours_least", "hours_most"):
        said, stands = getattr(told.offer, name), getattr(offer, name)
        if said is not None and said != stands:
            value = "–" if stands is None else f"{stands.normalize():f}"
            yield Fault(name, "said_otherwise", {"value": value})
    if told.offer.places not in (1, offer.places):
        yield Fault("places", "said_otherwise", {"value": str(offer.places)})


def find_unit(units: Sequence[ProductionUnit], told: RowTold) -> ProductionUnit | None:
    """The unit that a row means: by its P-number, else by where it is or what it is called; a row
    that says nothing of a place means the first."""
    number = numbers.p_number(told.unit.p_number)
    if number:
        same = [one for one in units if one.p_number == number]
        units = same or [one for one in units if not one.p_number]
        if same:
            return same[0]
    said = told.unit
    if said.street or said.name or said.postcode or said.town:
        alike = (one for one in units if _is_there(one, told))
        return next(alike, None)
    return None if number else next(iter(units), None)


def _is_there(unit: ProductionUnit, told: RowTold) -> bool:
    """Whether nothing that the row says of the place speaks against this unit. Where both say the
    street, what each is called makes no difference."""
    said = told.unit
    if not (said.street and unit.street) and not _agree(said.name, unit.name):
        return False
    return all(
        _agree(getattr(said, name), getattr(unit, name)) for name in ("street", "postcode", "town")
    )


def _agree(some: str, others: str) -> bool:
    """Whether two words are the same, or one of them was not said."""
    return not some or not others or search_key(some) == search_key(others)


# --- the register as it is


def known_companies(by: User, cvrs: Iterable[str]) -> dict[str, Known]:
    """The companies of the register that the sheet names."""
    found: dict[str, Known] = {}
    for some in chunks(sorted(cvrs)):
        found |= _filled(Company.objects.visible_to(by).filter(cvr__in=some), "cvr")
    return found


def places_of(by: User, p_numbers: Iterable[str]) -> Iterator[tuple[str, Company]]:
    """Which company each of those P-numbers is of, as far as the register knows."""
    for some in chunks(sorted(filter(None, p_numbers))):
        for unit in finding.units_with(some, by):
            yield unit.p_number, unit.company


def workshops(by: User) -> dict[str, Known]:
    """Those without a number, by what they are called."""
    found = _filled(Company.objects.visible_to(by).filter(cvr=""), "pk")
    return {search_key(one.company.name): one for one in found.values()}


def _filled(companies: Iterable[Company], key: str) -> dict[Any, Known]:
    by_id = {one.pk: Known(one) for one in companies}
    for some in chunks(list(by_id)):
        for unit in ProductionUnit.unrestricted.filter(company__in=some):
            by_id[unit.company_id].units.append(unit)
        for offer in Offer.unrestricted.filter(unit__company__in=some).select_related("unit"):
            by_id[offer.unit.company_id].offers.append(offer)
        for contact in CompanyContact.unrestricted.filter(company__in=some).exclude(name=""):
            by_id[contact.company_id].contacts.append(contact)
    return {getattr(one.company, key): one for one in by_id.values()}


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), AT_A_TIME):
        yield values[start : start + AT_A_TIME]
