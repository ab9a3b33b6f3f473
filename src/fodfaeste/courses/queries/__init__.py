"""What the screens of courses ask: one function each, told who asks."""

from fodfaeste.courses.queries.listing import runs
from fodfaeste.courses.queries.of_case import of_case, open_runs
from fodfaeste.courses.queries.page import candidates, grid, run
from fodfaeste.courses.queries.results import (
    Candidate,
    Grid,
    OpenRun,
    ParticipantView,
    RunListed,
    RunView,
    SessionView,
    TakesPart,
    TimeView,
)

__all__ = [
    "Candidate",
    "Grid",
    "OpenRun",
    "ParticipantView",
    "RunListed",
    "RunView",
    "SessionView",
    "TakesPart",
    "TimeView",
    "candidates",
    "grid",
    "of_case",
    "open_runs",
    "run",
    "runs",
]
