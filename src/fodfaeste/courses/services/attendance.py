"""Who was at a session (JS-09, JR-08, RA-09): one act for all of them, an event on each case.

What was registered is corrected by saying something else; nothing is registered twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Appointment, LogEntry
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.events import (
    NewEvent,
    check_readable,
    correction_lines,
    event_line,
)
from fodfaeste.cases.services.holding import close, held_line, planned_for
from fodfaeste.cases.services.writing import Known, Line, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.courses.marks import Cell, Mark, marks
from fodfaeste.courses.models import Attendance, Participant, Run, Session
from fodfaeste.courses.patterns import ABSENT, SESSION_MISSED, Kind, marks_of, of_run
from fodfaeste.courses.services.runs import held_run, people_of, seen_run

CITIZEN, RELATIVE = "citizen", "relative"
CORRECTED = "Fremmødet er rettet."
"""Stands in the log as the reason of a correction, in the language of the case."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a cell. ``was``: what stood there when it was said, empty for nothing."""

    code: str
    was: str = ""


def register_attendance(
    *, run_id: UUID, said: Mapping[Cell, Said], by: User, now: datetime, submission: UUID
) -> int:
    """Registers who was at sessions of a run, all or nothing; gives how many events were written.
    What is said already is passed over. Raises ``NoSuchRun``, ``NotVisible``, ``NotAllowed`` or
    ``Refused`` (``attendance_changed`` where somebody else has said something since)."""
    run = seen_run(by, run_id)
    with transaction.atomic():
        held_run(run.pk)
        act = _Act(run, Writer(by, now, submission))
        faults = list(act.faults(said))
        if faults:
            raise Refused(faults)
        return sum(act.register(cell, one.code) for cell, one in said.items())


class _Act:
    """One sending of the grid."""

    def __init__(self, run: Run, writer: Writer) -> None:
        self.run, self.writer, self.kind = run, writer, of_run(run)
        self.sessions = {one.pk: one for one in run.sessions.all()}
        people = Participant.objects.visible_to(writer.by, writer.today).filter(run=run)
        self.people = {one.pk: one for one in people.select_related("case")}
        rows = Attendance.unrestricted.filter(session__run=run).select_related("entry")
        self.marks = marks(rows)
        self.roles = sorted({role for _, role in people_of(run)})

    def faults(self, said: Mapping[Cell, Said]) -> Iterator[Fault]:
        known = marks_of(self.kind)
        for (session_id, participant_id), one in said.items():
            session = self.sessions.get(session_id)
            if session is None or participant_id not in self.people or one.code not in known:
                yield Fault("attendance", "unknown_mark")
            elif session.is_cancelled:
                yield Fault("attendance", "session_cancelled")
            elif session.begins_at > self.writer.now:
                yield Fault("attendance", "session_not_yet")
            elif self._stands((session_id, participant_id)) not in (one.was, one.code):
                yield Fault("attendance", "attendance_changed")

    def _stands(self, cell: Cell) -> str:
        mark = self.marks.get(cell)
        return mark.code if mark else ""

    def register(self, cell: Cell, code: str) -> bool:
        """Whether anything was written."""
        if self._stands(cell) == code:
            return False
        session, participant = self.sessions[cell[0]], self.people[cell[1]]
        mark = self.marks.get(cell)
        may = Act.REGISTER if mark is None else Act.CORRECT
        case = allowed_case(self.writer.by, participant.case_id, may, self.writer.today)
        event, booked = self._event(session, code), list[Appointment]()
        writer = self._writer(cell)

        def decide(known: Known) -> list[Line]:
            rules, log = known.story.rules, known.rows
            if mark is not None:
                return self._corrected(known, mark, event)
            line = event_line(rules, log, event, writer.today)
            booked[:] = planned_for(case, line)
            return [line, *(held_line(each, known, writer) for each in booked)]

        def also(entries: Sequence[LogEntry]) -> None:
            close(booked, entries[0])
            Attendance.unrestricted.update_or_create(
                session=session,
                participant=participant,
                defaults={"entry": entries[0 if mark is None else -1]},
            )

        return not append(case, writer, decide, also=also).repeated

    def _writer(self, cell: Cell) -> Writer:
        theirs = uuid5(self.writer.submission, f"{cell[0]} {cell[1]}")
        return Writer(self.writer.by, self.writer.now, theirs)

    def _corrected(self, known: Known, mark: Mark, event: NewEvent) -> list[Line]:
        today, entry = self.writer.today, mark.entry
        check_readable(entry.case_id, entry.event_id, self.writer.by, today)
        rules, log = known.story.rules, known.rows
        return correction_lines(rules, log, entry.event_id, CORRECTED, today, replacement=event)

    def _event(self, session: Session, code: str) -> NewEvent:
        on = timezone.localdate(session.begins_at)
        what, _, more = code.partition(":")
        if what == ABSENT:
            return NewEvent(type=SESSION_MISSED, on=on, attributes={"cause": more})
        attributes = {**_where(self.kind), **{name: True for name in more.split("+") if name}}
        people = {self._who_came(), *self.roles}
        kind = str(self.kind.course.session_event)
        return NewEvent(type=kind, on=on, attributes=attributes, present=sorted(people))

    def _who_came(self) -> str:
        """Of those of the case: the citizen, or at a forum of theirs the relatives."""
        return RELATIVE if self.kind.course.for_relatives else CITIZEN


def _where(kind: Kind) -> dict[str, Any]:
    """What an event of such a session says of itself, as its form."""
    return {name: wanted.one_of[0] for name, wanted in kind.course.session_where.items()}
