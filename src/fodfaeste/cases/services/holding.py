"""An appointment becomes an event: the line that registers the event closes the appointment, and
what corrects the event is minded here too."""

from collections.abc import Iterator, Sequence

from fodfaeste.cases import rows
from fodfaeste.cases.models import Appointment, Case, LogEntry, event_id
from fodfaeste.cases.services.writing import Known, Line, Writer

PLANNED, HELD = Appointment.State.PLANNED, Appointment.State.HELD


def planned_for(case: Case, line: Line) -> list[Appointment]:
    """The appointment that an event was, if one of its kind was booked for that day: so it is
    closed also where somebody registers what happened without looking for the appointment."""
    found = Appointment.unrestricted.filter(case=case, type=line.type, state=PLANNED)
    return [each for each in found if _is_of(each, line)][:1]


def _is_of(appointment: Appointment, line: Line) -> bool:
    is_same = all(line.attributes.get(k) == v for k, v in appointment.attributes.items())
    return is_same and appointment.day == line.on


def held_line(appointment: Appointment, known: Known, writer: Writer) -> Line:
    """The line that says by which event an appointment was held: the line right before it."""
    of = event_id(known.rows[-1].seq + 1)
    said = {"appointment": str(appointment.pk), "of": of}
    return Line(type=rows.APPOINTMENT_HELD, on=writer.today, attributes=said)


def close(appointments: Sequence[Appointment], entry: LogEntry) -> None:
    """Ties appointments to the event by which they were held."""
    ids = [each.pk for each in appointments]
    Appointment.unrestricted.filter(pk__in=ids, state=PLANNED).update(state=HELD, entry=entry)


def follow_correction(case: Case, entry_id: str, entries: Sequence[LogEntry]) -> None:
    """What is mended was held all the same, by the event put in the mistaken one's place. If there
    is none, it was not held: the appointment is planned again, and somebody is asked."""
    mended = next(_replacements(entries), None)
    held = Appointment.unrestricted.filter(case=case, state=HELD, entry__seq=int(entry_id[1:]))
    if mended is None:
        held.update(state=PLANNED, entry=None)
    else:
        held.update(entry=mended)


def _replacements(entries: Sequence[LogEntry]) -> Iterator[LogEntry]:
    return (entry for entry in entries if entry.replaces is not None)
