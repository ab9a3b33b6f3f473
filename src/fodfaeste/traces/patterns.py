"""Look-ups that are unusual. Each may be all right; somebody has to look and to ask.

Every pattern has a threshold that the page states. The database does the counting, by the same few
questions however much there is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncDate
from django.utils import timezone

from fodfaeste.accounts import access
from fodfaeste.accounts.models import AccessLog, User
from fodfaeste.cases.models import Case, CaseMember, Citizen
from fodfaeste.traces.overseeing import Named, by_own_people, controlled, named

OPENINGS = (access.Act.VIEW, access.Act.SEARCH, access.Act.EXPORT, access.Act.PRINT)
"""Acts that aim at one person. A list that everybody begins the day with is none."""
MANY, TIMES_USUAL, USUAL_OF = 20, 3, timedelta(days=90)
REFUSED, REFUSED_WITHIN = 3, timedelta(hours=1)
DAY_BEGINS, DAY_ENDS, SATURDAY, AT_ODD_HOURS = 6, 20, 6, 5
SHOWN = 50
READ = 5000
"""How many refused attempts are read at most: more of them in a month is a pattern in itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """Somebody's look-ups that fit a pattern. ``number``: how many; ``usual``: their own median,
    None if it is not asked or not known yet. ``citizen``: None if the name is not for whoever asks,
    or several are meant."""

    user: str
    organisation: str
    day: date
    number: int
    usual: float | None = None
    case_id: UUID | None = None
    citizen: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """What was found in a period, the newest first, at most ``SHOWN`` of each."""

    many_persons: tuple[Unusual, ...] = ()
    own_address: tuple[Unusual, ...] = ()
    protected: tuple[Unusual, ...] = ()
    refused: tuple[Unusual, ...] = ()
    odd_hours: tuple[Unusual, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    user_id: int
    day: date
    number: int
    usual: float | None = None
    about: UUID | None = field(default=None)


def unusual(*, user: User, since: date, today: date) -> Patterns:
    """The patterns since that day, for a leader or one who watches over data protection. Whose
    names were shown is logged. Raises ``NotOverseeing``."""
    lines = controlled(user).filter(at__gte=_midnight(since))
    found = {
        "many_persons": list(_many_persons(user, since))[:SHOWN],
        "own_address": _by_person(lines.filter(_lives_there())),
        "protected": _by_person(lines.filter(_protected())),
        "refused": list(_refused(lines))[:SHOWN],
        "odd_hours": _odd_hours(lines),
    }
    everything = [one for several in found.values() for one in several]
    people = User.objects.select_related("organisation").in_bulk(
        {one.user_id for one in everything}
    )
    abouts = {one.about for one in everything if one.about is not None}
    known = named(abouts, user=user, today=today)
    shown = [known[about].case_id for about in abouts if about in known and known[about].citizen]
    access.note_list(user=user, case_ids=shown, page="unusual")
    return Patterns(
        **{
            name: tuple(_told(one, people[one.user_id], known) for one in several)
            for name, several in found.items()
        }
    )


def _told(found: _Found, user: User, known: Mapping[UUID | None, Named]) -> Unusual:
    about = known.get(found.about)
    return Unusual(
        user=user.name,
        organisation=user.organisation.name,
        day=found.day,
        number=found.number,
        usual=found.usual,
        case_id=about.case_id if about else None,
        citizen=about.citizen if about else None,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _many_persons(user: User, since: date) -> Iterator[_Found]:
    """At least ``MANY`` people in a day, and ``TIMES_USUAL`` times the person's own median of the
    days before on which they looked at anybody."""
    lines = (
        by_own_people(user)
        .exclude(user=user)
        .filter(act__in=OPENINGS, citizen_id__isnull=False, at__gte=_midnight(since - USUAL_OF))
    )
    days = lines.annotate(day=TruncDate("at")).values_list("user_id", "day")
    counted = days.annotate(number=Count("citizen_id", distinct=True)).order_by("user_id", "day")
    found = []
    for user_id, of_user in groupby(counted, key=lambda row: row[0]):
        earlier: list[int] = []
        for _, day, number in of_user:
            usual = median(earlier) if earlier else None
            if day >= since and number >= MANY and number >= TIMES_USUAL * (usual or 0):
                found.append(_Found(user_id, day, number, usual))
            earlier.append(number)
    yield from sorted(found, key=lambda one: one.day, reverse=True)


def _lives_there() -> Q:
    """Somebody who lives where the person who looked lives, by the blind index of both homes."""
    same = {"address_index": OuterRef("user__address_index")}
    citizen = Citizen.unrestricted.filter(pk=OuterRef("citizen_id"), **same)
    case = Case.unrestricted.filter(
        pk=OuterRef("case_id"), citizen__address_index=OuterRef("user__address_index")
    )
    return Q(user__address_index__isnull=False) & (Q(Exists(citizen)) | Q(Exists(case)))


def _protected() -> Q:
    """Somebody whose name and address are protected, looked up by one who has never had a part
    in the case."""
    citizen = Citizen.unrestricted.filter(pk=OuterRef("citizen_id"), protected=True)
    case = Case.unrestricted.filter(pk=OuterRef("case_id"), citizen__protected=True)
    part = CaseMember.unrestricted.filter(case=OuterRef("case_id"), user=OuterRef("user"))
    return (Q(Exists(citizen)) | Q(Exists(case))) & ~Q(Exists(part))


def _by_person(lines: "QuerySet[AccessLog]") -> list[_Found]:
    """For each who looked and each looked at, how often and when last."""
    grouped = lines.values_list("user_id", "case_id", "citizen_id")
    counted = grouped.annotate(number=Count("pk"), last=Max("at")).order_by("-last")[:SHOWN]
    return [
        _Found(user_id, timezone.localdate(last), number, about=case_id or citizen_id)
        for user_id, case_id, citizen_id, number, last in counted
    ]


def _refused(lines: "QuerySet[AccessLog]") -> Iterator[_Found]:
    """At least ``REFUSED`` attempts within an hour: for each person and day the most in an hour."""
    refused = lines.filter(act=access.Act.REFUSED).order_by("-at").values_list("user_id", "at")
    attempts = sorted((user_id, at) for user_id, at in refused[:READ])
    most: dict[tuple[int, date], int] = {}
    for user_id, of_user in groupby(attempts, key=lambda row: row[0]):
        window: list[datetime] = []
        for _, at in of_user:
            window = [one for one in window if at - one <= REFUSED_WITHIN] + [at]
            key = (user_id, timezone.localdate(at))
            most[key] = max(most.get(key, 0), len(window))
    found = [_Found(*key, number) for key, number in most.items() if number >= REFUSED]
    yield from sorted(found, key=lambda one: one.day, reverse=True)


def _odd_hours(lines: "QuerySet[AccessLog]") -> list[_Found]:
    """At least ``AT_ODD_HOURS`` look-ups in a day before six, after eight, or at a weekend."""
    odd = Q(hour__lt=DAY_BEGINS) | Q(hour__gte=DAY_ENDS) | Q(weekday__gte=SATURDAY)
    timed: Any = lines.filter(act__in=(*OPENINGS, access.Act.REFUSED)).annotate(
        hour=ExtractHour("at"), weekday=ExtractIsoWeekDay("at"), day=TruncDate("at")
    )
    counted = timed.filter(odd).values_list("user_id", "day").annotate(number=Count("pk"))
    rows = counted.filter(number__gte=AT_ODD_HOURS).order_by("-day", F("user_id"))[:SHOWN]
    return [_Found(user_id, day, number) for user_id, day, number in rows]
