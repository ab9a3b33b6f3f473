"""Making a backup: everything, from one moment, into one sealed file."""

import gzip
import io
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from fodfaeste.running import beats
from fodfaeste.running.backup.documents import write_documents
from fodfaeste.running.backup.manifest import as_line, manifest_of_this_site
from fodfaeste.running.backup.sealing import Sealer
from fodfaeste.running.backup.snapshot import snapshot
from fodfaeste.running.backup.tables import Digest, columns_of, lines_of, tables
from fodfaeste.running.faults import NoKey, NotEmpty

ENDING = ".backup"
NAMED_BY_US = re.compile(r"fodfaeste-\d{8}T\d{6}Z\.backup\Z")


@dataclass(frozen=True)
class Made:
    """What was written: where, how many tables, rows and documents. ``files_missing``: those not on
    disk, though nobody erased them."""

    path: Path | None
    tables: int
    rows: int
    files: int = 0
    files_missing: int = 0


def make(*, path: Path | None, now: datetime, stream: IO[bytes] | None = None) -> Made:
    """Writes a backup to ``stream``, else to ``path``, else to a new file below ``FODFAESTE_VAR``.

    ``NoKey`` without a key; ``NotEmpty`` if the file is there already.
    """
    key = backup_key()
    if stream is not None:
        made = Made(None, *_write(stream, key, now))
    else:
        path = path or usual_path(now)
        with new_file(path) as file:
            made = Made(path, *_write(file, key, now))
    beats.give("backup", now=now)
    return made


def backup_key() -> str:
    key: str = settings.FODFAESTE_BACKUP_KEY
    if not key:
        raise NoKey(
            "FODFAESTE_BACKUP_KEY is not set. Make one, and keep it where the backups are not: "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    return key


def usual_path(now: datetime) -> Path:
    folder: Path = settings.VAR / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / f"fodfaeste-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{ENDING}"


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that nobody else can read, and that has its name only once it is whole and on disk."""
    if path.exists():
        raise NotEmpty(f"{path} is there already. Choose another name.")
    draft = path.with_name(f"{path.name}.part")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    draft.rename(path)


def _write(file: IO[bytes], key: str, now: datetime) -> tuple[int, int, int, int]:
    sealer = Sealer(file, key)
    with (
        gzip.GzipFile(fileobj=sealer, mode="wb", mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="\n") as text,
        snapshot(),
    ):
        say(text, as_line(manifest_of_this_site(now=now)))
        counts = [_write_table(text, model) for model in tables()]
        files, missing = write_documents(text)
        say(text, {"tables": len(counts), "files": files})
    sealer.finish()
    return len(counts), sum(counts), files, missing


def _write_table(text: IO[str], model: Any) -> int:
    columns = [field.column for field in columns_of(model)]
    say(text, {"table": model._meta.db_table, "columns": columns})
    digest = Digest()
    for line in digest.over(lines_of(model)):
        text.write(line + "\n")
    say(text, {"rows": digest.rows, "sha256": digest.hexadecimal})
    return digest.rows


def say(text: IO[str], line: dict[str, Any]) -> None:
    text.write(json.dumps(line, ensure_ascii=False) + "\n")


def prune(folder: Path, *, keep: int) -> list[Path]:
    """Deletes all but the newest backups of those that were named here; the names deleted."""
    ours = sorted(path for path in folder.iterdir() if NAMED_BY_US.match(path.name))
    old = ours[:-keep]
    for path in old:
        path.unlink()
    return old
