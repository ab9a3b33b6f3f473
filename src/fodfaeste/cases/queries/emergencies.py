"""Emergency accesses: what somebody has opened today, and what leaders have to see."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.db.models import QuerySet

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.models import EmergencyAccess
from fodfaeste.cases.relations import shown_name
from fodfaeste.cases.services.emergency import seen_by

SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """Somebody opened a case that was not theirs. ``citizen``: None where the name is not for
    whoever asks. ``seen_by``: the leader who has seen it, empty if none has."""

    access_id: UUID
    case_id: UUID
    citizen: str | None
    programme: str
    opened_at: datetime
    user: str
    organisation: str
    function: str
    reason: str
    seen_by: str = ""
    seen_at: datetime | None = None


def opened_by(*, user: User, today: date) -> tuple[Emergency, ...]:
    """What ``user`` has opened today. It is theirs to know; nothing is logged."""
    found = EmergencyAccess.unrestricted.filter(user=user, on=today)
    return _emergencies(found.order_by("opened_at"), user, today)


def emergencies(
    *, user: User, today: date, since: date | None = None, unseen: bool = False
) -> tuple[Emergency, ...]:
    """The newest of those that are ``user``'s to see, as a leader or one who watches over data
    protection. That the names were shown is logged."""
    found = seen_by(user)
    found = found.filter(seen_at=None) if unseen else found
    found = found.filter(on__gte=since) if since else found
    told = _emergencies(found.order_by("-opened_at")[:SHOWN], user, today)
    named = [one.case_id for one in told if one.citizen is not None]
    access.note_list(user=user, case_ids=named, page="emergencies")
    return told


def count_unseen(user: User) -> int:
    """How many of them no leader has seen."""
    return seen_by(user).filter(seen_at=None).count()


def _emergencies(
    found: "QuerySet[EmergencyAccess]", user: User, today: date
) -> tuple[Emergency, ...]:
    rows = found.select_related("case", "user", "organisation", "seen_by").annotate(
        shown=shown_name(user, today, "case", "case__citizen")
    )
    return tuple(
        Emergency(
            access_id=row.pk,
            case_id=row.case_id,
            citizen=row.shown,
            programme=row.case.programme,
            opened_at=row.opened_at,
            user=row.user.name,
            organisation=row.organisation.name,
            function=row.user.function,
            reason=_reason(row.reason),
            seen_by=row.seen_by.name if row.seen_by else "",
            seen_at=row.seen_at,
        )
        for row in rows
    )


def _reason(ciphertext: str) -> str:
    """Empty where it was erased with the case."""
    try:
        return crypto.decrypt(ciphertext)
    except InvalidToken:
        return ""
