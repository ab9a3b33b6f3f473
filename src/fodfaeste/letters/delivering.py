"""Delivers what waits in the outbox: each letter once, also where a worker dies over it.

An attempt claims a letter for a while and says so in the database before it does anything. What a
dead one left is taken up when its time is over. Each way of handing over knows a letter by its id,
and hands it over once however often it is asked (``ways``); where that cannot be known, as with a
mail server, a person is asked instead of sending it twice. That it was sent, the line in the log
and the event that meets the duty are written in one transaction.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.models import LogEntry
from fodfaeste.cases.services.events import event_line
from fodfaeste.cases.services.writing import Known, Line, Writer, append
from fodfaeste.core.faults import Refused
from fodfaeste.letters import after, enclosing, papers
from fodfaeste.letters.faults import LATER, Cannot, CannotDeliver
from fodfaeste.letters.grounds import may_go
from fodfaeste.letters.models import DeliveryAttempt, Letter, State
from fodfaeste.letters.new import opened_event
from fodfaeste.letters.services import line_of
from fodfaeste.letters.ways import WAYS, Handed

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]

LEASE = timedelta(minutes=10)
"""For how long nobody else touches what an attempt has; no way of handing over takes so long."""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
"""After each attempt that failed by what may pass; after the last of them a person is asked."""
MOST = len(PAUSES) + 1


class LostClaim(RuntimeError):
    """Another attempt has the letter by now: this one took too long."""


def deliver_due(*, clock: Clock, goes_on: Callable[[], bool] = lambda: True) -> int:
    """Delivers what is due, one after the other. Gives how many letters it tried."""
    count = 0
    while goes_on() and (attempt := claim_next(now=clock())) is not None:
        deliver(attempt, clock=clock)
        count += 1
    return count


def claim_next(*, now: datetime) -> DeliveryAttempt | None:
    """Takes the letter that has waited longest; None if none is due."""
    due = Letter.unrestricted.filter(next_at__lte=now).order_by("next_at", "pk")
    for letter in due[:20]:
        attempt = _claimed(letter, now)
        if attempt is not None:
            return attempt
    return None


def _claimed(letter: Letter, now: datetime) -> DeliveryAttempt | None:
    """Only one of those who come at once changes the row that all of them read."""
    claim, seen = uuid4(), {"state": letter.state, "next_at": letter.next_at, "claim": letter.claim}
    taken = {"state": State.SENDING, "next_at": now + LEASE, "claim": claim}
    with transaction.atomic():
        found = Letter.unrestricted.filter(pk=letter.pk, **seen)
        if not found.update(**taken, tries=letter.tries + 1):
            return None
        return DeliveryAttempt.unrestricted.create(
            letter_id=letter.pk, claim=claim, channel=letter.channel, begun_at=now
        )


def deliver(attempt: DeliveryAttempt, *, clock: Clock) -> None:
    """One attempt at one letter. What happens after it was handed over and before that is written
    down is left to the next attempt."""
    letter = _read(attempt.letter_id)
    try:
        _hand_over(letter, attempt, clock)
    except CannotDeliver as cannot:
        _end_failed(letter, attempt, cannot.fault, clock())
        return
    except Exception:
        log.exception("a letter could not be delivered: %s", letter.pk)
        _end_failed(letter, attempt, _unforeseen(attempt), clock())
        return
    try:
        _end_sent(letter, attempt, clock())
    except LostClaim:
        log.warning("a letter was delivered by a later attempt: %s", letter.pk)
    except Exception:
        log.exception("that a letter was delivered will be written down later: %s", letter.pk)


def _unforeseen(attempt: DeliveryAttempt) -> Cannot:
    attempt.refresh_from_db(fields=["handing_at"])
    return Cannot.BROKEN if attempt.handing_at is None else Cannot.UNCLEAR


def _read(letter_id: UUID) -> Letter:
    known = Letter.unrestricted.select_related(
        "case__citizen", "case__organisation__parent", "put_by", "receiver_organisation"
    )
    return known.get(pk=letter_id)


def _hand_over(letter: Letter, attempt: DeliveryAttempt, clock: Clock) -> None:
    check_died(letter, attempt)
    if not may_go(letter, on=timezone.localdate(clock())):
        raise CannotDeliver(Cannot.NO_BASIS)
    paper = papers.freeze(letter)
    WAYS[letter.channel](Handed(letter, paper.pdf, attempt, clock))


def check_died(letter: Letter, attempt: DeliveryAttempt) -> None:
    """Ends what earlier attempts left open. Raises ``CannotDeliver`` if one of them may have handed
    the letter over, or if one after the other dies over it."""
    left = letter.attempts.filter(ended_at=None).exclude(pk=attempt.pk)
    unclear = left.exclude(handing_at=None).exists()
    left.update(ended_at=attempt.begun_at, fault=Cannot.UNCLEAR if unclear else Cannot.DIED)
    if unclear:
        raise CannotDeliver(Cannot.UNCLEAR)
    if letter.tries > MOST:
        raise CannotDeliver(Cannot.BROKEN)


# --- how it ended


def _end_sent(letter: Letter, attempt: DeliveryAttempt, now: datetime) -> None:
    """Writes that it was sent, and what follows from it. Raises ``LostClaim``."""
    record_sent(letter, State.SENT, claim=attempt.claim, by=letter.put_by, now=now)
    DeliveryAttempt.unrestricted.filter(pk=attempt.pk).update(ended_at=now, fault="")


def record_sent(letter: Letter, state: str, *, claim: UUID | None, by: User, now: datetime) -> None:
    """The line in the log, the event that was to be registered, and how the letter stands, in one
    transaction. Raises ``LostClaim`` if another has it: then nothing is written."""
    writer = Writer(by, now, uuid5(letter.pk, "sent"))

    def decide(known: Known) -> list[Line]:
        events = _events(letter, known, writer)
        said = {"digest": letter.digest, **_enclosed(letter)}
        if letter.when_sent is not None and not events:
            said["unregistered"] = "yes"
        sent = line_of(rows.LETTER_SENT, letter, writer, **said)
        return [sent, *events, *after.lines(letter, writer)]

    def also(_: Sequence[LogEntry]) -> None:
        found = Letter.unrestricted.filter(pk=letter.pk, claim=claim, sent_at=None)
        changed = {"state": state, "sent_at": now, "next_at": None, "claim": None, "fault": ""}
        if not found.update(**changed):
            raise LostClaim(letter.pk)
        after.write(letter, writer)

    append(letter.case, writer, decide, also=also)


def _enclosed(letter: Letter) -> dict[str, str]:
    digest = enclosing.digest_of(letter.pk)
    return {"enclosed": digest} if digest else {}


def _events(letter: Letter, known: Known, writer: Writer) -> list[Line]:
    """The event that says that it was sent; none if the programme does not take it any more. The
    letter has gone all the same, and its page says what is left to do."""
    if letter.when_sent is None:
        return []
    event = opened_event(letter.when_sent, on=writer.today)
    try:
        return [event_line(known.story.rules, known.rows, event, writer.today)]
    except Refused:
        log.exception("what a letter was to register cannot be registered: %s", letter.pk)
        return []


def _end_failed(letter: Letter, attempt: DeliveryAttempt, fault: Cannot, now: datetime) -> None:
    DeliveryAttempt.unrestricted.filter(pk=attempt.pk).update(ended_at=now, fault=fault)
    if fault in LATER and letter.tries < MOST:
        pause = PAUSES[letter.tries - 1]
        _change(letter, attempt, state=State.WAITING, next_at=now + pause, fault=fault)
        return
    _fail(letter, attempt, fault, now)


def _fail(letter: Letter, attempt: DeliveryAttempt, fault: Cannot, now: datetime) -> None:
    """Whoever put it there has something to do."""
    writer = Writer(letter.put_by, now, uuid5(attempt.claim, "failed"))

    def decide(_: Known) -> list[Line]:
        return [line_of(rows.LETTER_FAILED, letter, writer, fault=str(fault))]

    def also(_: Sequence[LogEntry]) -> None:
        if not _change(letter, attempt, state=State.FAILED, next_at=None, fault=fault):
            raise LostClaim(letter.pk)

    try:
        append(letter.case, writer, decide, also=also)
    except LostClaim:
        log.warning("a letter was taken up by a later attempt: %s", letter.pk)


def _change(letter: Letter, attempt: DeliveryAttempt, **values: object) -> int:
    found = Letter.unrestricted.filter(pk=letter.pk, claim=attempt.claim)
    return found.update(**values, claim=None)
