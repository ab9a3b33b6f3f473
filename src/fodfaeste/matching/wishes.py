"""What is written in a citizen's wishes, as plain data and back; and how it is emptied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case
from fodfaeste.matching.models import WishVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The ordinary part. ``kinds``: of placement and job, as the vocabulary names them; empty: any.
    ``near``: the postcode from which distance is reckoned. ``minutes``: how long it takes to a
    unit, as somebody who knows has said; ``most_minutes``: what the citizen will travel.

    ``told``: whether the employer may be told of the illness (IPS: it is the citizen who decides);
    ``yes``, ``no``, or empty where it was not asked. ``told_on``: the day of that decision."""

    tasks: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    hours_least: Decimal | None = None
    hours_most: Decimal | None = None
    near: str = ""
    where: str = ""
    most_minutes: int | None = None
    minutes: Mapping[UUID, int] = field(default_factory=dict)
    told: str = ""
    told_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """The part about health. ``codes``: of ``companies.considerations``; ``words``: what else the
    workplace has to know of; ``told_words``: what the citizen lets the employer be told."""

    codes: tuple[str, ...] = ()
    words: str = ""
    told_words: str = ""


def sealed_wishes(wishes: Wishes) -> str:
    """Encrypted."""
    said: dict[str, Any] = {
        "tasks": list(wishes.tasks),
        "trades": list(wishes.trades),
        "kinds": list(wishes.kinds),
        "hours_least": _text(wishes.hours_least),
        "hours_most": _text(wishes.hours_most),
        "near": wishes.near,
        "where": wishes.where,
        "most_minutes": wishes.most_minutes,
        "minutes": {str(unit): minutes for unit, minutes in wishes.minutes.items()},
        "told": wishes.told,
        "told_on": _text(wishes.told_on),
    }
    return crypto.encrypt_map(said)


def sealed_needs(needs: Needs) -> str:
    """Encrypted."""
    said = {"codes": list(needs.codes), "words": needs.words, "told_words": needs.told_words}
    return crypto.encrypt_map(said)


def opened_wishes(token: str) -> Wishes:
    """What was sealed; nothing is wished where it was erased."""
    said = crypto.decrypt_map(token)
    if not said:
        return Wishes()
    return Wishes(
        tasks=tuple(said["tasks"]),
        trades=tuple(said["trades"]),
        kinds=tuple(said["kinds"]),
        hours_least=_number(said["hours_least"]),
        hours_most=_number(said["hours_most"]),
        near=said["near"],
        where=said["where"],
        most_minutes=said["most_minutes"],
        minutes={UUID(unit): minutes for unit, minutes in said["minutes"].items()},
        told=said["told"],
        told_on=date.fromisoformat(said["told_on"]) if said["told_on"] else None,
    )


def opened_needs(token: str) -> Needs:
    """What was sealed; nothing where it was erased."""
    said = crypto.decrypt_map(token)
    if not said:
        return Needs()
    return Needs(codes=tuple(said["codes"]), words=said["words"], told_words=said["told_words"])


def _text(value: Decimal | date | None) -> str | None:
    return None if value is None else str(value)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def empty(case: Case) -> None:
    """Leaves nothing of what a case's citizen wished."""
    nothing = crypto.encrypt_map({})
    WishVersion.unrestricted.filter(case=case).update(content=nothing, needs=nothing)
