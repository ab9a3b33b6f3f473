"""What a form, or a row of a sheet, tells about a company. Nothing is checked yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from fodfaeste.companies.models import Company, CompanyContact


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyTold:
    """A company. ``trade``: in words. ``is_public``: a public employer."""

    name: str
    cvr: str = ""
    kind: str = Company.Kind.ORDINARY
    trade: str = ""
    is_public: bool = False
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTold:
    """A production unit. ``street``: with number and floor."""

    name: str = ""
    p_number: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTold:
    """Somebody to speak to. ``unit_id`` None: at the company as a whole."""

    name: str
    role: str = CompanyContact.Role.RESPONSIBLE
    title: str = ""
    phone: str = ""
    email: str = ""
    unit_id: UUID | None = None
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffTold:
    """Ordinary employees of a unit in full-time equivalents, by the first day of each month."""

    figures: Mapping[date, Decimal]
    told_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferTold:
    """Work that a unit offers; see ``models.Offer``."""

    kinds: Sequence[str]
    tasks: str
    open_from: date
    trade: str = ""
    hours_least: Decimal | None = None
    hours_most: Decimal | None = None
    considerations: Sequence[str] = ()
    places: int = 1
    open_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchTold:
    """That somebody was in touch; see ``models.Touch``."""

    on: date
    channel: str
    outcome: str
    note: str = ""
    contact_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationTold:
    """An agreement to work together; see ``models.Cooperation``."""

    about: str
    since: date
    responsible_id: int
    until: date | None = None
    places: int | None = None
