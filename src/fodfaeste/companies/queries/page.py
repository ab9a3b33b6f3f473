"""A company with all that the register knows of it: the same few questions to the database however
much there is."""

from collections.abc import Collection, Mapping
from uuid import UUID

from fodfaeste.accounts.models import OUTSIDE, User
from fodfaeste.cases import crypto
from fodfaeste.companies.models import (
    Company,
    CompanyContact,
    Cooperation,
    Offer,
    ProductionUnit,
    StaffFigure,
    Touch,
)
from fodfaeste.companies.queries.results import (
    CompanyView,
    ContactView,
    CooperationView,
    FigureView,
    OfferView,
    TouchView,
    UnitView,
)
from fodfaeste.companies.services.cooperating import may_take_back
from fodfaeste.companies.taking import reached

MONTHS = 24
TOUCHES = 50


def company(*, user: User, company_id: UUID) -> CompanyView | None:
    """A company of ``user``'s register; None if there is no such one."""
    found = Company.objects.visible_to(user).select_related("added_by").filter(pk=company_id)
    row = found.first()
    return None if row is None else _view(row, user)


def _view(row: Company, user: User) -> CompanyView:
    return CompanyView(
        id=row.pk,
        name=row.name,
        cvr=row.cvr,
        kind=row.kind,
        trade=row.trade,
        is_public=row.is_public,
        is_active=row.is_active,
        added_at=row.added_at,
        added_by=row.added_by.name,
        units=_units(row.pk),
        contacts=_contacts(row.pk),
        touches=_touches(row.pk, user),
        cooperations=_cooperations(row.pk),
    )


def _units(company_id: UUID) -> tuple[UnitView, ...]:
    rows = list(ProductionUnit.unrestricted.filter(company=company_id))
    ids = [row.pk for row in rows]
    figures, offers = _figures(ids), _offers(ids)
    units = (
        UnitView(
            id=row.pk,
            name=row.name,
            p_number=row.p_number,
            street=row.street,
            postcode=row.postcode,
            town=row.town,
            is_active=row.is_active,
            figures=figures.get(row.pk, ()),
            offers=tuple(offers.get(row.pk, ())),
        )
        for row in rows
    )
    return tuple(sorted(units, key=lambda unit: not unit.is_active))


def _figures(unit_ids: Collection[UUID]) -> Mapping[UUID, tuple[FigureView, ...]]:
    said: dict[UUID, dict[object, FigureView]] = {}
    rows = StaffFigure.unrestricted.filter(unit__in=unit_ids)
    for row in rows.order_by("month", "recorded_at", "pk"):
        said.setdefault(row.unit_id, {})[row.month] = FigureView(
            month=row.month,
            full_time=row.full_time,
            told_by=row.told_by,
            recorded_at=row.recorded_at,
        )
    newest = {unit: list(figures.values())[::-1] for unit, figures in said.items()}
    return {unit: tuple(figures[:MONTHS]) for unit, figures in newest.items()}


def _offers(unit_ids: Collection[UUID]) -> Mapping[UUID, list[OfferView]]:
    offers: dict[UUID, list[OfferView]] = {}
    for row in Offer.unrestricted.filter(unit__in=unit_ids):
        offers.setdefault(row.unit_id, []).append(offer_view(row))
    return offers


def offer_view(row: Offer) -> OfferView:
    return OfferView(
        id=row.pk,
        unit_id=row.unit_id,
        kinds=tuple(row.kinds),
        tasks=row.tasks,
        trade=row.trade,
        hours_least=row.hours_least,
        hours_most=row.hours_most,
        considerations=tuple(row.considerations),
        places=row.places,
        open_from=row.open_from,
        open_until=row.open_until,
    )


def _contacts(company_id: UUID) -> tuple[ContactView, ...]:
    """Those in use first. Who was erased is nobody to show."""
    rows = CompanyContact.unrestricted.filter(company=company_id).exclude(name="")
    return tuple(_contact(row) for row in rows.order_by("-is_active", "name", "pk"))


def _contact(row: CompanyContact) -> ContactView:
    known = reached(row)
    return ContactView(
        id=row.pk,
        unit_id=row.unit_id,
        name=row.name,
        role=row.role,
        title=row.title,
        phone=known["phone"],
        email=known["email"],
        is_active=row.is_active,
    )


def _touches(company_id: UUID, user: User) -> tuple[TouchView, ...]:
    rows = Touch.unrestricted.filter(company=company_id)
    newest = rows.select_related("contact", "recorded_by")[:TOUCHES]
    return tuple(
        TouchView(
            id=row.pk,
            on=row.on,
            channel=row.channel,
            outcome=row.outcome,
            note=crypto.decrypt(row.note) if row.note else "",
            with_whom=row.contact.name if row.contact else "",
            by=row.recorded_by.name,
            may_take_back=may_take_back(user, row.recorded_by_id),
        )
        for row in newest
    )


def _cooperations(company_id: UUID) -> tuple[CooperationView, ...]:
    rows = Cooperation.unrestricted.filter(company=company_id).select_related("responsible")
    return tuple(
        CooperationView(
            id=row.pk,
            about=row.about,
            places=row.places,
            since=row.since,
            until=row.until,
            responsible_id=row.responsible_id,
            responsible=row.responsible.name,
        )
        for row in rows
    )


def people_here(*, user: User) -> list[tuple[int, str]]:
    """Those who work in ``user``'s organisation, to choose who sees to something."""
    colleagues = User.objects.filter(organisation=user.organisation_id, is_active=True)
    return list(colleagues.exclude(function__in=OUTSIDE).values_list("pk", "name"))
