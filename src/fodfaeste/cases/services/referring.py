"""Refers a citizen to a programme: the first lines of a case's log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fodfaeste.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCitizen:
    """A citizen as a form names them. One whose CPR number is known already is that one.

    ``birth_date`` where there is no CPR number.
    """

    name: str
    cpr: str | None = None
    birth_date: date | None = None
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A part in the case. The first one's bearer is the primary worker."""

    user_id: int
    role: str


@dataclass(frozen=True, slots=True)
class Referred:
    """The case that was opened. ``odd_cpr``: the number's check digit does not fit."""

    case_id: UUID
    citizen_id: UUID
    repeated: bool = False
    odd_cpr: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstEvent:
    """The event that a referral registers first, as ``referral_received``."""

    type: str
    on: date
    present: Iterable[str] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    by_role: str | None = None


def refer_citizen(
    *,
    citizen: NewCitizen | UUID,
    programme: str,
    organisation_id: int,
    first: FirstEvent,
    facts: Mapping[str, Any] = {},
    variant: str | None = None,
    referred_by_id: int | None = None,
    team_id: int | None = None,
    members: Iterable[Member] = (),
    by: User,
    now: datetime,
    submission: UUID,
) -> Referred:
    """Opens a case by the version in force on the first event's day."""
    raise NotImplementedError
