"""The page of a run, and its grid of attendance. Of those who take part one is told whose cases one
sees; the others are counted. It is logged whose names were shown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case
from fodfaeste.cases.names import sort_key
from fodfaeste.cases.policy import MAY, Act
from fodfaeste.cases.policy import Kind as Seen
from fodfaeste.cases.relations import sees, shown_name, stands_in_any
from fodfaeste.cases.rows import Row, read_rows, story
from fodfaeste.core.courses import lacking, refer_by, usual_most
from fodfaeste.courses.letters import is_reached
from fodfaeste.courses.marks import marks
from fodfaeste.courses.models import (
    TAKEN,
    Attendance,
    InterviewTime,
    Participant,
    Run,
    RunStaff,
    Session,
)
from fodfaeste.courses.patterns import Kind, marks_of, may_arrange, of_run
from fodfaeste.courses.queries.listing import untold_count
from fodfaeste.courses.queries.results import (
    Candidate,
    Grid,
    Invitation,
    ParticipantView,
    RunView,
    SessionView,
    StaffView,
    TimeView,
)
from fodfaeste.courses.services.changes import named_day
from fodfaeste.letters.languages import USUAL, last_written_in
from fodfaeste.letters.models import Letter, State

CANDIDATES = 200


def run(
    *,
    user: User,
    run_id: UUID,
    now: datetime,
    page: str = "course",
    act: access.Act = access.Act.LIST,
) -> RunView | None:
    """A run as ``user`` sees it; None if they do not. ``page``: where its names are shown;
    ``act``: or taken out."""
    seen = Run.objects.visible_to(user).select_related("organisation__parent").filter(pk=run_id)
    found = seen.first()
    if found is None:
        return None
    today = timezone.localdate(now)
    people = _participants(found, user, today)
    named = [one.case_id for one in people if one.citizen is not None]
    if named:
        access.note_list(user=user, case_ids=named, act=act, page=page)
    return _view(found, people, user)


def _view(found: Run, people: Sequence[ParticipantView], user: User) -> RunView:
    kind = of_run(found)
    staff = _staff(found)
    programme = kind.rules.programme
    return RunView(
        run_id=found.pk,
        kind=kind,
        organisation_id=found.organisation_id,
        organisation=found.organisation.name,
        first_on=found.first_on,
        room=found.room,
        capacity=found.capacity,
        sessions=tuple(_sessions(found)),
        staff=staff,
        lacking=lacking(kind.course, Counter(one.role for one in staff)),
        participants=tuple(people),
        hidden=_hidden(found, people),
        times=tuple(_times(found, people)),
        refer_by=refer_by(programme, kind.course, found.first_on),
        may_arrange=may_arrange(user, found.organisation_id),
    )


def _sessions(found: Run) -> Iterator[SessionView]:
    rows = Session.unrestricted.filter(run=found).annotate(marked=Count("attendance"))
    for row in rows.order_by("begins_at", "pk"):
        yield SessionView(
            id=row.pk,
            begins_at=row.begins_at,
            ends_at=row.ends_at,
            day=row.day,
            earlier=tuple(map(datetime.fromisoformat, row.earlier)),
            is_cancelled=row.is_cancelled,
            marked=row.marked,
        )


def _staff(found: Run) -> tuple[StaffView, ...]:
    rows = RunStaff.unrestricted.filter(run=found).order_by("role", "user__name")
    values = rows.values_list("user", "user__name", "role")
    return tuple(StaffView(user_id=user, name=name, role=role) for user, name, role in values)


def _hidden(found: Run, people: Iterable[ParticipantView]) -> Mapping[str, int]:
    rows = Participant.unrestricted.filter(run=found).values_list("state")
    every = Counter(dict(rows.annotate(n=Count("pk")).order_by()))
    return every - Counter(one.state for one in people)


# --- participants


def _participants(found: Run, user: User, today: date) -> list[ParticipantView]:
    """Those whose case the reader sees: by name, and those without one last."""
    rows = _visible(found, user, today)
    logs = read_rows([row.case_id for row in rows])
    change = _may(Act.BOOK, rows, user, today)
    correct = _may(Act.CORRECT, rows, user, today)
    send = _may(Act.SEND_LETTERS, rows, user, today)
    notes = _case_ids(rows, sees(Seen.NOTES, user, today))
    languages = last_written_in([row.case_id for row in rows])
    made = [
        ParticipantView(
            id=row.pk,
            case_id=row.case_id,
            citizen=row.citizen,
            state=row.state,
            answer_by=row.answer_by,
            untold=row.untold,
            named_day=_another_day(found, row, logs.get(row.case_id, [])),
            relatives=_relatives(row) if row.case_id in notes else None,
            may_change=row.case_id in change,
            may_correct=row.case_id in correct,
            may_invite=row.case_id in send,
            invitation=_invitation(row),
            reached=is_reached(row.case, found),
            language=languages.get(row.case_id, USUAL),
            often=_often(of_run(found), row.case.programme, logs.get(row.case_id, [])),
        )
        for row in rows
    ]
    return sorted(made, key=_order)


def written_in(*, view: RunView) -> frozenset[str]:
    """The languages in which those with a place are written to."""
    held = Participant.unrestricted.filter(run=view.run_id, state__in=TAKEN)
    ids = list(held.values_list("case", flat=True))
    known = last_written_in(ids)
    return frozenset(known.get(one, USUAL) for one in ids)


def _order(one: ParticipantView) -> tuple[bool, str, str]:
    is_hidden = one.citizen is None
    return is_hidden, sort_key(one.citizen or ""), str(one.id if is_hidden else one.case_id)


def _visible(found: Run, user: User, today: date) -> list[Any]:
    seen = Participant.objects.visible_to(user, today).filter(run=found)
    named = seen.annotate(
        citizen=shown_name(user, today, "case", "case__citizen"), untold=untold_count()
    )
    return list(named.select_related("case__citizen", "invitation"))


def _invitation(row: Participant) -> Invitation | None:
    letter: Letter | None = row.invitation
    if letter is None or letter.state == State.WITHDRAWN:
        return None
    return Invitation(letter.pk, letter.state)


def _may(act: Act, rows: Iterable[Any], user: User, today: date) -> frozenset[UUID]:
    return _case_ids(rows, stands_in_any(MAY[act], user, today))


def _case_ids(rows: Iterable[Any], condition: Any) -> frozenset[UUID]:
    ids = [row.case_id for row in rows]
    return frozenset(Case.unrestricted.filter(condition, pk__in=ids).values_list("pk", flat=True))


def _relatives(row: Participant) -> str:
    return crypto.decrypt(row.relatives) if row.relatives else ""


def _another_day(found: Run, row: Participant, log: Sequence[Row]) -> date | None:
    """The day that the referral names, of one who has a place, where it is not the run's."""
    if row.state not in TAKEN:
        return None
    day = named_day(found, log)
    return day if day != found.first_on else None


def _often(kind: Kind, programme: str, log: Sequence[Row]) -> dict[str, int]:
    """How often what is usual so many times at most has happened in a case (RA-10)."""
    asked = list(usual_most(kind.rules.programme, kind.course))
    if not asked:
        return {}
    events = story(programme, log).events
    there = [one for one in events if one.type == kind.course.session_event]
    return {name: sum(one.attributes.get(name) is True for one in there) for _, name in asked}


# --- interviews


def _times(found: Run, people: Iterable[ParticipantView]) -> Iterator[TimeView]:
    known = {one.case_id: one for one in people}
    rows = InterviewTime.unrestricted.filter(run=found).select_related("appointment")
    for row in rows:
        case_id = None if row.is_free or row.appointment is None else row.appointment.case_id
        seen = known.get(case_id) if case_id else None
        yield TimeView(
            id=row.pk,
            begins_at=row.begins_at,
            minutes=row.minutes,
            is_free=row.is_free,
            case_id=seen.case_id if seen else None,
            citizen=seen.citizen if seen else None,
        )


# --- attendance, and who can be enrolled


def grid(*, user: User, run_id: UUID, now: datetime, printed: bool = False) -> Grid | None:
    """The grid of a run; None if ``user`` does not see it. ``printed``: taken out on paper."""
    act = access.Act.PRINT if printed else access.Act.LIST
    view = run(user=user, run_id=run_id, now=now, page="attendance", act=act)
    if view is None:
        return None
    rows = Attendance.unrestricted.filter(session__run=run_id).select_related("entry")
    standing = {cell: mark.code for cell, mark in marks(rows).items()}
    marked = {participant for _, participant in standing}
    enrolled = Participant.State.ENROLLED
    people = tuple(p for p in view.participants if p.state == enrolled or p.id in marked)
    return Grid(view=view, people=people, marks=standing, codes=marks_of(view.kind))


def candidates(*, user: User, run_id: UUID, now: datetime) -> tuple[Candidate, ...]:
    """The open cases that ``user`` can enrol in a run: those first whose referral names its first
    day."""
    today = timezone.localdate(now)
    seen = Run.objects.visible_to(user).select_related("organisation__parent")
    found = seen.filter(pk=run_id).first()
    if found is None:
        return ()
    gone = (Participant.State.WITHDRAWN, Participant.State.DECLINED)
    there = Participant.unrestricted.filter(run=found).exclude(state__in=gone).values("case")
    cases = Case.objects.visible_to(user, today).filter(
        stands_in_any(MAY[Act.BOOK], user, today),
        programme=found.programme,
        organisation=found.organisation_id,
        closed_on=None,
    )
    named = cases.exclude(pk__in=there).annotate(shown_name=shown_name(user, today))
    known = named.select_related("citizen").order_by("-opened_at", "pk")
    rows: list[Any] = list(known[:CANDIDATES])
    logs = read_rows(row.pk for row in rows)
    languages = last_written_in([row.pk for row in rows])
    made = tuple(_candidate(found, row, logs.get(row.pk, []), languages) for row in rows)
    shown = [one.case_id for one in made if one.citizen is not None]
    access.note_list(user=user, case_ids=shown, page="course")
    return tuple(sorted(made, key=lambda one: _first(one, found.first_on)))


def _candidate(
    found: Run, row: Any, log: Sequence[Row], languages: Mapping[UUID, str]
) -> Candidate:
    return Candidate(
        case_id=row.pk,
        citizen=row.shown_name,
        named_day=named_day(found, log),
        in_intake=row.intake,
        reached=is_reached(row, found),
        language=languages.get(row.pk, USUAL),
    )


def _first(one: Candidate, first_on: date) -> tuple[bool, bool, str, str]:
    is_hidden = one.citizen is None
    return one.named_day != first_on, is_hidden, sort_key(one.citizen or ""), str(one.case_id)
