"""How somebody was at a session, as the log says now: what was registered may have been corrected
on the page of the case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fodfaeste.cases.models import LogEntry
from fodfaeste.core.events import CORRECTION
from fodfaeste.courses.models import Attendance
from fodfaeste.courses.patterns import ABSENT, PRESENT, SESSION_MISSED

Cell = tuple[UUID, UUID]
"""Session and participant."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands: its code (see ``patterns.marks_of``), and the entry that says so."""

    code: str
    entry: LogEntry


def marks(rows: Iterable[Attendance]) -> dict[Cell, Mark]:
    """What stands of what was registered: two questions to the database. A cell whose event was
    voided and not replaced is not there."""
    found = list(rows)
    cases = {row.entry.case_id for row in found}
    void, replaced = _corrected(cases)
    standing: dict[Cell, Mark] = {}
    for row in found:
        entry: LogEntry | None = row.entry
        while entry is not None and (entry.case_id, entry.event_id) in void:
            entry = replaced.get((entry.case_id, entry.seq))
        if entry is not None:
            standing[row.session_id, row.participant_id] = Mark(code_of(entry), entry)
    return standing


def code_of(entry: LogEntry) -> str:
    """``present``, ``present:late``, ``absent:excused`` …"""
    said: Mapping[str, Any] = entry.attributes
    if entry.type == SESSION_MISSED:
        return f"{ABSENT}:{said.get('cause')}"
    names = sorted(name for name, value in said.items() if value is True)
    return ":".join(filter(None, (PRESENT, "+".join(names))))


def _corrected(
    cases: Iterable[UUID],
) -> tuple[set[tuple[UUID, str]], dict[tuple[UUID, int], LogEntry]]:
    lines = LogEntry.unrestricted.filter(case__in=list(cases))
    voiding = lines.filter(type=CORRECTION).values_list("case", "attributes")
    void = {(case, said.get("of")) for case, said in voiding}
    instead = lines.filter(replaces__isnull=False)
    return void, {(entry.case_id, entry.replaces): entry for entry in instead}  # type: ignore[misc]
