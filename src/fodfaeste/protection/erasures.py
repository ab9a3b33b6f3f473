"""The list of what was erased, kept apart from the backups, and erasing it again after a restore.

A backup holds the texts that were erased after it was taken, until it is thrown away. Whoever puts
it back has to erase them again. The list says ids and numbers only.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case, LogEntry, LogText
from fodfaeste.cases.rows import TEXT_ERASED
from fodfaeste.cases.services.erasing import CASE_ERASED, erase_again, erase_case
from fodfaeste.core.faults import Refused

NAMESPACE = UUID("6f2b6d2a-3d0b-4c5e-9b53-0d0a3a6ad4c1")


class BadLine(ValueError):
    """A line of the list is not as ``erasures`` writes them."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was erased in a case: the numbers of the lines whose text went. ``whole``: all of it,
    with the citizen if that was their last case. ``by``: the id of whoever did."""

    case_id: UUID
    seqs: tuple[int, ...]
    whole: bool
    by: int


@dataclass(frozen=True, slots=True)
class Reapplied:
    """How much was erased again; ``missing``: cases that this database does not have (yet);
    ``stopped``: cases that a hold keeps."""

    texts: int = 0
    cases: int = 0
    missing: int = 0
    stopped: int = 0


def erasures() -> Iterator[Erasure]:
    """Everything that was ever erased, case by case."""
    whole = dict(
        LogEntry.unrestricted.filter(type=CASE_ERASED).values_list("case", "registered_by")
    )
    texts = LogText.unrestricted.exclude(erased_at=None).order_by("entry__case", "entry__seq")
    rows = texts.values_list("entry__case", "entry__seq").iterator(chunk_size=1000)
    by = _who_erased()
    seen = set()
    for case_id, found in groupby(rows, key=lambda row: row[0]):
        seen.add(case_id)
        seqs = tuple(seq for _, seq in found)
        yield Erasure(case_id, seqs, case_id in whole, whole.get(case_id) or by.get(case_id, 0))
    for case_id in sorted(whole.keys() - seen):
        yield Erasure(case_id, (), True, whole[case_id])


def _who_erased() -> dict[UUID, int]:
    """The latest person who erased a text, by case."""
    found = LogEntry.unrestricted.filter(type=TEXT_ERASED).order_by("seq")
    return dict(found.values_list("case", "registered_by"))


def as_line(erasure: Erasure) -> str:
    """A line of the list."""
    said = {"case": str(erasure.case_id), "seqs": list(erasure.seqs)}
    return json.dumps({**said, "whole": erasure.whole, "by": erasure.by})


def of_line(line: str) -> Erasure:
    """What ``as_line`` wrote. Raises ``BadLine``."""
    try:
        said: dict[str, Any] = json.loads(line)
        seqs = tuple(int(seq) for seq in said["seqs"])
        return Erasure(UUID(said["case"]), seqs, bool(said["whole"]), int(said["by"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadLine(line[:80]) from error


def reapply_erasures(*, given: Iterable[Erasure], now: datetime) -> Reapplied:
    """Erases again what has come back. Done twice, it does nothing the second time."""
    texts = cases = missing = stopped = 0
    for erasure in given:
        by = User.objects.filter(pk=erasure.by).first()
        if by is None or not Case.unrestricted.filter(pk=erasure.case_id).exists():
            missing += 1
            continue
        try:
            done = _again(erasure, by, now)
        except Refused:
            stopped += 1
            continue
        texts, cases = texts + done, cases + (done > 0)
    return Reapplied(texts, cases, missing, stopped)


def _again(erasure: Erasure, by: User, now: datetime) -> int:
    submission = uuid5(NAMESPACE, f"{erasure.case_id} {now.isoformat()}")
    if erasure.whole:
        done = erase_case(case_id=erasure.case_id, by=by, now=now, submission=submission)
        return done.texts
    return erase_again(
        case_id=erasure.case_id, seqs=erasure.seqs, by=by, now=now, submission=submission
    )
