"""Keeps the log of look-ups. Nothing else writes it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Now

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


def note_list(
    *,
    user: User,
    case_ids: Iterable[UUID],
    act: str = Act.LIST,
    kinds: Iterable[str] = (),
    **detail: str | int,
) -> None:
    """Writes down, in one line, that ``user`` was shown a list with the names of these cases'
    citizens, and of all of them what ``kinds`` says besides. ``detail`` says which list; ``hits``,
    unless it is given, is how many they are. A list of nobody is not written down; a search that
    found nobody is."""
    named = sorted(set(case_ids))
    if not named and act == Act.LIST:
        return
    people = digest_of(named) if named else ""
    said = {"act": str(act), "case_id": None, "citizen_id": None, "people": people}
    shown = sorted({"name", *map(str, kinds)}) if named else []
    codes = {"kinds": shown, "relations": []}
    _append(user, {**said, **codes, "detail": {"hits": len(named), **detail}}, named)


def digest_of(case_ids: Iterable[UUID]) -> str:
    """What a list of cases is known by, whatever their order."""
    return sha256(" ".join(sorted(map(str, set(case_ids)))).encode()).hexdigest()


def _append(user: User, said: dict[str, Any], named: Sequence[UUID] = ()) -> None:
    """Writes a line at the end of the person's chain, and the cases that a list names unless the
    same list is known; begins again if another line took its place."""
    for _ in range(ATTEMPTS):
        head = _head(user, said["people"])
        values = {
            **said,
            "user_id": user.pk,
            "organisation_id": user.organisation_id,
            "function": user.function,
            "at": head.clock,
            "seq": head.seq + 1,
            "previous_hash": head.hash,
        }
        try:
            with transaction.atomic():
                AccessLog.objects.create(**values, hash=chains.hash_of(AccessLog.SAID, values))
                if not head.known:
                    rows = [Listed(people=said["people"], case_id=case_id) for case_id in named]
                    Listed.objects.bulk_create(rows, ignore_conflicts=True)
        except IntegrityError:
            if _head(user, "").seq == head.seq:
                raise
            continue
        return
    raise TimeoutError("the log of this person's look-ups is written to without pause")


class _Head(NamedTuple):
    """The number and hash of a person's last line, what the database's clock says, and whether a
    list is known."""

    seq: int
    hash: str
    clock: datetime
    known: bool


def _head(user: User, people: str) -> _Head:
    """One question, also for somebody's first line."""
    last = AccessLog.objects.filter(user=OuterRef("pk")).order_by("-seq")
    told = User.objects.filter(pk=user.pk).values_list(
        Coalesce(Subquery(last.values("seq")[:1]), 0),
        Coalesce(Subquery(last.values("hash")[:1]), Value(chains.START)),
        Now(),
        Exists(Listed.objects.filter(people=people)),
    )
    return _Head(*told.get())
