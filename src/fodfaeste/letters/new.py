"""A letter as it is put into the outbox, and what is kept of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from fodfaeste.cases import crypto
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.services import NewEvent
from fodfaeste.cases.services.events import exchanged

CITIZEN = "citizen"
"""The role of the vocabulary to which most letters go."""

FORMAL = frozenset(
    {
        "referral_receipt", "invitation", "cancellation", "participation_decision", "grant_letter",
        "time_sheets", "work_agreement", "consent",
    }
)  # fmt: skip
"""Kinds of letter that say what was decided and agreed, and no more of the citizen: read by whoever
sees registrations, so that the secretary can print and post them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter:
    """A letter to be sent.

    ``id``: uuid5 of the submission and the kind. ``to``: a role of the vocabulary. ``receiver``:
    ``name``; to somebody other than the citizen also ``address`` (lines, parted by line feeds),
    ``email``, ``cvr``, or ``organisation`` (the id of one that uses the system) as far as they are
    known. Of the citizen everything but the name is looked up on the day on which it is sent.
    ``data``: plain JSON, all that the template says. ``when_sent``: the event that is registered
    once it has been delivered, on that day. ``seen_as``: the kind of information that it holds,
    which decides who reads it (several parted by blanks, see ``holding``); empty: by its kind.
    ``written_from``: the line of the log whose text it says, which decides as well, by what it is
    about on the day; empty: it says none. ``channel``: empty: what is known decides.
    ``enclosed``: documents of the case that go along; whoever puts the letter there reads them.
    """

    id: UUID
    kind: str
    case_id: UUID
    to: str
    receiver: Mapping[str, Any]
    data: Mapping[str, Any]
    language: str
    when_sent: NewEvent | None = None
    seen_as: str = ""
    written_from: str = ""
    channel: str = field(default="")
    enclosed: Sequence[UUID] = ()


def kind_seen(letter: NewLetter) -> str:
    """The kind of information that a letter holds."""
    default = Kind.REGISTRATIONS if letter.kind in FORMAL else Kind.NOTES
    return letter.seen_as or default.value


def sealed_event(event: NewEvent | None) -> str | None:
    """An event to be registered later, encrypted: it may hold text."""
    if event is None:
        return None
    told = asdict(event)
    told["on"] = event.on.isoformat()
    told["present"] = sorted(set(event.present))
    told["attributes"] = {name: exchanged(value) for name, value in event.attributes.items()}
    told["answers"] = {name: exchanged(value) for name, value in event.answers.items()}
    return crypto.encrypt_map(told)


def opened_event(sealed: str, *, on: date) -> NewEvent:
    """The event, as it happens on the day on which the letter went."""
    return NewEvent(**{**crypto.decrypt_map(sealed), "on": on})
