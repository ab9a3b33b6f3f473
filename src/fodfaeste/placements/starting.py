"""Registers a placement or a job with its agreement and its letters, in one act (CT-09, JS-15,
JS-16, JS-08), and that one which was agreed before has begun, or comes to nothing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fodfaeste.accounts.models import User
from fodfaeste.cases import plans, rows
from fodfaeste.cases.models import Case, LogEntry, event_id
from fodfaeste.cases.policy import Act
from fodfaeste.cases.rows import Row
from fodfaeste.cases.services.events import EARLIEST, NewEvent, event_line
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.companies.models import ProductionUnit
from fodfaeste.core.events import CORRECTION
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.core.law import Finding
from fodfaeste.core.rules import Rules
from fodfaeste.letters.services import put
from fodfaeste.placements import agreements, judging, kinds, papers
from fodfaeste.placements.checks import check_terms
from fodfaeste.placements.judging import Asked
from fodfaeste.placements.known import facts_of
from fodfaeste.placements.models import AgreementVersion, Placement
from fodfaeste.placements.new import NewPlacement, id_of_placement, id_of_version


def start_placement(
    *, case_id: UUID, new: NewPlacement, by: User, now: datetime, submission: UUID
) -> Registered:
    """Registers that it was agreed, and that it began if its first day has come; the first version
    of the agreement; and the letters, in the outbox. What the rules warn of takes a reason
    (``decided``: ``needs_a_reason``)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.PLACE, writer.today)
    unit = unit_for(new.unit_id, by)
    made = list[Start]()

    def decide(known: Known) -> list[Line]:
        made[:] = [decided_start(case, unit, new, known, writer)]
        return made[0].lines

    def also(entries: Sequence[LogEntry]) -> None:
        placement = save_start(made[0], entries)
        put(papers.of_start(placement, new, by=by, submission=submission), by=by, now=now)

    with one_at_a_time(new.unit_id):
        return append(case, writer, decide, also=also)


@contextmanager
def one_at_a_time(unit_id: UUID) -> Iterator[None]:
    """Whoever agrees on something at a unit queues there: the rules judge by all that others have
    agreed on, and nobody takes a last place that another is about to take."""
    with transaction.atomic():
        ProductionUnit.unrestricted.select_for_update(no_key=True).filter(pk=unit_id).first()
        yield


@dataclass(frozen=True, slots=True)
class Start:
    """What is to be written: the rows, and the lines of the log."""

    placement: Placement
    version: AgreementVersion
    events: list[Line]
    act: Line
    begun: str | None

    @property
    def lines(self) -> list[Line]:
        return [*self.events, self.act]


def decided_start(
    case: Case, unit: ProductionUnit | None, new: NewPlacement, known: Known, writer: Writer
) -> Start:
    """Decides from the log. Raises ``Refused``."""
    rules = known.story.rules
    _check(new, unit, known, writer.today)
    assert unit is not None
    terms = _with_warnings(case, unit, new, rules, writer)
    version = version_row(terms, number=1, writer=writer)
    placement = _placement(case, unit, new, writer)
    lines = [
        event_line(rules, known.rows, one, writer.today) for one in _events(new, known, writer)
    ]
    type_ = rows.AGREEMENT_MADE
    act = agreement_line(type_, placement, version, on=writer.today)
    return Start(placement, version, lines, act, new.of)


def _with_warnings(
    case: Case, unit: ProductionUnit, new: NewPlacement, rules: Rules, writer: Writer
) -> agreements.Terms:
    """The terms, with what the rules warned of when it was decided to go on. Raises ``Refused``
    where no reason is given."""
    asked = Asked(
        case_id=case.pk,
        kind=new.kind,
        terms=new.terms,
        unit=unit,
        facts=facts_of(case, by=writer.by, on=writer.today),
        rules=rules,
        agreed_on=new.agreed_on,
        employed_here=new.employed_here,
        group=new.group,
    )
    return with_reason(new.terms, asked)


def with_reason(terms: agreements.Terms, asked: Asked) -> agreements.Terms:
    """``terms`` with the codes of what was warned of. Raises ``Refused`` (``needs_a_reason``)."""
    return decided_on(terms, judging.warnings(judging.judged(asked)))


def decided_on(terms: agreements.Terms, found: Sequence[Finding]) -> agreements.Terms:
    """The same where the warnings are known."""
    if found and not terms.details.decided.strip():
        raise Refused([Fault("decided", "needs_a_reason")])
    despite = tuple(dict.fromkeys(one.code for one in found))
    return replace(terms, details=replace(terms.details, despite=despite))


def _events(new: NewPlacement, known: Known, writer: Writer) -> Iterator[NewEvent]:
    """An event is never dated ahead: what begins later is agreed today, and begun on its day."""
    rules = known.story.rules
    since, has_come = new.terms.since, new.terms.since <= writer.today
    if kinds.is_job(new.kind, rules):
        if has_come and new.of is None:
            yield _event(kinds.JOB_STARTED, since, new, kind=new.kind)
        return
    if new.of is None or (new.was_agreed and _lacks_agreed(known)):
        yield _event(kinds.AGREED, new.agreed_on, new, kind=new.kind, starts=since)
    if new.of is None and has_come:
        yield started(new.kind, since, new.terms.until, by_role=new.by_role)


def _lacks_agreed(known: Known) -> bool:
    void = {row.attributes.get("of") for row in known.rows if row.type == CORRECTION}
    counting = [row.type for row in known.rows if event_id(row.seq) not in void]
    mine = Placement.unrestricted.filter(case=known.case, begun=None, ended_on=None)
    waiting = mine.exclude(kind__in=kinds.jobs(known.story.rules)).count()
    return kinds.lacks_agreed(counting, waiting=waiting)


def _event(type_: str, on: date, new: NewPlacement, **attributes: Any) -> NewEvent:
    return NewEvent(type=type_, on=on, attributes=attributes, by_role=new.by_role)


def started(kind: str, on: date, until: date | None, *, by_role: str | None) -> NewEvent:
    """The event by which a placement begins."""
    attributes: dict[str, Any] = {"kind": kind}
    if until is not None:
        attributes["until"] = until
    return NewEvent(type=kinds.STARTED, on=on, attributes=attributes, by_role=by_role)


# --- the rows


def _placement(case: Case, unit: ProductionUnit, new: NewPlacement, writer: Writer) -> Placement:
    return Placement(
        pk=id_of_placement(writer.submission),
        case=case,
        unit=unit,
        kind=new.kind,
        since=new.terms.since,
        until=new.terms.until,
        employed_here=new.employed_here,
        group=new.group or judging.group_of(facts_of(case, by=writer.by, on=writer.today)),
        made_at=writer.now,
        made_by=writer.by,
    )


def version_row(terms: agreements.Terms, *, number: int, writer: Writer) -> AgreementVersion:
    """A version of the agreement, not saved yet."""
    return AgreementVersion(
        pk=id_of_version(writer.submission),
        number=number,
        since=terms.since,
        until=terms.until,
        hours=agreements.stored_steps(terms.steps),
        week=agreements.stored_week(terms.week),
        details=agreements.sealed(terms.details),
        made_at=writer.now,
        made_by=writer.by,
    )


def agreement_line(
    type_: str, placement: Placement, version: AgreementVersion, *, on: date
) -> Line:
    """The line that says that there is a version: days, hours, and the digest of its text."""
    said: dict[str, Any] = {
        "placement": str(placement.pk),
        "agreement": version.number,
        "kind": placement.kind,
        "since": version.since.isoformat(),
        "hours": version.hours,
        "week": version.week,
        "digest": plans.digest_of(version.details),
    }
    if version.until is not None:
        said["until"] = version.until.isoformat()
    return Line(type=type_, on=on, attributes=said)


def save_start(made: Start, entries: Sequence[LogEntry]) -> Placement:
    """Writes the placement with its first version, beside its lines; inside the transaction."""
    placement, version = made.placement, made.version
    placement.entry = entries[0]
    placement.begun = _begun(made, entries)
    placement.save(force_insert=True)
    version.placement, version.entry = placement, entries[-1]
    version.save(force_insert=True)
    return placement


def _begun(made: Start, entries: Sequence[LogEntry]) -> LogEntry | None:
    if made.begun is not None:
        log = LogEntry.unrestricted.filter(case=made.placement.case_id)
        return next(one for one in log if one.event_id == made.begun)
    found = (one for one in entries if one.type in (kinds.STARTED, kinds.JOB_STARTED))
    return next(found, None)


# --- checking


def unit_for(unit_id: UUID, by: User) -> ProductionUnit | None:
    """A unit of the register that ``by`` sees; None if there is no such one."""
    found = ProductionUnit.objects.visible_to(by).select_related("company")
    return found.filter(pk=unit_id).first()


def _check(new: NewPlacement, unit: ProductionUnit | None, known: Known, today: date) -> None:
    """Raises ``Refused`` with all that is wrong."""
    faults = [*check_terms(new.terms)]
    if unit is None:
        faults.append(Fault("unit", "no_workplace"))
    if new.kind not in kinds.every(known.story.rules):
        faults.append(Fault("kind", "unknown_placement_kind"))
    if not EARLIEST <= new.agreed_on <= today:
        code = "in_the_future" if new.agreed_on > today else "too_early"
        faults.append(Fault("agreed_on", code, {"value": str(new.agreed_on)}))
    if new.terms.until is None and new.letters & papers.NEED_A_LAST_DAY:
        faults.append(Fault("until", "letters_need_last_day"))
    if new.of is not None:
        faults += _adopted_faults(new, known)
    if faults:
        raise Refused(faults)


def _adopted_faults(new: NewPlacement, known: Known) -> Iterator[Fault]:
    """The event that is named stands, is of that kind and day, and is no other placement's."""
    corrected = {row.attributes.get("of") for row in known.rows if row.type == CORRECTION}
    found = next((row for row in known.rows if event_id(row.seq) == new.of), None)
    if found is None or not _is_beginning(found, known.case) or new.of in corrected:
        yield Fault("of", "unknown_beginning")
    elif found.on != new.terms.since or found.attributes.get("kind") != new.kind:
        yield Fault("since", "not_as_begun", {"value": str(found.on)})


def _is_beginning(row: Row, case: Case) -> bool:
    """Whether a placement or a job begins by it, and no other that is registered here."""
    taken = Placement.unrestricted.filter(case=case, begun__seq=row.seq)
    return row.type in (kinds.STARTED, kinds.JOB_STARTED) and not taken.exists()
