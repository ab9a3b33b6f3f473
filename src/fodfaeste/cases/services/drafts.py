"""Keeps what somebody is typing until they send it. No event, and in no log: the case knows
nothing of it, and it is forgotten when it is sent, thrown away, or left lying.

Saved often, so the usual case costs one question: an update that also asks who may.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from fodfaeste.accounts.chains import canonical
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case, Draft, LogEntry
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.referring import id_of_case
from fodfaeste.cases.visibility import check_may
from fodfaeste.core.faults import Fault, Refused

MOST_BYTES = 200_000
"""Of one draft, as JSON: some hundred pages of text."""
MOST_DRAFTS = 100
"""Of one person at a time."""

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The form that a draft is of; see ``Draft``. ``case_id`` None: it is about no case yet."""

    form: str
    key: str
    address: str
    case_id: UUID | None = None
    act: Act | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft as it was saved."""

    revision: int
    at: datetime


class DraftElsewhere(Exception):
    """The draft is not the one that was being written on: it was saved from somewhere else, at
    ``at`` under the number ``revision``; or (both None) it was sent or thrown away there."""

    def __init__(self, revision: int | None = None, at: datetime | None = None) -> None:
        super().__init__(revision)
        self.revision, self.at = revision, at


def save_draft(
    *, place: Place, fields: Fields, revision: int, by: User, now: datetime, submission: UUID
) -> Saved:
    """Keeps what was typed. ``revision``: of the draft that is written on, 0 of none yet. Raises
    ``NotVisible`` or ``NotAllowed``, ``DraftElsewhere``, or ``Refused`` (``draft_too_large``,
    ``too_many_drafts``)."""
    sealed = _sealed(fields)
    mine = Draft.objects.visible_to(by, timezone.localdate(now)).filter(key=place.key)
    changed = {"fields": sealed, "submission": submission, "updated_at": now}
    changed |= {"address": place.address}
    if revision and mine.filter(revision=revision).update(**changed, revision=F("revision") + 1):
        return Saved(revision + 1, now)
    _check_may(place, by, now)
    there = Draft.unrestricted.filter(owner=by, key=place.key).first()
    if there is not None:
        raise DraftElsewhere(there.revision, there.updated_at)
    if revision or _was_sent(place, submission):
        raise DraftElsewhere
    return _begun(place, sealed, by, now, submission)


def _sealed(fields: Fields) -> str:
    plain = {name: list(values) for name, values in fields.items()}
    if len(canonical(plain).encode()) > MOST_BYTES:
        raise Refused([Fault("draft", "draft_too_large")])
    return crypto.encrypt_map(plain)


def _check_may(place: Place, by: User, now: datetime) -> None:
    if place.case_id is not None and place.act is not None:
        check_may(by=by, case_id=place.case_id, act=place.act, on=timezone.localdate(now))


def _was_sent(place: Place, submission: UUID) -> bool:
    """Whether the form was sent while it was still being saved."""
    if place.case_id is None:
        return Case.unrestricted.filter(pk=id_of_case(submission)).exists()
    return LogEntry.unrestricted.filter(case=place.case_id, submission=submission).exists()


def _begun(place: Place, sealed: str, by: User, now: datetime, submission: UUID) -> Saved:
    if Draft.unrestricted.filter(owner=by).count() >= MOST_DRAFTS:
        raise Refused([Fault("draft", "too_many_drafts")])
    try:
        with transaction.atomic():
            Draft.unrestricted.create(
                owner=by, case_id=place.case_id, act=place.act or "", form=place.form,
                key=place.key, address=place.address, fields=sealed, submission=submission,
                head=_head(place.case_id), begun_at=now, updated_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        there = Draft.unrestricted.filter(owner=by, key=place.key).first()
        if there is None:
            raise
        raise DraftElsewhere(there.revision, there.updated_at) from error
    return Saved(1, now)


def _head(case_id: UUID | None) -> int:
    found = LogEntry.unrestricted.filter(case=case_id).aggregate(head=Max("seq"))
    return found["head"] or 0


def forget_sent(*, by: User, submission: UUID) -> None:
    """Forgets the draft of a form that has been sent; another that was begun in its place stays."""
    Draft.unrestricted.filter(owner=by, submission=submission).delete()


def throw_away(*, draft_id: UUID, by: User) -> str | None:
    """Forgets a draft of one's own; gives where its form is, None if there is no such draft."""
    found = Draft.unrestricted.filter(owner=by, pk=draft_id).first()
    if found is None:
        return None
    found.delete()
    return found.address


def forget_old(*, now: datetime) -> str:
    """Forgets the drafts that nobody has touched for a while."""
    before = now - timedelta(days=settings.FODFAESTE_DRAFT_DAYS)
    deleted, _ = Draft.unrestricted.filter(updated_at__lt=before).delete()
    return f"{deleted} drafts deleted"
