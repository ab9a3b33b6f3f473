"""A case's plan, read: as it stands, as it was, and what is in it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cryptography.fernet import InvalidToken

from fodfaeste.cases import chain, crypto
from fodfaeste.cases.models import PlanRevision
from fodfaeste.core import plan_items
from fodfaeste.core.plan_items import Item
from fodfaeste.core.programme import Programme


@dataclass(frozen=True, slots=True)
class Draft:
    """The plan as it was saved last; number 0 and nothing in it where there is none."""

    number: int = 0
    items: Mapping[str, Item] = field(default_factory=dict)


def draft_of(case_id: UUID) -> Draft:
    """The plan as it stands."""
    last = PlanRevision.unrestricted.filter(case=case_id).order_by("-number").first()
    return Draft(last.number, opened(last.content)) if last else Draft()


def items_at(case_id: UUID, number: int) -> Mapping[str, Item]:
    """The plan as it was; nothing of a revision that has been thrown away."""
    found = PlanRevision.unrestricted.filter(case=case_id, number=number).first()
    return opened(found.content) if found else {}


def opened(content: str) -> dict[str, Item]:
    """The items of a revision; none of one that was erased."""
    return plan_items.read(crypto.decrypt_map(content).get("items", ()))


def sealed(items: Mapping[str, Item]) -> str:
    """Items as they are stored, with a salt: without it the digest would tell short texts."""
    salted = {"items": plan_items.written(items), "salt": secrets.token_hex(16)}
    return crypto.encrypt_map(salted)


def digest_of(content: str) -> str:
    """What a revision, or whatever else is stored so, is known by in the log."""
    return chain.digest_of(crypto.decrypt_map(content))


def is_as_frozen(revision: PlanRevision, said: Mapping[str, Any]) -> bool:
    """Whether a revision is the one that a line of the log froze; one that was erased is nobody's
    any more, and as it should be."""
    if revision.number != said["revision"]:
        return False
    try:
        found = crypto.decrypt_map(revision.content)
    except (InvalidToken, ValueError):
        return False
    return not found or chain.digest_of(found) == said["digest"]


def tracks_of(programme: Programme) -> dict[str, str]:
    """What each track of a programme holds."""
    return {track.id: track.about for track in programme.tracks}


def plain(value: Any) -> Any:
    """A value as an item holds it."""
    return value.isoformat() if hasattr(value, "isoformat") else value
