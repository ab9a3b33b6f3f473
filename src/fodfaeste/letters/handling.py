"""What people do with letters that are in the outbox: take them back, send them another way or once
more, print them and say that they were posted."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from pypdf import PdfReader, PdfWriter

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.models import LogEntry
from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.letters import channels, enclosing, holding, papers
from fodfaeste.letters.delivering import LostClaim, record_sent
from fodfaeste.letters.faults import CannotDeliver
from fodfaeste.letters.grounds import may_go
from fodfaeste.letters.models import Channel, Frozen, Letter, State
from fodfaeste.letters.queries import refuse
from fodfaeste.letters.services import deliver_soon, first_try, line_of

STILL_HERE = (State.WAITING, State.FAILED)
"""What can be taken back, or sent another way."""
AT_ONCE = 200
"""Letters that are printed together."""


class Changed(RuntimeError):
    """The letter stands otherwise by now."""


def take_back(*, letter_id: UUID, by: User, now: datetime, submission: UUID) -> Registered:
    """The letter is not sent. Raises ``Refused`` (``letter_gone``, ``letter_moving``)."""
    return _done(rows.LETTER_TAKEN_BACK, letter_id, State.WITHDRAWN, None, by, now, submission)


def send_anew(
    *, letter_id: UUID, channel: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """It is to go by that channel, now: what failed, or waits to go by another. Raises ``Refused``
    (``letter_gone``, ``letter_moving``, ``unknown_channel``)."""
    return _done(rows.LETTER_SENT_ANEW, letter_id, State.WAITING, channel, by, now, submission)


def _done(
    type_: str,
    letter_id: UUID,
    state: str,
    channel: str | None,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    writer = Writer(by, now, submission)
    letter = own_letter(letter_id, by, writer)
    # What is taken back goes to nobody, those at the citizen's side included.
    copies = [] if channel else list(letter.copies.filter(state__in=STILL_HERE))
    values: dict[str, Any] = {"state": state, "next_at": None, "claim": None}
    if channel is not None:
        values |= {"channel": channel, "next_at": first_try(channel, now), "tries": 0, "fault": ""}

    def decide(_: Known) -> list[Line]:
        check_still_here(Letter.unrestricted.get(pk=letter_id))
        if channel is not None and channel not in _possible(letter):
            raise Refused([Fault("channel", "unknown_channel")])
        letter.channel = channel or letter.channel
        return [line_of(type_, each, writer) for each in (letter, *copies)]

    def also(_: Sequence[LogEntry]) -> None:
        found = Letter.unrestricted.filter(pk=letter_id, state__in=STILL_HERE)
        if not found.update(**values):
            raise Changed(letter_id)
        others = Letter.unrestricted.filter(pk__in=[copy.pk for copy in copies])
        others.filter(state__in=STILL_HERE).update(**values)
        # Nobody has it yet: on paper it is made anew, by what is known then.
        Frozen.unrestricted.filter(letter=letter_id).delete()
        enclosing.thaw([letter_id, *(copy.pk for copy in copies)])
        transaction.on_commit(deliver_soon)

    try:
        return append(letter.case, writer, decide, also=also)
    except Changed:
        check_still_here(Letter.unrestricted.get(pk=letter_id))
        raise


def own_letter(letter_id: UUID, by: User, writer: Writer) -> Letter:
    """The letter, if ``by`` may do something with it. Raises ``NotVisible`` or ``NotAllowed``."""
    seen = Letter.objects.visible_to(by, writer.today).filter(pk=letter_id)
    known = seen.select_related("case__citizen", "case__organisation__parent", "put_by")
    letter = known.first()
    if letter is None:
        refuse(by, letter_id)
    allowed_case(by, letter.case_id, Act.SEND_LETTERS, writer.today)
    return letter


def check_still_here(letter: Letter) -> None:
    """Raises ``Refused``: what is being sent, or is sent, is not taken back."""
    if letter.state == State.SENDING:
        raise Refused([Fault("letter", "letter_moving")])
    if letter.state not in STILL_HERE:
        raise Refused([Fault("letter", "letter_gone")])


def _possible(letter: Letter) -> Sequence[str]:
    return channels.possible(
        channels.Reached(
            to=letter.to_role,
            receiver=crypto.decrypt_map(letter.receiver),
            citizen=letter.case.citizen,
            sender=letter.case.organisation,
            enclosed=enclosing.kinds_of(letter.pk),
        )
    )


# --- printing


@dataclass(frozen=True, slots=True)
class Printed:
    """Letters in one PDF, and those that could not be printed, each with the code of why.
    ``apart``: letters with something enclosed that no PDF can hold, to be printed by itself."""

    pdf: bytes
    letters: Sequence[UUID]
    faults: Sequence[tuple[UUID, str]]
    apart: Sequence[UUID]


def print_letters(*, letter_ids: Iterable[UUID], by: User, now: datetime) -> Printed:
    """Letters that wait to be printed, in one PDF, frozen as they are from now on. Letters that
    ``by`` does not read are not there. That they were taken out is logged."""
    today = timezone.localdate(now)
    writer, done, faults = PdfWriter(), list[Letter](), list[tuple[UUID, str]]()
    apart = list[UUID]()
    for letter in to_print(letter_ids, by=by, on=today)[:AT_ONCE]:
        fault = _printed(letter, writer, now)
        if fault:
            faults.append((letter.pk, fault))
        else:
            done.append(letter)
            apart += [] if enclosing.print_into(writer, letter.pk) else [letter.pk]
    pdf = BytesIO()
    writer.write(pdf)
    _note_printed(done, by)
    return Printed(pdf.getvalue() if done else b"", [one.pk for one in done], faults, apart)


def _note_printed(letters: Iterable[Letter], by: User) -> None:
    """Writes down whose letters were taken out, and what was in them: a line for all that held the
    same."""
    alike = defaultdict[frozenset[Kind], list[UUID]](list)
    for one in letters:
        alike[holding.held_in(one)].append(one.case_id)
    for kinds, case_ids in alike.items():
        access.note_list(
            user=by, case_ids=case_ids, kinds=kinds, act=access.Act.PRINT, page="letters"
        )


def to_print(letter_ids: Iterable[UUID], *, by: User, on: date) -> "QuerySet[Letter]":
    """Those of the letters that wait to be printed, and that ``by`` may read and send. What was put
    there by one act comes out together, receiver by receiver: it fits into one envelope."""
    waiting = {"channel": Channel.PRINT, "state": State.WAITING}
    found = Letter.objects.printable_by(by, on).filter(pk__in=list(letter_ids), **waiting)
    known = found.select_related("case__citizen", "case__organisation__parent", "put_by")
    return known.order_by("put_at", "case", "to_role", "kind", "pk")


def _printed(letter: Letter, writer: PdfWriter, now: datetime) -> str:
    if not may_go(letter, on=timezone.localdate(now)):
        return "no_basis"
    try:
        paper = papers.freeze(letter, anew=True)
    except CannotDeliver as cannot:
        return str(cannot.fault)
    writer.append(PdfReader(BytesIO(paper.pdf)), import_outline=False)
    return ""


def mark_printed(*, letter_ids: Iterable[UUID], by: User, now: datetime) -> int:
    """They lie in the letter box. What was not printed yet is frozen as it would have been. Gives
    how many; raises ``Refused`` (``no_basis``) at what rests on nothing any more, ``CannotDeliver``
    at what cannot be set on paper."""
    today = timezone.localdate(now)
    return sum(_posted(one, by, now) for one in to_print(letter_ids, by=by, on=today))


def _posted(letter: Letter, by: User, now: datetime) -> int:
    if not may_go(letter, on=timezone.localdate(now)):
        raise Refused([Fault("letter", "no_basis")])
    papers.freeze(letter)
    try:
        record_sent(letter, State.PRINTED, claim=None, by=by, now=now)
    except LostClaim:
        return 0
    return 1
