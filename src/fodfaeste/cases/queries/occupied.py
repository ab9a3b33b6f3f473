"""When those who are to meet have something else: for a proposal, and for a warning."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import proposing
from fodfaeste.cases.models import Appointment, Case, CaseMember
from fodfaeste.cases.policy import Act
from fodfaeste.cases.proposing import Proposal
from fodfaeste.cases.relations import shown_name
from fodfaeste.cases.services.appointments import FURTHEST
from fodfaeste.cases.visibility import allowed_case

LOOKED_AHEAD = timedelta(days=60)
PLANNED = Appointment.State.PLANNED


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """That somebody has another appointment then: ``user_id``, or the citizen where it is None.
    ``case_id``, ``citizen`` and ``programme`` are told of one that the asker may see."""

    user_id: int | None
    begins_at: datetime
    ends_at: datetime
    case_id: UUID | None = None
    citizen: str | None = None
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class _Other:
    """Another appointment of somebody who is to come."""

    pk: UUID
    begins_at: datetime
    ends_at: datetime
    user_id: int | None


def proposal(
    *,
    user: User,
    case_id: UUID,
    roles: Collection[str],
    due_on: date | None,
    not_before: date | None,
    now: datetime,
) -> Proposal:
    """When to meet in a case for what is due on a day. Raises ``NotVisible`` or ``NotAllowed``."""
    case = allowed_case(user, case_id, Act.BOOK, timezone.localdate(now))
    until = now + LOOKED_AHEAD
    if due_on is not None:
        until += min(max(due_on - now.date(), timedelta(0)), FURTHEST)
    others = _others(case, roles, now, until)
    return proposing.propose(
        due_on=due_on,
        now=timezone.localtime(now),
        busy=[(one.begins_at, one.ends_at) for one in others],
        not_before=not_before,
    )


def clashes(
    *,
    user: User,
    case_id: UUID,
    roles: Collection[str],
    begins_at: datetime,
    ends_at: datetime,
    today: date,
    but: UUID | None = None,
) -> tuple[Clash, ...]:
    """Who of those invited, the citizen among them, has another appointment then. ``but``: the
    appointment that is moved. Raises ``NotVisible`` or ``NotAllowed``."""
    case = allowed_case(user, case_id, Act.BOOK, today)
    others = [one for one in _others(case, roles, begins_at, ends_at) if one.pk != but]
    seen = _seen(user, [one.pk for one in others], today) if others else {}
    return tuple(_clash(one, seen.get(one.pk)) for one in others)


def _clash(one: _Other, seen: tuple[UUID, str, str | None] | None) -> Clash:
    case_id, programme, citizen = seen or (None, None, None)
    return Clash(
        user_id=one.user_id,
        begins_at=one.begins_at,
        ends_at=one.ends_at,
        case_id=case_id,
        programme=programme,
        citizen=citizen,
    )


def _seen(
    user: User, ids: Collection[UUID], today: date
) -> dict[UUID, tuple[UUID, str, str | None]]:
    found = Appointment.objects.visible_to(user, today).filter(pk__in=ids)
    name = shown_name(user, today, "case", "case__citizen")
    rows = found.values_list("pk", "case_id", "case__programme", name)
    return {pk: (case_id, programme, citizen) for pk, case_id, programme, citizen in rows}


def _others(case: Case, roles: Collection[str], first: datetime, last: datetime) -> list[_Other]:
    """What is planned between two moments with the citizen, in any case, or with those who have
    one of the roles in this one: two questions, each by the cases that it is about."""
    planned = Appointment.unrestricted.filter(
        state=PLANNED, begins_at__lt=last, ends_at__gt=first
    ).order_by("begins_at", "pk")
    return [*_of_citizen(planned, case), *_of_workers(planned, case, roles)]


def _of_citizen(planned: "QuerySet[Appointment]", case: Case) -> Iterator[_Other]:
    cases = Case.unrestricted.filter(citizen=case.citizen_id).values("pk")
    rows = planned.filter(case__in=cases).values_list("pk", "begins_at", "ends_at", "roles")
    for pk, begins_at, ends_at, invited in rows:
        if "citizen" in invited:
            yield _Other(pk, begins_at, ends_at, None)


def _of_workers(
    planned: "QuerySet[Appointment]", case: Case, roles: Collection[str]
) -> Iterator[_Other]:
    wanted = CaseMember.unrestricted.filter(case=case, role__in=roles, until=None)
    workers = list(wanted.values_list("user_id", flat=True))
    cases = CaseMember.unrestricted.filter(user__in=workers, until=None).values("case")
    mine: dict[str, Any] = {"case__members__user__in": workers, "case__members__until": None}
    rows = planned.filter(case__in=cases).filter(**mine)
    columns = ("pk", "begins_at", "ends_at", "roles", "case__members__user", "case__members__role")
    told = set()
    for pk, begins_at, ends_at, invited, worker, role in rows.values_list(*columns):
        if role in invited and (pk, worker) not in told:
            told.add((pk, worker))
            yield _Other(pk, begins_at, ends_at, worker)
