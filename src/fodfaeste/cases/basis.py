"""Whether something may be told to somebody: on which basis, or what is missing (CT-06, RA-12 to
RA-14). Everything that goes out of a case asks here first: ``may_send``.

A consent stands on a day if it has not been withdrawn and the day lies in its period. It covers a
receiver whom it names, and the kinds that it names. One basis has to cover all of it: what two
consents cover together was agreed for two purposes, and is shared twice. Where each of several
covers it, the one that was given first is the basis.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Consent, Receiver, Sharing
from fodfaeste.cases.names import sort_key
from fodfaeste.cases.policy import SHAREABLE, Kind
from fodfaeste.core.faults import Fault, Refused

Standing = Literal["stands", "withdrawn", "expired", "not_begun", "ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom something is told to. ``role``: a code as in the programmes' vocabulary. One who uses
    the system is named by organisation or person; any other by ``name``, which may be empty where
    the role says enough (the citizen's own doctor)."""

    role: str
    organisation_id: int | None = None
    user_id: int | None = None
    name: str = ""

    @property
    def uses_the_system(self) -> bool:
        return self.organisation_id is not None or self.user_id is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """By which something may be told: a consent, or a sharing by a statute that was chosen
    before. ``last_on``: for how long; None: until it is ended."""

    consent_id: UUID | None = None
    sharing_id: UUID | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A consent to the receiver, and why it is no basis: how it stands and since when, or the
    ``kinds`` that it does not cover."""

    consent_id: UUID
    given_on: date
    standing: Standing
    on: date | None
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """That there is no basis. ``kinds``: those that no standing consent to the receiver covers
    (all of them covered, yet not by one: empty)."""

    kinds: tuple[Kind, ...]
    gaps: tuple[Gap, ...] = ()


class NoBasis(Refused):
    """Sharing without a basis is refused, and ``missing`` says which one is."""

    def __init__(self, missing: Missing) -> None:
        kinds = ", ".join(missing.kinds)
        super().__init__([Fault("kinds", "no_basis", {"kinds": kinds})])
        self.missing = missing


def may_send(
    *, case_id: UUID, receiver: Recipient, kinds: Iterable[str], on: date
) -> Basis | Missing:
    """The basis on which those kinds of information may be told to the receiver on that day; or
    what is missing."""
    wanted = ordered(kinds)
    known = Consent.unrestricted.filter(case=case_id).select_related("case")
    consents = [one for one in known if _is_to(one, receiver)]
    for consent in consents:
        if consent_standing(consent, on) == "stands" and not _lacking(consent, wanted):
            return Basis(consent_id=consent.pk, last_on=consent.last_on)
    statutory = _statutory(case_id, receiver, wanted, on)
    if statutory is not None:
        return statutory
    return Missing(kinds=_uncovered(consents, wanted, on), gaps=_gaps(consents, wanted, on))


def has_basis(*, case_id: UUID, role: str, kinds: Iterable[str], on: date) -> bool:
    """Whether somebody in that role may be told those kinds of information on that day, whoever
    they are: for what is sent by other means and only registered here."""
    wanted = ordered(kinds)
    of_role: dict[str, Any] = {"case": case_id, "receiver_role": role}
    if any(
        consent_standing(one, on) == "stands" and not _lacking(one, wanted)
        for one in Consent.unrestricted.filter(**of_role).select_related("case")
    ):
        return True
    sharings = Sharing.unrestricted.filter(**of_role, statute__isnull=False, ended_at=None)
    return any(
        period_standing(one, on) == "stands"
        and {each.kind for each in one.kinds.all()} >= {kind.value for kind in wanted}
        for one in sharings.prefetch_related("kinds")
    )


def ordered(kinds: Iterable[str]) -> tuple[Kind, ...]:
    """Kinds of information in the policy's order."""
    named = set(map(str, kinds))
    return tuple(kind for kind in SHAREABLE if kind.value in named)


def consent_standing(consent: Consent, on: date) -> Standing:
    """How a consent stands on a day. It was given to those who had the case then: once another
    organisation has taken it over, it has ended."""
    if consent.withdrawn_at is not None:
        return "withdrawn"
    taken_over_at = consent.case.taken_over_at
    if taken_over_at is not None and consent.recorded_at <= taken_over_at:
        return "ended"
    return period_standing(consent, on)


def sharing_standing(sharing: Sharing, on: date) -> Standing:
    """How a sharing stands: by itself, and by the consent that it rests on."""
    if sharing.consent is not None:
        of_consent = consent_standing(sharing.consent, on)
        if of_consent != "stands":
            return of_consent
    return "ended" if sharing.ended_at is not None else period_standing(sharing, on)


def period_standing(receiver: Receiver, on: date) -> Standing:
    if on < receiver.since:
        return "not_begun"
    return "expired" if receiver.last_on is not None and on > receiver.last_on else "stands"


def recipient_of(row: Receiver) -> Recipient:
    """The receiver that a consent or a sharing names."""
    return Recipient(
        role=row.receiver_role,
        organisation_id=row.receiver_organisation_id,
        user_id=row.receiver_user_id,
        name=crypto.decrypt_map(row.details).get("name", ""),
    )


def _is_to(consent: Consent, receiver: Recipient) -> bool:
    """Whether a consent names the receiver: a person by name, the organisation whose people they
    are, or by role alone one outside the system."""
    if consent.receiver_role != receiver.role:
        return False
    if consent.receiver_user_id is not None:
        return consent.receiver_user_id == receiver.user_id
    if consent.receiver_organisation_id is not None:
        return consent.receiver_organisation_id == _organisation_of(receiver)
    if receiver.uses_the_system:
        return False
    named = sort_key(recipient_of(consent).name)
    return not named or named == sort_key(receiver.name)


def _organisation_of(receiver: Recipient) -> int | None:
    if receiver.user_id is None:
        return receiver.organisation_id
    found = User.objects.filter(pk=receiver.user_id)
    return found.values_list("organisation", flat=True).first()


def _lacking(consent: Consent, wanted: Sequence[Kind]) -> tuple[Kind, ...]:
    return tuple(kind for kind in wanted if kind.value not in consent.kinds)


def _uncovered(consents: Iterable[Consent], wanted: Sequence[Kind], on: date) -> tuple[Kind, ...]:
    standing = [one for one in consents if consent_standing(one, on) == "stands"]
    covered = {kind for one in standing for kind in one.kinds}
    return tuple(kind for kind in wanted if kind.value not in covered)


def _gaps(consents: Iterable[Consent], wanted: Sequence[Kind], on: date) -> tuple[Gap, ...]:
    return tuple(
        Gap(
            consent_id=one.pk,
            given_on=one.given_on,
            standing=consent_standing(one, on),
            on=_turned(one, on),
            kinds=_lacking(one, wanted),
        )
        for one in consents
    )


def _turned(consent: Consent, on: date) -> date | None:
    """The day since which, or from which, a consent stands as it does."""
    if consent.withdrawn_at is not None:
        return timezone.localdate(consent.withdrawn_at)
    if consent_standing(consent, on) == "ended" and consent.case.taken_over_at is not None:
        return timezone.localdate(consent.case.taken_over_at)
    return consent.since if on < consent.since else consent.last_on


def _statutory(
    case_id: UUID, receiver: Recipient, wanted: Sequence[Kind], on: date
) -> Basis | None:
    """Access that was opened by a statute: what the receiver can see they may be told as well."""
    found = Sharing.unrestricted.filter(
        case=case_id, way=Sharing.Way.ACCESS, statute__isnull=False, ended_at=None
    )
    for one in found.prefetch_related("kinds"):
        covers = {each.kind for each in one.kinds.all()} >= {kind.value for kind in wanted}
        if covers and recipient_of(one) == receiver and period_standing(one, on) == "stands":
            return Basis(sharing_id=one.pk, last_on=one.last_on)
    return None
