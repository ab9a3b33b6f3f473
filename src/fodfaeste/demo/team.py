"""What was decided on some referrals, who covers for whom, who stands at a citizen's side."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries, services
from fodfaeste.cases.services import (
    Member,
    NewCompanion,
    NewCover,
    NewDecision,
    NewEvent,
    Referral,
)
from fodfaeste.demo.stories import FOLDER, read

_OURS = uuid5(NAMESPACE_URL, "fodfaeste:demo:team")
Users = Mapping[str, User]


@cache
def said() -> Mapping[str, Any]:
    """What ``team.yaml`` says."""
    return dict(read(FOLDER / "team.yaml"))


def staff_up(*, users: Users, now: datetime) -> int:
    """Some referrals are answered, a colleague is away, and some citizens have somebody at their
    side, are in hospital, or are in two programmes at once; says how many cases that opened."""
    _decide(users, now)
    _cover(users, now)
    _around_citizens(users, now)
    return _two_programmes(users, now)


def _decide(users: Users, now: datetime) -> None:
    """The oldest; those that came later wait for a visitor's answer."""
    by = users[said()["decided"]["by"]]
    waiting = queries.inbox(user=by, today=timezone.localdate(now)).new
    for one, (decision, reason) in zip(waiting, said()["decided"]["as"], strict=False):
        services.decide_referral(
            case_id=one.case_id,
            new=NewDecision(decision=decision, reason=reason),
            by=by,
            now=now,
            submission=uuid5(one.case_id, "decided"),
        )


def _cover(users: Users, now: datetime) -> None:
    told, today = said()["cover"], timezone.localdate(now)
    absent = users[told["absent"]]
    new = NewCover(
        absent_id=absent.pk,
        cover_id=users[told["by"]].pk,
        first_on=today,
        last_on=today + timedelta(days=told["days"]),
    )
    services.arrange_cover(new=new, by=absent, now=now, submission=uuid5(_OURS, "cover"))


def _cases(worker: User, now: datetime, programme: str) -> list[UUID]:
    found = queries.cases(
        user=worker, today=timezone.localdate(now), programme=programme, state="open", mine=True
    )
    return [row.case_id for row in found.rows]


def _around_citizens(users: Users, now: datetime) -> None:
    today, by = timezone.localdate(now), users[said()["cases"]["of"]]
    first, second, *_, last = _cases(by, now, said()["cases"]["programme"])
    for case_id, key in ((first, "first"), (second, "second")):
        services.add_companion(
            case_id=case_id,
            new=NewCompanion(since=today - timedelta(days=40), **said()[key]),
            by=by,
            now=now,
            submission=uuid5(case_id, "companion"),
        )
    event = NewEvent(on=today - timedelta(days=3), **said()["last"])
    submission = uuid5(last, "away")
    services.register(case_id=last, event=event, by=by, now=now, submission=submission)


def _two_programmes(users: Users, now: datetime) -> int:
    """A citizen of the one programme is referred to another (RA-14)."""
    told, today = said()["second_programme"], timezone.localdate(now)
    by = users[told["of"]]
    case_id = _cases(by, now, told["from"])[0]
    programme, event = told["to"], "referral_received"
    referral = Referral(
        citizen=queries.case(user=by, case_id=case_id, today=today).citizen.citizen_id,
        programme=programme,
        organisation_id=users[told["runs"]].organisation_id,
        referred_by_id=by.organisation_id,
        first=NewEvent(
            type=event,
            on=today - timedelta(days=1),
            attributes=told["attributes"],
            note=told["note"],
        ),
        facts=told["facts"],
        members=[Member(users[who].pk, role) for role, who in told["members"].items()],
    )
    submission = uuid5(case_id, programme)
    services.refer_citizen(referral=referral, by=by, now=now, submission=submission)
    return 1
