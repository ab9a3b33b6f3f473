"""A citizen who has moved, and whose case another municipality is asked to take over."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries, services
from fodfaeste.cases.basis import Recipient
from fodfaeste.cases.policy import SHAREABLE
from fodfaeste.cases.services import NewConsent, NewEvent, NewPassing
from fodfaeste.demo.sharing import person_at

ASKED_FOR = timedelta(days=14)


def pass_on(*, told: Mapping[str, Any], users: Mapping[str, User], now: datetime) -> None:
    """The last but one of a worker's open cases in a programme. ``told``: of whom and which, who
    is asked, the new municipality, and the words."""
    by, today = users[told["of"]], timezone.localdate(now)
    found = queries.cases(
        user=by, today=today, programme=told["programme"], state="open", mine=True
    )
    case_id = found.rows[-2].case_id
    receiver = person_at("social_department", users[told["to"]])
    moved = NewEvent(
        type="moved_municipality",
        on=today - timedelta(days=2),
        by_role=told["role"],
        attributes={"to": told["place"]},
    )
    services.register(
        case_id=case_id, event=moved, by=by, now=now, submission=uuid5(case_id, "moved")
    )
    _agree(case_id, receiver, told, by, now)
    services.offer_case(
        case_id=case_id,
        passing=NewPassing(
            receiver=receiver, why=told["why"], last_on=today + ASKED_FOR, referrer_stays=False
        ),
        by=by,
        now=now,
        submission=uuid5(case_id, "passed on"),
    )


def _agree(
    case_id: UUID, receiver: Recipient, told: Mapping[str, Any], by: User, now: datetime
) -> None:
    today = timezone.localdate(now)
    services.give_consent(
        case_id=case_id,
        consent=NewConsent(
            receiver=receiver,
            kinds=[kind.value for kind in SHAREABLE],
            purpose=told["purpose"],
            wording=told["wording"],
            way="signature",
            given_on=today,
            since=today,
            last_on=today + ASKED_FOR,
        ),
        by=by,
        now=now,
        submission=uuid5(case_id, "consent to pass on"),
    )
