"""What screens are given of the register."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChoice:
    """A production unit to choose."""

    id: UUID
    name: str
    p_number: str
    town: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyRow:
    """A company in a list. ``units``: those in use. ``open_offers``: places offered today."""

    id: UUID
    name: str
    cvr: str
    kind: str
    trade: str
    is_active: bool
    units: tuple[UnitChoice, ...]
    open_offers: int
    last_touch_on: date | None


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """A page of companies. ``count``: how many there are, or at least are if ``more``.
    ``after``: the last company here, if others follow."""

    rows: tuple[CompanyRow, ...]
    count: int
    more: bool
    after: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """What was last said of a month."""

    month: date
    full_time: Decimal
    told_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """Work that a unit offers; see ``models.Offer``."""

    id: UUID
    unit_id: UUID
    kinds: tuple[str, ...]
    tasks: str
    trade: str
    hours_least: Decimal | None
    hours_most: Decimal | None
    considerations: tuple[str, ...]
    places: int
    open_from: date
    open_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """A production unit. ``figures``: the newest month first."""

    id: UUID
    name: str
    p_number: str
    street: str
    postcode: str
    town: str
    is_active: bool
    figures: tuple[FigureView, ...]
    offers: tuple[OfferView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """Somebody to speak to. ``unit_id`` None: at the company as a whole."""

    id: UUID
    unit_id: UUID | None
    name: str
    role: str
    title: str
    phone: str
    email: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchView:
    """That somebody from here was in touch. ``with_whom``: empty where nobody is named."""

    id: UUID
    on: date
    channel: str
    outcome: str
    note: str
    with_whom: str
    by: str
    may_take_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationView:
    """An agreement to work together."""

    id: UUID
    about: str
    places: int | None
    since: date
    until: date | None
    responsible_id: int
    responsible: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyView:
    """A company, with all that the register knows of it."""

    id: UUID
    name: str
    cvr: str
    kind: str
    trade: str
    is_public: bool
    is_active: bool
    added_at: datetime
    added_by: str
    units: tuple[UnitView, ...]
    contacts: tuple[ContactView, ...]
    touches: tuple[TouchView, ...]
    cooperations: tuple[CooperationView, ...]

    def unit(self, unit_id: UUID) -> UnitView | None:
        return next((one for one in self.units if one.id == unit_id), None)
