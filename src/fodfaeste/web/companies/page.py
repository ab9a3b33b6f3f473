"""The page of a company as it is shown. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste import words
from fodfaeste.companies.queries import (
    CompanyView,
    ContactView,
    CooperationView,
    FigureView,
    OfferView,
    TouchView,
    UnitView,
)
from fodfaeste.companies.queries.page import TOUCHES
from fodfaeste.matching.queries import ContactLine
from fodfaeste.web import dates
from fodfaeste.web.companies import names
from fodfaeste.web.companies.forms import number_said
from fodfaeste.web.companies.presenters import cvr_said
from fodfaeste.web.matching import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferShown:
    """What a unit offers. ``closed``: why it is not open today; empty if it is."""

    id: UUID
    tasks: str
    kinds: str
    about: str
    considerations: str
    closed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShown:
    """What was last said of a month."""

    month: str
    number: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitShown:
    """A production unit. ``staff``: the newest figure in a sentence; empty if none is known.
    ``room``: what the ratio rule says of it today."""

    id: UUID
    name: str
    about: str
    staff: str
    figures: list[FigureShown]
    offers: list[OfferShown]
    is_active: bool
    room: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactShown:
    """Somebody to speak to. ``dial``: the number as a telephone wants it."""

    id: UUID
    name: str
    about: str
    phone: str
    dial: str
    email: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchShown:
    """That somebody was in touch. ``id`` None: for a citizen, written in their case;
    ``citizen_url``: empty where the case is not for the reader."""

    id: UUID | None
    what: str
    about: str
    note: str
    may_take_back: bool
    citizen: str = ""
    citizen_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationShown:
    """An agreement to work together. ``is_over``: whether it has run out."""

    id: UUID
    about: str
    when: str
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyShown:
    """The page."""

    id: UUID
    name: str
    lead: str
    is_active: bool
    units: list[UnitShown]
    contacts: list[ContactShown]
    touches: list[TouchShown]
    cooperations: list[CooperationShown]
    facts: list[tuple[str, str]]


def present(
    company: CompanyView,
    *,
    today: date,
    about: Iterable[ContactLine] = (),
    room: Mapping[UUID, Sequence[str]] = MappingProxyType({}),
) -> CompanyShown:
    """The page. ``about``: contacts for citizens; ``room``: by unit, what the ratio rule says."""
    return CompanyShown(
        id=company.id,
        name=company.name,
        lead=" · ".join(filter(None, lead_of(company))),
        is_active=company.is_active,
        units=[unit_shown(unit, today=today, room=room.get(unit.id, ())) for unit in company.units],
        contacts=[contact_shown(one, company) for one in company.contacts],
        touches=in_touch(company.touches, about, today=today),
        cooperations=[cooperation_shown(one, today=today) for one in company.cooperations],
        facts=facts_of(company, today=today),
    )


def lead_of(company: CompanyView) -> tuple[str, ...]:
    public = _("public employer") if company.is_public else ""
    return names.kind_name(company.kind), company.trade, cvr_said(company.cvr), public


def facts_of(company: CompanyView, *, today: date) -> list[tuple[str, str]]:
    day = dates.medium(company.added_at.date(), today=today)
    return [(_("Added"), _("%(day)s by %(who)s") % {"day": day, "who": company.added_by})]


def unit_shown(unit: UnitView, *, today: date, room: Sequence[str] = ()) -> UnitShown:
    number = _("P-number %(number)s") % {"number": unit.p_number} if unit.p_number else ""
    place = " ".join(filter(None, (unit.postcode, unit.town)))
    where = ", ".join(filter(None, (unit.street, place)))
    return UnitShown(
        id=unit.id,
        name=unit.name,
        about=" · ".join(filter(None, (where, number))),
        staff=staff_said(unit.figures[0]) if unit.figures else "",
        figures=[figure_shown(one, today=today) for one in unit.figures],
        offers=[offer_shown(one, today=today) for one in unit.offers],
        is_active=unit.is_active,
        room=room,
    )


def staff_said(figure: FigureView) -> str:
    """``46,5 årsværk i oktober 2026``"""
    plural = 1 if figure.full_time == 1 else 2
    text = ngettext(
        "%(n)s full-time employee in %(month)s", "%(n)s full-time employees in %(month)s", plural
    )
    month = dates.month_and_year(figure.month)
    return text % {"n": number_said(figure.full_time), "month": month}


def figure_shown(figure: FigureView, *, today: date) -> FigureShown:
    said = dates.medium(figure.recorded_at.date(), today=today)
    return FigureShown(
        month=words.capitalised(dates.month_and_year(figure.month)),
        number=number_said(figure.full_time),
        told=", ".join(filter(None, (figure.told_by, said))),
    )


def offer_shown(offer: OfferView, *, today: date) -> OfferShown:
    about = (offer.trade, hours_said(offer.hours_least, offer.hours_most), places(offer.places))
    return OfferShown(
        id=offer.id,
        tasks=offer.tasks,
        kinds=words.capitalised(", ".join(map(names.offer_kind, offer.kinds))),
        about=" · ".join(filter(None, about)),
        considerations=words.capitalised(", ".join(map(names.consideration, offer.considerations))),
        closed=closed_said(offer, today=today),
    )


def hours_said(least: Decimal | None, most: Decimal | None) -> str:
    """``5–20 timer om ugen``"""
    if least is not None and most is not None and least != most:
        span = f"{number_said(least)}–{number_said(most)}"
        return _("%(hours)s hours a week") % {"hours": span}
    if least is not None and most is None:
        return _("from %(hours)s hours a week") % {"hours": number_said(least)}
    if most is not None and least is None:
        return _("up to %(hours)s hours a week") % {"hours": number_said(most)}
    return _("%(hours)s hours a week") % {"hours": number_said(most)} if most is not None else ""


def places(number: int) -> str:
    return ngettext("%(n)s place", "%(n)s places", number) % {"n": number}


def closed_said(offer: OfferView, *, today: date) -> str:
    if offer.open_from > today:
        return _("open from %(day)s") % {"day": dates.medium(offer.open_from, today=today)}
    if offer.open_until is not None and offer.open_until < today:
        return _("closed %(day)s") % {"day": dates.medium(offer.open_until, today=today)}
    return ""


def lower_first(text: str) -> str:
    """With a small letter, after a comma."""
    return text[:1].lower() + text[1:]


def contact_shown(contact: ContactView, company: CompanyView) -> ContactShown:
    unit = company.unit(contact.unit_id) if contact.unit_id else None
    role = names.contact_role(contact.role)
    about = (contact.title, lower_first(role) if contact.title else role, unit.name if unit else "")
    return ContactShown(
        id=contact.id,
        name=contact.name,
        about=", ".join(filter(None, about)),
        phone=contact.phone,
        dial="".join(filter(lambda one: one.isdigit() or one == "+", contact.phone)),
        email=contact.email,
        is_active=contact.is_active,
    )


def in_touch(
    touches: Iterable[TouchView], about: Iterable[ContactLine], *, today: date
) -> list[TouchShown]:
    """All contacts, the latest first, be they about the company or about a citizen."""
    found = [(one.on, touch_shown(one, today=today)) for one in touches]
    found += [(one.on, contact_for_citizen(one, today=today)) for one in about]
    return [shown for _on, shown in sorted(found, key=lambda one: one[0], reverse=True)][:TOUCHES]


def contact_for_citizen(one: ContactLine, *, today: date) -> TouchShown:
    """``Besøg, for en borger``: for whom only to those who read the case."""
    said = listed.contact(one, today=today)
    return TouchShown(
        id=None,
        what=words.capitalised(said.how),
        about=" · ".join((dates.medium(one.on, today=today), said.who)),
        note="",
        may_take_back=False,
        citizen=said.citizen if one.case_id else _("about a citizen"),
        citizen_url=said.url,
    )


def touch_shown(touch: TouchView, *, today: date) -> TouchShown:
    """``Besøg: noget blev aftalt``, and below it when, by whom and with whom."""
    day = dates.medium(touch.on, today=today)
    with_whom = _("with %(name)s") % {"name": touch.with_whom} if touch.with_whom else ""
    return TouchShown(
        id=touch.id,
        what=f"{names.channel(touch.channel)}: {lowered(names.touch_outcome(touch.outcome))}",
        about=" · ".join(filter(None, (day, touch.by, with_whom))),
        note=touch.note,
        may_take_back=touch.may_take_back,
    )


def lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def cooperation_shown(found: CooperationView, *, today: date) -> CooperationShown:
    number = places(found.places) if found.places else ""
    since = dates.medium(found.since, today=today)
    when = _("from %(day)s") % {"day": since}
    if found.until is not None:
        when = dates.span(found.since, found.until, today=today)
    return CooperationShown(
        id=found.id,
        about=found.about,
        when=" · ".join(filter(None, (when, number, found.responsible))),
        is_over=found.until is not None and found.until < today,
    )
