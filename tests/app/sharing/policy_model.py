"""The policy for receivers, written once more in plain Python, for the test that compares.

It knows nothing of the code that it is compared with: no table, no query, no constant of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

SHAREABLE = (
    "name", "cpr", "contact", "registrations", "notes", "health", "social", "people",
)  # fmt: skip
NOBODY = ("", None, None)


@dataclass
class Agreed:
    """A consent. ``to``: role, organisation, person."""

    to: tuple[str, str | None, str | None]
    kinds: frozenset[str]
    first: date
    last: date | None
    withdrawn: bool = False

    def stands(self, on: date) -> bool:
        return not self.withdrawn and within(on, self.first, self.last)


@dataclass
class Told:
    """Something shared. ``by``: the consent; None: a statute."""

    to: tuple[str, str | None, str | None]
    kinds: frozenset[str]
    first: date
    last: date | None
    by: Agreed | None
    is_access: bool
    ended: bool = False
    sent: bool = False

    def stands(self, on: date) -> bool:
        based = self.by is None or self.by.stands(on)
        return not self.ended and based and within(on, self.first, self.last)


def within(on: date, first: date, last: date | None) -> bool:
    return first <= on and (last is None or on <= last)


@dataclass
class Model:
    """All that was agreed and told in one case. ``works``: where each person works."""

    works: dict[str, str]
    consents: list[Agreed] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def basis(self, to, kinds: frozenset[str], on: date) -> Agreed | None:
        """The first consent that covers it."""
        found = (
            one
            for one in self.consents
            if one.stands(on) and kinds <= one.kinds and self.covers(one.to, to)
        )
        return next(found, None)

    def may_tell(self, to, kinds: frozenset[str], on: date) -> bool:
        """Whether there is a basis: a consent, or access that a statute has opened."""
        by_statute = any(
            one.by is None and one.to == to and one.stands(on) and kinds <= one.kinds
            for one in self.told
        )
        return by_statute or self.basis(to, kinds, on) is not None

    def covers(self, agreed, to) -> bool:
        if agreed == to:
            return True
        role, organisation, person = agreed
        return person is None and organisation is not None and to[:2] == (role, organisation)

    def withdraw(self, consent: Agreed) -> None:
        consent.withdrawn = True
        for one in self.told:
            if one.by is consent and not one.sent:
                one.ended = True

    def open_to(self, person: str, on: date) -> Iterator[Told]:
        for one in self.told:
            _role, organisation, named = one.to
            theirs = named == person or (named is None and organisation == self.works[person])
            if one.is_access and theirs and one.stands(on):
                yield one

    def sees(self, person: str, on: date) -> frozenset[str] | None:
        """The kinds that a person sees on a day; None: not even that there is a case."""
        found = list(self.open_to(person, on))
        return frozenset[str]().union(*(one.kinds for one in found)) if found else None
