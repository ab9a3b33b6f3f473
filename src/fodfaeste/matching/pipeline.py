"""How far one has come with a workplace: read from its steps. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

WAITING = ("idea", "contacted", "visit")
"""States in which something is still to be done."""
STATES = ("agreed", "visit", "contacted", "idea", "declined")
"""In the order in which they are read: what has come furthest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step as the asker sees it. ``written_at``: when it was written down, ``author``: by whom;
    ``done_by``: who did it. ``note`` empty and ``withheld`` where it is not for them to read.
    ``taken_back``: why it was a mistake; None if it stands."""

    id: int
    entry: str
    kind: str
    on: date
    channel: str
    declined_by: str
    done_by: str
    written_at: datetime
    author: str
    note: str = ""
    withheld: bool = False
    taken_back: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProspectView:
    """A workplace that is thought of. ``steps``: oldest first, those taken back among them.
    ``is_ours``: it stands in the asker's register."""

    id: UUID
    case_id: UUID
    company_id: UUID
    unit_id: UUID
    offer_id: UUID | None
    company: str
    unit: str
    town: str
    is_ours: bool
    offer: str
    offer_kinds: tuple[str, ...]
    steps: tuple[StepView, ...]

    @property
    def standing(self) -> Sequence[StepView]:
        """The steps that were no mistake."""
        return [step for step in self.steps if step.taken_back is None]

    @property
    def last(self) -> StepView | None:
        """The step by which it stands as it does: of those on one day the one written last."""
        return self.standing[-1] if self.standing else None

    @property
    def state(self) -> str:
        """``idea`` also where all that was written was a mistake."""
        return self.last.kind if self.last else "idea"


def in_order(prospects: Iterable[ProspectView]) -> list[ProspectView]:
    """What has come furthest first, of the same state what was touched last."""
    by_day = sorted(prospects, key=lambda one: one.last.on if one.last else date.min, reverse=True)
    return sorted(by_day, key=lambda one: STATES.index(one.state))
