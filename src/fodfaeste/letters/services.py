"""What is done with letters: put into the outbox, taken back, sent again, printed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.models import Case, CaseFile, Companion, LogEntry
from fodfaeste.cases.services.writing import Line, Writer, at_the_end
from fodfaeste.letters import channels, enclosing, kinds
from fodfaeste.letters.models import Channel, Letter
from fodfaeste.letters.new import CITIZEN, NewLetter, kind_seen, sealed_event

__all__ = ["NewLetter", "put"]


class NotInTransaction(RuntimeError):
    """A letter is put into the outbox together with the act that it belongs to, or not at all."""


def put(letters: Iterable[NewLetter], *, by: User, now: datetime) -> None:
    """Puts letters into the outbox, inside the transaction of the act that they belong to (from
    ``also`` of ``append``), each with a line in its case's log. What is there already by its id is
    passed over. A letter to the citizen goes to those at their side too, who are to get letters.
    Raises ``Refused`` where the data is not what its kind must be told (see ``kinds``), or where
    what is enclosed cannot be (see ``enclosing.chosen``)."""
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction
    wanted = [one for letter in letters for one in _with_copies(letter, now)]
    known = set(_known(letter.id for letter, _ in wanted))
    for letter, copy_of in wanted:
        if letter.id not in known:
            _put(letter, copy_of, by, now)
    if any(letter.id not in known for letter, _ in wanted):
        transaction.on_commit(deliver_soon)


def _known(ids: Iterable[UUID]) -> Iterable[UUID]:
    return Letter.unrestricted.filter(pk__in=list(ids)).values_list("pk", flat=True)


def _put(letter: NewLetter, copy_of: UUID | None, by: User, now: datetime) -> None:
    kinds.check(letter.kind, letter.data)
    known = Case.unrestricted.select_related("citizen", "organisation__parent")
    case = known.get(pk=letter.case_id)
    today = timezone.localdate(now)
    files = enclosing.chosen(letter.enclosed, case_id=letter.case_id, by=by, today=today)
    row = _row(letter, case, copy_of, by, now, files)
    row.save(force_insert=True)
    enclosing.enclose(row, files)
    said = {"enclosed": str(len(files))} if files else {}
    write_line(rows.LETTER_PUT, row, Writer(by, now, uuid5(row.pk, "put")), **said)


def _row(
    letter: NewLetter,
    case: Case,
    copy_of: UUID | None,
    by: User,
    now: datetime,
    files: Sequence[CaseFile],
) -> Letter:
    enclosed = enclosing.names(files)
    lies_in = [*letter.data.get("enclosed", ()), *enclosed]
    reached = channels.Reached(
        to=letter.to, receiver=letter.receiver, citizen=case.citizen, sender=case.organisation,
        enclosed=[one.kind for one in files],
    )  # fmt: skip
    channel = Channel(letter.channel or channels.proposed(reached))
    return Letter(
        id=letter.id,
        case=case,
        kind=letter.kind,
        to_role=letter.to,
        receiver=crypto.encrypt_map(letter.receiver),
        receiver_organisation_id=letter.receiver.get("organisation"),
        data=crypto.encrypt_map({**letter.data, "enclosed": lies_in} if enclosed else letter.data),
        when_sent=sealed_event(letter.when_sent),
        language=letter.language,
        seen_as=kind_seen(letter),
        written_from=_line(letter),
        copy_of_id=copy_of,
        channel=channel,
        put_at=now,
        put_by=by,
        next_at=first_try(channel, now),
    )


def _line(letter: NewLetter) -> LogEntry | None:
    if not letter.written_from:
        return None
    return LogEntry.unrestricted.get(case=letter.case_id, seq=int(letter.written_from[1:]))


def first_try(channel: str, now: datetime) -> datetime | None:
    """When the worker begins with a letter: at once, or never with what is printed by people."""
    return None if channel == Channel.PRINT else now


def write_line(type_: str, letter: Letter, writer: Writer, **said: str) -> None:
    """Writes a line about a letter at the end of its case's log, inside a transaction."""
    at_the_end(letter.case_id, [line_of(type_, letter, writer, **said)], writer)


def line_of(type_: str, letter: Letter, writer: Writer, **said: str) -> Line:
    """A line about a letter: codes alone."""
    about = {"letter": str(letter.pk), "kind": letter.kind, "to": letter.to_role}
    attributes = {**about, "channel": str(letter.channel), **said}
    return Line(type=type_, on=writer.today, attributes=attributes)


def deliver_soon() -> None:
    """Asks the worker to look, once the transaction is committed."""
    from fodfaeste.letters.tasks import deliver_waiting

    deliver_waiting.enqueue()


# --- to those at the citizen's side


def _with_copies(letter: NewLetter, now: datetime) -> Sequence[tuple[NewLetter, UUID | None]]:
    """The letter, and a copy for each of those to whom every letter of the citizen goes."""
    copies = [_copy(letter, near) for near in _near(letter, now)]
    return [(letter, None), *((copy, letter.id) for copy in copies)]


def _near(letter: NewLetter, now: datetime) -> Iterable[Companion]:
    if letter.to != CITIZEN:
        return ()
    today = timezone.localdate(now)
    there = Q(last_on=None) | Q(last_on__gte=today)
    case = Case.unrestricted.filter(pk=letter.case_id).values("citizen")
    found = Companion.unrestricted.filter(citizen__in=case, letters=True, since__lte=today)
    return found.filter(there)


def _copy(letter: NewLetter, near: Companion) -> NewLetter:
    details = crypto.decrypt_map(near.details)
    receiver = {name: details[name] for name in ("name", "email") if details.get(name)}
    return replace(
        letter,
        id=uuid5(letter.id, str(near.pk)),
        to=near.kind,
        receiver=receiver,
        when_sent=None,
        channel="",
    )
