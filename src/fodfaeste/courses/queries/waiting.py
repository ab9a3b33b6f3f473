"""What of courses waits for one person: a few questions to the database, however many runs."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases.policy import MAY, Act
from fodfaeste.cases.prepared import Prepared
from fodfaeste.cases.relations import covered_by, part_in, shown_name, stands_in_any
from fodfaeste.courses.models import Attendance, Participant, Run, RunStaff, Session
from fodfaeste.courses.patterns import Kind, pattern_of

BACK = timedelta(days=120)
"""So long it is asked about a session."""
MOST = 20

State = Participant.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmarked:
    """A session that was held before today and of which nothing is registered. ``enrolled``: how
    many should have been there."""

    session_id: UUID
    run_id: UUID
    kind: Kind
    begins_at: datetime
    ends_at: datetime
    room: str
    enrolled: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferWaiting:
    """A freed place that is kept for somebody until they answer. ``citizen`` None: the name is not
    for the reader."""

    run_id: UUID
    kind: Kind
    first_on: date
    case_id: UUID
    citizen: str | None
    protected: bool
    answer_by: date

    def is_late(self, today: date) -> bool:
        return self.answer_by < today


def sessions_without_attendance(*, user: User, today: date) -> tuple[Unmarked, ...]:
    """The sessions of yesterday and before of the runs that ``user`` is responsible for, the
    earliest first; of a run without staff, whoever made it is. One question."""
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    rows = _UNMARKED.rows(user=user, since=midnight - BACK, midnight=midnight)
    asked = (one for one in map(_unmarked, rows) if one.kind.course.session_event)
    return tuple(islice(asked, MOST))


def _unmarked(row: tuple[Any, ...]) -> Unmarked:
    *run, session_id, run_id, begins_at, ends_at, room, enrolled = row
    return Unmarked(
        session_id=session_id,
        run_id=run_id,
        kind=pattern_of(*run),
        begins_at=begins_at,
        ends_at=ends_at,
        room=room,
        enrolled=enrolled,
    )


def _without_attendance(
    user: User, since: datetime, midnight: datetime
) -> "QuerySet[Session, Any]":
    held = Session.unrestricted.filter(
        run__in=_run_by(user), is_cancelled=False, begins_at__gte=since, begins_at__lt=midnight
    )
    enrolled = Q(run__participants__state=State.ENROLLED)
    counted = held.annotate(enrolled=Count("run__participants", filter=enrolled))
    marked = Exists(Attendance.unrestricted.filter(session=OuterRef("pk")))
    found = counted.filter(~marked, enrolled__gt=0).order_by("begins_at", "pk")
    return found.values_list(
        "run__programme", "run__version", "run__course",
        "pk", "run_id", "begins_at", "ends_at", "run__room", "enrolled",
    )  # fmt: skip


_UNMARKED = Prepared(_without_attendance)


def _run_by(user: User) -> "QuerySet[Run]":
    staff = RunStaff.unrestricted.filter(run=OuterRef("pk"))
    theirs = Q(Exists(staff.filter(user=user))) | (Q(made_by=user) & ~Exists(staff))
    return Run.objects.visible_to(user).filter(theirs)


def offers_waiting(*, user: User, today: date) -> tuple[OfferWaiting, ...]:
    """The places that are offered to citizens and not answered: of cases that ``user`` has a part
    in, or covers, and of the runs that they are responsible for, where they may take the answer
    down. The first to be answered first. One question, and the log of whose names were shown."""
    found = tuple(_offer(row) for row in _OFFERED.rows(user=user, today=today))
    shown = [one.case_id for one in found if one.citizen is not None]
    access.note_list(user=user, case_ids=shown, page="today")
    return found


def _offer(row: tuple[Any, ...]) -> OfferWaiting:
    *run, run_id, first_on, case_id, protected, answer_by, citizen = row
    return OfferWaiting(
        run_id=run_id,
        kind=pattern_of(*run),
        first_on=first_on,
        case_id=case_id,
        citizen=citizen,
        protected=protected,
        answer_by=answer_by,
    )


def _offered(user: User, today: date) -> "QuerySet[Participant, Any]":
    covered = covered_by(user, today).values("case")
    theirs = Q(case__in=part_in(user)) | Q(case__in=covered) | Q(run__in=_run_by(user))
    may = stands_in_any(MAY[Act.BOOK], user, today, "case")
    seen = Participant.objects.visible_to(user, today)
    offered = seen.filter(theirs, may, state=State.OFFERED, answer_by__isnull=False)
    named = offered.annotate(citizen=shown_name(user, today, "case", "case__citizen"))
    return named.order_by("answer_by", "listed_at", "pk").values_list(
        "run__programme", "run__version", "run__course",
        "run_id", "run__first_on", "case_id", "case__citizen__protected", "answer_by", "citizen",
    )[:MOST]  # fmt: skip


_OFFERED = Prepared(_offered)
