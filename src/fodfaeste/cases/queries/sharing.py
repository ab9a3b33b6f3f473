"""What the citizen has agreed to, what is shared and on which basis, and what was sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q

from fodfaeste.accounts import access
from fodfaeste.accounts.models import AccessLog, User
from fodfaeste.cases import crypto
from fodfaeste.cases.basis import (
    Recipient,
    Standing,
    consent_standing,
    ordered,
    recipient_of,
    sharing_standing,
)
from fodfaeste.cases.models import Case, Consent, Receiver, Sharing
from fodfaeste.cases.policy import Act, Kind, Relation
from fodfaeste.cases.queries.appointments import as_shared
from fodfaeste.cases.queries.case_page import seen_with
from fodfaeste.cases.queries.results import CaseView
from fodfaeste.cases.relations import sees_name, shared_with
from fodfaeste.cases.services.sharing import unseen
from fodfaeste.cases.sight import Sight, receiver_sight, sight_of
from fodfaeste.cases.visibility import NotAllowed, NotVisible, allowed_case, refuse, visible_case


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiverView:
    """Whom something is told to. ``organisation`` and ``person``: their names, of one who uses
    the system; ``email``: the person's."""

    recipient: Recipient
    organisation: str
    person: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """A consent, and how it stands."""

    id: UUID
    receiver: ReceiverView
    kinds: tuple[Kind, ...]
    purpose: str
    wording: str
    way: str
    witness: str
    given_on: date
    since: date
    last_on: date | None
    recorded_at: datetime
    recorded_by: str
    standing: Standing
    withdrawn_at: datetime | None
    withdrawn_by: str


@dataclass(frozen=True, slots=True)
class LookUps:
    """How often the receiver has opened the case, and when last."""

    count: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingView:
    """Something that is or was shared. ``content``: of an extract, if it is asked for and may be
    shown."""

    id: UUID
    receiver: ReceiverView
    way: str
    kinds: tuple[Kind, ...]
    consent_id: UUID | None
    statute: str | None
    reason: str
    since: date
    last_on: date | None
    opened_at: datetime
    opened_by: str
    standing: Standing
    ended_at: datetime | None
    sent_at: datetime | None
    sent_how: str
    sent_by: str
    looked: LookUps = field(default_factory=LookUps)
    content: Mapping[str, Any] | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether it is an extract that has neither been sent nor stopped."""
        return self.way == Sharing.Way.EXTRACT and self.sent_at is None and self.ended_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingPage:
    """``consents`` and ``sharings``: newest first. ``may_*``: what the asker may do."""

    case_id: UUID
    citizen: str | None
    organisation: str
    organisation_id: int
    consents: tuple[ConsentView, ...]
    sharings: tuple[SharingView, ...]
    may_consent: bool
    may_share: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCase:
    """A case that somebody else shares with the asker. ``citizen`` None: not for them to see."""

    case_id: UUID
    citizen: str | None
    programme: str
    version: date
    organisation: str
    kinds: tuple[Kind, ...]
    last_on: date | None


def sharing(*, user: User, case_id: UUID, today: date) -> SharingPage:
    """Consents and sharings of a case; that they were looked at is logged. Raises ``NotVisible``,
    or ``NotAllowed`` for who does not see what was agreed."""
    case, sight = _seen(user, case_id, today)
    consents = Consent.objects.visible_to(user, today).filter(case=case_id)
    sharings = _sharings(user, case_id, today)
    looked = _looked(case_id, sharings)
    return SharingPage(
        case_id=case_id,
        citizen=_name(case, sight),
        organisation=case.organisation.letter_name or case.organisation.name,
        organisation_id=case.organisation_id,
        consents=tuple(_consent(one, today) for one in _newest(consents)),
        sharings=tuple(_sharing(one, today, looked=looked[one.pk]) for one in reversed(sharings)),
        may_consent=sight.may(Act.CONSENT),
        may_share=sight.may(Act.SHARE),
    )


def consent(*, user: User, case_id: UUID, consent_id: UUID, today: date) -> ConsentView:
    """One consent, as for its statement on paper. It is logged. Raises ``NotVisible``."""
    _seen(user, case_id, today)
    found = Consent.objects.visible_to(user, today).filter(case=case_id, pk=consent_id)
    one = found.select_related(*_NAMES, "case", "recorded_by", "withdrawn_by").first()
    if one is None:
        raise NotVisible(consent_id)
    return _consent(one, today)


def receiver_view(*, user: User, case_id: UUID, kinds: Iterable[str], today: date) -> CaseView:
    """The case exactly as a receiver with whom those kinds are shared sees it; for whoever may
    share it and sees all of that themselves. Raises ``NotVisible`` or ``NotAllowed``."""
    found = allowed_case(user, case_id, Act.SHARE, today)
    if unseen(by=user, case=found, kinds=kinds, on=today):
        refuse(user, found, sight_of(user=user, case_id=case_id, on=today), Act.SHARE)
    _note(user, found, access.Act.VIEW, kinds, page="as_the_receiver")
    sight = receiver_sight(ordered(kinds))
    return replace(seen_with(found, sight, today), appointments=as_shared(found, sight))


def extract(
    *, user: User, case_id: UUID, sharing_id: UUID, today: date, printed: bool = False
) -> SharingView:
    """One sharing, with the content of an extract as it was frozen. That of one that waits is
    withheld once its basis is gone, and all of it from who does not see such kinds. It is logged.
    Raises ``NotVisible`` or ``NotAllowed``."""
    case, sight = _seen(user, case_id, today)
    found = [one for one in _sharings(user, case_id, today) if one.pk == sharing_id]
    if not found:
        raise NotVisible(sharing_id)
    one = found[0]
    kinds = [each.kind for each in one.kinds.all()]
    is_theirs = sight.may(Act.SHARE) and not unseen(by=user, case=case, kinds=kinds, on=today)
    is_open = one.sent_at is not None or sharing_standing(one, today) == "stands"
    if not (is_theirs and is_open and one.content):
        return _sharing(one, today, looked=_looked(case_id, [one])[one.pk])
    act = access.Act.PRINT if printed else access.Act.VIEW
    _note(user, case, act, kinds, page="extract")
    return _sharing(one, today, content=crypto.decrypt_map(one.content))


def shared_cases(*, user: User, today: date) -> tuple[SharedCase, ...]:
    """The cases that are shared with ``user`` or their organisation today, by name."""
    open_now = shared_with(user, today).prefetch_related("kinds").select_related("consent")
    by_case: dict[UUID, list[Sharing]] = {}
    for one in open_now:
        by_case.setdefault(one.case_id, []).append(one)
    seen = Case.objects.visible_to(user, today).filter(pk__in=by_case)
    named = set(seen.filter(sees_name(user, today)).values_list("pk", flat=True))
    found = seen.select_related("citizen", "organisation").order_by("citizen__sort_key", "pk")
    # Those whose name is not seen come last, by their ids: their place would tell of the name.
    in_order = sorted(found, key=lambda case: () if case.pk in named else (case.pk,))
    rows = tuple(_shared(case, by_case[case.pk], case.pk in named) for case in in_order)
    access.note_list(
        user=user, page="shared", case_ids=[row.case_id for row in rows if row.citizen]
    )
    return rows


# --- parts

_NAMES = ("receiver_organisation", "receiver_user__organisation")


def _seen(user: User, case_id: UUID, today: date) -> tuple[Case, Sight]:
    case, sight = visible_case(user, case_id, today)
    if not sight.sees(Kind.CONSENTS):
        access.note(user=user, act=access.Act.REFUSED, case_id=case_id, attempt=str(Kind.CONSENTS))
        raise NotAllowed(Act.CONSENT)
    _note(user, case, access.Act.VIEW, [Kind.CONSENTS], page="sharing")
    return case, sight


def _note(user: User, case: Case, act: str, kinds: Iterable[str], *, page: str) -> None:
    access.note(
        user=user, act=act, case_id=case.pk, citizen_id=case.citizen_id, kinds=kinds, page=page
    )


def _name(case: Case, sight: Sight) -> str | None:
    protected = case.citizen.protected
    return case.citizen.name if sight.sees_name(protected=protected) else None


def _newest(consents: Any) -> list[Consent]:
    found = consents.select_related(*_NAMES, "case", "recorded_by", "withdrawn_by")
    return list(found.order_by("-recorded_at", "-pk"))


def _sharings(user: User, case_id: UUID, today: date) -> list[Sharing]:
    found = Sharing.objects.visible_to(user, today).filter(case=case_id)
    full = found.select_related(*_NAMES, "consent__case", "opened_by").prefetch_related("kinds")
    return list(full.order_by("opened_at", "pk"))


def _looked(case_id: UUID, sharings: Sequence[Sharing]) -> dict[UUID, LookUps]:
    """How often each receiver has opened the case while it was shared: one question."""
    asked = {f"{name}_{n}": value(_by(one)) for n, one in enumerate(sharings)
             for name, value in (("count", _count), ("last", _last))}  # fmt: skip
    opened = AccessLog.objects.filter(case_id=case_id, act=access.Act.VIEW)
    row = opened.aggregate(**asked) if asked else {}
    return {one.pk: LookUps(row[f"count_{n}"], row[f"last_{n}"]) for n, one in enumerate(sharings)}


def _count(which: Q) -> Count:
    return Count("pk", filter=which)


def _last(which: Q) -> Max:
    return Max("at", filter=which)


def _by(sharing: Sharing) -> Q:
    if sharing.way == Sharing.Way.EXTRACT:
        return Q(pk__in=())
    until = Q(at__lte=sharing.ended_at) if sharing.ended_at else Q()
    # Who stands in another relation to the case as well looks for another reason.
    until &= Q(relations=[str(Relation.RECEIVER)])
    if sharing.receiver_user_id is not None:
        return until & Q(user=sharing.receiver_user_id, at__gte=sharing.opened_at)
    return until & Q(organisation=sharing.receiver_organisation_id, at__gte=sharing.opened_at)


def _receiver(row: Receiver) -> ReceiverView:
    organisation, person = row.receiver_organisation, row.receiver_user
    if organisation is None and person is not None:
        organisation = person.organisation
    return ReceiverView(
        recipient=recipient_of(row),
        organisation=organisation.name if organisation else "",
        person=person.name if person else "",
        email=person.email if person else "",
    )


def _consent(one: Consent, today: date) -> ConsentView:
    details = crypto.decrypt_map(one.details)
    return ConsentView(
        id=one.pk,
        receiver=_receiver(one),
        kinds=ordered(one.kinds),
        purpose=details.get("purpose", ""),
        wording=details.get("wording", ""),
        way=one.way,
        witness=details.get("witness", ""),
        given_on=one.given_on,
        since=one.since,
        last_on=one.last_on,
        recorded_at=one.recorded_at,
        recorded_by=one.recorded_by.name,
        standing=consent_standing(one, today),
        withdrawn_at=one.withdrawn_at,
        withdrawn_by=one.withdrawn_by.name if one.withdrawn_by else "",
    )


def _sharing(
    one: Sharing,
    today: date,
    *,
    looked: LookUps | None = None,
    content: Mapping[str, Any] | None = None,
) -> SharingView:
    details = crypto.decrypt_map(one.details)
    return SharingView(
        id=one.pk,
        receiver=_receiver(one),
        way=one.way,
        kinds=ordered(each.kind for each in one.kinds.all()),
        consent_id=one.consent_id,
        statute=one.statute,
        reason=details.get("statute_note", ""),
        since=one.since,
        last_on=one.last_on,
        opened_at=one.opened_at,
        opened_by=one.opened_by.name,
        standing=sharing_standing(one, today),
        ended_at=one.ended_at,
        sent_at=one.sent_at,
        sent_how=details.get("sent_how", ""),
        sent_by=details.get("sent_by", ""),
        looked=looked or LookUps(),
        content=content,
    )


def _shared(case: Case, sharings: Sequence[Sharing], named: bool) -> SharedCase:
    ends = [one.last_on for one in sharings]
    last_days = [day for day in ends if day is not None]
    return SharedCase(
        case_id=case.pk,
        citizen=case.citizen.name if named else None,
        programme=case.programme,
        version=case.version,
        organisation=case.organisation.name,
        kinds=ordered(each.kind for one in sharings for each in one.kinds.all()),
        last_on=max(last_days) if len(last_days) == len(ends) else None,
    )
