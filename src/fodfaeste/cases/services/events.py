"""Registers what happened in a case, corrects it, waives a duty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases.services.writing import Registered


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """What is registered in place of a corrected event."""

    type: str
    on: date
    present: Iterable[str] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    by_role: str | None = None


def register(
    *,
    case_id: UUID,
    type: str,  # noqa: A002
    on: date,
    present: Iterable[str] = (),
    attributes: Mapping[str, Any] = {},
    note: str = "",
    answers: Mapping[str, str] = {},
    by_role: str | None = None,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Registers that something happened.

    ``attributes``: as the exchange format writes them; dates may be ``date``. ``answers``: to the
    questions of the event's form, by the question's id. ``note`` and ``answers`` are personal
    text, kept apart and encrypted, as are attributes that are.
    """
    raise NotImplementedError


def correct(
    *,
    case_id: UUID,
    entry_id: str,
    reason: str,
    replacement: Replacement | None = None,
    by_role: str | None = None,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Voids an event, and registers another in its place if one is given."""
    raise NotImplementedError


def waive(
    *,
    case_id: UUID,
    requirement: str,
    instance: int | None,
    reason: str,
    by_role: str | None = None,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Decides, with a reason, that a duty is not to be met; all its instances if None is named."""
    raise NotImplementedError
