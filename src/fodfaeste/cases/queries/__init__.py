"""What screens show of cases. Every query takes the person who asks, and filters by it.

The number of questions to the database never depends on the number of rows.
"""

from fodfaeste.cases.queries.case_page import case, preview_version
from fodfaeste.cases.queries.listing import cases
from fodfaeste.cases.queries.look_up import citizens
from fodfaeste.cases.queries.results import (
    CasePage,
    CaseRow,
    CaseView,
    Change,
    CitizenView,
    DutyListed,
    EntryView,
    KnownCitizen,
    MemberView,
    NextDuty,
    Section,
    Standing,
    TodayList,
    VersionPreview,
)
from fodfaeste.cases.queries.worklist import today
from fodfaeste.cases.visibility import NotAllowed, NotVisible

__all__ = [
    "CasePage",
    "CaseRow",
    "CaseView",
    "Change",
    "CitizenView",
    "DutyListed",
    "EntryView",
    "KnownCitizen",
    "MemberView",
    "NextDuty",
    "NotAllowed",
    "NotVisible",
    "Section",
    "Standing",
    "TodayList",
    "VersionPreview",
    "case",
    "cases",
    "citizens",
    "preview_version",
    "today",
]
