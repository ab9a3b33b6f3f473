"""Sessions moved and cancelled: the log of each participant says so, they are written to, and what
counts from the first day of the run follows it (JS-05, JS-10)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change, Done, difference
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.models import Case, LogEntry, LogText, event_id
from fodfaeste.cases.policy import Act
from fodfaeste.cases.rows import Row
from fodfaeste.cases.services.appointments import FURTHEST, Slot
from fodfaeste.cases.services.events import NewEvent, check_readable, correction_lines
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.sight import sight_of
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.events import CORRECTION
from fodfaeste.core.faults import Fault, Refused, refuse_if_any, too_long
from fodfaeste.courses.letters import LONGEST_REASON, Changed, changed
from fodfaeste.courses.models import TAKEN, Attendance, Notice, Participant, Run, RunStaff, Session
from fodfaeste.courses.patterns import of_run
from fodfaeste.courses.services.places import offer_places, run_line
from fodfaeste.courses.services.runs import (
    Details,
    NoSuchRun,
    about_run,
    arranged_run,
    details_faults,
    held_run,
    people_of,
    save_staff,
    told_of,
    written,
)
from fodfaeste.letters.services import put

TOO_LATE_TO_WRITE = timedelta(days=5)
"""Who is to be somewhere else before that is told in another way too."""
NOTHING_SAID: Mapping[str, str] = MappingProxyType({})
FOLLOWS = "Holdets første dag er flyttet."
"""Stands in the log as the reason for which a referral names another day."""


def move_session(
    *,
    run_id: UUID,
    session_id: UUID,
    to: Slot,
    by: User,
    now: datetime,
    submission: UUID,
    reasons: Mapping[str, str] = NOTHING_SAID,
) -> Done:
    """Moves a session to another time. ``reasons``: stand in the letters of that language, and
    nowhere else. Raises ``Refused``, ``NoSuchRun`` or ``PermissionDenied``."""
    run = arranged_run(by, run_id)
    refuse_if_any(_reason_faults(reasons))

    def act() -> list[Change]:
        session = _open(run, session_id)
        refuse_if_any(_slot_faults(to, session, now))
        was = session.begins_at
        session.earlier = [*session.earlier, was.isoformat()]
        session.begins_at, session.ends_at = to.begins_at, to.ends_at
        session.save(update_fields=["earlier", "begins_at", "ends_at"])
        said = {"from": _clear(was), "to": _clear(to.begins_at)}
        change = _Change(run, session, rows.SESSION_MOVED, said, reasons, was)
        _tell_all(change, Writer(by, now, submission))
        before, after = ({"begins": _clear(when)} for when in (was, to.begins_at))
        return [Change("run_session_moved", about_run(run), before, after)]

    return written(run.organisation_id, by, now, submission, act)


def cancel_session(
    *,
    run_id: UUID,
    session_id: UUID,
    by: User,
    now: datetime,
    submission: UUID,
    reasons: Mapping[str, str] = NOTHING_SAID,
) -> Done:
    """Cancels a session. ``reasons``: stand in the letters of that language, and nowhere else.
    Raises ``Refused``, ``NoSuchRun`` or ``PermissionDenied``."""
    run = arranged_run(by, run_id)
    refuse_if_any(_reason_faults(reasons))

    def act() -> list[Change]:
        session = _open(run, session_id)
        Session.unrestricted.filter(pk=session.pk).update(is_cancelled=True)
        said = {"begins": _clear(session.begins_at)}
        change = _Change(run, session, rows.SESSION_CANCELLED, said, reasons)
        _tell_all(change, Writer(by, now, submission))
        return [Change("run_session_cancelled", about_run(run), said, {})]

    return written(run.organisation_id, by, now, submission, act)


def say_told(
    *, run_id: UUID, case_id: UUID, by: User, now: datetime, submission: UUID
) -> Registered:
    """Takes down that a participant was told of what was moved or cancelled."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.BOOK, writer.today)
    waiting = Notice.unrestricted.filter(
        participant__run=run_id, participant__case=case, told_at=None
    )

    def decide(_: Known) -> list[Line]:
        found = waiting.select_related("session__run").first()
        if found is None:
            raise Refused([Fault("case", "told_already")])
        return [run_line(rows.SESSION_TOLD, found.session.run, writer)]

    def also(_: Sequence[LogEntry]) -> None:
        waiting.update(told_at=now, told_by=by)

    return append(case, writer, decide, also=also)


def follow_first_day(
    *, run_id: UUID, case_id: UUID, by: User, now: datetime, submission: UUID
) -> Registered:
    """Lets a referral name the first day of the run that the case has a place in, by a correction:
    so what counts from that day follows. Raises ``Refused`` where it does already."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.CORRECT, writer.today)
    run = Run.unrestricted.filter(pk=run_id, participants__case=case).first()
    if run is None:
        raise NoSuchRun(run_id)

    def decide(known: Known) -> list[Line]:
        lines = list(_following(known, run, writer))
        if not lines:
            raise Refused([Fault("case", "same_first_day")])
        return lines

    return append(case, writer, decide)


def change_run(
    *, run_id: UUID, details: Details, by: User, now: datetime, submission: UUID
) -> Done:
    """Changes room, places and staff; what becomes free is offered to those who wait. Raises
    ``Refused``, ``NoSuchRun`` or ``PermissionDenied``."""
    run = arranged_run(by, run_id)
    refuse_if_any(details_faults(details, by))

    def act() -> list[Change | None]:
        before = told_of(run.room, run.capacity, people_of(run))
        after = told_of(details.room.strip(), details.capacity, list(details.staff))
        Run.unrestricted.filter(pk=run.pk).update(room=after["room"], capacity=details.capacity)
        RunStaff.unrestricted.filter(run=run).delete()
        save_staff(run.pk, details.staff)
        if details.capacity != run.capacity:
            offer_places(held_run(run.pk), Writer(by, now, submission))
        return [difference("run_changed", about_run(run), before, after)]

    return written(run.organisation_id, by, now, submission, act)


# --- the participants


@dataclass(frozen=True, slots=True)
class _Change:
    """What became of a session. ``reasons``: why, for the letters alone, by language. ``was``: when
    it was to begin, if it was moved."""

    run: Run
    session: Session
    type: str
    said: Mapping[str, Any]
    reasons: Mapping[str, str]
    was: datetime | None = None

    def is_soon(self, now: datetime) -> bool:
        """Whether a letter may come too late."""
        first = min(self.was or self.session.begins_at, self.session.begins_at)
        return first <= now + TOO_LATE_TO_WRITE


def _tell_all(change: _Change, writer: Writer) -> None:
    """A line in the log of each who has a place, a letter, somebody to be told where that may come
    too late; and the first day followed by whoever may."""
    run = change.run
    old, new = run.first_on, _first_day(run)
    Run.unrestricted.filter(pk=run.pk).update(first_on=new)
    run.first_on = new
    held = Participant.unrestricted.filter(run=run, state__in=TAKEN)
    for one in held.select_related("case__citizen"):
        theirs = Writer(writer.by, writer.now, uuid5(writer.submission, str(one.pk)))
        _tell(change, one, theirs)
        if old != new:
            _follow_quietly(run, one.case, theirs, old)


def _tell(change: _Change, one: Participant, writer: Writer) -> None:
    run, session = change.run, change.session
    told = Changed(session=session, was=change.was, reasons=change.reasons)
    letter = changed(run, told, one.case, writer)

    def decide(_: Known) -> list[Line]:
        return [run_line(change.type, run, writer, **change.said)]

    def also(_: Sequence[LogEntry]) -> None:
        put([letter], by=writer.by, now=writer.now)

    append(one.case, writer, decide, also=also)
    if change.is_soon(writer.now):
        Notice.unrestricted.create(session=session, participant=one, made_at=writer.now)


def _follow_quietly(run: Run, case: Case, writer: Writer, old: date) -> None:
    """The referral names the new day, if it named the old one and the mover may correct it; the
    page of the run asks for it otherwise."""
    sight = sight_of(user=writer.by, case_id=case.pk, on=writer.today)
    if not sight.may(Act.CORRECT):
        return
    theirs = Writer(writer.by, writer.now, uuid5(writer.submission, "first day"))

    def decide(known: Known) -> list[Line]:
        if named_day(run, known.rows) != old:
            raise Refused([Fault("case", "same_first_day")])
        return list(_following(known, run, theirs))

    try:
        append(case, theirs, decide)
    except Refused:
        return


def named_day(run: Run, log: Sequence[Row]) -> date | None:
    """The first day that a case's referral names; None if it names none."""
    row = _referral(run, log)
    starts = of_run(run).course.starts
    said = row.attributes.get(starts) if row is not None and starts else None
    return date.fromisoformat(said) if said else None


def _referral(run: Run, log: Sequence[Row]) -> Row | None:
    kind = of_run(run)
    voided = {row.attributes.get("of") for row in log if row.type == CORRECTION}
    types = {way.begins_with for way in kind.rules.programme.ways_in}
    found = [row for row in log if row.type in types and event_id(row.seq) not in voided]
    return found[-1] if found and kind.course.starts else None


def _following(known: Known, run: Run, writer: Writer) -> Iterator[Line]:
    """The lines that let the referral name the run's first day; none where it does."""
    row = _referral(run, known.rows)
    if row is None or named_day(run, known.rows) == run.first_on:
        return
    check_readable(known.case.pk, event_id(row.seq), writer.by, writer.today)
    event = _as_it_was(known.case, row, {str(of_run(run).course.starts): run.first_on})
    rules, log = known.story.rules, known.rows
    of = event_id(row.seq)
    yield from correction_lines(rules, log, of, FOLLOWS, writer.today, replacement=event)


def _as_it_was(case: Case, row: Row, changed: Mapping[str, Any]) -> NewEvent:
    """The event of a line with all that was written in it, but for what has changed."""
    text = LogText.unrestricted.filter(entry__case=case, entry__seq=row.seq, erased_at=None).first()
    told = crypto.decrypt_map(text.ciphertext) if text else {}
    plain = {name: value for name, value in row.attributes.items() if value is not None}
    kind = {"text_kind": text.kind} if text else {}
    return NewEvent(
        type=row.type,
        on=row.on,
        present=row.present,
        by_role=row.by_role,
        attributes={**plain, **told.get("attributes", {}), **changed},
        note=told.get("note", ""),
        answers=told.get("answers", {}),
        **kind,
    )


# --- what is there, and what is refused


def _open(run: Run, session_id: UUID) -> Session:
    """A session that can be changed. Raises ``Refused``."""
    found = Session.unrestricted.filter(run=run, pk=session_id).first()
    if found is None:
        raise Refused([Fault("session", "unknown_session")])
    if found.is_cancelled:
        raise Refused([Fault("session", "session_cancelled")])
    if Attendance.unrestricted.filter(session=found).exists():
        raise Refused([Fault("session", "session_was_held")])
    return found


def _first_day(run: Run) -> date:
    """The day of the first session that is held; as it was where none is."""
    first = Session.unrestricted.filter(run=run, is_cancelled=False).first()
    return first.day if first else run.first_on


def _reason_faults(reasons: Mapping[str, str]) -> Iterator[Fault]:
    """Each at the field where it is typed."""
    return too_long({f"reason_{code}": said for code, said in reasons.items()}, LONGEST_REASON)


def _slot_faults(slot: Slot, session: Session, now: datetime) -> Iterator[Fault]:
    if not slot.is_there:
        yield Fault("at", "no_such_time")
    elif slot.begins_at > now + FURTHEST:
        yield Fault("on", "too_far")
    elif slot.begins_at <= now:
        yield Fault("on", "session_past")
    if slot.minutes <= 0:
        yield Fault("ends_at", "session_ends_first")
    if (slot.begins_at, slot.ends_at) == (session.begins_at, session.ends_at):
        yield Fault("on", "same_time")


def _clear(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes")
