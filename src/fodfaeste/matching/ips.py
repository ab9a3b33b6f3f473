"""Facts that fall out of the steps, as the fidelity scale for supported employment asks for them:
how soon, how often, how varied. Facts with their definitions, and no score: the courses here are
inspired by that method, and none is called by its name. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

SOON = 30
"""Days from the start within which an employer should have been met."""
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A case of the period. ``first_contact``: the first day on which anybody was in touch with a
    company for this citizen; ``met_on``: the same, face to face."""

    case_id: UUID
    team: str
    worker: str
    opened_on: date
    first_contact: date | None
    met_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacted:
    """That somebody was in touch with a company on a day of the period."""

    worker: str
    team: str
    company_id: UUID
    in_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """That a placement or a job was agreed in the period."""

    worker: str
    team: str
    company_id: UUID
    trade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Of one worker, one team or all. ``days``: the median from the start to the first contact,
    None if there was none. ``soon``: of ``begun`` cases, those met face to face within ``SOON``
    days; ``waiting``: those that can still become so. ``companies``, ``trades``: how many
    different ones among ``agreed``."""

    name: str
    begun: int
    days: float | None
    soon: int
    waiting: int
    contacts: int
    in_person: int
    companies_met: int
    agreed: int
    companies: int
    trades: int

    def weekly(self, weeks: float) -> float:
        """Contacts a week."""
        return self.contacts / weeks if weeks else 0.0

    def weekly_in_person(self, weeks: float) -> float:
        return self.in_person / weeks if weeks else 0.0


def facts(
    name: str,
    begun: Sequence[Begun],
    contacted: Sequence[Contacted],
    agreed: Sequence[Agreed],
    *,
    today: date,
) -> Facts:
    """Counts them."""
    waits = [
        (one.first_contact - one.opened_on).days for one in begun if one.first_contact is not None
    ]
    return Facts(
        name=name,
        begun=len(begun),
        days=median(waits) if waits else None,
        soon=sum(is_soon(one) for one in begun),
        waiting=sum(is_waiting(one, today) for one in begun),
        contacts=len(contacted),
        in_person=sum(one.in_person for one in contacted),
        companies_met=len({one.company_id for one in contacted}),
        agreed=len(agreed),
        companies=len({one.company_id for one in agreed}),
        trades=len({one.trade.strip().casefold() for one in agreed if one.trade.strip()}),
    )


def is_soon(one: Begun) -> bool:
    """Whether an employer was met face to face within 30 days."""
    return one.met_on is not None and (one.met_on - one.opened_on).days <= SOON


def is_waiting(one: Begun, today: date) -> bool:
    """Whether that can still happen."""
    return one.met_on is None and (today - one.opened_on).days < SOON


def each(
    by: Callable[[Begun | Contacted | Agreed], str],
    begun: Iterable[Begun],
    contacted: Iterable[Contacted],
    agreed: Iterable[Agreed],
    *,
    today: date,
) -> list[Facts]:
    """The same for every worker, or every team, that occurs, by name."""
    one, two, three = list(begun), list(contacted), list(agreed)
    rows: list[Begun | Contacted | Agreed] = [*one, *two, *three]
    names = {by(row) for row in rows} - {""}
    return [
        facts(
            name,
            [row for row in one if by(row) == name],
            [row for row in two if by(row) == name],
            [row for row in three if by(row) == name],
            today=today,
        )
        for name in sorted(names)
    ]
