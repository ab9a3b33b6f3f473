"""A case that is passed on whole: what whoever asks and whoever is asked have to know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from fodfaeste.accounts import access
from fodfaeste.accounts.models import Organisation, User
from fodfaeste.cases import crypto
from fodfaeste.cases.basis import sharing_standing
from fodfaeste.cases.models import Appointment, Case, CaseMember, Consent, Sharing
from fodfaeste.cases.passing import (
    SEEN_BEFORE,
    Team,
    placed_after,
    placed_by,
    team_after,
)
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries.allocation import Part, parts_of_case
from fodfaeste.cases.queries.case_page import seen_with
from fodfaeste.cases.queries.results import CaseView
from fodfaeste.cases.relations import asked_to_take_over, shown_name
from fodfaeste.cases.services.passing import case_to_pass_on, case_to_take_over
from fodfaeste.cases.sight import receiver_sight

HANDOVER = Sharing.Way.HANDOVER
ANSWERED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferView:
    """What asks an organisation, or one ``person`` there, to take a case over. ``answer``:
    ``accepted`` or ``refused``; empty as long as there is none. ``is_mine``: the asker is to
    answer. ``citizen`` None: not for them to see."""

    case_id: UUID
    citizen: str | None
    protected: bool
    programme: str
    place: str
    organisation: str
    person: str
    asked_at: datetime
    asked_by: str
    last_on: date | None
    stands: bool
    why: str
    answer: str = ""
    answered_by: str = ""
    answer_note: str = ""
    answered_at: datetime | None = None
    is_mine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """Somebody's part in the case."""

    name: str
    role: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoesAlong:
    """What becomes of what belongs to a case. ``leaving`` and ``staying``: the parts.
    ``planned``: appointments to come, which stay booked. ``consents`` and ``shared``: how many
    count and are open now, and end. ``referrer``: who referred the citizen, if another did."""

    leaving: tuple[PartView, ...]
    staying: tuple[PartView, ...]
    planned: tuple[tuple[datetime, str], ...]
    consents: int
    shared: int
    referrer: str
    referrer_id: int | None


def goes_along(
    *,
    user: User,
    case_id: UUID,
    today: date,
    organisation_id: int | None = None,
    referrer_stays: bool = True,
) -> GoesAlong:
    """What would become of it, were it taken over by that organisation. Raises ``NotVisible`` or
    ``NotAllowed``."""
    case = case_to_pass_on(user, case_id, today)
    after = placed_by(case, organisation_id=organisation_id or 0, referrer_stays=referrer_stays)
    return _goes_along(case, team_after(after), today)


def as_they_see_it(*, user: User, case_id: UUID, today: date) -> CaseView:
    """The case exactly as those who are asked see it until they answer. It is logged. Raises
    ``NotVisible`` or ``NotAllowed``."""
    case = case_to_pass_on(user, case_id, today)
    access.note(
        user=user,
        act=access.Act.VIEW,
        case_id=case.pk,
        citizen_id=case.citizen_id,
        kinds=SEEN_BEFORE,
        page="as_the_receiver",
    )
    return seen_with(case, receiver_sight(SEEN_BEFORE), today)


def taken_along(*, user: User, case_id: UUID, today: date) -> tuple[GoesAlong, tuple[Part, ...]]:
    """What comes with a case that ``user`` is asked to take over, and the parts to give out.
    Raises ``NotVisible`` or ``NotAllowed``."""
    case, offer = case_to_take_over(user, case_id, today)
    after = placed_after(case, offer)
    team = team_after(after)
    held = {part.role for part in team.staying}
    return _goes_along(case, team, today), parts_of_case(user, after, held)


def _goes_along(case: Case, team: Team, today: date) -> GoesAlong:
    planned = Appointment.unrestricted.filter(case=case, state=Appointment.State.PLANNED)
    before = Q(case__taken_over_at=None) | Q(recorded_at__gt=F("case__taken_over_at"))
    consents = Consent.unrestricted.filter(before, case=case, withdrawn_at=None)
    consents = consents.filter(Q(last_on=None) | Q(last_on__gte=today))
    shared = Sharing.unrestricted.filter(case=case, ended_at=None, sent_at=None)
    return GoesAlong(
        leaving=tuple(map(_part, team.leaving)),
        staying=tuple(map(_part, team.staying)),
        planned=tuple(planned.order_by("begins_at").values_list("begins_at", "type")),
        consents=consents.count(),
        shared=shared.exclude(way=HANDOVER).count(),
        referrer=case.referred_by.name if case.referred_by else "",
        referrer_id=case.referred_by_id,
    )


def _part(part: CaseMember) -> PartView:
    return PartView(name=part.user.name, role=part.role, organisation=part.user.organisation.name)


# --- what was asked, and what was answered

_AROUND = (
    "case__citizen", "case__organisation", "receiver_organisation", "receiver_user",
    "opened_by__organisation", "consent__case",
)  # fmt: skip


def offer_on(*, user: User, view: CaseView, today: date) -> OfferView | None:
    """What asks somebody to take this case over now, or the last refusal of it; for those who see
    what has happened in the case."""
    if not view.sight.sees(Kind.REGISTRATIONS):
        return None
    found = Sharing.unrestricted.filter(case=view.case_id, way=HANDOVER)
    one = found.select_related(*_AROUND).order_by("-opened_at").first()
    if one is None:
        return None
    is_mine = asked_to_take_over(user, today).filter(pk=one.pk).exists()
    said = _offer(one, view.citizen.name, today, is_mine=is_mine)
    return said if is_mine or view.sight.author_id is not None else None


def offered(*, user: User, today: date) -> tuple[OfferView, ...]:
    """The cases that ``user`` is asked to take over, those that have waited longest first. It is
    logged whose names were shown."""
    found = asked_to_take_over(user, today).filter(case__closed_on=None)
    rows = _named(found, user, today).order_by("opened_at", "pk")
    views = tuple(_offer(one, one.shown_name, today, is_mine=True) for one in rows)
    _note(user, views)
    return views


def passed_on(*, user: User, today: date) -> tuple[OfferView, ...]:
    """What ``user`` has asked others, and for those who answer for its cases what their
    organisation has: what waits, and what was answered in the last month. Of a case that is no
    longer theirs, no name."""
    asked = Q(opened_by=user)
    if user.oversees:
        place = user.organisation_id
        own = Organisation.objects.filter(Q(pk=place) | Q(parent=place))
        asked |= Q(opened_by__organisation__in=own.values("pk"))
    recent = Q(ended_at=None) | Q(ended_at__date__gte=today - ANSWERED_FOR)
    found = Sharing.unrestricted.filter(recent, asked, way=HANDOVER)
    rows = _named(found, user, today).order_by("-opened_at", "pk")
    views = tuple(_offer(one, one.shown_name, today) for one in rows)
    # Taken back by those who asked: they know.
    said = tuple(one for one in views if one.answer or one.answered_at is None)
    _note(user, said)
    return said


def _named(found: Any, user: User, today: date) -> Any:
    name = shown_name(user, today, "case", "case__citizen")
    return found.select_related(*_AROUND).annotate(shown_name=name)


def _note(user: User, views: Iterable[OfferView]) -> None:
    named = [one.case_id for one in views if one.citizen is not None]
    access.note_list(user=user, case_ids=named, page="inbox")


def _offer(one: Sharing, citizen: str | None, today: date, *, is_mine: bool = False) -> OfferView:
    details: Mapping[str, Any] = crypto.decrypt_map(one.details)
    return OfferView(
        case_id=one.case_id,
        citizen=citizen,
        protected=one.case.citizen.protected,
        programme=one.case.programme,
        place=one.opened_by.organisation.name,
        organisation=one.receiver_organisation.name if one.receiver_organisation else "",
        person=one.receiver_user.name if one.receiver_user else "",
        asked_at=one.opened_at,
        asked_by=one.opened_by.name,
        last_on=one.last_on,
        stands=sharing_standing(one, today) == "stands",
        why=details.get("why", ""),
        answer=details.get("answer", ""),
        answered_by=details.get("answered_by", ""),
        answer_note=details.get("answer_note", ""),
        answered_at=one.ended_at,
        is_mine=is_mine,
    )
