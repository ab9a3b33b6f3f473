"""Places in a run: enrolled, on the waiting list, offered a freed place, withdrawn (JS-06).

Each is an act in the log of the case that it concerns. Who takes places of a run queues at its row,
so that none is given twice.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.models import Case, LogEntry
from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.sight import lasting_sight
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.faults import Fault, refuse_if_any
from fodfaeste.courses.models import TAKEN, Participant, Run
from fodfaeste.courses.services.inviting import invite
from fodfaeste.courses.services.runs import held_run

ANSWER_WITHIN = timedelta(days=7)
"""So long a freed place is kept for the one to whom it is offered, at most until the day before the
run begins."""
LONGEST_RELATIVES = 500

State = Participant.State


def enrol(
    *,
    run_id: UUID,
    case_id: UUID,
    by: User,
    now: datetime,
    submission: UUID,
    invites: bool = False,
    language: str = "",
) -> Registered:
    """Gives a case a place in a run, or puts it on the waiting list where none is free or others
    wait. ``invites``: whoever gets a place is written to, in ``language``. Who came to a run
    that is over is enrolled afterwards, however many they were. Raises ``NotVisible``,
    ``NotAllowed``, ``NoSuchRun`` or ``Refused``."""
    writer = Writer(by, now, submission)
    with transaction.atomic():
        case = _allowed(case_id, writer, invites=invites)
        run = held_run(run_id)

        def decide(_: Known) -> list[Line]:
            refuse_if_any(_enrolling_faults(run, case))
            listed = is_full(run) and not is_over(run, writer.today)
            type_ = rows.COURSE_LISTED if listed else rows.COURSE_ENROLLED
            return [run_line(type_, run, writer)]

        def also(entries: Sequence[LogEntry]) -> None:
            listed = entries[0].type == rows.COURSE_LISTED
            state = State.WAITING if listed else State.ENROLLED
            _place(run, case, state, writer)
            if invites and not listed:
                invite(run, case, writer, language)

        return append(case, writer, decide, also=also)


def withdraw(
    *, run_id: UUID, case_id: UUID, reason: str = "", by: User, now: datetime, submission: UUID
) -> Registered:
    """Takes a case out of a run. A place that is free then is offered to the first in line."""
    return _leave(run_id, case_id, reason, Writer(by, now, submission), said_no=False)


def answer_offer(
    *,
    run_id: UUID,
    case_id: UUID,
    accepted: bool,
    by: User,
    now: datetime,
    submission: UUID,
    invites: bool = False,
    language: str = "",
) -> Registered:
    """Takes the answer to an offer down; whoever takes the place is written to, if ``invites``, in
    ``language``. A place that nobody took goes to the next in line."""
    writer = Writer(by, now, submission)
    if not accepted:
        return _leave(run_id, case_id, "", writer, said_no=True)
    with transaction.atomic():
        case = _allowed(case_id, writer, invites=invites)
        run = held_run(run_id)

        def decide(_: Known) -> list[Line]:
            refuse_if_any(_state_faults(run, case, (State.OFFERED,)))
            return [run_line(rows.COURSE_ANSWERED, run, writer, accepted=True)]

        def also(_: Sequence[LogEntry]) -> None:
            _place(run, case, State.ENROLLED, writer)
            if invites:
                invite(run, case, writer, language)

        return append(case, writer, decide, also=also)


def _allowed(case_id: UUID, writer: Writer, *, invites: bool) -> Case:
    """The case, if ``by`` may give it a place, and write to the citizen if that is wanted."""
    if invites:
        allowed_case(writer.by, case_id, Act.SEND_LETTERS, writer.today)
    return allowed_case(writer.by, case_id, Act.BOOK, writer.today)


def name_relatives(
    *, run_id: UUID, case_id: UUID, names: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """Writes down who of the relatives comes (RA-10, RA-11); who they are the log does not say.
    Nobody reads it, or writes over it, but who reads notes of the case. Raises as ``enrol``
    does."""
    writer, told = Writer(by, now, submission), names.strip()
    case = allowed_case(by, case_id, Act.BOOK, writer.today)
    found = Participant.unrestricted.filter(run=run_id, case=case)

    def decide(_: Known) -> list[Line]:
        row = found.select_related("run").first()
        refuse_if_any(_relatives_faults(row, told, case_id, writer))
        return [run_line(rows.COURSE_RELATIVES, row.run, writer)] if row else []

    def also(_: Sequence[LogEntry]) -> None:
        found.update(relatives=crypto.encrypt(told) if told else None)

    return append(case, writer, decide, also=also)


def _relatives_faults(
    row: Participant | None, names: str, case_id: UUID, writer: Writer
) -> Iterator[Fault]:
    if row is None:
        yield Fault("case", "not_on_the_course")
    if len(names) > LONGEST_RELATIVES:
        yield Fault("relatives", "too_long", {"value": str(LONGEST_RELATIVES)})
    sight = lasting_sight(user=writer.by, case_id=case_id, on=writer.today)
    if not sight.sees(Kind.NOTES):
        yield Fault("relatives", "not_yours_to_correct")


def _leave(
    run_id: UUID, case_id: UUID, reason: str, writer: Writer, *, said_no: bool
) -> Registered:
    with transaction.atomic():
        case = allowed_case(writer.by, case_id, Act.BOOK, writer.today)
        run = held_run(run_id)
        wanted = (State.OFFERED,) if said_no else (State.ENROLLED, State.WAITING, State.OFFERED)

        def decide(_: Known) -> list[Line]:
            refuse_if_any(_state_faults(run, case, wanted))
            if said_no:
                return [run_line(rows.COURSE_ANSWERED, run, writer, accepted=False)]
            return [run_line(rows.COURSE_LEFT, run, writer, text=reason)]

        def also(_: Sequence[LogEntry]) -> None:
            _place(run, case, State.DECLINED if said_no else State.WITHDRAWN, writer)

        done = append(case, writer, decide, also=also)
        if not done.repeated:
            offer_places(run, writer)
        return done


# --- the waiting list


def offer_places(run: Run, writer: Writer) -> None:
    """Offers what is free to those first in line, each with a line in their case's log, inside a
    transaction that holds the run. Nothing is offered of a run that has begun."""
    if run.first_on <= writer.today:
        return
    free = free_places(run)
    waiting = Participant.unrestricted.filter(run=run, state=State.WAITING)
    for one in waiting.select_related("case")[:free] if free is not None else waiting:
        _offer(run, one, writer)


def _offer(run: Run, one: Participant, writer: Writer) -> None:
    answer_by = min(writer.today + ANSWER_WITHIN, run.first_on - timedelta(days=1))
    theirs = Writer(writer.by, writer.now, uuid5(writer.submission, f"offer {one.pk}"))

    def decide(_: Known) -> list[Line]:
        return [run_line(rows.COURSE_OFFERED, run, theirs, until=answer_by.isoformat())]

    def also(_: Sequence[LogEntry]) -> None:
        changed = {"state": State.OFFERED, "answer_by": answer_by, "changed_by": writer.by}
        Participant.unrestricted.filter(pk=one.pk).update(**changed)

    append(one.case, theirs, decide, also=also)


def free_places(run: Run) -> int | None:
    """How many places nobody holds; None where there is no limit."""
    if run.capacity is None:
        return None
    taken = Participant.unrestricted.filter(run=run, state__in=TAKEN).count()
    return max(0, run.capacity - taken)


def is_over(run: Run, today: date) -> bool:
    """Whether its last session has been."""
    last = run.sessions.filter(is_cancelled=False).last()
    return last is not None and last.day < today


def is_full(run: Run) -> bool:
    """Whether who comes now has to wait: no place is free, or others were there before."""
    waiting = Participant.unrestricted.filter(run=run, state=State.WAITING)
    return free_places(run) == 0 or (run.capacity is not None and waiting.exists())


# --- what is written


def run_line(type_: str, run: Run, writer: Writer, *, text: str = "", **said: Any) -> Line:
    """A line of a case's log about a run."""
    about = {"run": str(run.pk), "course": run.course, "first_on": run.first_on.isoformat()}
    return Line(
        type=type_,
        on=writer.today,
        attributes={**about, **said},
        personal={"note": text.strip()} if text.strip() else {},
    )


def _place(run: Run, case: Case, state: str, writer: Writer) -> None:
    """Who comes back after having left comes last, and is invited anew."""
    values = {"state": state, "answer_by": None, "changed_by": writer.by, "invitation": None}
    anew = {**values, "listed_at": writer.now} if state == State.WAITING else values
    Participant.unrestricted.update_or_create(
        run=run, case=case, defaults=anew, create_defaults={**values, "listed_at": writer.now}
    )


# --- what is refused


def _enrolling_faults(run: Run, case: Case) -> Iterator[Fault]:
    if (case.programme, case.organisation_id) != (run.programme, run.organisation_id):
        yield Fault("case", "another_programme")
    gone = (State.WITHDRAWN, State.DECLINED)
    if Participant.unrestricted.filter(run=run, case=case).exclude(state__in=gone).exists():
        yield Fault("case", "already_on_the_course")


def _state_faults(run: Run, case: Case, wanted: Sequence[str]) -> Iterator[Fault]:
    found = Participant.unrestricted.filter(run=run, case=case, state__in=wanted)
    if not found.exists():
        yield Fault("case", "not_on_the_course")
