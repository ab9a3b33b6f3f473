"""What screens show of cases. Every query takes the person who asks, and filters by it.

The number of questions to the database never depends on the number of rows.
"""

from fodfaeste.cases.queries.case_page import case, preview_version
from fodfaeste.cases.queries.drafts import (
    DraftListed,
    DraftView,
    draft,
    drafts,
    number_of_drafts,
)
from fodfaeste.cases.queries.files import FileLost, FileView, file, file_for_citizen
from fodfaeste.cases.queries.listing import cases
from fodfaeste.cases.queries.look_up import citizens
from fodfaeste.cases.queries.onlookers import Onlooker, onlookers
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
from fodfaeste.cases.queries.sharing import (
    ConsentView,
    LookUps,
    ReceiverView,
    SharedCase,
    SharingPage,
    SharingView,
    consent,
    extract,
    receiver_view,
    shared_cases,
    sharing,
)
from fodfaeste.cases.queries.worklist import today
from fodfaeste.cases.visibility import NotAllowed, NotVisible

__all__ = [
    "CasePage",
    "CaseRow",
    "CaseView",
    "Change",
    "CitizenView",
    "ConsentView",
    "DraftListed",
    "DraftView",
    "DutyListed",
    "EntryView",
    "FileLost",
    "FileView",
    "KnownCitizen",
    "LookUps",
    "MemberView",
    "NextDuty",
    "NotAllowed",
    "NotVisible",
    "Onlooker",
    "ReceiverView",
    "Section",
    "SharedCase",
    "SharingPage",
    "SharingView",
    "Standing",
    "TodayList",
    "VersionPreview",
    "case",
    "cases",
    "citizens",
    "consent",
    "draft",
    "drafts",
    "extract",
    "file",
    "file_for_citizen",
    "number_of_drafts",
    "onlookers",
    "preview_version",
    "receiver_view",
    "shared_cases",
    "sharing",
    "today",
]
