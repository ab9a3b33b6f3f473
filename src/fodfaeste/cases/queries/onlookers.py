"""To whom a case is visible, why, and what of it: for its page *Access*.

It says of everybody what ``sight.sight_of`` gives each of them; a test compares the two.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from fodfaeste.accounts.models import LEADING, OUTSIDE, OVERSEEING, Organisation, Right, User
from fodfaeste.cases.models import Case, CaseMember, Cover, EmergencyAccess, Sharing
from fodfaeste.cases.policy import BY_MEMBER, Act, Kind, Relation
from fodfaeste.cases.relations import covers_on, open_access
from fodfaeste.cases.sight import Sight, composed
from fodfaeste.cases.visibility import allowed_case


@dataclass(frozen=True, slots=True, kw_only=True)
class Onlooker:
    """Somebody who can see the case. ``roles``: of their parts in it. ``covers_for``: those for
    whom they stand in. ``until``: the last day of that, or of what was shared with them; None
    without an end. ``whole_organisation``: it is not one person but everybody who works in an
    organisation with which it was shared."""

    user_id: int | None
    name: str
    organisation: str
    function: str
    sight: Sight
    roles: tuple[str, ...] = ()
    covers_for: tuple[str, ...] = ()
    until: date | None = None
    whole_organisation: bool = False


def onlookers(*, user: User, case_id: UUID, today: date) -> tuple[Onlooker, ...]:
    """Everybody who can see the case on ``today``, those with most to do with it first. The number
    of questions does not depend on theirs. Raises ``NotVisible`` or ``NotAllowed``."""
    scene = _scene(allowed_case(user, case_id, Act.SEE_ACCESS, today), today)
    found = [_person(one, scene) for one in _people(scene)]
    found += [_organisation(one) for one in scene.shared if _is_for_all(one)]
    order = list(Relation)
    seeing = [one for one in found if one.sight.relations]
    return tuple(
        sorted(seeing, key=lambda one: (min(map(order.index, one.sight.relations)), one.name))
    )


class _Scene(NamedTuple):
    """What decides who sees a case on a day. ``around``: the organisations whose leaders and
    guards see it. ``opened``: who has opened it in an emergency."""

    case: Case
    parts: list[CaseMember]
    opened: frozenset[int]
    around: frozenset[int]
    shared: list[Sharing]
    covers: list[Cover]


def _scene(case: Case, today: date) -> _Scene:
    emergencies = EmergencyAccess.unrestricted.filter(case=case, on=today)
    if case.taken_over_at is not None:
        emergencies = emergencies.filter(opened_at__gt=case.taken_over_at)
    own = frozenset(pk for pk in (case.organisation_id, case.referred_by_id) if pk)
    parents = Organisation.objects.filter(pk__in=own).values_list("parent", flat=True)
    parts = list(CaseMember.unrestricted.filter(case=case, until=None))
    away = covers_on(today).filter(absent__in=[part.user_id for part in parts])
    return _Scene(
        case=case,
        parts=parts,
        covers=list(away.select_related("absent")),
        opened=frozenset(emergencies.values_list("user", flat=True)),
        around=own | {pk for pk in parents if pk},
        shared=list(
            open_access(today)
            .filter(case=case)
            .select_related("receiver_organisation")
            .prefetch_related("kinds")
        ),
    )


def _people(scene: _Scene) -> "QuerySet[User]":
    """All who may stand in some relation to the case; whether they do is asked one by one."""
    receivers = {one.receiver_user_id for one in scene.shared if one.receiver_user_id}
    named = {part.user_id for part in scene.parts} | scene.opened | receivers
    named |= {one.cover_id for one in scene.covers}
    team = Q(teams=scene.case.team_id) if scene.case.team_id else Q(pk=None)
    asked = {one.receiver_organisation_id for one in scene.shared
             if one.way == Sharing.Way.HANDOVER}  # fmt: skip
    overseers = Q(function__in=OVERSEEING) | Q(rights__right=Right.PROTECT)
    found = User.objects.filter(
        Q(pk__in=[*named, scene.case.opened_by_id])
        | team
        | (Q(organisation__in=scene.around | asked) & overseers),
        is_active=True,
    ).exclude(function__in=OUTSIDE)
    return found.distinct().select_related("organisation").prefetch_related("rights", "teams")


def _person(user: User, scene: _Scene) -> Onlooker:
    parts = [part for part in scene.parts if part.user_id == user.pk]
    given = [one for one in scene.shared if _is_for(one, user)]
    covers = [one for one in scene.covers if one.cover_id == user.pk]
    away = {one.absent_id for one in covers}
    theirs = [*parts, *(part for part in scene.parts if part.user_id in away)]
    relations = frozenset(_relations(user, scene))
    sight = composed(
        relations,
        told=frozenset(
            kind for kind, name in BY_MEMBER.items() if any(getattr(part, name) for part in theirs)
        ),
        shared=frozenset(Kind(each.kind) for one in given for each in one.kinds.all()),
        is_asked=any(one.way == Sharing.Way.HANDOVER for one in given),
        user_id=user.pk,
    )
    return Onlooker(
        user_id=user.pk,
        name=user.name,
        organisation=user.organisation.name,
        function=user.function,
        sight=sight,
        roles=tuple(part.role for part in parts),
        covers_for=tuple(one.absent.name for one in covers),
        until=_until(relations, given, covers),
    )


def _is_for(sharing: Sharing, user: User) -> bool:
    if sharing.receiver_user_id is not None:
        return sharing.receiver_user_id == user.pk
    is_asked = user.oversees or sharing.way != Sharing.Way.HANDOVER
    return is_asked and sharing.receiver_organisation_id == user.organisation_id


def _is_for_all(sharing: Sharing) -> bool:
    """Whether everybody in an organisation sees it: not what it is only asked to take over."""
    return sharing.receiver_user_id is None and sharing.way != Sharing.Way.HANDOVER


def _relations(user: User, scene: _Scene) -> Iterator[Relation]:
    case, at_home = scene.case, user.organisation_id in scene.around
    stands = {
        Relation.MEMBER: any(part.user_id == user.pk for part in scene.parts),
        Relation.COVER: any(one.cover_id == user.pk for one in scene.covers),
        Relation.TEAM: case.team_id in {team.pk for team in user.teams.all()},
        Relation.LEADER: at_home and user.function in LEADING,
        Relation.SECRETARY: at_home and user.function in OVERSEEING - LEADING,
        Relation.EMERGENCY: user.pk in scene.opened,
        Relation.RECEIVER: any(_is_for(one, user) for one in scene.shared),
        Relation.OPENER: case.opened_by_id == user.pk and case.taken_over_at is None,
        Relation.GUARD: at_home and Right.PROTECT in {each.right for each in user.rights.all()},
    }
    yield from (relation for relation, holds in stands.items() if holds)


def _organisation(sharing: Sharing) -> Onlooker:
    receiver = sharing.receiver_organisation
    kinds = frozenset(Kind(each.kind) for each in sharing.kinds.all())
    return Onlooker(
        user_id=None,
        name=receiver.name if receiver else "",
        organisation=receiver.name if receiver else "",
        function="",
        sight=composed(frozenset({Relation.RECEIVER}), shared=kinds, user_id=0),
        until=sharing.last_on,
        whole_organisation=True,
    )


def _until(
    relations: frozenset[Relation], given: Iterable[Sharing], covers: Iterable[Cover]
) -> date | None:
    """The last day on which they see it, for those who see it for a while only."""
    if relations == {Relation.RECEIVER}:
        return _last(given)
    if relations == {Relation.COVER}:
        return max(one.last_on for one in covers)
    return None


def _last(given: Iterable[Sharing]) -> date | None:
    days = [one.last_on for one in given]
    return None if None in days else max((day for day in days if day), default=None)
