"""What screens show of cases. Every query takes the person who asks, and filters by it.

The number of questions to the database never depends on the number of rows.
"""

from fodfaeste.cases.queries.appointments import Calendar, agenda, appointment, calendar
from fodfaeste.cases.queries.case_page import case, preview_version
from fodfaeste.cases.queries.listing import cases
from fodfaeste.cases.queries.look_up import citizens
from fodfaeste.cases.queries.occupied import Clash, clashes, proposal
from fodfaeste.cases.queries.onlookers import Onlooker, onlookers
from fodfaeste.cases.queries.results import (
    AppointmentView,
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
    "AppointmentView",
    "Calendar",
    "CasePage",
    "CaseRow",
    "CaseView",
    "Change",
    "CitizenView",
    "Clash",
    "ConsentView",
    "DutyListed",
    "EntryView",
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
    "agenda",
    "appointment",
    "calendar",
    "case",
    "cases",
    "citizens",
    "clashes",
    "consent",
    "extract",
    "onlookers",
    "preview_version",
    "proposal",
    "receiver_view",
    "shared_cases",
    "sharing",
    "today",
]
