"""Reading a backup: only to see that it is whole, or into an empty database.

Restoring is one transaction: everything comes back or nothing does. Rows are inserted and never
changed, so that the tables which only grow keep their guards up. At the end every table is read
again, and must be to the letter what the backup held.
"""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any
from uuid import UUID

from django.db import DatabaseError, connection, models, transaction

from fodfaeste.running.backup.documents import piece_of, put_back
from fodfaeste.running.backup.making import backup_key
from fodfaeste.running.backup.manifest import (
    Manifest,
    read_manifest,
    refuse_unfit,
    unreadable_keys,
)
from fodfaeste.running.backup.sealing import Opener
from fodfaeste.running.backup.tables import (
    Digest,
    columns_of,
    continue_numbers,
    digest_of,
    is_empty,
    tables,
    write_rows,
)
from fodfaeste.running.faults import Damaged, Differs, NotEmpty, OtherVersion


@dataclass(frozen=True)
class Found:
    """What a backup held: when it was made and by which version, and how many rows of which
    table. ``keys_missing``: older keys that this site does not have."""

    made_at: str
    version: str
    rows: dict[str, int]
    keys_missing: int = 0
    files: int = 0


class Reader:
    """The lines of a backup, table by table."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.manifest = read_manifest(self._told())
        self.rows: dict[str, int] = {}
        self.digests: dict[str, str] = {}
        self.file_count = 0

    def tables(self) -> Iterator[tuple[str, list[str], Iterator[str]]]:
        """Name, columns and rows of each table; the rows are to be read before going on."""
        head = self._told()
        while "table" in head:
            name, digest = head["table"], Digest()
            yield name, head["columns"], digest.over(self._rows())
            if self._last != {"rows": digest.rows, "sha256": digest.hexadecimal}:
                raise Damaged(f"The backup contradicts itself about {name}. Take another.")
            self.rows[name], self.digests[name] = digest.rows, digest.hexadecimal
            head = self._told()
        self._head = head

    def files(self) -> Iterator[tuple[UUID, Iterator[bytes]]]:
        """Each document and its pieces, after the tables; the pieces are to be read before going
        on. Backups from before there were documents have none."""
        while "file" in self._head:
            self._pieces = 0
            yield UUID(self._head["file"]), self._piece()
            if self._last != {"pieces": self._pieces}:
                raise Damaged("The backup contradicts itself about a document. Take another.")
            self.file_count += 1
            self._head = self._told()
        ends = {"tables": len(self.rows), "files": self.file_count}
        if {"files": 0, **self._head} != ends or next(self._lines, None) is not None:
            raise Damaged("The backup does not end as it should. Take another.")

    def _piece(self) -> Iterator[bytes]:
        for line in self._rows():
            self._pieces += 1
            yield piece_of(line)

    def _rows(self) -> Iterator[str]:
        while not (line := self._line()).startswith("{"):
            yield line
        self._last = json.loads(line)

    def _told(self) -> dict[str, Any]:
        return dict(json.loads(self._line()))

    def _line(self) -> str:
        line = next(self._lines, None)
        if line is None:
            raise Damaged("The backup ends too early. Take another.")
        return line.rstrip("\n")


def examine(file: IO[bytes]) -> Found:
    """Reads a whole backup, and changes nothing. ``Unfit`` if it cannot be used."""
    with opened(file) as reader:
        for _, _, rows in reader.tables():
            for _ in rows:
                pass
        for _, pieces in reader.files():
            for _ in pieces:
                pass
        return _found(reader, keys_missing=0)


def restore(file: IO[bytes]) -> Found:
    """Reads a backup into the database, which must be empty. ``Unfit`` if anything is amiss."""
    with opened(file) as reader:
        refuse_unfit(reader.manifest)
        try:
            with transaction.atomic():
                refuse_filled()
                _write(reader)
        except DatabaseError as error:
            raise Differs(
                f"The database refused what the backup holds ({type(error).__name__}). "
                "Nothing was restored."
            ) from error
        return _found(reader, keys_missing=unreadable_keys(reader.manifest))


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Reader]:
    """The reader of a file, and of what is wrong with it."""
    with (
        gzip.GzipFile(fileobj=Opener(file, backup_key())) as unpacked,
        io.TextIOWrapper(unpacked, encoding="utf-8", newline="\n") as text,
    ):
        try:
            yield Reader(iter(text))
        except (EOFError, OSError, zlib.error, ValueError, KeyError, TypeError) as error:
            raise Damaged(f"The backup cannot be read ({type(error).__name__}).") from error


def refuse_filled() -> None:
    filled = [model._meta.db_table for model in tables() if not is_empty(model)]
    if filled:
        raise NotEmpty(
            f"There is something in the database already ({', '.join(filled[:3])} …). "
            "A backup is restored into an empty one: name another in DATABASE_URL."
        )


def _write(reader: Reader) -> None:
    known = {model._meta.db_table: model for model in tables()}
    for name, columns, rows in reader.tables():
        if name not in known or [f.column for f in columns_of(known[name])] != columns:
            raise OtherVersion(f"The backup's table {name} is not this version's.")
        write_rows(known[name], rows)
    if missing := known.keys() - reader.rows.keys():
        raise OtherVersion(f"The backup lacks the table {min(missing)}.")
    continue_numbers(list(known.values()))
    connection.check_constraints()
    _refuse_difference(known, reader.digests)
    put_back(reader.files())


def _refuse_difference(known: dict[str, type[models.Model]], wanted: dict[str, str]) -> None:
    for name, model in known.items():
        if digest_of(model).hexadecimal != wanted[name]:
            raise Differs(f"{name} does not read as it was written. Nothing was restored.")


def _found(reader: Reader, *, keys_missing: int) -> Found:
    told: Manifest = reader.manifest
    return Found(told.made_at, told.version, reader.rows, keys_missing, reader.file_count)
