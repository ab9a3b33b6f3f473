"""What screens show of cases. Every query takes the person who asks, and filters by it.

The number of questions to the database never depends on the number of rows.
"""

from fodfaeste.cases.queries.allocation import allocation
from fodfaeste.cases.queries.appointments import Calendar, agenda, appointment, calendar
from fodfaeste.cases.queries.beside_citizen import also_in, companions
from fodfaeste.cases.queries.case_page import case, preview_version
from fodfaeste.cases.queries.covers import away_choices, cover_choices, covers
from fodfaeste.cases.queries.drafts import (
    DraftListed,
    DraftView,
    draft,
    drafts,
    number_of_drafts,
)
from fodfaeste.cases.queries.files import FileLost, FileView, file, file_for_citizen
from fodfaeste.cases.queries.inbox import Inbox, Pile, Waiting, inbox
from fodfaeste.cases.queries.listing import cases
from fodfaeste.cases.queries.look_up import citizens
from fodfaeste.cases.queries.occupied import Clash, clashes, proposal
from fodfaeste.cases.queries.onlookers import Onlooker, onlookers
from fodfaeste.cases.queries.passing import (
    GoesAlong,
    OfferView,
    as_they_see_it,
    goes_along,
    offer_on,
    offered,
    passed_on,
    taken_along,
)
from fodfaeste.cases.queries.plan import (
    OtherPlan,
    PlanVersionView,
    PlanView,
    other_plans,
    plan_of,
    plan_version,
)
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
from fodfaeste.cases.queries.secretary import desk
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
    "DraftListed",
    "DraftView",
    "DutyListed",
    "EntryView",
    "FileLost",
    "FileView",
    "GoesAlong",
    "Inbox",
    "KnownCitizen",
    "LookUps",
    "MemberView",
    "NextDuty",
    "NotAllowed",
    "NotVisible",
    "OfferView",
    "Onlooker",
    "OtherPlan",
    "Pile",
    "PlanVersionView",
    "PlanView",
    "ReceiverView",
    "Section",
    "SharedCase",
    "SharingPage",
    "SharingView",
    "Standing",
    "TodayList",
    "VersionPreview",
    "Waiting",
    "agenda",
    "allocation",
    "also_in",
    "appointment",
    "as_they_see_it",
    "away_choices",
    "calendar",
    "case",
    "cases",
    "citizens",
    "clashes",
    "companions",
    "consent",
    "cover_choices",
    "covers",
    "desk",
    "draft",
    "drafts",
    "extract",
    "file",
    "file_for_citizen",
    "goes_along",
    "inbox",
    "number_of_drafts",
    "offer_on",
    "offered",
    "onlookers",
    "other_plans",
    "passed_on",
    "plan_of",
    "plan_version",
    "preview_version",
    "proposal",
    "receiver_view",
    "shared_cases",
    "sharing",
    "taken_along",
    "today",
]
