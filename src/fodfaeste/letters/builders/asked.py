"""What a builder is asked for, and what it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases.queries import CaseView, EntryView, NotVisible
from fodfaeste.cases.services import NewEvent
from fodfaeste.core.faults import Fault, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Somebody to whom a letter can go. ``key``: tells them apart on a form. ``role``: of the
    vocabulary. ``details``: see ``NewLetter.receiver``. ``code``: as events name receivers.
    ``event``: what is registered once it has been delivered to them."""

    key: str
    role: str
    name: str
    details: Mapping[str, Any]
    code: str = ""
    event: NewEvent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a letter says, to whom it can go (the most usual first), and the kinds of information
    that it holds. ``written_from``: the line of the log whose text it says. ``enclosed``: documents
    of the case that whoever sends it has chosen."""

    kind: str
    data: Mapping[str, Any]
    receivers: Sequence[Receiver]
    seen_as: str
    written_from: str = ""
    enclosed: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who makes a letter of which case, on which day and in which language. ``shown``: what only
    a page can say, as the drawing of a plan."""

    view: CaseView
    user: User
    today: date
    language: str
    shown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def citizen(self) -> str:
        """The citizen's name. Raises ``Refused`` where it is not for the asker to see: a letter
        needs it."""
        if self.view.citizen.name is None:
            raise Refused([Fault("", "letter_needs_name")])
        return self.view.citizen.name

    @property
    def programme(self) -> str:
        return self.view.rules.programme.name[self.language]

    def role(self, role: str | None) -> str:
        """What a role is called; empty where there is none."""
        known = self.view.rules.terms.roles.get(role or "")
        return known.name[self.language] if known else ""

    def entry(self, of: str) -> EntryView:
        """A line of the log that stands and that the asker reads. Raises ``NotVisible``, or
        ``Refused`` for one that was corrected."""
        found = next((one for one in self.view.entries if one.id == of), None)
        if found is None or found.withheld or found.erased_at is not None:
            raise NotVisible(self.view.case_id)
        if found.corrected_by is not None:
            raise Refused([Fault("", "letter_of_corrected")])
        return found

    def every(self) -> dict[str, Any]:
        """What every letter says."""
        return {"date": self.today.isoformat(), "programme": self.programme, "contact": self._me()}

    def _me(self) -> dict[str, str]:
        own = (one for one in self.view.members if one.user_id == self.user.pk and not one.until)
        role = next((self.role(one.role) for one in own), "")
        return {"name": self.user.name, "role": role, "email": self.user.email}
