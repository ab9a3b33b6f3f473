"""The drafts of the person who asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case, Draft, LogEntry
from fodfaeste.cases.relations import shown_name
from fodfaeste.cases.services.referring import id_of_case


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A draft with what was typed. ``new_lines``: how many the log has got since it was begun."""

    id: UUID
    address: str
    fields: Mapping[str, Sequence[str]]
    revision: int
    updated_at: datetime
    new_lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftListed:
    """A draft in the list of one's own. ``citizen`` None: the name is not shown; of a referral it
    is what was typed, if anything was."""

    id: UUID
    form: str
    address: str
    case_id: UUID | None
    citizen: str | None
    protected: bool
    programme: str
    version: date | None
    updated_at: datetime


def draft(*, user: User, key: str, today: date) -> DraftView | None:
    """The draft of that form, if there is one that was not sent."""
    new = Count("case__log", filter=Q(case__log__seq__gt=F("head")))
    row = _unsent(user, today).filter(key=key).annotate(new=new).first()
    if row is None or _became_a_case(row):
        return None
    return DraftView(
        id=row.pk,
        address=row.address,
        fields=crypto.decrypt_map(row.fields),
        revision=row.revision,
        updated_at=row.updated_at,
        new_lines=row.new,
    )


def drafts(*, user: User, today: date) -> tuple[DraftListed, ...]:
    """One's own drafts, the latest first. Whose names were shown is logged."""
    name = shown_name(user, today, "case", "case__citizen")
    found = list(_unsent(user, today).select_related("case__citizen").annotate(shown=name))
    sent = _cases_of(row.submission for row in found if row.case_id is None)
    rows = tuple(_listed(row) for row in found if id_of_case(row.submission) not in sent)
    named = [row.case_id for row in rows if row.case_id and row.citizen is not None]
    access.note_list(user=user, case_ids=named, page="drafts")
    return rows


def number_of_drafts(*, user: User, today: date) -> int:
    """How many one has: one question, for every page."""
    return _unsent(user, today).count()


def _unsent(user: User, today: date) -> "QuerySet[Any]":
    """Those whose form was sent after all are drafts no longer."""
    sent = LogEntry.unrestricted.filter(case=OuterRef("case"), submission=OuterRef("submission"))
    return Draft.objects.visible_to(user, today).filter(~Exists(sent))


def _became_a_case(row: Draft) -> bool:
    return row.case_id is None and bool(_cases_of([row.submission]))


def _cases_of(submissions: Any) -> frozenset[UUID]:
    """The cases that were opened by those forms."""
    ids = [id_of_case(each) for each in submissions]
    found = Case.unrestricted.filter(pk__in=ids).values_list("pk", flat=True) if ids else ()
    return frozenset(found)


def _listed(row: Any) -> DraftListed:
    return DraftListed(
        id=row.pk,
        form=row.form,
        address=row.address,
        case_id=row.case_id,
        citizen=row.shown if row.case_id else _typed_name(row),
        protected=bool(row.case and row.case.citizen.protected),
        programme=row.case.programme if row.case else "",
        version=row.case.version if row.case else None,
        updated_at=row.updated_at,
    )


def _typed_name(row: Draft) -> str:
    """The name in a referral that was not sent: its owner's own words."""
    typed = crypto.decrypt_map(row.fields).get("name") or [""]
    return str(typed[0]).strip()
