"""What becomes of a placement: it begins, comes to nothing, is agreed on anew, ends (CT-10, JR-10).

A change is a new version with the day from which it holds; the one before stays as it was. What the
row of a placement says of its days follows from the log (``placements.following``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.models import Case, LogEntry
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.events import NewEvent, correction_lines, event_line
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import NotVisible, allowed_case
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.letters.services import put
from fodfaeste.placements import agreements, judging, kinds, papers
from fodfaeste.placements.agreements import Terms
from fodfaeste.placements.checks import check_terms
from fodfaeste.placements.judging import Asked
from fodfaeste.placements.known import facts_of
from fodfaeste.placements.models import AgreementVersion, Placement
from fodfaeste.placements.new import NewPlacement
from fodfaeste.placements.starting import (
    Start,
    agreement_line,
    decided_on,
    decided_start,
    one_at_a_time,
    save_start,
    started,
    unit_for,
    version_row,
)


@dataclass(frozen=True, slots=True)
class Doing:
    """One placement, and who does something with it."""

    case: Case
    placement: Placement
    writer: Writer

    @property
    def row(self) -> "Any":
        return Placement.unrestricted.filter(pk=self.placement.pk)


def doing(case_id: UUID, placement_id: UUID, act: Act, writer: Writer) -> Doing:
    """Raises ``NotVisible`` or ``NotAllowed``; also of a placement of another case."""
    case = allowed_case(writer.by, case_id, act, writer.today)
    found = Placement.unrestricted.select_related("case__citizen", "case__referred_by",
        "case__organisation", "unit__company", "begun", "entry")  # fmt: skip
    placement = found.filter(case=case_id, pk=placement_id).first()
    if placement is None:
        raise NotVisible(case_id)
    return Doing(case, placement, writer)


# --- it begins, or comes to nothing


def begin_placement(
    *,
    case_id: UUID,
    placement_id: UUID,
    on: date,
    by_role: str | None = None,
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Registers that a placement or job which was agreed has begun. Raises ``Refused``
    (``already_begun``, ``already_ended``)."""
    done = doing(case_id, placement_id, Act.PLACE, Writer(by, now, submission))

    def decide(known: Known) -> list[Line]:
        placement, rules = fresh(done), known.story.rules
        if placement.begun_id is not None:
            raise Refused([Fault("on", "already_begun")])
        _check_going(placement)
        if placement.until is not None and on > placement.until:
            raise Refused([Fault("on", "begins_after_its_end", {"value": str(placement.until)})])
        event = started(placement.kind, on, placement.until, by_role=by_role)
        if kinds.is_job(placement.kind, rules):
            said = {"kind": placement.kind}
            event = NewEvent(type=kinds.JOB_STARTED, on=on, attributes=said, by_role=by_role)
        return [event_line(rules, known.rows, event, done.writer.today)]

    def also(entries: Sequence[LogEntry]) -> None:
        done.row.update(begun=entries[0])

    return append(done.case, done.writer, decide, also=also)


def drop_placement(
    *, case_id: UUID, placement_id: UUID, reason: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """It was agreed and comes to nothing, with a reason: the event by which it was agreed is
    corrected, so that nothing is due for it any more. Raises ``Refused``."""
    done = doing(case_id, placement_id, Act.PLACE, Writer(by, now, submission))

    def decide(known: Known) -> list[Line]:
        placement = fresh(done)
        if placement.begun_id is not None:
            raise Refused([Fault("reason", "already_begun")])
        _check_going(placement)
        if not reason.strip():
            raise Refused([Fault("reason", "missing")])
        said = {"placement": str(placement.pk), "kind": placement.kind}
        act = Line(type=rows.PLACEMENT_DROPPED, on=done.writer.today, attributes=said,
                   personal={"note": reason.strip()})  # fmt: skip
        return [*_taken_back(known, placement, reason, done.writer.today), act]

    return append(done.case, done.writer, decide)


def _taken_back(known: Known, placement: Placement, reason: str, today: date) -> list[Line]:
    if placement.entry.kind != LogEntry.Kind.EVENT:
        return []
    entry = placement.entry.event_id
    return correction_lines(known.story.rules, known.rows, entry, reason, today)


def fresh(done: Doing) -> Placement:
    """The placement as it stands now: somebody may have been faster."""
    return Placement.unrestricted.select_related("begun", "entry").get(pk=done.placement.pk)


def _check_going(placement: Placement) -> None:
    if placement.ended_on is not None:
        raise Refused([Fault("on", "placement_ended")])


# --- it is agreed on anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An agreement as it is to be from ``terms.since`` on. ``seen``: the number of the version that
    the form was made of. ``letters``, ``language``: see ``NewPlacement``."""

    terms: Terms
    seen: int
    letters: frozenset[str] = field(default=frozenset())
    language: str = "da"
    by_role: str | None = None


def change_agreement(
    *, case_id: UUID, placement_id: UUID, change: Change, by: User, now: datetime, submission: UUID
) -> Registered:
    """Makes the next version (CT-10). Where the last day is another, the event by which it began
    is put right, so that what is due in the placement follows. Raises ``Refused``
    (``agreement_changed_since``, ``needs_a_reason``, ``nothing_changed``)."""
    done = doing(case_id, placement_id, Act.PLACE, Writer(by, now, submission))
    made = list[AgreementVersion]()

    def decide(known: Known) -> list[Line]:
        placement = fresh(done)
        _check_change(placement, change)
        terms = _with_warnings(done, placement, change, known)
        made[:] = [version_row(terms, number=change.seen + 1, writer=done.writer)]
        adjusted = NewEvent(type=ADJUSTED, on=done.writer.today, by_role=change.by_role)
        today = done.writer.today
        return [
            event_line(known.story.rules, known.rows, adjusted, today),
            agreement_line(rows.AGREEMENT_CHANGED, placement, made[0], on=today),
            *_with_another_end(known, placement, change, today),
        ]

    def also(entries: Sequence[LogEntry]) -> None:
        made[0].placement, made[0].entry = done.placement, entries[1]
        made[0].save(force_insert=True)
        about = papers.about_of(done.placement, change.terms, by=by, language=change.language,
            number=made[0].number, by_role=change.by_role, on=done.writer.today)  # fmt: skip
        put(papers.letters(about, change.letters, submission=submission), by=by, now=now)

    with one_at_a_time(done.placement.unit_id):
        return append(done.case, done.writer, decide, also=also)


ADJUSTED = "work_agreement_adjusted"


def _check_change(placement: Placement, change: Change) -> None:
    faults = list(check_terms(change.terms))
    newest = AgreementVersion.unrestricted.filter(placement=placement).order_by("-number").first()
    assert newest is not None
    if newest.number != change.seen:
        faults.append(Fault("seen", "agreement_changed_since"))
    elif _same(agreements.terms_of(newest), change.terms):
        faults.append(Fault("seen", "nothing_changed"))
    if placement.ended_on is not None:
        faults.append(Fault("since", "placement_ended"))
    if change.terms.since < placement.since:
        faults.append(Fault("since", "before_the_placement", {"value": str(placement.since)}))
    if change.terms.until is None and change.letters & papers.NEED_A_LAST_DAY:
        faults.append(Fault("until", "letters_need_last_day"))
    if faults:
        raise Refused(faults)


def _same(one: Terms, other: Terms) -> bool:
    """Whether both say the same, but for the day from which they hold."""
    return (one.until, one.steps, dict(one.week), one.details) == (
        other.until, other.steps, dict(other.week), other.details,
    )  # fmt: skip


def _with_warnings(done: Doing, placement: Placement, change: Change, known: Known) -> Terms:
    """What the rules warn of takes a reason, where they did not warn of it before the change."""
    versions = list(placement.versions.order_by("number"))
    newest = agreements.terms_of(versions[-1])
    before = Asked(
        case_id=done.case.pk,
        kind=placement.kind,
        terms=agreements.whole(newest, since=placement.since),
        unit=done.placement.unit,
        facts=facts_of(done.case, by=done.writer.by, on=done.writer.today),
        rules=known.story.rules,
        agreed_on=placement.since,
        employed_here=placement.employed_here,
        group=placement.group,
        placement=placement.pk,
    )
    hours = agreements.over_time(versions, last=placement.until)
    _, found = judging.warnings_of_change(
        before=before, terms=change.terms, hours=hours, on=done.writer.today
    )
    return decided_on(change.terms, found)


def _with_another_end(
    known: Known, placement: Placement, change: Change, today: date
) -> list[Line]:
    begun = placement.begun
    if begun is None or begun.type != kinds.STARTED or placement.until == change.terms.until:
        return []
    until, role = change.terms.until, change.by_role
    event = started(placement.kind, begun.on, until, by_role=begun.by_role or role)
    reason = f"{placement.until or '–'} → {until or '–'}"
    return correction_lines(
        known.story.rules, known.rows, begun.event_id, reason, today,
        replacement=event, by_role=role,
    )  # fmt: skip


# --- it ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How it ended. ``result``, ``hired``: codes of the vocabulary, or empty; ``then``: the job, or
    the placement, at which the citizen goes on from it."""

    on: date
    result: str = ""
    hired: str = ""
    missed_hours: int | None = None
    employers_view: str = ""
    result_text: str = ""
    then: NewPlacement | None = None
    by_role: str | None = None


def end_placement(
    *, case_id: UUID, placement_id: UUID, ending: Ending, by: User, now: datetime, submission: UUID
) -> Registered:
    """Registers that it ended, what came of it, and the job that follows if one does. Raises
    ``Refused`` (``already_ended``, ``not_begun``, ``ends_before_it_begins``)."""
    done = doing(case_id, placement_id, Act.PLACE, Writer(by, now, submission))
    then = list[Start]()

    def decide(known: Known) -> list[Line]:
        placement = fresh(done)
        _check_ending(placement, ending)
        event = _ended(placement, ending, known)
        then[:] = _then(done, ending, known)
        lines = [event_line(known.story.rules, known.rows, event, done.writer.today)]
        return [*lines, *(line for start in then for line in start.lines)]

    def also(entries: Sequence[LogEntry]) -> None:
        done.row.update(ended=entries[0])
        if then and ending.then is not None:
            next_ = save_start(then[0], entries[1:])
            sent = papers.of_start(next_, ending.then, by=by, submission=submission)
            put(sent, by=by, now=now)

    return append(done.case, done.writer, decide, also=also)


def _check_ending(placement: Placement, ending: Ending) -> None:
    _check_going(placement)
    if placement.begun is None:
        raise Refused([Fault("on", "not_begun")])
    if ending.on < placement.since:
        raise Refused([Fault("on", "ends_before_start", {"value": str(placement.since)})])


def _ended(placement: Placement, ending: Ending, known: Known) -> NewEvent:
    if kinds.is_job(placement.kind, known.story.rules):
        note = "\n".join(filter(None, (ending.result_text, ending.employers_view)))
        return NewEvent(type=kinds.JOB_ENDED, on=ending.on, note=note, by_role=ending.by_role)
    said = {
        "result": ending.result,
        "hired": ending.hired,
        "missed_hours": ending.missed_hours,
        "employers_view": ending.employers_view.strip(),
        "result_text": ending.result_text.strip(),
    }
    told = {name: value for name, value in said.items() if value not in ("", None)}
    return NewEvent(type=kinds.ENDED, on=ending.on, attributes=told, by_role=ending.by_role)


def _then(done: Doing, ending: Ending, known: Known) -> list[Start]:
    if ending.then is None:
        return []
    unit = unit_for(ending.then.unit_id, done.writer.by)
    return [decided_start(done.case, unit, ending.then, known, done.writer)]
