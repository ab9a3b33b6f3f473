"""Legal holds: nothing of a case or a citizen is erased until the hold is lifted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case, LogEntry
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.writing import Known, Line, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.protection.acts import HOLD_LIFTED, HOLD_PLACED
from fodfaeste.protection.models import LegalHold


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that stands. ``whole_citizen``: on all of the citizen's cases."""

    id: UUID
    whole_citizen: bool
    reason: str
    placed_at: datetime
    placed_by: str


def is_held(case: Case) -> bool:
    """Whether something stops erasing in the case: a hold on it, or on its citizen."""
    return standing().filter(Q(case=case.pk) | Q(citizen=case.citizen_id)).exists()


def standing() -> "QuerySet[LegalHold]":
    """The holds that are not lifted."""
    return LegalHold.objects.filter(lifted_at=None)


def held(case_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the cases that are held: one question to the database."""
    on_case = Q(pk__in=standing().filter(case__isnull=False).values("case"))
    on_citizen = Q(citizen__in=standing().filter(citizen__isnull=False).values("citizen"))
    found = Case.unrestricted.filter(on_case | on_citizen, pk__in=list(case_ids))
    return frozenset(found.values_list("pk", flat=True))


def holds_on(case: Case) -> tuple[Hold, ...]:
    """The holds that stand on a case, its citizen's among them. For who has been let in."""
    found = standing().filter(Q(case=case.pk) | Q(citizen=case.citizen_id))
    return tuple(
        Hold(
            hold.pk,
            hold.citizen_id is not None,
            crypto.decrypt(hold.reason),
            hold.placed_at,
            hold.placed_by.name,
        )
        for hold in found.select_related("placed_by")
    )


def holds_of_case(*, case_id: UUID, by: User, on: date) -> tuple[str, tuple[Hold, ...]]:
    """The citizen's name and the holds, for who may erase in the case. Raises ``NotVisible`` or
    ``NotAllowed``."""
    case = allowed_case(by, case_id, Act.ERASE_TEXT, on)
    return case.citizen.name, holds_on(case)


def place_hold(
    *, case_id: UUID, whole_citizen: bool, reason: str, by: User, now: datetime, submission: UUID
) -> None:
    """Stops every erasure in a case, or in all cases of its citizen. Raises ``Refused``
    (``missing`` at ``reason``, ``held_already`` at ``whole_citizen``)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.ERASE_TEXT, writer.today)
    on = {"citizen": case.citizen} if whole_citizen else {"case": case}

    def decide(_: Known) -> list[Line]:
        _check_reason(reason)
        if standing().filter(**on).exists():
            raise Refused([Fault("whole_citizen", "held_already")])
        return [_line(HOLD_PLACED, whole_citizen, writer.today)]

    def also(_: Sequence[LogEntry]) -> None:
        LegalHold.objects.create(
            organisation_id=by.organisation_id,
            reason=crypto.encrypt(reason.strip()),
            placed_at=now,
            placed_by=by,
            **on,
        )

    append(case, writer, decide, also=also)


def lift_hold(
    *, case_id: UUID, hold_id: UUID, reason: str, by: User, now: datetime, submission: UUID
) -> None:
    """Lets what is due be erased again. Raises ``Refused`` (``no_such_hold``, ``missing``)."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.ERASE_TEXT, writer.today)
    theirs = standing().filter(Q(case=case.pk) | Q(citizen=case.citizen_id), pk=hold_id)

    def decide(_: Known) -> list[Line]:
        _check_reason(reason)
        found = theirs.first()
        if found is None:
            raise Refused([Fault("hold", "no_such_hold")])
        return [_line(HOLD_LIFTED, found.citizen_id is not None, writer.today)]

    def also(_: Sequence[LogEntry]) -> None:
        why = crypto.encrypt(reason.strip())
        theirs.update(lifted_at=now, lifted_by=by, lifted_reason=why)

    append(case, writer, decide, also=also)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused([Fault("reason", "missing")])


def _line(type_: str, whole_citizen: bool, today: date) -> Line:
    scope = "citizen" if whole_citizen else "case"
    return Line(type=type_, on=today, attributes={"scope": scope})
