"""Registers what happened in a case, corrects it, waives a duty."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import (
    NOTES,
    Appointment,
    Consent,
    LogEntry,
    LogText,
    TextKind,
    event_id,
)
from fodfaeste.cases.policy import Act
from fodfaeste.cases.rows import CONSENT_EVENTS, Row, parted
from fodfaeste.cases.services.holding import close, follow_correction, held_line, planned_for
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.answers import check_answers
from fodfaeste.core.events import CORRECTION, EVENT_KEYS, NOTE_SENT, WAIVER, read_event
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.core.rules import Rules

EARLIEST = date(2000, 1, 1)
"""No course began before, and one mistyped year would make a page of a thousand years."""
LATEST = date(2099, 12, 31)
"""Nothing that goes on by now is arranged for longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """Something that happened, as a form tells it.

    ``attributes``: as the exchange format writes them; dates may be ``date``. ``answers``: to the
    questions of the event's forms, by the question's id (see ``core.answers``). ``note`` and
    ``answers`` are personal text, kept apart and encrypted, as are attributes that are.
    ``text_kind``: what sort of text that is, which decides who reads it.
    """

    type: str
    on: date
    present: Iterable[str] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    by_role: str | None = None
    text_kind: str = TextKind.ORDINARY


def register(
    *, case_id: UUID, event: NewEvent, by: User, now: datetime, submission: UUID
) -> Registered:
    """Registers that something happened. If it was booked for that day, the appointment is held."""
    writer, booked = Writer(by, now, submission), list[Appointment]()
    case = allowed_case(by, case_id, Act.REGISTER, writer.today)

    def decide(known: Known) -> list[Line]:
        line = event_line(known.story.rules, known.rows, event, writer.today)
        booked[:] = planned_for(case, line)
        return [line, *(held_line(each, known, writer) for each in booked)]

    def also(entries: Sequence[LogEntry]) -> None:
        close(booked, entries[0])

    return append(case, writer, decide, also=also)


def correct(
    *,
    case_id: UUID,
    entry_id: str,
    reason: str,
    replacement: NewEvent | None = None,
    by_role: str | None = None,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Voids an event, and registers another in its place if one is given. What was recorded of a
    consent is withdrawn instead: a receiver may have seen something by it. An appointment that was
    held by the event is planned again, unless another event stands in its place."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.CORRECT, writer.today)

    def decide(known: Known) -> list[Line]:
        rules, rows = known.story.rules, known.rows
        check_readable(case_id, entry_id, by, writer.today)
        if _is_of_consent(known, entry_id):
            raise Refused([Fault("of", "consent_line")])
        return correction_lines(
            rules, rows, entry_id, reason, writer.today, replacement=replacement, by_role=by_role
        )

    def also(entries: Sequence[LogEntry]) -> None:
        follow_correction(case, entry_id, entries)

    return append(case, writer, decide, also=also)


def _is_of_consent(known: Known, entry_id: str) -> bool:
    """Whether the line stands for a consent or its withdrawal (an imported line need not)."""
    is_named = {event_id(row.seq): row.type for row in known.rows}.get(entry_id) in CONSENT_EVENTS
    return is_named and Consent.unrestricted.filter(case=known.case).exists()


def check_readable(case_id: UUID, entry_id: str, by: User, on: date) -> None:
    """What is put in a text's place must be written by one who has read it."""
    texts = LogText.unrestricted.filter(entry__case=case_id, erased_at=None)
    named = {event_id(seq): pk for pk, seq in texts.values_list("pk", "entry__seq")}
    pk = named.get(entry_id)
    if pk is not None and not LogText.objects.visible_to(by, on).filter(pk=pk).exists():
        raise Refused([Fault("of", "not_yours_to_correct")])


def correction_lines(
    rules: Rules,
    rows: Sequence[Row],
    entry_id: str,
    reason: str,
    today: date,
    *,
    replacement: NewEvent | None = None,
    by_role: str | None = None,
) -> list[Line]:
    """The lines that void an event and put another in its place, if one is given."""
    named = {"of": entry_id, "reason": reason}
    correction = NewEvent(type=CORRECTION, on=today, attributes=named, by_role=by_role)
    lines = [event_line(rules, rows, correction, today)]
    seq = _uncorrected(rows, entry_id)
    if replacement is not None:
        lines.append(event_line(rules, rows, replacement, today, replaces=seq))
    return lines


def _uncorrected(rows: Iterable[Row], entry_id: str) -> int:
    if any(row.type == CORRECTION and row.attributes.get("of") == entry_id for row in rows):
        raise Refused([Fault("of", "already_corrected")])
    return next(row.seq for row in rows if event_id(row.seq) == entry_id)


def waive(
    *,
    case_id: UUID,
    requirement: str,
    instance: int | None,
    reason: str,
    by_role: str | None = None,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Decides, with a reason, that a duty is not to be met; all its instances if None is named."""
    named: dict[str, Any] = {"requirement": requirement, "reason": reason}
    if instance is not None:
        named["instance"] = instance
    writer = Writer(by, now, submission)
    event = NewEvent(type=WAIVER, on=writer.today, attributes=named, by_role=by_role)

    def decide(known: Known) -> list[Line]:
        return [event_line(known.story.rules, known.rows, event, writer.today)]

    return append(allowed_case(by, case_id, Act.WAIVE, writer.today), writer, decide)


def event_line(
    rules: Rules, rows: Iterable[Row], event: NewEvent, today: date, *, replaces: int | None = None
) -> Line:
    """The line that registers ``event`` after ``rows``. Raises ``Refused`` with every fault."""
    earlier = {event_id(row.seq): row.type for row in rows if row.kind == LogEntry.Kind.EVENT}
    attributes = {name: exchanged(value) for name, value in event.attributes.items()}
    _check_names(attributes)
    read_event(_exchange_form(event, attributes), rules.terms, earlier=earlier)
    if event.on < EARLIEST:
        raise Refused([Fault("on", "too_early", {"value": str(event.on)})])
    if event.on > today:
        raise Refused([Fault("on", "in_the_future", {"value": str(event.on)})])
    answers = answered(event.answers)
    check_answers(rules.programme, rules.terms, event.type, attributes, answers)
    _check_note_sent(rules, event.type, attributes, earlier)
    said, personal = parted(rules, event.type, attributes)
    return Line(
        kind=LogEntry.Kind.EVENT,
        type=event.type,
        on=event.on,
        by_role=event.by_role,
        present=tuple(event.present),
        attributes=said,
        personal=personal_text(personal, event.note, answers),
        text_kind=_text_kind(event.text_kind),
        replaces=replaces,
    )


def _text_kind(kind: str) -> str:
    if kind not in NOTES:
        raise Refused([Fault("text_kind", "unknown_kind")])
    return kind


def exchanged(value: Any) -> Any:
    """A value as the exchange format writes it."""
    return value.isoformat() if isinstance(value, date) else value


def _exchange_form(event: NewEvent, attributes: Mapping[str, Any]) -> dict[str, Any]:
    row = {**attributes, "type": event.type, "on": event.on.isoformat()}
    row["present"] = sorted(set(event.present))
    return row if event.by_role is None else {**row, "by": event.by_role}


def _check_names(attributes: Mapping[str, Any]) -> None:
    """An attribute cannot pass for the event's own type, day or people."""
    faults = [Fault(name, "unknown_attribute") for name in attributes if name in EVENT_KEYS]
    if faults:
        raise Refused(faults)


def _check_note_sent(
    rules: Rules, type_: str, attributes: Mapping[str, Any], earlier: Mapping[str, str]
) -> None:
    """What is said to be sent is a note of this case."""
    sends, named = rules.terms.events[type_].sends, attributes.get(NOTE_SENT)
    if sends and named is not None and earlier.get(named) not in sends:
        raise Refused([Fault(NOTE_SENT, "unknown_note")])


def answered(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers in which something is said."""
    told = {name: _said(value) for name, value in answers.items()}
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def _said(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else exchanged(value)


def personal_text(
    attributes: Mapping[str, Any], note: str, answers: Mapping[str, Any]
) -> dict[str, Any]:
    """What is kept apart and encrypted; empty if there is nothing."""
    given = {"attributes": dict(attributes), "note": note.strip(), "answers": dict(answers)}
    return {name: value for name, value in given.items() if value}
