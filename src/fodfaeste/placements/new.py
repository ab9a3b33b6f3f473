"""What somebody agrees on, as a form tells it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from fodfaeste.placements.agreements import Terms

GRANT_LETTER, TIME_SHEETS, WORK_AGREEMENT = "grant_letter", "time_sheets", "work_agreement"
LETTERS = (GRANT_LETTER, TIME_SHEETS, WORK_AGREEMENT)
"""What goes out with a placement (JS-16, CT-09)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlacement:
    """A placement or job to be registered.

    ``letters``: which of ``LETTERS`` are put into the outbox, in ``language``. ``of``: the event by
    which it began, where that was registered before, and ``was_agreed``: that it was agreed, where
    the log does not say it; ``employed_here``: see ``Placement``; ``group``: the number of the
    target group, where it is not what follows from the facts of the case."""

    unit_id: UUID
    kind: str
    terms: Terms
    agreed_on: date
    letters: frozenset[str] = frozenset()
    language: str = "da"
    employed_here: bool = False
    group: int | None = None
    of: str | None = None
    was_agreed: bool = False
    by_role: str | None = None


def id_of_placement(submission: UUID) -> UUID:
    """The id of the placement that a form makes."""
    return uuid5(submission, "placement")


def id_of_version(submission: UUID) -> UUID:
    """The id of the version that a form makes."""
    return uuid5(submission, "agreement")
