"""The lists of letters: the outbox, what a secretary has to do, those of a case.

What a reader may see of a letter depends on all the kinds of information it holds; the database
answers that quickly, but Django takes long to write it. So these questions are written once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.prepared import Prepared
from fodfaeste.cases.relations import sees, shown_name
from fodfaeste.letters.models import Channel, Letter, State

SHOWN = 50
KEPT_IN_SIGHT = 5
"""So many of each pile where all of them are shown."""


class Pile(StrEnum):
    """How letters lie in the outbox."""

    FAILED = "failed"
    TO_PRINT = "to_print"
    WAITING = "waiting"
    SENT = "sent"


_PRINTED_HERE = Q(channel=Channel.PRINT, state=State.WAITING)
_PILES = {
    Pile.FAILED: Q(state=State.FAILED),
    Pile.TO_PRINT: _PRINTED_HERE,
    Pile.WAITING: Q(state__in=(State.WAITING, State.SENDING)) & ~Q(channel=Channel.PRINT),
    Pile.SENT: Q(state__in=(State.SENT, State.PRINTED, State.WITHDRAWN)),
}
_ORDER = {Pile.SENT: ("-put_at", "pk"), Pile.WAITING: ("next_at", "pk")}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterListed:
    """A letter in a list. ``citizen``: None where the name is not for the reader. ``receiver``:
    empty where the letter is not. ``reads``, ``sends``: what the reader may."""

    id: UUID
    case_id: UUID
    citizen: str | None
    protected: bool
    programme: str
    kind: str
    to: str
    receiver: str
    is_copy: bool
    channel: str
    state: str
    fault: str
    put_at: datetime
    put_by: str
    next_at: datetime | None
    sent_at: datetime | None
    reads: bool
    sends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PileView:
    """Some of a pile; ``more``: there are others."""

    pile: Pile
    letters: tuple[LetterListed, ...]
    more: bool


def outbox(
    *,
    user: User,
    today: date,
    pile: Pile | None = None,
    mine: bool = False,
    programme: str | None = None,
) -> tuple[PileView, ...]:
    """The letters of the cases that ``user`` sees, pile by pile; of one, if it is named. Whose
    names were shown is logged."""
    wanted = [pile] if pile else list(Pile)
    most = SHOWN if pile else KEPT_IN_SIGHT
    given = {"user": user, "today": today, "programme": programme}
    found = tuple(_pile(each, most, mine, given) for each in wanted)
    _note_names(user, found, "letters")
    return found


def to_do(*, user: User, today: date) -> tuple[PileView, ...]:
    """What a secretary has to do: letters to print, and those that could not be sent."""
    given = {"user": user, "today": today}
    piles = (Pile.FAILED, Pile.TO_PRINT)
    found = tuple(_pile(each, KEPT_IN_SIGHT, False, given) for each in piles)
    _note_names(user, found, "secretary")
    return found


def _pile(pile: Pile, most: int, mine: bool, given: Mapping[str, Any]) -> PileView:
    rows = tuple(map(_listed_row, _piled(pile, most, mine).rows(**given)))
    return PileView(pile=pile, letters=rows[:most], more=len(rows) > most)


@cache
def _piled(pile: Pile, most: int, mine: bool) -> Prepared:
    def make(user: User, today: date, **programme: str) -> "QuerySet[Letter, Any]":
        seen = Letter.objects.visible_to(user, today).filter(_PILES[pile])
        seen = seen.filter(put_by=user) if mine else seen
        seen = seen.filter(**{f"case__{key}": value for key, value in programme.items()})
        ordered = seen.order_by(*_ORDER.get(pile, ("put_at", "pk")))
        return annotated(ordered, user, today).values_list(*_COLUMNS)[: most + 1]

    return Prepared(make)


def of_case(*, user: User, case_id: UUID, today: date) -> tuple[LetterListed, ...]:
    """The letters of a case, the latest first; its page logs that it was looked at."""
    rows = _OF_CASE.rows(user=user, today=today, case=case_id)
    return tuple(map(_listed_row, rows))


def _of_case(user: User, today: date, case: UUID) -> "QuerySet[Letter, Any]":
    seen = Letter.objects.visible_to(user, today).filter(case=case).order_by("-put_at", "pk")
    return annotated(seen, user, today).values_list(*_COLUMNS)


_OF_CASE = Prepared(_of_case)


def failed_by(*, user: User, today: date) -> int:
    """How many letters that ``user`` put into the outbox wait for them: they could not be sent."""
    counted = _FAILED_BY.rows(user=user, today=today)
    return int(counted[0][0]) if counted else 0


def _failed_by(user: User, today: date) -> "QuerySet[Letter, Any]":
    failed = Letter.objects.visible_to(user, today).filter(put_by=user, state=State.FAILED)
    return failed.order_by().values("put_by").annotate(n=Count("pk")).values_list("n")


_FAILED_BY = Prepared(_failed_by)


def annotated(found: "QuerySet[Letter]", user: User, today: date) -> "QuerySet[Letter]":
    """Letters with what ``listed`` reads of them."""
    flags = {
        name: ExpressionWrapper(condition, output_field=BooleanField())
        for name, condition in (
            ("reads", Letter.objects.reads(user, today)),
            ("sends", Letter.objects.sends(user, today)),
            ("peopled", sees(Kind.PEOPLE, user, today, "case")),
        )
    }
    return found.annotate(
        citizen=shown_name(user, today, "case", "case__citizen"),
        protected=F("case__citizen__protected"),
        programme=F("case__programme"),
        putter=F("put_by__name"),
        **flags,
    )


class _Row(NamedTuple):
    """A letter's row in a list, with the names that the columns have."""

    pk: UUID
    case_id: UUID
    kind: str
    to_role: str
    receiver: bytes
    copy_of_id: UUID | None
    channel: str
    state: str
    fault: str
    put_at: datetime
    next_at: datetime | None
    sent_at: datetime | None
    citizen: str | None
    protected: bool
    programme: str
    putter: str
    reads: bool
    sends: bool
    peopled: bool


_COLUMNS = _Row._fields


def _listed_row(row: tuple[Any, ...]) -> LetterListed:
    return listed(_Row(*row))


def listed(row: Any) -> LetterListed:
    """A row of ``annotated``, as lists show it."""
    receiver = crypto.decrypt_map(row.receiver) if row.reads else {}
    return LetterListed(
        id=row.pk,
        case_id=row.case_id,
        citizen=row.citizen,
        protected=row.protected,
        programme=row.programme,
        kind=row.kind,
        to=row.to_role,
        receiver=str(receiver.get("name", "")),
        is_copy=row.copy_of_id is not None,
        channel=row.channel,
        state=row.state,
        fault=row.fault,
        put_at=row.put_at,
        put_by=row.putter if row.peopled else "",
        next_at=row.next_at,
        sent_at=row.sent_at,
        reads=row.reads,
        sends=row.sends,
    )


def _note_names(user: User, piles: Iterable[PileView], page: str) -> None:
    rows = [one for pile in piles for one in pile.letters]
    named = [one.case_id for one in rows if one.citizen is not None]
    access.note_list(user=user, case_ids=named, page=page)
