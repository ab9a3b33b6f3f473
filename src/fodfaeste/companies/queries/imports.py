"""Sheets that were sent in, and what becomes of their rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.companies.importing import report
from fodfaeste.companies.importing.judging import Judged
from fodfaeste.companies.models import CompanyImport, may_import

SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportLine:
    """A sheet in the list."""

    id: UUID
    uploaded_at: datetime
    uploaded_by: str
    counts: Mapping[str, int]
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """A sheet. ``unknown``: columns that are passed over."""

    id: UUID
    uploaded_at: datetime
    done_at: datetime | None
    counts: Mapping[str, int]
    rows: Sequence[Judged]
    unknown: Sequence[str]


def imports(*, user: User) -> tuple[ImportLine, ...]:
    """The latest sheets, for those who may send some."""
    found = CompanyImport.objects.visible_to(user).select_related("uploaded_by")
    plain = found.defer("content", "report")[:SHOWN]
    return tuple(
        ImportLine(
            id=row.pk,
            uploaded_at=row.uploaded_at,
            uploaded_by=row.uploaded_by.name,
            counts=row.counts,
            is_done=row.done_at is not None,
        )
        for row in plain
    )


def company_import(*, user: User, import_id: UUID) -> ImportView | None:
    """One sheet; None if it is not for ``user``."""
    row = CompanyImport.objects.visible_to(user).defer("content").filter(pk=import_id).first()
    if row is None:
        return None
    rows, unknown = report.opened(row.report)
    return ImportView(
        id=row.pk,
        uploaded_at=row.uploaded_at,
        done_at=row.done_at,
        counts=row.counts,
        rows=rows,
        unknown=unknown,
    )


__all__ = ["ImportLine", "ImportView", "company_import", "imports", "may_import"]
