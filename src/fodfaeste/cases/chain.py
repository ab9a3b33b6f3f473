"""The chain of hashes that binds a case's log together (``accounts.chains``); ``verifying``
checks it.

The first row says whose log it is, so that a whole log cannot be laid under another name.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fodfaeste.accounts import chains
from fodfaeste.accounts.chains import canonical
from fodfaeste.cases.crypto import encrypt_map
from fodfaeste.cases.models import Case

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
    return Sealed(encrypt_map(salted), digest_of(salted), kind)


def digest_of(salted: Mapping[str, Any]) -> str:
    """The digest of personal text, with the salt and whatever else was sealed in it."""
    return sha256(canonical(salted).encode()).hexdigest()


def placed(case: Case) -> dict[str, Any]:
    """What the first line says of a case that no later line changes."""
    return {
        "citizen": str(case.citizen_id),
        "programme": case.programme,
        "organisation": case.organisation_id,
        "referred_by": case.referred_by_id,
        "team": case.team_id,
    }
