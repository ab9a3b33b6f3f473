"""What was decided on a referral, as the log tells it.

A decision is an act of the log and may be changed by a later one. Where the programme has an event
that says whether the citizen takes part (RA-05), that is a decision too. What has begun without
either has nothing left to decide.
"""

from collections.abc import Iterable
from enum import StrEnum

from fodfaeste.cases.models import LogEntry, event_id
from fodfaeste.cases.rows import INTAKE_DECIDED, Row
from fodfaeste.core.description import Intake
from fodfaeste.core.events import CORRECTION
from fodfaeste.core.rules import Rules


class Decision(StrEnum):
    """What can be decided on a referral."""

    ACCEPTED = "accepted"
    WAITING_LIST = "waiting_list"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SENT_ON = "sent_on"


UNDECIDED, BEGUN = "", "begun"
WAITS = (UNDECIDED, Decision.WAITING_LIST.value)
"""What stands in the inbox: nothing is decided yet, or it waits for a place."""
ENDS = frozenset({Decision.DECLINED, Decision.WITHDRAWN, Decision.SENT_ON})
"""After these the case can be closed."""


def standing(rules: Rules, rows: Iterable[Row]) -> str:
    """The decision that stands; ``BEGUN`` where none was needed, ``UNDECIDED`` where one is."""
    intake, lines = rules.programme.intake, list(rows)
    said, begun = UNDECIDED, False
    for row in _standing_lines(lines):
        if row.kind == LogEntry.Kind.ACT:
            said = row.attributes["decision"] if row.type == INTAKE_DECIDED else said
        elif intake is not None and row.type == intake.decided_by:
            said = decided_by_event(intake, row)
        elif intake is not None:
            begun |= row.type in intake.begun_by
    return BEGUN if begun and said in WAITS else said


def decided_by_event(intake: Intake, row: Row) -> Decision:
    """What an event says that tells whether the citizen takes part."""
    return Decision.ACCEPTED if row.attributes.get(intake.attribute or "") else Decision.DECLINED


def latest_event(intake: Intake, rows: Iterable[Row]) -> Row | None:
    """The last such event that stands."""
    found = [row for row in _standing_lines(list(rows)) if row.type == intake.decided_by]
    return found[-1] if found else None


def _standing_lines(rows: list[Row]) -> list[Row]:
    """Those that no correction voids."""
    voided = {row.attributes.get("of") for row in rows if row.type == CORRECTION}
    return [row for row in rows if event_id(row.seq) not in voided]
