"""Whether cases' logs, and the personal text beside them, are as they were written.

Everything is read in one question, row by row: what is checked is the database as it stood at one
moment, and memory holds one case's log at a time.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.db.models import Exists, OuterRef, QuerySet

from fodfaeste.accounts import chains
from fodfaeste.accounts.chains import Broken
from fodfaeste.cases import chain
from fodfaeste.cases.beside import broken_beside
from fodfaeste.cases.crypto import decrypt_map
from fodfaeste.cases.files.verifying import broken_files
from fodfaeste.cases.models import Case, LogEntry, TextKind, event_id
from fodfaeste.cases.passing import passed_on_to
from fodfaeste.cases.rows import CASE_OPENED, TEXT_CLASSIFIED, TEXT_ERASED

Row = Mapping[str, Any]

PLACED = ("citizen_id", "programme", "organisation_id", "referred_by_id", "team_id")
TEXT = ("ciphertext", "kind", "erased_at")
COLUMNS = (
    "id", "hash", *chain.SAID, *(f"case__{name}" for name in PLACED),
    *(f"text__{name}" for name in TEXT),
)  # fmt: skip


def verify_chain(case_id: UUID) -> tuple[Broken, ...]:
    """Everything in a case's log that is not as it was written; nothing, if it is sound."""
    log = LogEntry.unrestricted.filter(case=case_id)
    if not log.exists():
        return (Broken(1, "missing"),)
    beside = (broken for _, broken in broken_beside([case_id]))
    files = (broken for _, broken in broken_files([case_id]))
    return (*(broken for _, broken in _verified(log)), *beside, *files)


def verify_logs() -> Iterator[tuple[UUID, Broken]]:
    """The same of every case, each with the case's id.

    Text that was erased by an act of the log is as it should be. Beside what every chain may
    have, ``code`` is ``not_opened`` (the first line is another), ``other_case`` (it says another
    citizen, programme, organisation or team than the case), ``text_missing``, ``text_changed``,
    ``text_unsealed`` (the line tells of no text), ``kind_changed`` (those may read it who might
    not before), ``erased_unlogged`` or ``not_erased``; and see ``broken_beside``
    and ``broken_files``.
    """
    yield from _verified(LogEntry.unrestricted.all())
    logs = LogEntry.unrestricted.filter(case=OuterRef("pk"))
    for case_id in Case.unrestricted.filter(~Exists(logs)).values_list("pk", flat=True):
        yield case_id, Broken(1, "missing")
    yield from broken_beside()
    yield from broken_files()


def _verified(entries: "QuerySet[LogEntry]") -> Iterator[tuple[UUID, Broken]]:
    rows = entries.order_by("case_id", "seq").values(*COLUMNS).iterator(chunk_size=1000)
    for case_id, log in groupby(rows, key=lambda row: row["case_id"]):
        for broken in _broken(list(log)):
            yield case_id, broken


def _broken(rows: list[dict[str, Any]]) -> Iterator[Broken]:
    yield from chains.broken_links(chain.SAID, rows)
    yield from _broken_place(rows)
    acts = _text_acts(rows)
    for row in rows:
        code = _broken_text(row, *acts)
        if code is not None:
            yield Broken(row["seq"], code)


def _broken_place(rows: list[dict[str, Any]]) -> Iterator[Broken]:
    """The first line says whose log it is, and where it lies; later ones, where it was passed on
    to."""
    first = rows[0]
    if first["type"] != CASE_OPENED:
        yield Broken(1, "not_opened")
        return
    lies = {name.removesuffix("_id"): first[f"case__{name}"] for name in PLACED}
    lies["citizen"] = str(lies["citizen"])
    # The first logs did not name the citizen. Leaving the name out of another changes its hash.
    said = {**first["attributes"], **passed_on_to(rows)}
    if any(said.get(name, value) != value for name, value in lies.items()):
        yield Broken(1, "other_case")


def _text_acts(rows: Iterable[Row]) -> tuple[frozenset[str], dict[str, str]]:
    """What the log says of texts: which entries' were erased, and of which kind they became."""
    erased: set[str] = set()
    kinds: dict[str, str] = {}
    for row in rows:
        if row["type"] == TEXT_ERASED:
            erased.add(row["attributes"].get("of", ""))
        elif row["type"] == TEXT_CLASSIFIED:
            kinds[row["attributes"].get("of", "")] = row["attributes"].get("to", "")
    return frozenset(erased), kinds


def _broken_text(row: Row, erased: frozenset[str], kinds: Mapping[str, str]) -> str | None:
    entry = event_id(row["seq"])
    ciphertext, is_erased = row["text__ciphertext"], row["text__erased_at"] is not None
    if ciphertext is None:
        return "text_missing" if row["text_digest"] is not None else None
    if is_erased and entry not in erased:
        return "erased_unlogged"
    if is_erased or entry in erased:
        return "not_erased" if ciphertext or not is_erased else None
    if row["text_digest"] is None:
        return "text_unsealed"
    personal = _opened(ciphertext)
    if personal is None or chain.digest_of(personal) != row["text_digest"]:
        return "text_changed"
    # The first texts did not seal their kind; all of them were ordinary.
    kind = kinds.get(entry, personal.get("kind", TextKind.ORDINARY))
    return None if row["text__kind"] == kind else "kind_changed"


def _opened(ciphertext: str) -> dict[str, Any] | None:
    try:
        return decrypt_map(ciphertext)
    except (InvalidToken, json.JSONDecodeError):
        return None
