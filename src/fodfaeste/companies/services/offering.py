"""What a unit offers, and how many ordinary employees it has (JS-15)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change, difference
from fodfaeste.companies.checks import offer_faults, staff_faults
from fodfaeste.companies.figures import latest
from fodfaeste.companies.models import Offer, ProductionUnit, StaffFigure
from fodfaeste.companies.services.writing import about, found, write
from fodfaeste.companies.taking import one_line, take_offer
from fodfaeste.companies.told import OfferTold, StaffTold
from fodfaeste.core.faults import refuse_if_any


def record_staff(
    *, unit_id: UUID, told: StaffTold, by: User, now: datetime, submission: UUID
) -> None:
    """Records the figures of some months, each as said now; what was said before stays. Raises
    ``Refused`` or ``NotInRegister``."""

    def act() -> Sequence[Change | None]:
        unit = found(ProductionUnit.objects, by, unit_id)
        refuse_if_any(staff_faults(told, today=timezone.localdate(now)))
        known = latest([unit_id]).get(unit_id, {})
        new = {_first(month): number for month, number in told.figures.items()}
        new = {month: number for month, number in new.items() if known.get(month) != number}
        _save(unit, new, told, by, now)
        concerns = about(unit.company, unit=unit_id)
        before = {f"{month:%Y-%m}": _said(known.get(month)) for month in new}
        after = {f"{month:%Y-%m}": _said(number) for month, number in new.items()}
        return [difference("staff_figures_recorded", concerns, before, after)]

    write(by, now, submission, act)


def add_offer(*, unit_id: UUID, told: OfferTold, by: User, now: datetime, submission: UUID) -> UUID:
    """Adds what a unit offers. Raises ``Refused`` or ``NotInRegister``."""
    pk = uuid5(submission, "offer")

    def act() -> Sequence[Change]:
        unit = found(ProductionUnit.objects, by, unit_id)
        refuse_if_any(offer_faults(told))
        offer = Offer(pk=pk, unit=unit, added_at=now, added_by=by)
        take_offer(offer, told)
        offer.save(force_insert=True)
        return [Change("offer_added", _about(offer), {}, offered(offer))]

    write(by, now, submission, act)
    return pk


def change_offer(
    *, offer_id: UUID, told: OfferTold, by: User, now: datetime, submission: UUID
) -> None:
    """Says anew what is offered, or until when. Raises ``Refused`` or ``NotInRegister``."""

    def act() -> Sequence[Change | None]:
        offer = found(Offer.objects, by, offer_id)
        refuse_if_any(offer_faults(told))
        before = offered(offer)
        take_offer(offer, told)
        offer.save()
        return [difference("offer_changed", _about(offer), before, offered(offer))]

    write(by, now, submission, act)


def offered(offer: Offer) -> dict[str, Any]:
    """What the log says of an offer."""
    return {
        "kinds": list(offer.kinds),
        "tasks": offer.tasks,
        "trade": offer.trade,
        "hours_least": _said(offer.hours_least),
        "hours_most": _said(offer.hours_most),
        "considerations": list(offer.considerations),
        "places": offer.places,
        "since": str(offer.open_from),
        "until": str(offer.open_until) if offer.open_until else None,
    }


def _about(offer: Offer) -> dict[str, str]:
    return about(offer.unit.company, unit=offer.unit_id, offer=offer.pk)


def _save(
    unit: ProductionUnit, new: Mapping[date, Decimal], told: StaffTold, by: User, now: datetime
) -> None:
    said = {"told_by": one_line(told.told_by), "recorded_at": now, "recorded_by": by}
    StaffFigure.unrestricted.bulk_create(
        StaffFigure(unit=unit, month=month, full_time=number, **said)
        for month, number in new.items()
    )


def _first(month: date) -> date:
    return month.replace(day=1)


def _said(number: Decimal | None) -> str | None:
    """``12.5`` however many zeros it was typed or kept with."""
    return None if number is None else f"{number.normalize():f}"
