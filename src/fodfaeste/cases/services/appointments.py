"""Books contacts, moves them, and says what became of them (JS-11, CT-19).

The time stands in the log in clear, as the days of events do. Where people meet, who from outside
comes, the note, and why something was moved or not held are personal text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.models import Appointment, Case, LogEntry
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.events import NewEvent, event_line
from fodfaeste.cases.services.holding import close, held_line
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.events import read_event
from fodfaeste.core.faults import Fault, Refused, refuse_if_any
from fodfaeste.core.rules import Rules

LONGEST_TEXT = 4000
LONGEST_LINE = 200
SHORTEST, LONGEST = 5, 600
"""Minutes."""
FURTHEST = timedelta(days=731)
"""Nobody books further ahead; a mistyped year does."""

PLANNED = Appointment.State.PLANNED
PLACES = Appointment.Place.choices
CAUSES = Appointment.Cause.choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """When: a day and a time by the clock where the work is done, and for how many minutes."""

    on: date
    at: time
    minutes: int = 60

    @property
    def begins_at(self) -> datetime:
        local = datetime.combine(self.on, self.at, timezone.get_current_timezone())
        return local.astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """So many minutes later, also where the clock is changed meanwhile."""
        return self.begins_at + timedelta(minutes=self.minutes)

    @property
    def is_there(self) -> bool:
        """Whether the clock shows that time on that day: in spring it leaves out an hour."""
        return timezone.localtime(self.begins_at).time() == self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppointment:
    """A contact to be booked. ``type`` and ``attributes``: of the event that it will be;
    ``requirement`` and ``instance``: the duty that it is booked from. ``where`` says more of the
    place; ``others``: the names of people outside the system."""

    type: str
    slot: Slot
    roles: Sequence[str]
    place: str
    attributes: Mapping[str, Any] = field(default_factory=dict)
    requirement: str | None = None
    instance: int | None = None
    where: str = ""
    others: str = ""
    note: str = ""


def id_of_appointment(submission: UUID) -> UUID:
    """The id of the appointment that a form books, by which its lines in the log know it."""
    return uuid5(submission, "appointment")


def book(
    *, case_id: UUID, appointment: NewAppointment, by: User, now: datetime, submission: UUID
) -> Registered:
    """Books a contact. Raises ``Refused``, also for a time that has passed (``appointment_past``:
    then it was held, or not) and for a duty that is booked already (``already_booked``)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.BOOK, writer.today)

    def decide(known: Known) -> list[Line]:
        _check(case, appointment, known.story.rules, now)
        return [_booked_line(appointment, writer)]

    def also(_: Sequence[LogEntry]) -> None:
        _row(case, appointment, writer).save(force_insert=True)

    return append(case, writer, decide, also=also)


def move(
    *,
    case_id: UUID,
    appointment_id: UUID,
    slot: Slot,
    reason: str = "",
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Moves what is planned to another time. The earlier one is kept and shown."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.BOOK, writer.today)

    def decide(_: Known) -> list[Line]:
        known = _planned(case, appointment_id)
        refuse_if_any([*_slot_faults(slot, now), *_text_faults(reason=reason)])
        if (known.begins_at, known.ends_at) == (slot.begins_at, slot.ends_at):
            raise Refused([Fault("on", "same_time")])
        said = {"from": _clear(known.begins_at), "to": _clear(slot.begins_at)}
        return [_line(rows.APPOINTMENT_MOVED, known, writer, reason, **said)]

    def also(_: Sequence[LogEntry]) -> None:
        known = _planned(case, appointment_id)
        known.earlier = [*known.earlier, known.begins_at.isoformat()]
        known.begins_at, known.ends_at = slot.begins_at, slot.ends_at
        known.save(update_fields=["earlier", "begins_at", "ends_at"])

    return append(case, writer, decide, also=also)


def cancel(
    *,
    case_id: UUID,
    appointment_id: UUID,
    reason: str = "",
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Cancels what is planned. Of one whose time has come one says that it was not held."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.BOOK, writer.today)

    def decide(_: Known) -> list[Line]:
        known = _planned(case, appointment_id)
        refuse_if_any(_text_faults(reason=reason))
        return [cancelled_line(known, writer, reason)]

    def also(_: Sequence[LogEntry]) -> None:
        _end(case, appointment_id, Appointment.State.CANCELLED)

    return append(case, writer, decide, also=also)


def not_held(
    *,
    case_id: UUID,
    appointment_id: UUID,
    cause: str,
    why: str = "",
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Says that what was planned was not held, because of whom, and why. Raises ``Refused``
    (``not_yet`` before its day: such a one is moved or cancelled)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.BOOK, writer.today)

    def decide(_: Known) -> list[Line]:
        known = _planned(case, appointment_id)
        refuse_if_any([*_cause_faults(known, cause, writer), *_text_faults(why=why)])
        said = {"begins": _clear(known.begins_at), "cause": cause}
        return [_line(rows.APPOINTMENT_NOT_HELD, known, writer, why, **said)]

    def also(_: Sequence[LogEntry]) -> None:
        _end(case, appointment_id, Appointment.State.NOT_HELD, cause=cause)

    return append(case, writer, decide, also=also)


def hold(
    *,
    case_id: UUID,
    appointment_id: UUID,
    event: NewEvent,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Registers the event that an appointment was, and closes the appointment by it. Gives the
    event's entry; whoever may register may do it."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.REGISTER, writer.today)

    def decide(known: Known) -> list[Line]:
        line = event_line(known.story.rules, known.rows, event, writer.today)
        return [line, held_line(_planned(case, appointment_id), known, writer)]

    def also(entries: Sequence[LogEntry]) -> None:
        close([_planned(case, appointment_id)], entries[0])

    return append(case, writer, decide, also=also)


# --- what is there


def _planned(case: Case, appointment_id: UUID) -> Appointment:
    found = Appointment.unrestricted.filter(case=case, pk=appointment_id).first()
    if found is None:
        raise Refused([Fault("appointment", "unknown_appointment")])
    if found.state != PLANNED:
        raise Refused([Fault("appointment", f"appointment_{found.state}")])
    return found


def _end(case: Case, appointment_id: UUID, state: str, *, cause: str | None = None) -> None:
    found = Appointment.unrestricted.filter(case=case, pk=appointment_id)
    found.update(state=state, cause=cause)


# --- what is written


def cancelled_line(known: Appointment, writer: Writer, reason: str) -> Line:
    """The line that cancels an appointment."""
    begins = _clear(known.begins_at)
    return _line(rows.APPOINTMENT_CANCELLED, known, writer, reason, begins=begins)


def _clear(moment: datetime) -> str:
    """A time as a line of the log says it: by the clock where the work is done."""
    return timezone.localtime(moment).isoformat(timespec="minutes")


def _line(type_: str, known: Appointment, writer: Writer, text: str, **said: str) -> Line:
    return Line(
        type=type_,
        on=writer.today,
        attributes={"appointment": str(known.pk), "event": known.type, **said},
        personal={"note": text.strip()} if text.strip() else {},
    )


def _booked_line(appointment: NewAppointment, writer: Writer) -> Line:
    said: dict[str, Any] = {
        "appointment": str(id_of_appointment(writer.submission)),
        "event": appointment.type,
        "begins": _clear(appointment.slot.begins_at),
        "minutes": appointment.slot.minutes,
        "roles": sorted(set(appointment.roles)),
    }
    if appointment.requirement is not None:
        said |= {"requirement": appointment.requirement, "instance": appointment.instance}
    return Line(type=rows.APPOINTMENT_BOOKED, on=writer.today, attributes=said)


def _row(case: Case, appointment: NewAppointment, writer: Writer) -> Appointment:
    details = {
        "place": appointment.place,
        "where": appointment.where.strip(),
        "others": appointment.others.strip(),
    }
    note = appointment.note.strip()
    return Appointment(
        pk=id_of_appointment(writer.submission),
        case=case,
        type=appointment.type,
        attributes=dict(appointment.attributes),
        requirement=appointment.requirement,
        instance=appointment.instance,
        begins_at=appointment.slot.begins_at,
        ends_at=appointment.slot.ends_at,
        roles=sorted(set(appointment.roles)),
        details=crypto.encrypt_map(details),
        note=crypto.encrypt(note) if note else None,
        booked_at=writer.now,
        booked_by=writer.by,
    )


# --- what is refused


def _check(case: Case, appointment: NewAppointment, rules: Rules, now: datetime) -> None:
    texts = {name: getattr(appointment, name) for name in ("where", "others", "note")}
    refuse_if_any(
        [
            *_event_faults(appointment, rules),
            *_slot_faults(appointment.slot, now),
            *_place_faults(appointment),
            *_text_faults(**texts),
            *_duty_faults(case, appointment, rules),
        ]
    )


def _event_faults(appointment: NewAppointment, rules: Rules) -> Iterator[Fault]:
    """Only what people meet for can be booked, and in clear stands only what may."""
    known = rules.terms.events.get(appointment.type)
    if known is None or not known.contact:
        yield Fault("type", "not_a_contact")
        return
    if not appointment.roles:
        yield Fault("roles", "nobody_invited")
    for name in appointment.attributes:
        if name in known.attributes and known.attributes[name].type != "choice":
            yield Fault(name, "not_for_booking")
    row = {"type": appointment.type, "on": appointment.slot.on.isoformat()}
    try:
        read_event(
            {**row, **appointment.attributes, "present": sorted(set(appointment.roles))},
            rules.terms,
            earlier={},
        )
    except Refused as refused:
        yield from refused.faults


def _slot_faults(slot: Slot, now: datetime) -> Iterator[Fault]:
    if not slot.is_there:
        yield Fault("at", "no_such_time")
    if not SHORTEST <= slot.minutes <= LONGEST:
        yield Fault("minutes", "bad_minutes", {"value": f"{SHORTEST}–{LONGEST}"})
    elif slot.begins_at <= now:
        yield Fault("on", "appointment_past")
    elif slot.begins_at > now + FURTHEST:
        yield Fault("on", "too_far")


def _place_faults(appointment: NewAppointment) -> Iterator[Fault]:
    if appointment.place not in Appointment.Place.values:
        yield Fault("place", "unknown_place")
    if appointment.place == Appointment.Place.OTHER and not appointment.where.strip():
        yield Fault("where", "missing")


def _text_faults(**texts: str) -> Iterator[Fault]:
    for place, text in texts.items():
        most = LONGEST_LINE if place in ("where", "others") else LONGEST_TEXT
        if len(text) > most:
            yield Fault(place, "too_long", {"value": str(most)})


def _duty_faults(case: Case, appointment: NewAppointment, rules: Rules) -> Iterator[Fault]:
    if appointment.requirement is None:
        return
    if appointment.requirement not in {each.id for each in rules.programme.requirements}:
        yield Fault("requirement", "unknown_duty")
        return
    of_duty = {"requirement": appointment.requirement, "instance": appointment.instance}
    if Appointment.unrestricted.filter(case=case, state=PLANNED, **of_duty).exists():
        yield Fault("requirement", "already_booked")


def _cause_faults(known: Appointment, cause: str, writer: Writer) -> Iterator[Fault]:
    if cause not in Appointment.Cause.values:
        yield Fault("cause", "unknown_cause")
    if known.day > writer.today:
        yield Fault("appointment", "not_yet")
