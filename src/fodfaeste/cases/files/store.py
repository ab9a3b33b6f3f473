"""Where documents lie: below ``FODFAESTE_FILES``, each sealed and named by its id alone.

A file has its name only once it is whole and on disk. What is written and whose row is never
committed stays behind as noise: the key was in the row.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings

from fodfaeste.cases.files import sealing

KEY = 32
UNFINISHED = ".part"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it was stored. ``digest``: of the sealed file, so that it tells nothing of what is
    in it and can be compared without opening it. ``key``: opens it."""

    key: bytes
    digest: str


def path_of(file_id: UUID) -> Path:
    """Two folders deep, so that none of them holds too many."""
    name = file_id.hex
    return Path(settings.FODFAESTE_FILES) / name[:2] / name[2:4] / name


def store(file: IO[bytes], file_id: UUID) -> Stored:
    """Seals ``file`` under a new key, piece by piece, and writes it."""
    key = secrets.token_bytes(KEY)
    file.seek(0)
    return Stored(key, write(sealing.sealed(file, key, file_id.bytes), file_id))


def write(pieces: Iterator[bytes], file_id: UUID) -> str:
    """Writes what is sealed already; gives its digest."""
    path, digest = path_of(file_id), sha256()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}{UNFINISHED}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
        try:
            for piece in pieces:
                digest.update(piece)
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    draft.rename(path)
    return digest.hexdigest()


def content(file_id: UUID, key: bytes) -> Iterator[bytes]:
    """What is in a file, piece by piece. Raises ``FileNotFoundError`` at once, and
    ``sealing.NotAsSealed`` where it was changed."""
    file = path_of(file_id).open("rb")
    return _content(file, key, file_id)


def _content(file: IO[bytes], key: bytes, file_id: UUID) -> Iterator[bytes]:
    with file:
        yield from sealing.opened(file, key, file_id.bytes)


def sealed_pieces(file_id: UUID) -> Iterator[bytes]:
    """The file as it lies there. Raises ``FileNotFoundError``."""
    with path_of(file_id).open("rb") as file:
        while piece := file.read(sealing.PIECE):
            yield piece


def digest_of(file_id: UUID) -> str | None:
    """Of the file as it lies there; None if it does not."""
    digest = sha256()
    try:
        for piece in sealed_pieces(file_id):
            digest.update(piece)
    except FileNotFoundError:
        return None
    return digest.hexdigest()


def remove(file_id: UUID) -> None:
    """Takes the file away, if it is there."""
    with suppress(FileNotFoundError):
        path_of(file_id).unlink()


def remove_unfinished(*, now: datetime) -> int:
    """Takes away what was begun to be written and never finished, a day ago or more."""
    before, count = (now - timedelta(days=1)).timestamp(), 0
    for path in Path(settings.FODFAESTE_FILES).glob(f"*/*/*{UNFINISHED}"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
            count += 1
    return count
