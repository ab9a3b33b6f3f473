"""The heads of all logs, as a file that is kept elsewhere, and one digest of them that fits on a
piece of paper.

A chain shows that a line in it was changed. That its end was cut off, or that all of it was written
anew, shows only to whoever has a head from before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TextIO

from fodfaeste.traces.ledgers import LEDGERS, Head

FORM = "# fodfaeste heads 1"
TAKEN, DIGEST = "# taken ", "# digest "
PARTS = 4
AT_ONCE = 500


class NotHeads(ValueError):
    """The file is not one of heads, or is not as it was written; the text says which."""


@dataclass(frozen=True, slots=True)
class Seal:
    """``digest`` of the heads of so many logs: if two seals are the same, so are all logs."""

    digest: str
    logs: int


def heads() -> Iterator[Head]:
    """The head of every log, always in the same order."""
    for ledger in LEDGERS:
        yield from ledger.heads()


def seal(found: Iterable[Head]) -> Seal:
    """The digest of heads, in their order."""
    logs, digest = 0, sha256()
    for head in found:
        logs += 1
        digest.update(f"{head}\n".encode())
    return Seal(digest.hexdigest(), logs)


def write(path: Path, *, now: datetime) -> Seal:
    """Writes the heads to a file, a line each, and their digest at its end."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{FORM}\n{TAKEN}{now.isoformat(timespec='seconds')}\n")
        made = seal(_written(file))
        file.write(f"{DIGEST}{made.digest}\n")
    return made


def _written(file: TextIO) -> Iterator[Head]:
    for head in heads():
        file.write(f"{head}\n")
        yield head


def read(path: Path) -> Iterator[tuple[str, list[Head]]]:
    """The heads of a file, some at a time, each time of one kind of log. Raises ``NotHeads``."""
    checked = seal(_heads_in(path))
    if _digest_in(path) != checked.digest:
        raise NotHeads("the digest at its end is not that of its lines")
    for ledger, found in groupby(_heads_in(path), key=lambda head: head.ledger):
        batch: list[Head] = []
        for head in found:
            batch.append(head)
            if len(batch) == AT_ONCE:
                yield ledger, batch
                batch = []
        if batch:
            yield ledger, batch


def _heads_in(path: Path) -> Iterator[Head]:
    with path.open(encoding="utf-8") as file:
        if next(file, "").strip() != FORM:
            raise NotHeads(f"its first line is not “{FORM}”")
        for number, line in enumerate(file, start=2):
            if not line.startswith("#"):
                yield _head(line, number)


def _head(line: str, number: int) -> Head:
    parts = line.split()
    if len(parts) != PARTS or not parts[2].isdecimal():
        raise NotHeads(f"line {number} is not a head")
    ledger, key, seq, hash_ = parts
    if ledger not in {known.name for known in LEDGERS}:
        raise NotHeads(f"line {number} is of a kind of log that is not known here")
    return Head(ledger, key, int(seq), hash_)


def _digest_in(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        found = [line.removeprefix(DIGEST).strip() for line in file if line.startswith(DIGEST)]
    return found[-1] if found else ""
