"""The runs of an organisation in a list: always as many questions, however many they are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.core.courses import lacking
from fodfaeste.courses.models import (
    Attendance,
    Participant,
    Run,
    RunStaff,
    Session,
)
from fodfaeste.courses.patterns import Kind, of_run
from fodfaeste.courses.queries.results import RunListed

BACK = timedelta(days=120)
"""So long a run that is over is shown."""
MOST = 200

State = Participant.State


def runs(*, user: User, now: datetime) -> tuple[RunListed, ...]:
    """The runs that ``user`` sees, those over lately among them, by their first day."""
    today = timezone.localdate(now)
    last = Session.unrestricted.filter(begins_at__gte=now - BACK, is_cancelled=False)
    found = Run.objects.visible_to(user).filter(
        Q(pk__in=last.values("run")) | Q(first_on__gte=today)
    )
    rows = list(found.order_by("first_on", "pk")[:MOST])
    around = _Around([row.pk for row in rows])
    return tuple(_listed(row, around, user, now) for row in rows)


class _Around:
    """What belongs to runs, one question for each kind of thing."""

    def __init__(self, ids: Sequence[UUID]) -> None:
        self.sessions = _grouped(Session.unrestricted.filter(run__in=ids, is_cancelled=False))
        people = Participant.unrestricted.filter(run__in=ids)
        self.people = _grouped(people.annotate(untold=untold_count()))
        self.staff = _grouped(RunStaff.unrestricted.filter(run__in=ids))
        held = Attendance.unrestricted.filter(session__run__in=ids)
        counted = held.values_list("session").annotate(n=Count("pk"))
        self.marked: Mapping[UUID, int] = dict(counted)


def untold_count() -> Count:
    return Count("notices", filter=Q(notices__told_at=None, notices__isnull=False))


def _grouped(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.run_id, []).append(row)
    return found


def _listed(row: Run, around: _Around, user: User, now: datetime) -> RunListed:
    kind, today = of_run(row), timezone.localdate(now)
    sessions, people = around.sessions.get(row.pk, []), around.people.get(row.pk, [])
    staff = around.staff.get(row.pk, [])
    states = Counter(one.state for one in people)
    return RunListed(
        id=row.pk,
        kind=kind,
        first_on=row.first_on,
        last_on=max((one.day for one in sessions), default=row.first_on),
        next_at=min((one.begins_at for one in sessions if one.ends_at > now), default=None),
        sessions=len(sessions),
        room=row.room,
        capacity=row.capacity,
        enrolled=states[State.ENROLLED],
        offered=states[State.OFFERED],
        waiting=states[State.WAITING],
        lacking=lacking(kind.course, Counter(one.role for one in staff)),
        unmarked=_unmarked(kind, sessions, around.marked, states[State.ENROLLED], now),
        untold=sum(1 for one in people if one.untold),
        overdue_offers=sum(1 for one in people if _is_overdue(one, today)),
        mine=any(one.user_id == user.pk for one in staff),
    )


def _unmarked(
    kind: Kind, sessions: Iterable[Session], marked: Mapping[UUID, int], people: int, now: datetime
) -> int:
    """Sessions that were held without anybody's attendance being registered."""
    if not people or not kind.course.session_event:
        return 0
    return sum(1 for one in sessions if one.ends_at <= now and not marked.get(one.pk))


def _is_overdue(one: Participant, today: date) -> bool:
    return one.state == State.OFFERED and one.answer_by is not None and one.answer_by < today
