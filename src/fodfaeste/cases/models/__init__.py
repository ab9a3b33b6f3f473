"""The tables. Truth: citizens, cases, their members, and the log. Derived from it, disposable:
``DutyRow``, ``PhaseRow`` and the columns of ``Case`` that say so; ``projection`` alone writes them.

``objects`` of a model is a door that asks who is asking; ``unrestricted`` is for this package.
"""

from fodfaeste.cases.models.appointments import Appointment
from fodfaeste.cases.models.around import Companion, Cover
from fodfaeste.cases.models.cases import (
    NOTES,
    Case,
    CaseMember,
    Citizen,
    LogEntry,
    LogText,
    TextKind,
    event_id,
)
from fodfaeste.cases.models.derived import CAN_BE_LATE, DutyRow, PhaseRow
from fodfaeste.cases.models.drafts import Draft
from fodfaeste.cases.models.files import CaseFile
from fodfaeste.cases.models.plan import PlanRevision, PlanVersion
from fodfaeste.cases.models.sharing import (
    Consent,
    EmergencyAccess,
    Receiver,
    SharedKind,
    Sharing,
)
from fodfaeste.cases.models.sparring import SparringMeeting, SparringParticipant

__all__ = [
    "CAN_BE_LATE",
    "NOTES",
    "Appointment",
    "Case",
    "CaseFile",
    "CaseMember",
    "Citizen",
    "Companion",
    "Consent",
    "Cover",
    "Draft",
    "DutyRow",
    "EmergencyAccess",
    "LogEntry",
    "LogText",
    "PhaseRow",
    "PlanRevision",
    "PlanVersion",
    "Receiver",
    "SharedKind",
    "Sharing",
    "SparringMeeting",
    "SparringParticipant",
    "TextKind",
    "event_id",
]
