"""What a case has to do with courses, for its page; and in which runs it could take part."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case
from fodfaeste.cases.policy import Kind as Seen
from fodfaeste.cases.relations import sees
from fodfaeste.courses.letters import is_reached
from fodfaeste.courses.marks import marks
from fodfaeste.courses.models import TAKEN, Attendance, Participant, Run, Session
from fodfaeste.courses.patterns import ABSENT, of_run
from fodfaeste.courses.queries.results import OpenRun, TakesPart
from fodfaeste.letters.languages import language_of

State = Participant.State
ACTIVE = (State.ENROLLED, State.OFFERED, State.WAITING)


def of_case(*, user: User, case_id: UUID, now: datetime) -> tuple[TakesPart, ...]:
    """The runs that a case takes part in or waits for, newest first; nothing where ``user`` does
    not see what is registered in it."""
    today = timezone.localdate(now)
    seen = Participant.objects.visible_to(user, today).filter(case=case_id)
    rows = list(seen.select_related("run").order_by("-run__first_on", "pk"))
    sessions = _sessions([row.run_id for row in rows])
    codes = _codes([row.pk for row in rows])
    return tuple(
        _takes_part(row, sessions.get(row.run_id, []), codes.get(row.pk, []), now) for row in rows
    )


def _takes_part(
    row: Participant, sessions: Sequence[Session], codes: Sequence[str], now: datetime
) -> TakesPart:
    missed = sum(1 for code in codes if code.startswith(ABSENT))
    return TakesPart(
        run_id=row.run_id,
        kind=of_run(row.run),
        state=row.state,
        first_on=row.run.first_on,
        last_on=max((one.day for one in sessions), default=None),
        next_at=min((one.begins_at for one in sessions if one.ends_at > now), default=None),
        room=row.run.room,
        answer_by=row.answer_by,
        attended=len(codes) - missed,
        missed=missed,
    )


def _sessions(ids: Sequence[UUID]) -> Mapping[UUID, list[Session]]:
    found: dict[UUID, list[Session]] = {}
    for one in Session.unrestricted.filter(run__in=ids, is_cancelled=False):
        found.setdefault(one.run_id, []).append(one)
    return found


def _codes(ids: Sequence[UUID]) -> Mapping[UUID, list[str]]:
    rows = list(Attendance.unrestricted.filter(participant__in=ids).select_related("entry"))
    found: dict[UUID, list[str]] = {}
    for (_, participant), mark in (marks(rows) if rows else {}).items():
        found.setdefault(participant, []).append(mark.code)
    return found


def open_runs(*, user: User, case_id: UUID, now: datetime) -> tuple[OpenRun, ...]:
    """The runs of the case's programme and organisation that are not over and that it is not on."""
    today = timezone.localdate(now)
    seen = Case.unrestricted.filter(sees(Seen.REGISTRATIONS, user, today), pk=case_id)
    found = seen.select_related("citizen").first()
    if found is None:
        return ()
    there = Participant.unrestricted.filter(case=case_id, state__in=ACTIVE).values("run")
    coming = Session.unrestricted.filter(begins_at__gte=now, is_cancelled=False).values("run")
    rows = Run.unrestricted.filter(
        organisation=found.organisation_id, programme=found.programme, pk__in=coming
    ).exclude(pk__in=there)
    counted = rows.annotate(
        taken=_number(TAKEN),
        waiting=_number((State.WAITING,)),
        held=Count("sessions", filter=Q(sessions__is_cancelled=False), distinct=True),
    )
    language = language_of(case_id)
    return tuple(
        OpenRun(
            run_id=row.pk,
            kind=of_run(row),
            first_on=row.first_on,
            sessions=row.held,
            room=row.room,
            free=None if row.capacity is None else max(0, row.capacity - row.taken),
            waiting=row.waiting,
            reached=is_reached(found, row),
            language=language,
        )
        for row in counted.select_related("organisation__parent").order_by("first_on", "pk")
    )


def _number(states: Sequence[str]) -> Count:
    wanted = Q(participants__state__in=states)
    return Count("participants", filter=wanted, distinct=True)
