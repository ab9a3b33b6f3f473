"""What the screens of courses ask: one function each, told who asks."""

from fodfaeste.courses.queries.listing import runs
from fodfaeste.courses.queries.of_case import of_case, open_runs
from fodfaeste.courses.queries.page import candidates, grid, run, written_in
from fodfaeste.courses.queries.results import (
    Candidate,
    Grid,
    Invitation,
    OpenRun,
    ParticipantView,
    RunListed,
    RunView,
    SessionView,
    TakesPart,
    TimeView,
)
from fodfaeste.courses.queries.waiting import (
    OfferWaiting,
    Unmarked,
    offers_waiting,
    sessions_without_attendance,
)

__all__ = [
    "Candidate",
    "Grid",
    "Invitation",
    "OfferWaiting",
    "OpenRun",
    "ParticipantView",
    "RunListed",
    "RunView",
    "SessionView",
    "TakesPart",
    "TimeView",
    "Unmarked",
    "candidates",
    "grid",
    "of_case",
    "offers_waiting",
    "open_runs",
    "run",
    "runs",
    "sessions_without_attendance",
    "written_in",
]
