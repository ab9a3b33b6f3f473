"""Brings a sheet into the register: sent in, looked at, carried out; all of it or nothing."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change
from fodfaeste.cases import crypto
from fodfaeste.companies.importing import columns, report, sheet
from fodfaeste.companies.importing.judging import Judge, Judged, Writes
from fodfaeste.companies.importing.rows import rows_told
from fodfaeste.companies.models import (
    Company,
    CompanyContact,
    CompanyImport,
    Offer,
    ProductionUnit,
    StaffFigure,
    may_import,
)
from fodfaeste.companies.services.writing import NotInRegister, write

AT_A_TIME = 500
KEPT_WAITING = timedelta(days=1)
"""How long a sheet that nobody carried out is kept."""

Rows = Sequence[Sequence[str]]


def upload(*, content: bytes, by: User, now: datetime, submission: UUID) -> UUID:
    """Reads a sheet and judges each row; nothing of it is in the register yet. Raises ``Refused``
    or ``PermissionDenied``."""
    if not may_import(by):
        raise PermissionDenied
    rows = sheet.read(content)
    _, judged = _judge(rows, by, now)
    pk = uuid5(submission, "import")
    CompanyImport.unrestricted.get_or_create(
        pk=pk,
        defaults={
            "organisation_id": by.organisation_id,
            "content": crypto.encrypt(json.dumps(rows)),
            "report": report.sealed(judged, columns.unknown(rows[0])),
            "counts": report.counts(judged),
            "uploaded_at": now,
            "uploaded_by": by,
        },
    )
    _forget_waiting(by, now)
    return pk


def carry_out(*, import_id: UUID, by: User, now: datetime, submission: UUID) -> None:
    """Writes what the sheet says into the register, judged anew since others may have written
    meanwhile; once, however often it is asked for. Raises ``NotInRegister``."""

    def act() -> Sequence[Change]:
        given = _given(import_id, by)
        if given.content is None:
            return []
        rows = json.loads(crypto.decrypt(given.content))
        judge, judged = _judge(rows, by, now)
        _write(judge.finish())
        given.content, given.done_at = None, now
        given.report = report.sealed(judged, columns.unknown(rows[0]))
        given.counts = dict(report.counts(judged))
        given.save()
        return [Change("companies_imported", {"import": str(import_id)}, {}, given.counts)]

    write(by, now, submission, act)


def discard(*, import_id: UUID, by: User) -> None:
    """Throws a sheet away that has not been carried out. Raises ``NotInRegister``."""
    given = _given(import_id, by)
    CompanyImport.unrestricted.filter(pk=given.pk, done_at=None).delete()


def _given(import_id: UUID, by: User) -> CompanyImport:
    found = CompanyImport.objects.visible_to(by).filter(pk=import_id).first()
    if found is None:
        raise NotInRegister(import_id)
    return found


def _forget_waiting(by: User, now: datetime) -> None:
    old = CompanyImport.objects.visible_to(by).filter(done_at=None)
    old.filter(uploaded_at__lt=now - KEPT_WAITING).delete()


def _judge(rows: Rows, by: User, now: datetime) -> tuple[Judge, Sequence[Judged]]:
    where = columns.positions(rows[0])
    told = list(rows_told(rows, where, today=timezone.localdate(now)))
    judge = Judge(told, by=by, now=now)
    return judge, [judge.judge(one) for one in told]


# --- in bulk


def _write(writes: Writes) -> None:
    _create(Company, writes.companies)
    _create(ProductionUnit, writes.units)
    _create(CompanyContact, writes.contacts)
    _create(StaffFigure, writes.figures)
    _create(Offer, writes.offers)
    _update(Company, writes.changed.values(), ["trade", "search_key"])
    places = ["p_number", "street", "postcode", "town"]
    new = {unit.pk for unit in writes.units}
    _update(ProductionUnit, _but(writes.changed_units.values(), new), places)
    new = {contact.pk for contact in writes.contacts}
    _update(CompanyContact, _but(writes.changed_contacts.values(), new), ["title", "reached"])


def _but(rows: Iterable[Any], new: set[UUID]) -> list[Any]:
    """Those that were there before: what is new was written with all that came to it."""
    return [row for row in rows if row.pk not in new]


def _create(model: Any, rows: Sequence[models.Model]) -> None:
    model.unrestricted.bulk_create(rows, batch_size=AT_A_TIME)


def _update(model: Any, rows: Iterable[models.Model], fields: Sequence[str]) -> None:
    model.unrestricted.bulk_update(list(rows), fields, batch_size=AT_A_TIME)
