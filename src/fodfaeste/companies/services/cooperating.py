"""Working together with a company: who was in touch with it and what came of it, and the agreements
to work together (JS-15, KV-12)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change, difference
from fodfaeste.cases import crypto
from fodfaeste.companies.checks import cooperation_faults, touch_faults
from fodfaeste.companies.models import Company, CompanyContact, Cooperation, Touch
from fodfaeste.companies.services.writing import about, found, responsible_faults, write
from fodfaeste.companies.told import CooperationTold, TouchTold
from fodfaeste.core.faults import Fault, refuse_if_any


def record_touch(
    *, company_id: UUID, told: TouchTold, by: User, now: datetime, submission: UUID
) -> UUID:
    """Records that somebody was in touch with a company. Raises ``Refused`` or
    ``NotInRegister``."""
    pk = uuid5(submission, "touch")

    def act() -> Sequence[Change]:
        company = found(Company.objects, by, company_id)
        today = timezone.localdate(now)
        refuse_if_any([*touch_faults(told, today=today), *_contact_unknown(told, company_id)])
        note = told.note.strip()
        touch = Touch.unrestricted.create(
            pk=pk,
            company=company,
            contact_id=told.contact_id,
            on=told.on,
            channel=told.channel,
            outcome=told.outcome,
            note=crypto.encrypt(note) if note else None,
            recorded_at=now,
            recorded_by=by,
        )
        _refresh_last(company_id)
        after = {"held_on": str(told.on), "channel": told.channel, "touch_outcome": told.outcome}
        return [Change("company_touched", about(company, touch=touch.pk), {}, after)]

    write(by, now, submission, act)
    return pk


def take_touch_back(*, touch_id: UUID, by: User, now: datetime, submission: UUID) -> None:
    """Takes back what was recorded by mistake: for whoever did, and those who lead. Raises
    ``NotInRegister`` or ``PermissionDenied``."""

    def act() -> Sequence[Change]:
        touch = found(Touch.objects, by, touch_id)
        if not may_take_back(by, touch.recorded_by_id):
            raise PermissionDenied
        touch.delete()
        _refresh_last(touch.company_id)
        before = {"held_on": str(touch.on), "channel": touch.channel}
        return [Change("company_touch_removed", about(touch.company, touch=touch_id), before, {})]

    write(by, now, submission, act)


def may_take_back(user: User, recorded_by_id: int) -> bool:
    return user.leads or user.pk == recorded_by_id


def add_cooperation(
    *, company_id: UUID, told: CooperationTold, by: User, now: datetime, submission: UUID
) -> UUID:
    """Records an agreement to work together. Raises ``Refused`` or ``NotInRegister``."""
    pk = uuid5(submission, "cooperation")

    def act() -> Sequence[Change]:
        company = found(Company.objects, by, company_id)
        refuse_if_any([*cooperation_faults(told), *responsible_faults(told.responsible_id, by)])
        row = Cooperation(pk=pk, company=company, recorded_at=now, recorded_by=by)
        _take(row, told)
        row.save(force_insert=True)
        return [Change("cooperation_added", about(company, cooperation=pk), {}, agreed(row))]

    write(by, now, submission, act)
    return pk


def change_cooperation(
    *, cooperation_id: UUID, told: CooperationTold, by: User, now: datetime, submission: UUID
) -> None:
    """Says anew what was agreed, or until when. Raises ``Refused`` or ``NotInRegister``."""

    def act() -> Sequence[Change | None]:
        row = found(Cooperation.objects, by, cooperation_id)
        refuse_if_any([*cooperation_faults(told), *responsible_faults(told.responsible_id, by)])
        before = agreed(row)
        _take(row, told)
        row.save()
        concerns = about(row.company, cooperation=cooperation_id)
        return [difference("cooperation_changed", concerns, before, agreed(row))]

    write(by, now, submission, act)


def agreed(row: Cooperation) -> dict[str, Any]:
    """What the log says of an agreement."""
    return {
        "agreement": row.about,
        "places": row.places,
        "since": str(row.since),
        "until": str(row.until) if row.until else None,
        "members": [row.responsible_id],
    }


def _take(row: Cooperation, told: CooperationTold) -> None:
    row.about, row.places = told.about.strip(), told.places
    row.since, row.until = told.since, told.until
    row.responsible_id = told.responsible_id


def _refresh_last(company_id: UUID) -> None:
    touches = Touch.unrestricted.filter(company=company_id)
    last: date | None = touches.aggregate(last=Max("on"))["last"]
    Company.unrestricted.filter(pk=company_id).update(last_touch_on=last)


def _contact_unknown(told: TouchTold, company_id: UUID) -> Iterator[Fault]:
    if told.contact_id is None:
        return
    if not CompanyContact.unrestricted.filter(company=company_id, pk=told.contact_id).exists():
        yield Fault("contact", "unknown_contact")
