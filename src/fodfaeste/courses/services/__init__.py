"""What people do with runs of courses: one function each."""

from fodfaeste.courses.services.attendance import Said, register_attendance
from fodfaeste.courses.services.changes import (
    cancel_session,
    change_run,
    follow_first_day,
    move_session,
    say_told,
)
from fodfaeste.courses.services.interviews import book_time, offer_times
from fodfaeste.courses.services.inviting import invite_those_without
from fodfaeste.courses.services.places import answer_offer, enrol, name_relatives, withdraw
from fodfaeste.courses.services.runs import (
    Details,
    NewRun,
    NoSuchRun,
    id_of_run,
    laid_out,
    make_run,
)

__all__ = [
    "Details",
    "NewRun",
    "NoSuchRun",
    "Said",
    "answer_offer",
    "book_time",
    "cancel_session",
    "change_run",
    "enrol",
    "follow_first_day",
    "id_of_run",
    "invite_those_without",
    "laid_out",
    "make_run",
    "move_session",
    "name_relatives",
    "offer_times",
    "register_attendance",
    "say_told",
    "withdraw",
]
