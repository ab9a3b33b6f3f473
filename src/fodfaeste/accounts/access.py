"""Keeps the log of look-ups. Nothing else writes it."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from fodfaeste.accounts import chains
from fodfaeste.accounts.models import AccessLog, Listed, User

Act = AccessLog.Act

ATTEMPTS = 20
"""Each time another of the same person's look-ups got through, so this many in a row is a fault."""


def note(
    *,
    user: User,
    act: str,
    case_id: UUID | None = None,
    citizen_id: UUID | None = None,
    kinds: Iterable[str] = (),
    relations: Iterable[str] = (),
    **detail: str | int,
) -> None:
    """Writes down that ``user`` looked something up, or was refused.

    ``kinds``, ``relations``: codes of the policy, what was shown and by what standing. ``detail``
    says by what (a name, a CPR number) and how many were found, never what was typed.
    """
    said = {"act": str(act), "case_id": case_id, "citizen_id": citizen_id, "detail": detail}
    codes = {"kinds": sorted(map(str, kinds)), "relations": sorted(map(str, relations))}
    _append(user, {**said, **codes, "people": ""})


def note_list(*, user: User, page: str, case_ids: Iterable[UUID], **detail: str | int) -> None:
    """Writes down that ``user`` was shown a list with the names of these cases' citizens, in one
    line; nothing if there were none. ``page``: which list, as a code."""
    named = sorted(set(case_ids))
    if not named:
        return
    people = digest_of(named)
    if not Listed.objects.filter(people=people).exists():
        rows = [Listed(people=people, case_id=case_id) for case_id in named]
        Listed.objects.bulk_create(rows, ignore_conflicts=True)
    said = {"act": str(Act.LIST), "case_id": None, "citizen_id": None, "people": people}
    told = {"page": page, "hits": len(named), **detail}
    _append(user, {**said, "kinds": ["name"], "relations": [], "detail": told})


def digest_of(case_ids: Iterable[UUID]) -> str:
    """What a list of cases is known by, whatever their order."""
    return sha256(" ".join(sorted(map(str, set(case_ids)))).encode()).hexdigest()


def _append(user: User, said: dict[str, Any]) -> None:
    """Writes a line at the end of the person's chain; begins again if another took its place."""
    for _ in range(ATTEMPTS):
        seq, previous, at = _head(user)
        values = {
            **said,
            "user_id": user.pk,
            "organisation_id": user.organisation_id,
            "function": user.function,
            "at": at,
            "seq": seq + 1,
            "previous_hash": previous,
        }
        try:
            with transaction.atomic():
                AccessLog.objects.create(**values, hash=chains.hash_of(AccessLog.SAID, values))
        except IntegrityError:
            if _head(user)[0] == seq:
                raise
            continue
        return
    raise TimeoutError("the log of this person's look-ups is written to without pause")


def _head(user: User) -> tuple[int, str, datetime]:
    """The number and hash of the person's last line, and what the database's clock says."""
    lines = AccessLog.objects.filter(user=user.pk).order_by("-seq").annotate(clock=Now())
    found = lines.values_list("seq", "hash", "clock").first()
    if found is not None:
        return found
    clock = User.objects.filter(pk=user.pk).annotate(clock=Now()).values_list("clock", flat=True)
    return 0, chains.START, clock.get()
