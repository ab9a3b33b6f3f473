"""Letters, for the person who asks: the outbox, one letter, those of a case, those that came in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NoReturn
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Prefetch, Q, QuerySet

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.policy import MAY, Act, Kind, Relation
from fodfaeste.cases.relations import for_organisation, sees, shown_name
from fodfaeste.cases.visibility import NotVisible, allowed_case, note_refused, visible_case
from fodfaeste.letters import channels, enclosing, holding, papers
from fodfaeste.letters.models import Channel, DeliveryAttempt, Enclosure, Letter, State

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A try. ``ended_at`` None: it goes on, or the worker died over it."""

    begun_at: datetime
    ended_at: datetime | None
    channel: str
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A document in the same envelope. ``printed_along``: it comes out of the printer with the
    letter."""

    number: int
    name: str
    size: int
    printed_along: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """One letter. ``unregistered``: it went, and what it was to register was not taken.
    ``has_paper``: it has been frozen. ``channels``: those among which may be chosen; ``blocked``:
    why it cannot go by the others."""

    listed: LetterListed
    event: str
    digest: str
    has_paper: bool
    opened_at: datetime | None
    attempts: tuple[Attempt, ...]
    channels: tuple[str, ...]
    blocked: Mapping[str, str]
    enclosed: tuple[Enclosed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A letter that came to an organisation. ``opened_at`` None: nobody has. ``enclosed``: what
    lies in it; ``number_enclosed``: how much that is, also before it was opened."""

    id: UUID
    kind: str
    sender: str
    sent_at: datetime
    opened_at: datetime | None
    number_enclosed: int
    enclosed: tuple[Enclosed, ...]


@dataclass(frozen=True, slots=True)
class PaperView:
    """A letter's PDF. ``kind``: what it is called by."""

    kind: str
    pdf: bytes


# --- the outbox


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
    seen = Letter.objects.visible_to(user, today)
    seen = seen.filter(put_by=user) if mine else seen
    seen = seen.filter(case__programme=programme) if programme else seen
    found = tuple(_pile(each, seen, most, user, today) for each in wanted)
    _note_names(user, [one for each in found for one in each.letters], "letters")
    return found


def _pile(pile: Pile, seen: "QuerySet[Letter]", most: int, user: User, today: date) -> PileView:
    ordered = seen.filter(_PILES[pile]).order_by(*_ORDER.get(pile, ("put_at", "pk")))
    rows = listed(ordered[: most + 1], user=user, today=today)
    return PileView(pile=pile, letters=rows[:most], more=len(rows) > most)


def listed(found: "QuerySet[Letter]", *, user: User, today: date) -> tuple[LetterListed, ...]:
    """Letters as lists show them: one question to the database."""
    return tuple(_listed(row) for row in _annotated(found, user, today))


def _annotated(found: "QuerySet[Letter]", user: User, today: date) -> "QuerySet[Letter]":
    flags = {
        name: ExpressionWrapper(condition, output_field=BooleanField())
        for name, condition in (
            ("reads", Letter.objects.reads(user, today)),
            ("sends", Letter.objects.sends(user, today)),
            ("peopled", sees(Kind.PEOPLE, user, today, "case")),
        )
    }
    named = shown_name(user, today, "case", "case__citizen")
    return found.annotate(citizen=named, **flags).select_related(
        "case__citizen", "case__organisation__parent", "put_by"
    )


def _listed(row: Any) -> LetterListed:
    receiver = crypto.decrypt_map(row.receiver) if row.reads else {}
    return LetterListed(
        id=row.pk,
        case_id=row.case_id,
        citizen=row.citizen,
        protected=row.case.citizen.protected,
        programme=row.case.programme,
        kind=row.kind,
        to=row.to_role,
        receiver=str(receiver.get("name", "")),
        is_copy=row.copy_of_id is not None,
        channel=row.channel,
        state=row.state,
        fault=row.fault,
        put_at=row.put_at,
        put_by=row.put_by.name if row.peopled else "",
        next_at=row.next_at,
        sent_at=row.sent_at,
        reads=row.reads,
        sends=row.sends,
    )


def _note_names(user: User, rows: Iterable[LetterListed], page: str) -> None:
    named = [one.case_id for one in rows if one.citizen is not None]
    access.note_list(user=user, case_ids=named, page=page)


def failed_by(*, user: User, today: date) -> int:
    """How many letters that ``user`` put into the outbox wait for them: they could not be sent."""
    seen = Letter.objects.visible_to(user, today)
    return seen.filter(put_by=user, state=State.FAILED).count()


def to_do(*, user: User, today: date) -> tuple[PileView, ...]:
    """What a secretary has to do: letters to print, and those that could not be sent."""
    seen = Letter.objects.visible_to(user, today)
    piles = (Pile.FAILED, Pile.TO_PRINT)
    found = tuple(_pile(each, seen, KEPT_IN_SIGHT, user, today) for each in piles)
    _note_names(user, [one for each in found for one in each.letters], "secretary")
    return found


def of_case(*, user: User, case_id: UUID, today: date) -> tuple[LetterListed, ...]:
    """The letters of a case, the latest first; its page logs that it was looked at."""
    seen = Letter.objects.visible_to(user, today).filter(case=case_id)
    return listed(seen.order_by("-put_at", "pk"), user=user, today=today)


# --- one letter


def letter(*, user: User, letter_id: UUID, today: date) -> LetterView:
    """The letter; that it was looked at is logged. Raises ``NotVisible``."""
    seen = Letter.objects.visible_to(user, today).filter(pk=letter_id)
    row: Any = _annotated(seen, user, today).prefetch_related("attempts").first()
    if row is None:
        refuse(user, letter_id)
    _case, sight = visible_case(user, row.case_id, today)
    _note(user, row, access.Act.VIEW, sight.relations)
    reached = _reached(row)
    return LetterView(
        listed=_listed(row),
        event=_event_of(row),
        digest=row.digest,
        has_paper=papers.is_frozen(row),
        opened_at=row.opened_at,
        attempts=tuple(map(_attempt, row.attempts.all())),
        channels=channels.possible(reached) if reached else (),
        blocked=channels.blocked(reached) if reached else {},
        enclosed=_those_enclosed(enclosing.of_letter(row.pk)) if row.reads else (),
    )


def _those_enclosed(rows: Iterable[Enclosure]) -> tuple[Enclosed, ...]:
    return tuple(
        Enclosed(
            number=one.number,
            name=crypto.decrypt(one.name),
            size=one.size,
            printed_along=enclosing.is_printed_along(one.kind),
        )
        for one in rows
    )


def refuse(user: User, letter_id: UUID) -> NoReturn:
    """Raises ``NotVisible``, and logs that it did, whatever it was that somebody asked for."""
    case_id = Letter.unrestricted.filter(pk=letter_id).values_list("case", flat=True).first()
    if case_id is not None:
        note_refused(by=user, case_id=case_id)
    raise NotVisible(letter_id)


def _event_of(row: Letter) -> str:
    return str(crypto.decrypt_map(row.when_sent)["type"]) if row.when_sent else ""


def _attempt(row: DeliveryAttempt) -> Attempt:
    return Attempt(
        begun_at=row.begun_at, ended_at=row.ended_at, channel=row.channel, fault=row.fault
    )


def _reached(row: Any) -> channels.Reached | None:
    """What decides by which ways it can go; nothing for who may not say by which."""
    if not (row.reads and row.sends):
        return None
    return channels.Reached(
        to=row.to_role,
        receiver=crypto.decrypt_map(row.receiver),
        citizen=row.case.citizen,
        sender=row.case.organisation,
        enclosed=enclosing.kinds_of(row.pk),
    )


def paper(*, user: User, letter_id: UUID, today: date) -> PaperView:
    """The letter as it went out; what has not gone yet as it would go now. That it was taken out is
    logged. Raises ``NotVisible``, or ``CannotDeliver`` where it cannot be set on paper."""
    found = Letter.objects.readable_by(user, today).filter(pk=letter_id)
    row = found.select_related("case__citizen", "case__organisation", "put_by").first()
    if row is None:
        refuse(user, letter_id)
    _case, sight = visible_case(user, row.case_id, today)
    kept = papers.frozen(row)
    pdf = papers.drawn(row) if kept is None else kept.pdf
    _note(user, row, access.Act.EXPORT, sight.relations)
    return PaperView(row.kind, pdf)


def paper_for_citizen(*, user: User, case_id: UUID, letter_id: UUID, today: date) -> PaperView:
    """What went out, to be given to the citizen with all that is held. Raises ``NotVisible`` or
    ``NotAllowed``."""
    case = allowed_case(user, case_id, Act.TAKE_OUT, today)
    row = Letter.unrestricted.filter(case=case, pk=letter_id).select_related("case").first()
    kept = papers.frozen(row) if row is not None else None
    if row is None or kept is None:
        raise NotVisible(letter_id)
    _note(user, row, access.Act.EXPORT, for_organisation(user) & MAY[Act.TAKE_OUT])
    return PaperView(row.kind, kept.pdf)


def _note(user: User, row: Letter, act: str, relations: Iterable[Relation]) -> None:
    access.note(
        user=user,
        act=act,
        case_id=row.case_id,
        citizen_id=row.case.citizen_id,
        kinds={Kind.NAME, *holding.said_in(row)},
        relations=relations,
        page="letter",
    )


# --- what has come in


def received(*, user: User) -> tuple[Received, ...]:
    """The letters that have come to ``user``'s organisation, those first that nobody has opened.
    They name no citizen before they are opened."""
    found = Letter.objects.received_by(user).select_related("case__organisation")
    unopened_first = F("opened_at").asc(nulls_first=True)
    ordered = found.order_by(unopened_first, "-sent_at", "pk")
    without = Enclosure.unrestricted.defer("content")
    rows: Iterable[Any] = ordered.prefetch_related(Prefetch("enclosures", without))[: 2 * SHOWN]
    return tuple(
        Received(
            id=row.pk,
            kind=row.kind,
            sender=row.case.organisation.letter_name or row.case.organisation.name,
            sent_at=row.sent_at,
            opened_at=row.opened_at,
            number_enclosed=len(row.enclosures.all()),
            enclosed=_those_enclosed(row.enclosures.all()) if row.opened_at else (),
        )
        for row in rows
    )


def open_received(*, user: User, letter_id: UUID, now: datetime) -> PaperView:
    """A letter that came to ``user``'s organisation. That it was opened is logged, and its sender
    sees that it was. Raises ``NotVisible``."""
    row = Letter.objects.received_by(user).filter(pk=letter_id).select_related("case").first()
    kept = papers.frozen(row) if row is not None else None
    if row is None or kept is None:
        refuse(user, letter_id)
    Letter.unrestricted.filter(pk=row.pk, opened_at=None).update(opened_at=now)
    _note(user, row, access.Act.EXPORT, [Relation.RECEIVER])
    return PaperView(row.kind, kept.pdf)
