"""Closes a case with all that was told of it, and opens it again."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Appointment, LogEntry, event_id
from fodfaeste.cases.policy import Act
from fodfaeste.cases.rows import Row
from fodfaeste.cases.services.appointments import cancelled_line
from fodfaeste.cases.services.events import (
    NewEvent,
    check_readable,
    correction_lines,
    event_line,
)
from fodfaeste.cases.services.gathering import below, together
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.events import CLOSING, CORRECTION
from fodfaeste.core.faults import Fault, Refused


def close_case(
    *,
    case_id: UUID,
    closing: NewEvent,
    also: Sequence[tuple[str, NewEvent]] = (),
    cancelled: Collection[UUID] = (),
    why_cancelled: str = "",
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Closes the case, registers what else happened (each with the place of its faults) and
    cancels those of the planned appointments, each with a line of its own; all of it or nothing.
    What is cancelled stays so if the case is opened again. Raises ``Refused`` (``already_closed``
    where somebody was faster)."""
    writer = Writer(by, now, submission)
    if cancelled:
        allowed_case(by, case_id, Act.BOOK, writer.today)
    gone: list[Appointment] = []

    def decide(known: Known) -> list[Line]:
        if _closings(known.rows):
            raise Refused([Fault("", "already_closed")])
        line = partial(event_line, known.story.rules, known.rows, today=writer.today)
        steps = [
            partial(below, place, partial(line, event)) if place else partial(line, event)
            for place, event in [*also, ("", closing)]
        ]
        gone[:] = _planned(case_id, cancelled)
        lines = [made for made in together(steps) if made is not None]
        return lines + [cancelled_line(one, writer, why_cancelled) for one in gone]

    def cancel(_: Sequence[LogEntry]) -> None:
        found = Appointment.unrestricted.filter(pk__in=[one.pk for one in gone])
        found.update(state=Appointment.State.CANCELLED)

    case = allowed_case(by, case_id, Act.REGISTER, writer.today)
    return append(case, writer, decide, also=cancel)


def _planned(case_id: UUID, chosen: Collection[UUID]) -> list[Appointment]:
    """Those of them that are still planned: what a colleague has said of one meanwhile stands."""
    found = Appointment.unrestricted.filter(case=case_id, pk__in=chosen)
    return list(found.filter(state=Appointment.State.PLANNED).order_by("begins_at", "pk"))


def reopen_case(
    *,
    case_id: UUID,
    reason: str,
    by_role: str | None = None,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Opens a closed case again: a correction of its closing, with the reason. The log keeps both.
    Raises ``Refused`` (``not_closed``, ``not_yours_to_correct``)."""
    writer = Writer(by, now, submission)

    def decide(known: Known) -> list[Line]:
        found = _closings(known.rows)
        if not found:
            raise Refused([Fault("", "not_closed")])
        lines: list[Line] = []
        for entry_id in found:
            check_readable(case_id, entry_id, by, writer.today)
            lines += correction_lines(
                known.story.rules, known.rows, entry_id, reason, writer.today, by_role=by_role
            )
        return lines

    return append(allowed_case(by, case_id, Act.CORRECT, writer.today), writer, decide)


def _closings(rows: Sequence[Row]) -> list[str]:
    """The lines that close the case and stand."""
    void = {row.attributes.get("of") for row in rows if row.type == CORRECTION}
    found = [
        event_id(row.seq) for row in rows if row.type == CLOSING and row.kind == LogEntry.Kind.EVENT
    ]
    return [one for one in found if one not in void]
