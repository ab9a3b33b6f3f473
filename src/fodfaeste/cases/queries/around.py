"""What stands beside Today: new cases, and how many one has."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fodfaeste.accounts import access
from fodfaeste.accounts.models import CaseloadNorm, User
from fodfaeste.cases.models import Case, CaseMember
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.prepared import Prepared
from fodfaeste.cases.queries.results import AppointmentView, TodayList
from fodfaeste.cases.queries.support import CallWaiting
from fodfaeste.cases.relations import sees, shown_name

NEW_FOR = timedelta(days=14)
SHOWN, COUNTED = 5, 99


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A case that the asker's organisation was given lately."""

    case_id: UUID
    citizen: str | None
    protected: bool
    programme: str
    version: date
    variant: str | None
    opened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How many open cases of a kind somebody has a part in, with that role."""

    programme: str
    version: date
    variant: str | None
    role: str
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """``new``: the newest few, ``more_new`` if there are others; ``new_count``: how many there are,
    counted as far as ``COUNTED`` and one more. ``cases``: open ones in all. ``norms``: how many
    the organisation wants one person to have, by role."""

    new: tuple[NewCase, ...]
    more_new: bool
    loads: tuple[Load, ...]
    cases: int
    new_count: int = 0
    norms: Mapping[str, int] = field(default_factory=dict)


def around(*, user: User, today: date) -> Around:
    """The cases that came to ``user``'s organisation in the last 14 days, and their caseload."""
    new, parts = newest(user, today), parts_of(user, today)
    return Around(
        new=new[:SHOWN],
        more_new=len(new) > SHOWN,
        loads=caseload(parts),
        cases=len({case for case, *_ in parts}),
        new_count=len(new),
        norms=dict(_NORMS.rows(user=user)) if parts else {},
    )


def _norms(user: User) -> "QuerySet[CaseloadNorm, Any]":
    return CaseloadNorm.objects.filter(organisation=user.organisation_id).values_list(
        "role", "cases"
    )


_NORMS = Prepared(_norms)


class Named(Protocol):
    """A row of a case, with the citizen's name if the reader sees it."""

    @property
    def case_id(self) -> UUID: ...

    @property
    def citizen(self) -> str | None: ...


def note_shown(
    *,
    user: User,
    listed: TodayList,
    around: Around,
    booked: Iterable[AppointmentView] = (),
    calls: Iterable[CallWaiting] = (),
    others: Iterable[Named] = (),
) -> None:
    """Writes down, in one line, whose names stand on Today and beside it. ``others``: what waits
    in other rooms of the house."""
    sections = (
        listed.overdue, listed.this_week, listed.later, listed.undated, listed.reminded,
    )  # fmt: skip
    due = {row.case_id for part in sections for row in part.rows if row.citizen is not None}
    new = {case.case_id for case in around.new if case.citizen is not None}
    called = {call.case_id for call in calls if call.citizen is not None}
    met = {one.case_id for one in booked if one.citizen is not None}
    beside = {one.case_id for one in others if one.citizen is not None}
    access.note_list(user=user, case_ids=due | new | called | met | beside, page="today")


def _new(user: User, since: datetime, today: date) -> "QuerySet[Case, Any]":
    found = Case.objects.visible_to(user, today).filter(
        sees(Kind.REGISTRATIONS, user, today),
        organisation=user.organisation_id,
        opened_at__gte=since,
        closed_on=None,
    )
    columns = ("pk", "citizen__protected", "programme", "version", "variant", "opened_at")
    name = shown_name(user, today)
    return found.order_by("-opened_at").values_list(*columns, name)[: COUNTED + 1]


_NEW = Prepared(_new)


def newest(user: User, today: date) -> tuple[NewCase, ...]:
    since = timezone.make_aware(datetime.combine(today - NEW_FOR, time.min))
    rows = _NEW.rows(user=user, since=since, today=today)
    return tuple(
        NewCase(
            case_id=pk,
            citizen=citizen,
            protected=protected,
            programme=programme,
            version=version,
            variant=variant,
            opened_on=timezone.localdate(opened_at),
        )
        for pk, protected, programme, version, variant, opened_at, citizen in rows
    )


Part = tuple[UUID, str, date, str | None, str]


def parts_of(user: User, today: date) -> list[Part]:
    """Every part in an open case: the case, its programme, version and variant, the role."""
    return _PARTS.rows(user=user, today=today)


def _parts(user: User, today: date) -> "QuerySet[CaseMember, Any]":
    found = CaseMember.objects.visible_to(user, today)
    found = found.filter(user=user, until=None, case__closed_on=None)
    columns = ("case__programme", "case__version", "case__variant", "role")
    return found.order_by("pk").values_list("case", *columns)


_PARTS = Prepared(_parts)


def caseload(parts: Iterable[Part]) -> tuple[Load, ...]:
    counted = Counter(part[1:] for part in parts)
    return tuple(
        Load(programme=programme, version=version, variant=variant, role=role, cases=cases)
        for (programme, version, variant, role), cases in counted.items()
    )
