"""What is worth a second look in an agreement about a placement or a job, apart from the law.

Nothing is refused by it: the log says what happened, and a person decides. Days are whole numbers,
as in ``dates``; public holidays are told from outside.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from fodfaeste.core.law import Finding, iso

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another placement or job of the same citizen, by an id of the caller's. ``at``: the name of
    the company."""

    id: str
    kind: str
    at: str
    first: int
    last: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement as it is looked at on the day ``on``, on which it is made.

    ``employer`` and ``last_employer``: the company, and the one at which the citizen had their last
    job, by any id; None: not known. ``goes_beside``: kinds that go well at the same time."""

    kind: str
    since: int
    until: int | None
    on: int
    beside: tuple[Beside, ...] = ()
    holidays: Collection[int] = field(default=frozenset())
    employer: str | None = None
    last_employer: str | None = None
    goes_beside: frozenset[str] = frozenset()


def look_at(agreement: Agreement) -> tuple[Finding, ...]:
    """Back-dated; begins on a Sunday or holiday; at the same time as another; at the last
    employer (CT-09, JS-15)."""
    return (
        *_in_order(agreement),
        *_back_dated(agreement),
        *_first_day(agreement),
        *_overlapping(agreement),
        *_same_employer(agreement),
    )


def look_at_change(
    since: int, *, on: int, holidays: Collection[int] = frozenset()
) -> tuple[Finding, ...]:
    """The same of a change of an agreement: made on the day ``on``, it holds from ``since``."""
    values = {"since": iso(since)}
    found = []
    if since < on:
        found.append(Finding("change_back_dated", {**values, "days": on - since}))
    if since in holidays:
        found.append(Finding("change_on_holiday", values))
    elif date.fromordinal(since).weekday() == SUNDAY:
        found.append(Finding("change_on_sunday", values))
    return tuple(found)


def _in_order(one: Agreement) -> Iterator[Finding]:
    if one.until is not None and one.until < one.since:
        yield Finding("ends_before_it_begins", {"since": iso(one.since), "until": iso(one.until)})


def _back_dated(one: Agreement) -> Iterator[Finding]:
    if one.since < one.on:
        yield Finding("back_dated", {"since": iso(one.since), "days": one.on - one.since})


def _first_day(one: Agreement) -> Iterator[Finding]:
    values = {"since": iso(one.since)}
    if one.since in one.holidays:
        yield Finding("begins_on_holiday", values)
    elif date.fromordinal(one.since).weekday() == SUNDAY:
        yield Finding("begins_on_sunday", values)
    elif date.fromordinal(one.since).weekday() == SATURDAY:
        yield Finding("begins_on_saturday", values, warns=False)


def _overlapping(one: Agreement) -> Iterator[Finding]:
    """Those that go well beside it (ordinary hours beside a placement) are left out."""
    for other in _meeting(one.beside, one):
        if other.kind not in one.goes_beside:
            last = [day for day in (one.until, other.last) if day is not None]
            yield Finding("overlapping", {
                "id": other.id,
                "kind": other.kind,
                "at": other.at,
                "first": iso(max(one.since, other.first)),
                "last": iso(min(last)) if last else None,
            })  # fmt: skip


def _meeting(beside: Iterable[Beside], one: Agreement) -> Iterable[Beside]:
    for other in sorted(beside, key=lambda other: other.first):
        ended = other.last is not None and other.last < one.since
        if not ended and (one.until is None or other.first <= one.until):
            yield other


def _same_employer(one: Agreement) -> Iterator[Finding]:
    if one.employer is not None and one.employer == one.last_employer:
        yield Finding("last_employer", {})
