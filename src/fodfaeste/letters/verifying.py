"""Whether letters are what the logs of their cases say: put there, sent, and unchanged since.

A letter that the log does not tell of, or one that another organisation finds in its inbox and that
was never sent, was written by somebody who went past the system.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fodfaeste.cases.models import LogEntry
from fodfaeste.cases.rows import LETTER_PUT, LETTER_SENT
from fodfaeste.cases.services.erasing import CASE_ERASED
from fodfaeste.letters import enclosing, papers
from fodfaeste.letters.models import OUT, Letter

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Verified:
    """How many letters were looked at, and what is wrong: ids and codes."""

    seen: int
    broken: tuple[tuple[UUID, str], ...]

    @property
    def is_sound(self) -> bool:
        return not self.broken


def verify_letters(*, now: datetime) -> Verified:  # noqa: ARG001 - as all nightly work is asked
    """Looks at every letter. ``letter_unlogged``: no line put it there, or sent it;
    ``letter_changed``: it is not the one that was sent; ``paper_missing``: what was sent is gone,
    and nobody erased it."""
    told = {kind: _told(kind) for kind in (LETTER_PUT, LETTER_SENT)}
    erased = set(LogEntry.unrestricted.filter(type=CASE_ERASED).values_list("case", flat=True))
    seen, broken = 0, list[tuple[UUID, str]]()
    for letter in Letter.unrestricted.order_by("pk").iterator(chunk_size=AT_ONCE):
        seen += 1
        is_erased = letter.case_id in erased
        broken += [(letter.pk, code) for code in _faults(letter, told, is_erased=is_erased)]
    return Verified(seen, tuple(broken))


def _told(type_: str) -> dict[str, Mapping[str, Any]]:
    lines = LogEntry.unrestricted.filter(type=type_).values_list("attributes", flat=True)
    return {said["letter"]: said for said in lines.iterator(chunk_size=AT_ONCE)}


def _faults(
    letter: Letter, told: Mapping[str, Mapping[str, Any]], *, is_erased: bool
) -> Iterator[str]:
    put, sent = (told[kind].get(str(letter.pk)) for kind in (LETTER_PUT, LETTER_SENT))
    if put is None or (put["kind"], put["to"]) != (letter.kind, letter.to_role):
        yield "letter_unlogged"
    if letter.state not in OUT:
        return
    if sent is None or sent["digest"] != letter.digest:
        yield "letter_unlogged"
    if is_erased:
        return
    paper = papers.frozen(letter)
    if paper is None:
        yield "paper_missing"
    elif paper.digest != letter.digest or not _is_enclosed(letter, sent or {}):
        yield "letter_changed"


def _is_enclosed(letter: Letter, sent: Mapping[str, Any]) -> bool:
    """Whether what is enclosed is what went along."""
    same = sent.get("enclosed", "") == enclosing.digest_of(letter.pk)
    return same and not any(enclosing.changed(letter.pk))
