"""Meetings of sparring groups, for those who took part and those who lead."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.models import SparringMeeting, SparringParticipant
from fodfaeste.cases.services.sparring import may_erase

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A meeting. ``questions`` and ``agreed`` are empty once it was erased."""

    id: UUID
    on: date
    people: tuple[str, ...]
    questions: str
    agreed: str
    recorded_by: str
    erased_at: datetime | None
    may_erase: bool


def meetings(*, user: User) -> tuple[MeetingView, ...]:
    """The latest meetings that ``user`` may see: three questions to the database at most."""
    return tuple(_views(SparringMeeting.objects.visible_to(user)[:SHOWN], user))


def meeting(*, user: User, meeting_id: UUID) -> MeetingView | None:
    """One meeting; None if it is not for ``user``."""
    found = SparringMeeting.objects.visible_to(user).filter(pk=meeting_id)
    return next(_views(found, user), None)


def _views(found: "QuerySet[SparringMeeting]", user: User) -> Iterator[MeetingView]:
    rows = list(found.select_related("recorded_by"))
    people = _people([row.pk for row in rows])
    for row in rows:
        said: dict[str, Any] = crypto.decrypt_map(row.content) if row.content else {}
        yield MeetingView(
            id=row.pk,
            on=row.on,
            people=tuple(people.get(row.pk, ())),
            questions=said.get("questions", ""),
            agreed=said.get("agreed", ""),
            recorded_by=row.recorded_by.name,
            erased_at=row.erased_at,
            may_erase=row.erased_at is None and may_erase(row, user),
        )


def _people(meeting_ids: list[UUID]) -> dict[UUID, list[str]]:
    took_part = SparringParticipant.unrestricted.filter(meeting__in=meeting_ids)
    found: dict[UUID, list[str]] = {}
    for meeting_id, name in took_part.order_by("user__name").values_list("meeting", "user__name"):
        found.setdefault(meeting_id, []).append(name)
    return found
