"""Meetings of sparring groups as they are shown. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from fodfaeste.cases.queries.sparring import MeetingView
from fodfaeste.web import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingShown:
    """A meeting. ``gist``: its first question, for the list."""

    id: UUID
    day: str
    people: str
    gist: str
    questions: str
    agreed: str
    erased: str
    may_erase: bool


def present(meeting: MeetingView, *, today: date) -> MeetingShown:
    erased = ""
    if meeting.erased_at is not None:
        day = dates.medium(meeting.erased_at.date(), today=today)
        erased = _("The text was erased on %(date)s.") % {"date": day}
    return MeetingShown(
        id=meeting.id,
        day=dates.long(meeting.on, today=today),
        people=", ".join(meeting.people),
        gist=next(iter(meeting.questions.splitlines()), ""),
        questions=meeting.questions,
        agreed=meeting.agreed,
        erased=erased,
        may_erase=meeting.may_erase,
    )
