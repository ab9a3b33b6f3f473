"""How far a placement has come in VITAS and FASIT, which people carry it to (JS-15, JS-16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.models import LogEntry
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.events import NewEvent, event_line
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.placements.changing import Doing, doing
from fodfaeste.placements.models import ExternalRecord

REGISTERED = "external_registration"
LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """How it stands in another system, and what it is called there."""

    system: str
    state: str
    reference: str = ""
    by_role: str | None = None


def record_elsewhere(
    *, case_id: UUID, placement_id: UUID, recorded: Recorded, by: User, now: datetime,
    submission: UUID,
) -> Registered:  # fmt: skip
    """Writes it down. The first time, it is registered that the placement is recorded there, which
    meets the duty; a refusal does not. Raises ``Refused`` (``unknown_system``, ``unknown_state``,
    ``too_long``)."""
    done = doing(case_id, placement_id, Act.REGISTER, Writer(by, now, submission))

    def decide(known: Known) -> list[Line]:
        _check(recorded)
        lines = [_line(done, recorded)]
        if _is_news(done, recorded):
            event = _event(recorded, done.writer)
            lines.insert(0, event_line(known.story.rules, known.rows, event, done.writer.today))
        return lines

    def also(entries: Sequence[LogEntry]) -> None:
        values: dict[str, Any] = {
            "state": recorded.state,
            "reference": _sealed(recorded.reference),
            "changed_at": now,
            "changed_by": by,
        }
        if entries[0].type == REGISTERED:
            values["entry"] = entries[0]
        ExternalRecord.unrestricted.update_or_create(
            placement=done.placement, system=recorded.system, defaults=values
        )

    return append(done.case, done.writer, decide, also=also)


def _check(recorded: Recorded) -> None:
    faults = []
    if recorded.system not in ExternalRecord.System.values:
        faults.append(Fault("system", "unknown_system"))
    if recorded.state not in ExternalRecord.State.values:
        faults.append(Fault("state", "unknown_state"))
    if len(recorded.reference) > LONGEST:
        faults.append(Fault("reference", "too_long", {"value": str(LONGEST)}))
    if faults:
        raise Refused(faults)


def _is_news(done: Doing, recorded: Recorded) -> bool:
    if recorded.state == ExternalRecord.State.REFUSED:
        return False
    known = ExternalRecord.unrestricted.filter(placement=done.placement, system=recorded.system)
    return not known.exclude(entry=None).exists()


def _event(recorded: Recorded, writer: Writer) -> NewEvent:
    said = {"system": recorded.system, "subject": "placement"}
    if recorded.reference.strip():
        said["reference"] = recorded.reference.strip()
    return NewEvent(type=REGISTERED, on=writer.today, attributes=said, by_role=recorded.by_role)


def _line(done: Doing, recorded: Recorded) -> Line:
    said = {
        "placement": str(done.placement.pk),
        "system": recorded.system,
        "state": recorded.state,
    }
    return Line(type=rows.RECORD_CHANGED, on=done.writer.today, attributes=said)


def _sealed(reference: str) -> str | None:
    return crypto.encrypt(reference.strip()) if reference.strip() else None
