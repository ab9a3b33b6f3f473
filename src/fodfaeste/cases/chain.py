"""The chain of hashes that binds a case's log together (``accounts.chains``), and its check.

The first row says whose log it is, so that a whole log cannot be laid under another name.
"""

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.fernet import InvalidToken

from fodfaeste.accounts import chains
from fodfaeste.accounts.chains import Broken, canonical
from fodfaeste.cases.crypto import decrypt_map, encrypt_map
from fodfaeste.cases.models import Case, LogEntry, LogText, event_id
from fodfaeste.cases.rows import CASE_OPENED, TEXT_ERASED

START = chains.START
SAID = (
    "case_id", "seq", "kind", "type", "on", "by_role", "present", "attributes", "replaces",
    "text_digest", "registered_at", "registered_by_id", "submission", "previous_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sealed:
    """Personal text ready to be stored. ``digest`` says nothing without the salt inside."""

    ciphertext: str
    digest: str
    kind: str


def hash_of(said: Mapping[str, Any]) -> str:
    """The hash of a row, from the values in ``SAID``."""
    return chains.hash_of(SAID, said)


def seal(personal: Mapping[str, Any], kind: str) -> Sealed:
    """Encrypts personal text with a salt of its own; what kind of text it was is sealed in it."""
    salted = {**personal, "kind": kind, "salt": secrets.token_hex(16)}
    return Sealed(encrypt_map(salted), _digest(salted), kind)


def _digest(salted: Mapping[str, Any]) -> str:
    return sha256(canonical(salted).encode()).hexdigest()


def verify_chain(case_id: UUID) -> tuple[Broken, ...]:
    """Everything in a case's log that is not as it was written; nothing, if it is sound.

    Text that was erased by an act of the log is as it should be. Beside what every chain may
    have, ``code`` is ``not_opened`` (the first line is another), ``other_case`` (it says another
    citizen, programme, organisation or team than the case), ``text_missing``, ``text_changed`` or
    ``erased_unlogged``.
    """
    rows = list(
        LogEntry.unrestricted.filter(case=case_id).order_by("seq").values(*SAID, "id", "hash")
    )
    texts = {text.pk: text for text in LogText.unrestricted.filter(entry__case=case_id)}
    erased = {row["attributes"].get("of") for row in rows if row["type"] == TEXT_ERASED}
    case = Case.unrestricted.get(pk=case_id)
    return (
        *chains.broken_links(SAID, rows),
        *_broken_place(rows, case),
        *_broken_texts(rows, texts, erased),
    )


def _broken_place(rows: list[dict[str, Any]], case: Case) -> Iterator[Broken]:
    """The first line says whose log it is, and where it lies."""
    if not rows:
        yield Broken(1, "missing")
    elif rows[0]["type"] != CASE_OPENED:
        yield Broken(1, "not_opened")
    else:
        said = rows[0]["attributes"]
        # The first logs did not name the citizen. Leaving the name out of another changes its hash.
        if any(said.get(name, value) != value for name, value in placed(case).items()):
            yield Broken(1, "other_case")


def placed(case: Case) -> dict[str, Any]:
    """What the first line says of a case that no later line changes."""
    return {
        "citizen": str(case.citizen_id),
        "programme": case.programme,
        "organisation": case.organisation_id,
        "referred_by": case.referred_by_id,
        "team": case.team_id,
    }


def _broken_texts(
    rows: list[dict[str, Any]], texts: Mapping[int, LogText], erased: set[str | None]
) -> Iterator[Broken]:
    for row in rows:
        text = texts.get(row["id"])
        if text is not None and text.erased_at is not None:
            if event_id(row["seq"]) not in erased:
                yield Broken(row["seq"], "erased_unlogged")
        elif row["text_digest"] is not None:
            if text is None:
                yield Broken(row["seq"], "text_missing")
            elif not _is_as_written(text, row["text_digest"]):
                yield Broken(row["seq"], "text_changed")


def _is_as_written(text: LogText, digest: str) -> bool:
    try:
        return _digest(decrypt_map(text.ciphertext)) == digest
    except (InvalidToken, json.JSONDecodeError):
        return False
