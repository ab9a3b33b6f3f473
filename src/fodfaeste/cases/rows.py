"""Between rows of the log and the core's events.

What a row may say in clear: dates, periods, numbers, yes and no, choices, and codes that the
programme knows. Everything else is personal text, and stands in ``attributes`` as None only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from fodfaeste.cases.models import LogEntry, event_id
from fodfaeste.core.dates import parse_day, parse_period
from fodfaeste.core.events import CORRECTION, NOBODY, NOTE_SENT, NOTHING, WAIVER, Event
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import Attribute, Wanted
from fodfaeste.programmes.catalogue import version_of

CASE_OPENED = "case_opened"
FACTS_RECORDED = "facts_recorded"
VARIANT_CHOSEN = "variant_chosen"
MEMBER_JOINED = "member_joined"
MEMBER_LEFT = "member_left"
PRIMARY_CHANGED = "primary_changed"
INTAKE_DECIDED = "intake_decided"
COMPANION_ADDED = "companion_added"
COMPANION_ENDED = "companion_ended"
VERSION_CHANGED = "version_changed"
TEXT_ERASED = "text_erased"
SHARED = "shared"
EXTRACT_SENT = "extract_sent"
SHARING_ENDED = "sharing_ended"
CASE_OFFERED = "case_offered"
CASE_REFUSED = "case_refused"
CASE_PASSED_ON = "case_passed_on"

CONSENT_GIVEN = "consent_given"
CONSENT_WITHDRAWN = "consent_withdrawn"
CONSENT_EVENTS = frozenset({CONSENT_GIVEN, CONSENT_WITHDRAWN})
OF_CONSENTS = CONSENT_EVENTS | {SHARED, EXTRACT_SENT, SHARING_ENDED}
"""Lines that say what the citizen has agreed to and what was shared: for those who see that."""
TEXT_CLASSIFIED = "text_classified"
SIGHT_GIVEN = "sight_given"
CONTACT_RECORDED = "contact_recorded"
PROGRESS_MEASURED = "progress_measured"
"""The event of the vocabulary to which answers belong."""
PROGRESS_ANSWERED = "progress_answered"
TIMESHEET_FILLED = "timesheet_filled"
TIMESHEET_CONFIRMED = "timesheet_confirmed"
OF_TIMESHEETS = frozenset({TIMESHEET_FILLED, TIMESHEET_CONFIRMED})
KIND_IS_SET = frozenset({FACTS_RECORDED, PROGRESS_ANSWERED}) | OF_TIMESHEETS
"""Lines whose text is of the kind that the vocabulary or their act says."""
BELIEF_STATED = "belief_stated"
PHASE_PLANNED = "phase_planned"
CRISIS_PLANNED = "crisis_planned"
LASTING_PLANNED = "lasting_planned"
CALLED_IN = "called_in"
CALL_ANSWERED = "call_answered"
CALLS = (CALLED_IN, CALL_ANSWERED)
FILE_ADDED = "file_added"
EMERGENCY_OPENED = "emergency_opened"
EMERGENCY_SEEN = "emergency_seen"
APPOINTMENT_BOOKED = "appointment_booked"
APPOINTMENT_MOVED = "appointment_moved"
APPOINTMENT_CANCELLED = "appointment_cancelled"
APPOINTMENT_NOT_HELD = "appointment_not_held"
APPOINTMENT_HELD = "appointment_held"
OF_APPOINTMENTS = frozenset(
    {
        APPOINTMENT_BOOKED,
        APPOINTMENT_MOVED,
        APPOINTMENT_CANCELLED,
        APPOINTMENT_NOT_HELD,
        APPOINTMENT_HELD,
    }
)
REMINDED = "reminded"
AGREEMENT_MADE = "agreement_made"
AGREEMENT_CHANGED = "agreement_changed"
AGREEMENT_SIGNED = "agreement_signed"
PLACEMENT_DROPPED = "placement_dropped"
RECORD_CHANGED = "record_changed"
OF_AGREEMENTS = frozenset(
    {
        AGREEMENT_MADE,
        AGREEMENT_CHANGED,
        AGREEMENT_SIGNED,
        PLACEMENT_DROPPED,
        RECORD_CHANGED,
    }
)
LETTER_PUT = "letter_put"
LETTER_SENT = "letter_sent"
LETTER_FAILED = "letter_failed"
LETTER_TAKEN_BACK = "letter_taken_back"
LETTER_SENT_ANEW = "letter_sent_anew"
OF_LETTERS = frozenset(
    {LETTER_PUT, LETTER_SENT, LETTER_FAILED, LETTER_TAKEN_BACK, LETTER_SENT_ANEW}
)

WISHES_WRITTEN = "wishes_written"
MATCH_STEP = "match_step"
MATCH_STEP_TAKEN_BACK = "match_step_taken_back"
OF_MATCHES = frozenset({WISHES_WRITTEN, MATCH_STEP, MATCH_STEP_TAKEN_BACK})

COURSE_ENROLLED = "course_enrolled"
COURSE_LISTED = "course_listed"
COURSE_OFFERED = "course_offered"
COURSE_ANSWERED = "course_answered"
COURSE_LEFT = "course_left"
COURSE_RELATIVES = "course_relatives_named"
SESSION_MOVED = "course_session_moved"
SESSION_CANCELLED = "course_session_cancelled"
SESSION_TOLD = "course_session_told"
OF_COURSES = frozenset(
    {
        COURSE_ENROLLED,
        COURSE_LISTED,
        COURSE_OFFERED,
        COURSE_ANSWERED,
        COURSE_LEFT,
        COURSE_RELATIVES,
        SESSION_MOVED,
        SESSION_CANCELLED,
        SESSION_TOLD,
    }
)

MENTOR_BEGUN = "mentor_support_begun"
MENTOR_CHANGED = "mentor_support_changed"
MENTOR_ENDED = "mentor_support_ended"
OF_MENTORS = frozenset({MENTOR_BEGUN, MENTOR_CHANGED, MENTOR_ENDED})

PLAN_CHANGED = "plan_changed"
PLAN_FROZEN = "plan_version_published"
PLAN_REACHED = "plan_version_sent"
PLAN_AGREED = "plan_agreed"
OF_PLANS = frozenset({PLAN_CHANGED, PLAN_FROZEN, PLAN_REACHED, PLAN_AGREED})
PLAN_PUBLISHED, PLAN_SENT, PURPOSE_WRITTEN = "plan_published", "plan_sent", "purpose_written"
PLAN_EVENTS = frozenset({PLAN_PUBLISHED, PLAN_SENT, PURPOSE_WRITTEN})
"""The events by which the rules know of the plan; what is written in it stands beside the log."""

HIDDEN = "\N{HORIZONTAL ELLIPSIS}"
"""Stands in an event for personal text: it is there, and no rule asks for it."""

# Their values are ids of this system, checked when they were registered.
_REFERENCES = frozenset({(CORRECTION, "of"), (WAIVER, "requirement")})


class Row(NamedTuple):
    """What the rules need of a line of the log; read as values, which is far cheaper."""

    seq: int
    kind: str
    type: str
    on: date
    by_role: str | None
    present: list[str]
    attributes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """A case's log, read: the version and variant chosen last, and what happened."""

    rules: Rules
    variant: str | None
    events: tuple[Event, ...]


def read_rows(case_ids: Iterable[UUID]) -> dict[UUID, list[Row]]:
    """The logs of cases, each in order: one question to the database."""
    found = LogEntry.unrestricted.filter(case__in=list(case_ids)).order_by("case", "seq")
    logs: dict[UUID, list[Row]] = {}
    for case_id, *values in found.values_list("case_id", *Row._fields):
        logs.setdefault(case_id, []).append(Row(*values))
    return logs


def story(programme: str, rows: Sequence[Row]) -> Story:
    """The log of a case of ``programme`` as the rules read it."""
    version, variant = None, None
    for row in rows:
        if row.kind == LogEntry.Kind.ACT:
            version = row.attributes.get("version", version)
            variant = row.attributes.get("variant", variant)
    rules = version_of(programme, version)
    return Story(rules, variant, tuple(events(rules, rows)))


def events(rules: Rules, rows: Iterable[Row]) -> Iterator[Event]:
    """The events among the rows; what was checked when it came in is not checked again."""
    readers = _readers(rules)
    for row in rows:
        if row.kind == LogEntry.Kind.EVENT:
            yield Event(
                row.type,
                row.on.toordinal(),
                event_id(row.seq),
                frozenset(row.present) if row.present else NOBODY,
                row.by_role,
                _read(row.attributes, readers.get(row.type, {})) if row.attributes else NOTHING,
            )


def _read(attributes: Mapping[str, Any], readers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: HIDDEN if value is None else readers[name](value) if name in readers else value
        for name, value in attributes.items()
    }


@cache
def _readers(rules: Rules) -> dict[str, dict[str, Any]]:
    """For each event type, how its dates and periods are read."""
    by_type = {"date": parse_day, "period": parse_period}
    return {
        name: {a: by_type[x.type] for a, x in event.attributes.items() if x.type in by_type}
        for name, event in rules.terms.events.items()
    }


def parted(
    rules: Rules, type_: str, attributes: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Attributes as the exchange format writes them, in two: what a row may say, and what is
    personal."""
    known = rules.terms.events[type_]
    references = {name for of, name in _REFERENCES if of == type_}
    references |= {NOTE_SENT} if known.sends else set()
    personal = {
        name: value
        for name, value in attributes.items()
        if name not in references and _is_personal(rules, name, known.attributes[name], value)
    }
    return {name: None if name in personal else v for name, v in attributes.items()}, personal


def _is_personal(rules: Rules, name: str, known: Attribute, value: Any) -> bool:
    if known.type == "code":
        return value not in known.values and (name, value) not in _codes_asked_for(rules)
    return known.type == "text"


@cache
def _codes_asked_for(rules: Rules) -> frozenset[tuple[str, object]]:
    """Codes that the rules themselves ask for, whether or not they are listed as known."""
    programme = rules.programme
    codes = set(_codes(programme))
    if programme.variant_from:
        name = programme.variant_from.attribute
        codes |= {(name, variant.id) for variant in programme.variants}
    return frozenset(codes)


def _codes(part: Any) -> Iterator[tuple[str, object]]:
    if isinstance(part, Mapping):
        for name, inner in part.items():
            if isinstance(inner, Wanted):
                yield from ((name, value) for value in (*inner.one_of, *inner.none_of))
            else:
                yield from _codes(inner)
    elif isinstance(part, tuple):
        for inner in part:
            yield from _codes(inner)
    elif is_dataclass(part):
        for each in fields(part):
            yield from _codes(getattr(part, each.name))
