"""Checks every log of the house, and writes down that it did."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain as one_after_another
from pathlib import Path

from fodfaeste.accounts.models import User
from fodfaeste.traces import heads
from fodfaeste.traces.heads import Seal
from fodfaeste.traces.ledgers import LEDGERS, Ledger
from fodfaeste.traces.models import Verification

KEPT = 100
"""How many faults are told one by one: whoever changed more has changed everything."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a log is not what was written. ``ledger``: which kind of log, ``key``: whose, ``seq``:
    which line of it. ``code``: as ``verify_logs``, ``broken_links`` and ``broken_since`` have it.
    ``line``: what the line says it is, in codes; nothing personal."""

    ledger: str
    key: str
    seq: int
    code: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """``findings``: the first of them; ``faults``: how many there are. ``seal``: of the heads."""

    findings: tuple[Finding, ...]
    faults: int
    seal: Seal

    @property
    def is_sound(self) -> bool:
        return self.faults == 0


def verify(
    *,
    now: datetime,
    by: User | None = None,
    against: Path | None = None,
    write_to: Path | None = None,
) -> Verified:
    """Reads every log, and compares with heads from before if a file of them is given. Writes the
    heads of now to ``write_to``. That it was done is recorded. Raises ``NotHeads``, ``OSError``."""
    # First, so that what was meant as a file of heads and is none costs nobody an hour.
    earlier = tuple(_since(against)) if against else ()
    made = heads.write(write_to, now=now) if write_to else heads.seal(heads.heads())
    first: list[Finding] = []
    faults = 0
    for finding in one_after_another(earlier, broken()):
        faults += 1
        if len(first) < KEPT:
            first.append(finding)
    verified = Verified(tuple(first), faults, made)
    _record(verified, now, by, compared=against is not None)
    return verified


def broken() -> Iterator[Finding]:
    """All that is wrong with any log."""
    for ledger in LEDGERS:
        for key, fault in ledger.broken():
            yield _finding(ledger, str(key), fault.seq, fault.code)


def _since(path: Path) -> Iterator[Finding]:
    known = {ledger.name: ledger for ledger in LEDGERS}
    for name, found in heads.read(path):
        for key, fault in known[name].broken_since(found):
            yield _finding(known[name], key, fault.seq, fault.code)


def _finding(ledger: Ledger, key: str, seq: int, code: str) -> Finding:
    return Finding(ledger.name, key, seq, code, ledger.line(key, seq))


def _record(verified: Verified, now: datetime, by: User | None, *, compared: bool) -> None:
    places = [[one.ledger, one.key, one.seq, one.code] for one in verified.findings]
    Verification.objects.create(
        at=now,
        by=by,
        digest=verified.seal.digest,
        logs=verified.seal.logs,
        faults=verified.faults,
        places=places,
        compared=compared,
    )


def verify_nightly(*, now: datetime) -> Verified:
    """For the nightly work: the whole check, recorded; without heads from before, which lie
    elsewhere."""
    return verify(now=now)
