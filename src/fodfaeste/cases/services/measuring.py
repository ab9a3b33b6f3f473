"""Measures how a citizen gets on, by the answers of citizen and worker (CT-27).

One event a measuring; the answers are acts that name it, those of each kind of information by
themselves, since health and social matters are read by fewer. The worker's belief in the citizen
belongs to no measuring: it is its author's, and the leader's to see.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.models import LogEntry, LogText, TextKind, event_id
from fodfaeste.cases.policy import Act
from fodfaeste.cases.rows import Row
from fodfaeste.cases.services.events import NewEvent, event_line
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.events import CORRECTION
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.core.indicators import ASKED, asked_of, beliefs_of, set_of
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import IndicatorSet

Scores = Mapping[str, int | None]
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeasuring:
    """Answers as a form tells them: by who answered (``citizen``, ``worker``), then by indicator;
    None takes an answer back. ``of``: the event of a measuring that is added to; without it, the
    one of that day, or a new one."""

    on: date
    answers: Mapping[str, Scores]
    of: str | None = None
    by_role: str | None = None


def measure(
    *, case_id: UUID, measuring: NewMeasuring, by: User, now: datetime, submission: UUID
) -> Registered:
    """Writes answers down. Those not named stay as they were."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.REGISTER, writer.today)

    def decide(known: Known) -> list[Line]:
        lines = measuring_lines(known.story.rules, known.rows, measuring, writer.today)
        _check_readable(case_id, lines[-1].attributes["of"], measuring, by, writer.today)
        return lines

    return append(case, writer, decide)


def measuring_lines(
    rules: Rules, log: Sequence[Row], measuring: NewMeasuring, today: date
) -> list[Line]:
    """The lines of the answers, after that of the measuring if it is a new one. Raises
    ``Refused`` with every fault."""
    indicators = _checked(rules, measuring)
    event, lines = _event_of(rules, log, measuring, today)
    return [*lines, *_answers(indicators, measuring, event)]


def _checked(rules: Rules, measuring: NewMeasuring) -> tuple[str, IndicatorSet]:
    """The set that the answers are of. Raises ``Refused`` with every answer that is none."""
    found = set_of(rules)
    if found is None:
        raise Refused([Fault("answers", "unknown_indicator")])
    faults = list(_answer_faults(found[1], measuring.answers))
    if not any(measuring.answers.values()):
        faults.append(Fault("answers", "nothing_answered"))
    if faults:
        raise Refused(faults)
    return found


def _answer_faults(indicators: IndicatorSet, answers: Mapping[str, Scores]) -> Iterator[Fault]:
    for who, scores in answers.items():
        asked = {each.id for each in asked_of(indicators, who)} if who in ASKED else set()
        for name, score in scores.items():
            if name not in asked:
                yield Fault(f"{who}.{name}", "unknown_indicator")
            elif score is not None and not 1 <= score <= indicators.points:
                yield Fault(f"{who}.{name}", "not_an_answer", {"value": str(indicators.points)})


def _event_of(
    rules: Rules, log: Sequence[Row], measuring: NewMeasuring, today: date
) -> tuple[str, Sequence[Line]]:
    """The measuring's event: one that is there, or the line of a new one."""
    standing = {event_id(row.seq): row.on for row in standing_measurings(log)}
    if measuring.of is not None:
        if measuring.of not in standing:
            raise Refused([Fault("of", "unknown_measuring")])
        return measuring.of, ()
    same_day = [name for name, on in standing.items() if on == measuring.on]
    if same_day:
        return same_day[-1], ()
    event = NewEvent(type=rows.PROGRESS_MEASURED, on=measuring.on, by_role=measuring.by_role)
    line = event_line(rules, log, event, today)
    return event_id(max((row.seq for row in log), default=0) + 1), (line,)


def standing_measurings(log: Iterable[Row]) -> list[Row]:
    """The measurings that have not been corrected away."""
    kept = list(log)
    void = {row.attributes.get("of") for row in kept if row.type == CORRECTION}
    found = (row for row in kept if row.type == rows.PROGRESS_MEASURED)
    return [row for row in found if event_id(row.seq) not in void]


def _check_readable(case_id: UUID, event: str, measuring: NewMeasuring, by: User, on: date) -> None:
    """Nobody puts an answer in the place of one that they do not read."""
    answers = LogEntry.unrestricted.filter(case=case_id, type=rows.PROGRESS_ANSWERED)
    readable = LogText.objects.visible_to(by, on).filter(entry__case=case_id).values("entry")
    hidden = answers.filter(text__erased_at=None).exclude(pk__in=readable)
    faults = [
        Fault(f"{said['who']}.{name}", "not_yours_to_correct")
        for said in hidden.values_list("attributes", flat=True)
        if said["of"] == event
        for name in said["indicators"]
        if name in measuring.answers.get(said["who"], {})
    ]
    if faults:
        raise Refused(faults)


def _answers(
    found: tuple[str, IndicatorSet], measuring: NewMeasuring, event: str
) -> Iterator[Line]:
    name, indicators = found
    about: dict[str, str] = {each.id: each.about for each in indicators.indicators}
    for who, scores in measuring.answers.items():
        for kind in dict.fromkeys(about[one] for one in scores):
            given = {one: score for one, score in scores.items() if about[one] == kind}
            said = {"of": event, "who": who, "set": name, "indicators": sorted(given)}
            yield Line(
                type=rows.PROGRESS_ANSWERED,
                on=measuring.on,
                attributes=said,
                personal={"scores": given},
                text_kind=kind,
            )


# --- the worker's belief


def state_belief(
    *,
    case_id: UUID,
    scores: Mapping[str, int],
    reason: str = "",
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Writes down how much the worker believes in the citizen, and why. It is never shared."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.STATE_BELIEF, writer.today)

    def decide(known: Known) -> list[Line]:
        name = _checked_belief(known.story.rules, scores, reason)
        personal = {"scores": dict(scores), "note": reason.strip()}
        return [
            Line(
                type=rows.BELIEF_STATED,
                on=writer.today,
                attributes={"set": name},
                personal={part: said for part, said in personal.items() if said},
                text_kind=TextKind.BELIEF,
            )
        ]

    return append(case, writer, decide)


def _checked_belief(rules: Rules, scores: Mapping[str, int], reason: str) -> str:
    found = set_of(rules)
    asked = {each.id for each in beliefs_of(found[1])} if found else set()
    if found is None or not scores or not scores.keys() <= asked:
        raise Refused([Fault("scores", "nothing_answered")])
    points = found[1].points
    faults = [
        Fault(name, "not_an_answer", {"value": str(points)})
        for name, score in scores.items()
        if not 1 <= score <= points
    ]
    if len(reason) > LONGEST_REASON:
        faults.append(Fault("reason", "too_long", {"value": str(LONGEST_REASON)}))
    if faults:
        raise Refused(faults)
    return found[0]
