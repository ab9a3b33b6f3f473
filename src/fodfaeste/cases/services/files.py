"""Adds a document to an event, and takes documents away when their text goes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import IO
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.files import store
from fodfaeste.cases.files.kinds import HasMacros, kind_of
from fodfaeste.cases.files.naming import cleaned
from fodfaeste.cases.files.store import Stored
from fodfaeste.cases.models import CaseFile, LogEntry, TextKind, event_id
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append, was_sent
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.faults import Fault, Refused

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class NewFile:
    """A document as it was sent in. ``file`` can be read again; ``text_kind``: what it is about,
    which decides who reads it."""

    name: str
    file: IO[bytes]
    text_kind: str = TextKind.ORDINARY


def add_file(
    *, case_id: UUID, entry_id: str, given: NewFile, by: User, now: datetime, submission: UUID
) -> Registered:
    """Adds a document to an event of the log. Raises ``Refused`` (``file_empty``, ``file_large``,
    ``file_kind``, ``file_macros``, ``no_event``, ``unknown_kind``)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.REGISTER, writer.today)
    kind, size = checked(given)
    if was_sent(case_id=case_id, by=by, on=writer.today, submission=submission):
        return append(case, writer, lambda _: [])
    # An id of this attempt's own: another that comes at once must not write over its file.
    file_id = uuid4()
    stored = store.store(given.file, file_id)

    def decide(known: Known) -> list[Line]:
        _check_event(known, entry_id)
        said = {"of": entry_id, "file": str(file_id), "type": kind, "bytes": size}
        return [
            Line(
                type=rows.FILE_ADDED,
                on=writer.today,
                attributes={**said, "digest": stored.digest},
                personal={"attributes": {"name": cleaned(given.name, kind=kind)}},
                text_kind=given.text_kind,
            )
        ]

    def also(entries: Sequence[LogEntry]) -> None:
        _row(file_id, entries[0], kind, size, stored).save(force_insert=True)

    done = None
    try:
        done = append(case, writer, decide, also=also)
    finally:
        if done is None or done.repeated:
            store.remove(file_id)
    return done


def checked(given: NewFile) -> tuple[str, int]:
    """What the document is, and how large. Raises ``Refused``."""
    size, most = given.file.seek(0, 2), settings.FODFAESTE_FILE_MB * MILLION
    if size == 0:
        raise Refused([Fault("file", "file_empty")])
    if size > most:
        raise Refused([Fault("file", "file_large", {"value": str(settings.FODFAESTE_FILE_MB)})])
    if given.text_kind not in (TextKind.ORDINARY, TextKind.HEALTH, TextKind.SOCIAL):
        raise Refused([Fault("text_kind", "unknown_kind")])
    try:
        kind = kind_of(given.file, name=given.name)
    except HasMacros as error:
        raise Refused([Fault("file", "file_macros")]) from error
    if kind is None:
        raise Refused([Fault("file", "file_kind")])
    return kind, size


def _check_event(known: Known, entry_id: str) -> None:
    """It is an event, and the one that stands."""
    found = (row for row in known.rows if event_id(row.seq) == entry_id)
    if not any(row.kind == LogEntry.Kind.EVENT for row in found):
        raise Refused([Fault("entry_id", "no_event", {"value": entry_id})])


def _row(file_id: UUID, entry: LogEntry, kind: str, size: int, stored: Stored) -> CaseFile:
    return CaseFile(
        id=file_id,
        case_id=entry.case_id,
        entry=entry,
        kind=kind,
        size=size,
        digest=stored.digest,
        key=crypto.encrypt(stored.key.hex()),
    )


# --- taking away


def lines_of_files(*, case_id: UUID, entry_id: str) -> list[int]:
    """The numbers of the lines by which documents were added to an event and are there still."""
    found = CaseFile.unrestricted.filter(case=case_id, removed_at=None)
    rows_ = found.values_list("entry__seq", "entry__attributes")
    return sorted(seq for seq, said in rows_ if said.get("of") == entry_id)


def forget_files(*, case_id: UUID, seqs: Iterable[int], now: datetime) -> None:
    """Takes away the documents that were added by those lines; inside a transaction. The files go
    once it is committed, their keys with it."""
    found = CaseFile.unrestricted.filter(case=case_id, entry__seq__in=list(seqs), removed_at=None)
    ids = list(found.values_list("pk", flat=True))
    found.filter(Q(pk__in=ids)).update(removed_at=now, key="")
    for file_id in ids:
        transaction.on_commit(partial(store.remove, file_id))


def clear_files(*, now: datetime) -> str:
    """Takes away files that were meant to go and are there still, as where the machine stopped."""
    gone = CaseFile.unrestricted.exclude(removed_at=None).values_list("pk", flat=True)
    left = [file_id for file_id in gone.iterator() if store.path_of(file_id).exists()]
    for file_id in left:
        store.remove(file_id)
    return f"{len(left)} files deleted, {store.remove_unfinished(now=now)} unfinished ones"
