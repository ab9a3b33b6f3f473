"""How a job lasts (RA-02, KV-12): paid hours week by week after it began, and whether it has
lasted for 13 and 26 weeks and for six months. Derived from agreements and the log. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from fodfaeste.core.dates import Period, add, as_date
from fodfaeste.placements.models import AgreementVersion
from fodfaeste.placements.reading import PlacementView

WEEKS = 26
MARKS = (Period(0, 13 * 7, "P13W"), Period(0, 26 * 7, "P26W"), Period(6, 0, "P6M"))
UNPAID = AgreementVersion.Hours.UNPAID


@dataclass(frozen=True, slots=True)
class Week:
    """A week after the first one began, and the paid hours agreed in it; None: no job in it."""

    number: int
    first: date
    hours: Decimal | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A length of time that reports ask about: the day on which it is reached, and whether it has
    been (None: that day has not come, and there is a job still)."""

    period: str
    on: date
    is_reached: bool | None


@dataclass(frozen=True, slots=True)
class Retention:
    """From the first day of the first job in the stretch."""

    since: date
    weeks: tuple[Week, ...]
    marks: tuple[Mark, ...]


def retention(placements: Sequence[PlacementView], *, on: date) -> Retention | None:
    """Of the newest stretch of jobs; None where there has been none. One job may follow another
    the next day."""
    jobs = sorted((one for one in placements if _has_begun(one)), key=lambda one: one.since)
    if not jobs:
        return None
    first, last = _stretch(jobs)
    weeks = (on - first).days // 7 + 1
    return Retention(
        since=first,
        weeks=tuple(_week(n, first, jobs) for n in range(1, min(max(weeks, 1), WEEKS) + 1)),
        marks=tuple(_mark(period, first, last, on) for period in MARKS),
    )


def _has_begun(one: PlacementView) -> bool:
    return one.is_job and one.state in ("running", "ended")


def _stretch(jobs: Sequence[PlacementView]) -> tuple[date, date | None]:
    """The first day, and the last one (None: still), of those that follow each other unbroken."""
    first, last = jobs[0].since, jobs[0].ended_on
    for job in jobs[1:]:
        if last is not None and job.since > last + timedelta(days=1):
            first, last = job.since, job.ended_on
        elif last is not None:
            last = None if job.ended_on is None else max(last, job.ended_on)
    return first, last


def _week(number: int, first: date, jobs: Sequence[PlacementView]) -> Week:
    monday = first + timedelta(weeks=number - 1)
    there = [job for job in jobs if _overlaps(job, monday, monday + timedelta(days=6))]
    hours = sum((_paid(job, monday) for job in there), Decimal(0))
    return Week(number, monday, hours if there else None)


def _overlaps(job: PlacementView, first: date, last: date) -> bool:
    return job.since <= last and (job.ended_on is None or job.ended_on >= first)


def _paid(job: PlacementView, day: date) -> Decimal:
    """The hours that are paid, by what holds at the end of the week that begins on ``day``."""
    holding = [one for one in job.hours if one.first <= day + timedelta(days=6)]
    if not holding:
        return Decimal(0)
    by_kind = holding[-1].by_kind.items()
    return sum((number for kind, number in by_kind if kind != UNPAID), Decimal(0))


def _mark(period: Period, first: date, last: date | None, on: date) -> Mark:
    reached = as_date(add(first.toordinal(), period))
    assert reached is not None
    if last is not None and last < reached - timedelta(days=1):
        return Mark(period.text, reached, False)
    return Mark(period.text, reached, True if reached <= on else None)
