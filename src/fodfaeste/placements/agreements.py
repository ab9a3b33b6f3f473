"""What a work agreement says (CT-09, CT-10): hours by kind over time, times of the week, and what
is written, which is encrypted and known in the log by its digest."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple

from cryptography.fernet import InvalidToken

from fodfaeste.cases import crypto
from fodfaeste.core.timesheets import spread
from fodfaeste.placements.models import AgreementVersion

Times = Mapping[int, tuple[time, time]]
"""When work begins and ends on each day of the week; 1 is Monday."""

WORKING_DAYS = (1, 2, 3, 4, 5)
NO_HOURS = Decimal(0)


class Step(NamedTuple):
    """So many hours a week of a kind; from ``since``, or from the first day of the version."""

    kind: str
    a_week: Decimal
    since: date | None = None


class SubGoal(NamedTuple):
    """A step on the citizen's way, and by when it should be reached (CT-09)."""

    words: str
    by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What else is agreed. ``purpose``: a code (see ``placements.purposes``). ``considerations``:
    codes of ``companies.considerations``; ``other``: more of them in words. ``contact``, ``mentor``
    and ``representative``: of the staff, at the company; ``…_reached``: telephone and e-mail.
    ``assistance``: personal assistance and other schemes. ``reasons``: why it is granted.
    ``despite``: codes of what the rules warned of, and ``decided`` why it was made all the same."""

    purpose: str = ""
    purpose_text: str = ""
    tasks: str = ""
    considerations: tuple[str, ...] = ()
    other: str = ""
    sub_goals: tuple[SubGoal, ...] = ()
    contact: str = ""
    contact_reached: str = ""
    mentor: str = ""
    mentor_reached: str = ""
    representative: str = ""
    representative_reached: str = ""
    aids: str = ""
    assistance: str = ""
    follow_up: str = ""
    reasons: str = ""
    despite: tuple[str, ...] = ()
    decided: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A whole agreement: what holds from ``since`` on, until the placement's last day."""

    since: date
    until: date | None
    steps: tuple[Step, ...] = ()
    week: Times = field(default_factory=dict)
    details: Details = Details()


# --- as it is stored


def sealed(details: Details) -> str:
    """The text of an agreement as it is stored, with a salt: without it the digest would tell
    short texts."""
    said = asdict(details)
    said["sub_goals"] = [{"words": one.words, "by": _iso(one.by)} for one in details.sub_goals]
    given = {name: value for name, value in said.items() if value}
    return crypto.encrypt_map({**given, "salt": secrets.token_hex(16)})


def opened(content: str) -> Details:
    """The text of an agreement; nothing of one that was erased, or that no key opens."""
    try:
        said = crypto.decrypt_map(content)
    except InvalidToken:
        return Details()
    said.pop("salt", None)
    goals = (SubGoal(one["words"], day_of(one["by"])) for one in said.pop("sub_goals", ()))
    lists = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    return Details(**{**said, **lists}, sub_goals=tuple(goals))


def stored_steps(steps: Iterable[Step]) -> list[dict[str, str]]:
    """Hours as a version keeps them."""
    return [
        {"kind": one.kind, "a_week": plain(one.a_week)}
        | ({"since": one.since.isoformat()} if one.since else {})
        for one in steps
    ]


def stored_week(week: Times) -> dict[str, list[str]]:
    """Times of the week as a version keeps them."""
    return {str(day): [f"{begins:%H:%M}", f"{ends:%H:%M}"] for day, (begins, ends) in week.items()}


def steps_of(version: AgreementVersion) -> tuple[Step, ...]:
    """The hours that a version says, in order of their days."""
    found = [
        Step(one["kind"], Decimal(one["a_week"]), day_of(one.get("since"))) for one in version.hours
    ]
    return tuple(sorted(found, key=lambda one: one.since or version.since))


def week_of(version: AgreementVersion) -> Times:
    """The times of the week that a version says."""
    return {
        int(day): (time.fromisoformat(begins), time.fromisoformat(ends))
        for day, (begins, ends) in sorted(version.week.items())
    }


def terms_of(version: AgreementVersion) -> Terms:
    """All that a version says."""
    return Terms(
        since=version.since,
        until=version.until,
        steps=steps_of(version),
        week=week_of(version),
        details=opened(version.details),
    )


def whole(terms: Terms, *, since: date) -> Terms:
    """The same terms for the whole of a placement, which began on ``since``."""
    return replace(terms, since=since)


def plain(number: Decimal) -> str:
    """A number of hours without needless zeros."""
    return format(number.normalize(), "f")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


# --- over time


class Hours(NamedTuple):
    """From ``first`` through ``last`` (None: on) the hours a week of each kind, and the times."""

    first: date
    last: date | None
    by_kind: Mapping[str, Decimal]
    week: Times

    @property
    def a_week(self) -> Decimal:
        """Of all kinds together."""
        return sum(self.by_kind.values(), NO_HOURS)


def over_time(versions: Iterable[AgreementVersion], *, last: date | None) -> list[Hours]:
    """How the hours go, from the first day to ``last``: each version holds until the next one of
    a higher number, and each of its steps until the next one of its kind."""
    known = sorted(versions, key=lambda one: one.number)
    found: list[Hours] = []
    for number, version in enumerate(known):
        after = min((one.since for one in known[number + 1 :]), default=None)
        end = _before(after) if after else last
        found += _of_version(version, _earlier(end, last))
    return found


def starting_hours(terms: Terms) -> list[Hours]:
    """How the hours go by an agreement that is not stored yet."""
    return list(_stretches(terms.since, terms.steps, terms.week, terms.until))


def changed_hours(hours: Iterable[Hours], terms: Terms) -> list[Hours]:
    """How they go once a version that is not stored yet holds from its day on."""
    before = [
        one._replace(last=_earlier(one.last, _before(terms.since)))
        for one in hours
        if one.first < terms.since
    ]
    return [*before, *starting_hours(terms)]


def _of_version(version: AgreementVersion, last: date | None) -> Iterator[Hours]:
    return _stretches(version.since, steps_of(version), week_of(version), last)


def _stretches(
    since: date, steps: Iterable[Step], week: Times, last: date | None
) -> Iterator[Hours]:
    begins = sorted(((max(one.since or since, since), one) for one in steps), key=_by_day)
    days = sorted({since, *(day for day, _ in begins)})
    for first, after in zip(days, [*days[1:], None], strict=True):
        until = _before(after) if after else last
        if last is not None and first > last:
            return
        holding = {one.kind: one.a_week for day, one in begins if day <= first}
        yield Hours(first, _earlier(until, last), holding, week)


def _by_day(begins: tuple[date, Step]) -> date:
    return begins[0]


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _earlier(one: date | None, other: date | None) -> date | None:
    known = [day for day in (one, other) if day is not None]
    return min(known) if known else None


def hours_by_day(hours: Hours) -> tuple[Decimal, ...]:
    """Hours on each day of the week, Monday first: as long as the times of day say, if these make
    up the week; else the hours a week over the days that have times, or over the working days."""
    if hours_in(hours.week) != hours.a_week:
        return spread(hours.a_week, [day - 1 for day in hours.week or WORKING_DAYS])
    return tuple(_length(hours.week[day]) if day in hours.week else NO_HOURS for day in range(1, 8))


def _length(times: tuple[time, time]) -> Decimal:
    begins, ends = (Decimal(one.hour * 60 + one.minute) for one in times)
    return max(NO_HOURS, (ends - begins) / 60)


def hours_in(week: Times) -> Decimal:
    """How many hours the times of a week are together."""
    return sum((_length(one) for one in week.values()), NO_HOURS)
