"""Appends to a case's log: reads, decides, writes, and begins again if somebody was faster.

What was read and decided on lies outside the transaction, which on SQLite keeps other writers
waiting. That nobody wrote in between is what the database's own rule says: a number is given once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import chain, following, projection
from fodfaeste.cases.models import Case, LogEntry, LogText, TextKind, event_id
from fodfaeste.cases.rows import Row, Story, read_rows, story
from fodfaeste.cases.visibility import visible_case

ATTEMPTS = 50
"""Each time somebody else has got through, so this many in a row is more than a busy case."""


@dataclass(frozen=True, slots=True)
class Registered:
    """An entry of the log. ``repeated``: it was there already, from the same submission."""

    case_id: UUID
    entry_id: str
    repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What an entry is to say. ``personal``: what is kept apart and encrypted."""

    type: str
    on: date
    kind: str = LogEntry.Kind.ACT
    by_role: str | None = None
    present: Sequence[str] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)
    replaces: int | None = None
    text_kind: str = TextKind.ORDINARY


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, when, and from which form."""

    by: User
    now: datetime
    submission: UUID

    @property
    def today(self) -> date:
        """The day of the act where the work is done."""
        return timezone.localdate(self.now)

    @property
    def yesterday(self) -> date:
        """The last day of what ends today."""
        return self.today - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Known:
    """A case as it was read, to decide on."""

    case: Case
    rows: Sequence[Row]

    @property
    def story(self) -> Story:
        """The log as the rules read it."""
        return story(self.case.programme, self.rows)


Decide = Callable[[Known], Sequence[Line]]
Also = Callable[[Sequence[LogEntry]], None]


def append(case: Case, writer: Writer, decide: Decide, *, also: Also | None = None) -> Registered:
    """Appends the lines that ``decide`` makes of the log, with what follows from them and what
    ``also`` writes beside them, all or nothing. Gives the first; what ``decide`` raises is raised.
    """
    for _ in range(ATTEMPTS):
        # The head first: what another writes after it makes the insertion clash, and try again.
        head = _head(case.pk)
        earlier = _submitted(case.pk, writer.submission)
        if earlier is not None:
            return Registered(case.pk, event_id(earlier), repeated=True)
        lines = decide(Known(case, read_rows([case.pk]).get(case.pk, [])))
        try:
            with transaction.atomic():
                entries = insert(case.pk, head, lines, writer)
                if also is not None:
                    also(entries)
                following.follow(case.pk, entries)
                projection.refresh([case.pk], today=writer.today)
        except IntegrityError:
            if _head(case.pk) == head:
                raise
            continue
        return Registered(case.pk, entries[0].event_id)
    raise TimeoutError("the case is written to without pause")


def was_sent(*, case_id: UUID, by: User, on: date, submission: UUID) -> bool:
    """Whether this submission has been written. Raises ``NotVisible``."""
    case, _sight = visible_case(by, case_id, on)
    return _submitted(case.pk, submission) is not None


def _submitted(case_id: UUID, submission: UUID) -> int | None:
    found = LogEntry.unrestricted.filter(case=case_id, submission=submission)
    return found.values_list("seq", flat=True).first()


def _head(case_id: UUID) -> tuple[int, str]:
    found = LogEntry.unrestricted.filter(case=case_id).order_by("-seq")
    return found.values_list("seq", "hash").first() or (0, chain.START)


def insert(
    case_id: UUID, head: tuple[int, str], lines: Sequence[Line], writer: Writer
) -> list[LogEntry]:
    """Writes lines after ``head`` (number and hash of the last entry), inside a transaction."""
    made = prepared(case_id, head, lines, writer)
    for entry, sealed in made:
        entry.save(force_insert=True)
        if sealed is not None:
            text_of(entry, sealed).save(force_insert=True)
    return [entry for entry, _ in made]


def at_the_end(case_id: UUID, lines: Sequence[Line], writer: Writer) -> list[LogEntry]:
    """Writes lines after whatever stands there by now, inside the transaction of another act."""
    return insert(case_id, _head(case_id), lines, writer)


def text_of(entry: LogEntry, sealed: chain.Sealed) -> LogText:
    """The row of an entry's personal text, not written yet."""
    return LogText(entry=entry, ciphertext=sealed.ciphertext, kind=sealed.kind)


def prepared(
    case_id: UUID, head: tuple[int, str], lines: Sequence[Line], writer: Writer
) -> list[tuple[LogEntry, chain.Sealed | None]]:
    """The entries that the lines become after ``head``, not written yet, each with its text."""
    made = []
    for number, line in enumerate(lines):
        sealed = chain.seal(line.personal, line.text_kind) if line.personal else None
        values = _values(case_id, head, line, writer, sealed)
        values["submission"] = part_of(writer.submission, number)
        entry = LogEntry(**values, hash=chain.hash_of(values))
        head = (entry.seq, entry.hash)
        made.append((entry, sealed))
    return made


def part_of(submission: UUID, number: int) -> UUID:
    """The submission of the n-th line (from 0) of one act: the form's own for the first."""
    return uuid5(submission, str(number)) if number else submission


def _values(
    case_id: UUID,
    head: tuple[int, str],
    line: Line,
    writer: Writer,
    sealed: chain.Sealed | None,
) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "seq": head[0] + 1,
        "kind": str(line.kind),
        "type": line.type,
        "on": line.on,
        "by_role": line.by_role,
        "present": sorted(set(line.present)),
        "attributes": dict(line.attributes),
        "replaces": line.replaces,
        "text_digest": sealed.digest if sealed else None,
        "registered_at": writer.now,
        "registered_by_id": writer.by.pk,
        "previous_hash": head[1],
    }
