"""Appends to a case's log."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Registered:
    """An entry of the log. ``repeated``: it was there already, from the same submission."""

    case_id: UUID
    entry_id: str
    repeated: bool = False
