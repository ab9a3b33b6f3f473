"""Plans the support of a programme that gives it in equal phases (CT-17 to CT-24), and calls the
caseworkers in when the plan must change at once (CT-20).

Each plan is an act of the log, and the latest one stands: what was planned before can be read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.models import TextKind, event_id
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.description import Question
from fodfaeste.core.faults import Fault, Refused, refuse_if_any, too_long
from fodfaeste.core.phased_support import phase_numbers
from fodfaeste.core.programme import PhasedSupport, Programme

LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusArea:
    """What a phase is about: a track of the programme, and the citizen's own words."""

    track: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisPlan:
    """What is seen when it goes wrong, what helps, who is called; in the citizen's words."""

    signs: str
    helps: str
    called: str


def plan_phase(
    *,
    case_id: UUID,
    phase: str,
    focus: Sequence[FocusArea],
    text_kind: str = TextKind.ORDINARY,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Says what a phase is about: the focus areas that the citizen has chosen."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.PLAN_SUPPORT, writer.today)

    def decide(known: Known) -> list[Line]:
        programme = known.story.rules.programme
        refuse_if_any([*_phase_faults(programme, phase, focus), *_kind_faults(text_kind)])
        told = {str(number): area.words.strip() for number, area in enumerate(focus, start=1)}
        return [
            Line(
                type=rows.PHASE_PLANNED,
                on=writer.today,
                attributes={"phase": phase, "tracks": [area.track for area in focus]},
                personal={"answers": told},
                text_kind=text_kind,
            )
        ]

    return append(case, writer, decide)


def _phase_faults(programme: Programme, phase: str, focus: Sequence[FocusArea]) -> Iterator[Fault]:
    support = support_of(programme)
    if phase not in phase_numbers(programme):
        yield Fault("phase", "unknown_phase")
    if not focus:
        yield Fault("focus", "no_focus")
    if len(focus) > support.focus_areas:
        yield Fault("focus", "too_many_focus", {"value": str(support.focus_areas)})
    tracks = {track.id for track in programme.tracks}
    for number, area in enumerate(focus, start=1):
        if area.track not in tracks:
            yield Fault(f"track_{number}", "unknown_track")
        yield from _text_faults(**{f"words_{number}": area.words})


def support_of(programme: Programme) -> PhasedSupport:
    """How the programme gives support in phases. Raises ``Refused`` if it does not."""
    if programme.phased_support is None:
        raise Refused([Fault("phase", "unknown_phase")])
    return programme.phased_support


def plan_for_crisis(
    *,
    case_id: UUID,
    plan: CrisisPlan,
    text_kind: str = TextKind.HEALTH,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Writes down how crisis and relapse are met (CT-21)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.PLAN_SUPPORT, writer.today)
    told = {"signs": plan.signs, "helps": plan.helps, "called": plan.called}

    def decide(known: Known) -> list[Line]:
        support_of(known.story.rules.programme)
        return [_written(rows.CRISIS_PLANNED, told, text_kind, writer)]

    return append(case, writer, decide)


def plan_to_last(
    *,
    case_id: UUID,
    answers: Mapping[str, str],
    text_kind: str = TextKind.ORDINARY,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Writes down the plan for what lasts, while it is in the making: ``answers`` to the questions
    of the event that says it is anchored."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.PLAN_SUPPORT, writer.today)

    def decide(known: Known) -> list[Line]:
        asked = lasting_questions(known.story.rules.programme)
        faults = [Fault(name, "unknown_question") for name in answers if name not in asked]
        refuse_if_any(faults)
        return [_written(rows.LASTING_PLANNED, answers, text_kind, writer)]

    return append(case, writer, decide)


def lasting_questions(programme: Programme) -> dict[str, Question]:
    """The questions that the plan for what lasts answers, by id."""
    plan = programme.phased_support.lasting_plan if programme.phased_support else None
    return {
        str(question.id): question
        for form in programme.forms
        if plan is not None and plan.event in form.event
        for question in form.questions
    }


def _written(type_: str, told: Mapping[str, str], text_kind: str, writer: Writer) -> Line:
    """A plan in several texts, of which one at least says something."""
    said = {name: text.strip() for name, text in told.items() if text.strip()}
    faults = [*_kind_faults(text_kind), *too_long(said, LONGEST)]
    if not said:
        faults.append(Fault(next(iter(told), "texts"), "missing"))
    refuse_if_any(faults)
    return Line(type=type_, on=writer.today, personal={"answers": said}, text_kind=text_kind)


# --- the caseworkers called in


def call_in(
    *,
    case_id: UUID,
    what: str,
    text_kind: str = TextKind.ORDINARY,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Calls the caseworkers in: the plan must change at once. ``what`` must change."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.PLAN_SUPPORT, writer.today)

    def decide(known: Known) -> list[Line]:
        called = support_of(known.story.rules.programme).call_in
        if called is None:
            raise Refused([Fault("what", "nobody_called")])
        refuse_if_any([*_text_faults(what=what), *_kind_faults(text_kind)])
        return [
            Line(
                type=rows.CALLED_IN,
                on=writer.today,
                attributes={"role": called.role},
                personal={"note": what.strip()},
                text_kind=text_kind,
            )
        ]

    return append(case, writer, decide)


def answer_call(
    *,
    case_id: UUID,
    call: str,
    decided: str,
    text_kind: str = TextKind.ORDINARY,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Answers a call: what was decided. Raises ``Refused`` for one that is answered already."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.PLAN_SUPPORT, writer.today)

    def decide(known: Known) -> list[Line]:
        calls = {event_id(row.seq) for row in known.rows if row.type == rows.CALLED_IN}
        answered = {
            row.attributes.get("of") for row in known.rows if row.type == rows.CALL_ANSWERED
        }
        if call not in calls:
            raise Refused([Fault("call", "unknown_call")])
        if call in answered:
            raise Refused([Fault("call", "already_answered")])
        refuse_if_any([*_text_faults(decided=decided), *_kind_faults(text_kind)])
        return [
            Line(
                type=rows.CALL_ANSWERED,
                on=writer.today,
                attributes={"of": call},
                personal={"note": decided.strip()},
                text_kind=text_kind,
            )
        ]

    return append(case, writer, decide)


# --- what is wrong with a text


def _text_faults(**texts: str) -> Iterator[Fault]:
    for name, text in texts.items():
        if not text.strip():
            yield Fault(name, "missing")
    yield from too_long(texts, LONGEST)


def _kind_faults(kind: str) -> Iterator[Fault]:
    """The worker's belief is stated elsewhere, and is no part of a plan."""
    if kind not in TextKind.values or kind == TextKind.BELIEF:
        yield Fault("text_kind", "unknown_kind")
