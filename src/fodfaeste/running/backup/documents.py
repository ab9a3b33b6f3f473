"""The documents of cases in a backup: sealed as they lie on disk, and sealed once more with it."""

import base64
import json
from collections.abc import Iterator
from itertools import chain
from typing import IO
from uuid import UUID

from fodfaeste.cases.files import store
from fodfaeste.cases.models import CaseFile
from fodfaeste.running.faults import Differs


def documents() -> list[UUID]:
    """Those that are there, as the database has it."""
    found = CaseFile.unrestricted.filter(removed_at=None).order_by("pk")
    return list(found.values_list("pk", flat=True))


def write_documents(text: IO[str]) -> tuple[int, int]:
    """Writes each of them; says how many, and how many were not on disk. One that somebody has
    erased since the moment of the backup is gone, and is not to come back."""
    written = missing = 0
    for file_id in documents():
        try:
            _write(text, file_id)
            written += 1
        except FileNotFoundError:
            missing += 1
    return written, missing


def _write(text: IO[str], file_id: UUID) -> None:
    pieces = store.sealed_pieces(file_id)
    first = next(pieces, b"")  # before a word is said of it: here it is missed
    text.write(json.dumps({"file": str(file_id)}) + "\n")
    count = 0
    for piece in chain([first], pieces):
        text.write(base64.b64encode(piece).decode() + "\n")
        count += 1
    text.write(json.dumps({"pieces": count}) + "\n")


def put_back(found: Iterator[tuple[UUID, Iterator[bytes]]]) -> int:
    """Writes the documents of a backup to disk; all of them, or none stays. Gives how many. Raises
    ``Differs`` where one is not what the database says it is."""
    digests = dict(CaseFile.unrestricted.filter(removed_at=None).values_list("pk", "digest"))
    written: list[UUID] = []
    try:
        for file_id, pieces in found:
            written.append(file_id)
            if store.write(pieces, file_id) != digests.get(file_id):
                raise Differs(f"The document {file_id} is not the one in the database.")
    except BaseException:
        for file_id in written:
            store.remove(file_id)
        raise
    return len(written)


def piece_of(line: str) -> bytes:
    """A piece as a line has it. Raises ``ValueError``."""
    return base64.b64decode(line, validate=True)
