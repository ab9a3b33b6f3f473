"""Writes down what happens between a citizen's case and a workplace, step by step (JR-09).

Each step is a line of the case's log, on the day on which it happened. The order is not argued
with: a company may say no before anybody has noted that it was asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.models import Case, CaseMember, LogEntry, TextKind
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.events import EARLIEST
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.companies.models import Offer, ProductionUnit
from fodfaeste.core.faults import Fault, Refused, refuse_if_any
from fodfaeste.matching.models import Prospect, Step

LONGEST = 4000
IN_TOUCH = (Step.Kind.CONTACTED, Step.Kind.VISIT)
"""Steps by which somebody here was in touch with the company."""
KINDS = tuple(kind for kind in Step.Kind.values if kind != Step.Kind.TAKEN_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
    """What happened. ``channel``: how they were in touch. ``declined_by``: who said no.
    ``done_by``: who was in touch with them; None: whoever writes it. ``offer_id``: the work that
    it began with. ``note`` is kept apart and encrypted; ``text_kind``: what it is about."""

    kind: str
    on: date
    channel: str = ""
    declined_by: str = ""
    done_by: int | None = None
    offer_id: UUID | None = None
    note: str = ""
    text_kind: str = TextKind.ORDINARY


def id_of_prospect(case_id: UUID, unit_id: UUID) -> UUID:
    """What a unit is known by in a case."""
    return uuid5(case_id, f"prospect {unit_id}")


def take_step(
    *, case_id: UUID, unit_id: UUID, new: NewStep, by: User, now: datetime, submission: UUID
) -> Registered:
    """Writes a step down; the first one makes the unit a prospect of the case, which it can only be
    out of the register of whoever writes. Raises ``Refused`` (``unknown_unit``, or at a field)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.MATCH, writer.today)
    made: list[Step] = []

    def decide(_: Known) -> list[Line]:
        prospect = _prospect(case, unit_id, new, writer)
        refuse_if_any([*_faults(new, writer.today), *_done_by_faults(case, new, by)])
        step = Step(
            prospect=prospect,
            kind=new.kind,
            on=new.on,
            channel=_channel(new),
            declined_by=new.declined_by if new.kind == Step.Kind.DECLINED else "",
            done_by_id=new.done_by or by.pk,
        )
        made[:] = [step]
        return [_line(step, new)]

    def also(entries: Sequence[LogEntry]) -> None:
        step = made[0]
        if step.prospect._state.adding:
            step.prospect.save(force_insert=True)
        step.entry = entries[0]
        step.save(force_insert=True)

    return append(case, writer, decide, also=also)


def take_back(
    *, case_id: UUID, step_id: int, reason: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """Says that a step was a mistake, and why; it stays to be read. Raises ``Refused``
    (``unknown_step``, ``already_taken_back``, or ``missing`` at ``reason``)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.MATCH, writer.today)
    made: list[Step] = []

    def decide(_: Known) -> list[Line]:
        of = _step_of(case, step_id)
        refuse_if_any(list(_reason_faults(reason)))
        made[:] = [
            Step(
                prospect=of.prospect, kind=Step.Kind.TAKEN_BACK, on=writer.today, done_by=by, of=of
            )
        ]
        return [_taking_back(of, reason, writer)]

    def also(entries: Sequence[LogEntry]) -> None:
        made[0].entry = entries[0]
        made[0].save(force_insert=True)

    return append(case, writer, decide, also=also)


def _prospect(case: Case, unit_id: UUID, new: NewStep, writer: Writer) -> Prospect:
    found = Prospect.unrestricted.select_related("unit__company").filter(case=case, unit=unit_id)
    known = found.first()
    if known is not None:
        return known
    unit = ProductionUnit.objects.visible_to(writer.by).select_related("company").filter(pk=unit_id)
    theirs = unit.first()
    if theirs is None:
        raise Refused([Fault("unit", "unknown_workplace")])
    offers = Offer.unrestricted.filter(unit=unit_id)
    offer = offers.filter(pk=new.offer_id).first() if new.offer_id else None
    made = id_of_prospect(case.pk, unit_id)
    return Prospect(pk=made, case=case, unit=theirs, offer=offer, made_at=writer.now)


def _step_of(case: Case, step_id: int) -> Step:
    found = Step.unrestricted.filter(pk=step_id, prospect__case=case, of=None)
    step = found.select_related("prospect__unit__company", "entry").first()
    if step is None:
        raise Refused([Fault("", "unknown_step")])
    if Step.unrestricted.filter(of=step).exists():
        raise Refused([Fault("", "already_taken_back")])
    return step


# --- the lines


def _line(step: Step, new: NewStep) -> Line:
    said = {
        "prospect": str(step.prospect_id),
        "step": step.kind,
        "channel": step.channel,
        "declined_by": step.declined_by,
    }
    return Line(
        type=rows.MATCH_STEP,
        on=step.on,
        attributes={**{name: value for name, value in said.items() if value}, "company": None},
        personal=_personal(step.prospect, new.note),
        text_kind=new.text_kind,
    )


def _taking_back(of: Step, reason: str, writer: Writer) -> Line:
    said = {"prospect": str(of.prospect_id), "step": of.kind, "of": of.entry.event_id}
    return Line(
        type=rows.MATCH_STEP_TAKEN_BACK,
        on=writer.today,
        attributes={**said, "company": None},
        personal=_personal(of.prospect, reason),
    )


def _personal(prospect: Prospect, note: str) -> dict[str, object]:
    """Where a citizen wants to work is personal: it stands in no line in clear."""
    said: dict[str, object] = {"attributes": {"company": unit_name(prospect.unit)}}
    return {**said, "note": note.strip()} if note.strip() else said


def unit_name(unit: ProductionUnit) -> str:
    """The company's name, with that of the unit where it is another."""
    company = unit.company.name
    return company if unit.name in ("", company) else f"{company}, {unit.name}"


# --- what may be wrong


def _channel(new: NewStep) -> str:
    """Whoever visits is there in person."""
    if new.kind == Step.Kind.VISIT:
        return Step.Channel.IN_PERSON
    return new.channel


def _faults(new: NewStep, today: date) -> Iterator[Fault]:
    if new.kind not in KINDS:
        yield Fault("kind", "unknown_match_step")
    yield from _day_faults(new.on, today)
    yield from _way_faults(new)
    if new.text_kind not in (TextKind.ORDINARY, TextKind.HEALTH, TextKind.SOCIAL):
        yield Fault("text_kind", "unknown_kind")
    if len(new.note) > LONGEST:
        yield Fault("note", "too_long", {"value": str(LONGEST)})


def _day_faults(on: date, today: date) -> Iterator[Fault]:
    if on > today:
        yield Fault("on", "in_the_future", {"value": str(on)})
    elif on < EARLIEST:
        yield Fault("on", "too_early", {"value": str(on)})


def _way_faults(new: NewStep) -> Iterator[Fault]:
    if new.channel and new.channel not in Step.Channel.values:
        yield Fault("channel", "unknown_way")
    if new.kind == Step.Kind.CONTACTED and not new.channel:
        yield Fault("channel", "missing")
    if new.kind == Step.Kind.DECLINED and new.declined_by not in Step.Side.values:
        yield Fault("declined_by", "missing")


def _done_by_faults(case: Case, new: NewStep, by: User) -> Iterator[Fault]:
    """Whoever was in touch has a part in the case, or writes it down themselves."""
    if new.done_by in (None, by.pk):
        return
    if not CaseMember.unrestricted.filter(case=case, user=new.done_by).exists():
        yield Fault("done_by", "not_a_member")


def _reason_faults(reason: str) -> Iterator[Fault]:
    if not reason.strip():
        yield Fault("reason", "missing")
    if len(reason) > LONGEST:
        yield Fault("reason", "too_long", {"value": str(LONGEST)})
