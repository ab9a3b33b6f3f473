"""Who stands at a citizen's side, and in what else they take part."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case, Companion
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.prepared import Prepared
from fodfaeste.cases.queries.results import CaseView
from fodfaeste.cases.relations import sees


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanionView:
    """A guardian, a party representative or an interpreter; texts are empty where nothing was
    said. ``ended``: they were at the citizen's side, and are not any more."""

    id: UUID
    kind: str
    name: str
    phone: str
    email: str
    language: str
    scope: str
    letters: bool
    since: date
    last_on: date | None
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoIn:
    """Another programme in which the citizen is at the same time (RA-14)."""

    case_id: UUID
    programme: str
    version: date
    variant: str | None
    opened_at: datetime

    @property
    def since(self) -> date:
        return timezone.localdate(self.opened_at)


def companions(*, view: CaseView, today: date) -> tuple[CompanionView, ...]:
    """Those at the citizen's side as they see who have opened the case, now or earlier."""
    if not view.sight.sees_contact(protected=view.citizen.protected):
        return ()
    found = Companion.unrestricted.filter(citizen=view.citizen.citizen_id)
    return tuple(_view(one, today) for one in found)


def _view(one: Companion, today: date) -> CompanionView:
    said = crypto.decrypt_map(one.details)
    return CompanionView(
        id=one.pk,
        kind=one.kind,
        name=said.get("name", ""),
        phone=said.get("phone", ""),
        email=said.get("email", ""),
        language=said.get("language", ""),
        scope=said.get("scope", ""),
        letters=one.letters,
        since=one.since,
        last_on=one.last_on,
        ended=one.last_on is not None and one.last_on < today,
    )


def also_in(*, user: User, view: CaseView, today: date) -> tuple[AlsoIn, ...]:
    """The citizen's other open cases, as far as ``user`` sees what happens there."""
    citizen = view.citizen.citizen_id
    rows = _ALSO_IN.rows(user=user, today=today, citizen=citizen, case=view.case_id)
    return tuple(
        AlsoIn(case_id=pk, programme=programme, version=version, variant=variant, opened_at=opened)
        for pk, programme, version, variant, opened in rows
    )


def _also_in(user: User, today: date, citizen: UUID, case: UUID) -> "QuerySet[Case, Any]":
    seen = Case.objects.visible_to(user, today).filter(sees(Kind.REGISTRATIONS, user, today))
    found = seen.filter(citizen=citizen, closed_on=None).exclude(pk=case)
    ordered = found.order_by("opened_at", "pk")
    return ordered.values_list("pk", "programme", "version", "variant", "opened_at")


_ALSO_IN = Prepared(_also_in)
