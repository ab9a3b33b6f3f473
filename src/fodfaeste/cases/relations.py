"""How a person stands to cases, as conditions for the database; see ``policy`` for what follows.

``on`` is the day on which somebody looks: parts, shared access and consents have their days.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Case as When
from django.db.models import F, Q, QuerySet, Value
from django.db.models import When as Then

from fodfaeste.accounts.models import Organisation, Right, TeamMembership, User
from fodfaeste.cases.policy import BY_MEMBER, SEES, SHAREABLE, Kind, Relation

if TYPE_CHECKING:
    from fodfaeste.cases.models import CaseMember, Cover, EmergencyAccess, Sharing

NOBODY = Q(pk__in=())


def stands_in(relation: Relation, user: User, on: date, path: str = "") -> Q:
    """The rows whose case ``user`` stands in that relation to. ``path`` leads to the case."""
    to = f"{path}__" if path else ""
    key = path or "pk"
    if relation is Relation.MEMBER:
        return Q(**{f"{key}__in": part_in(user)})
    if relation is Relation.COVER:
        return Q(**{f"{key}__in": covered_by(user, on).values("case")})
    if relation is Relation.TEAM:
        return Q(**{f"{to}team__in": team_ids(user)})
    if relation is Relation.OPENER:
        # Not any more once another organisation has taken it over.
        return Q(**{f"{to}opened_by": user.pk, f"{to}taken_over_at": None})
    if relation is Relation.EMERGENCY:
        return Q(**{f"{key}__in": opened_in_emergency(user, on)})
    if relation is Relation.RECEIVER:
        return Q(**{f"{key}__in": shared_with(user, on).values("case")})
    return _in_organisation(user, to) if relation in for_organisation(user) else NOBODY


def for_organisation(user: User) -> frozenset[Relation]:
    """The relations in which a person stands to all cases of their organisation."""
    held = set()
    if user.leads:
        held.add(Relation.LEADER)
    elif user.oversees:
        held.add(Relation.SECRETARY)
    if user.has_right(Right.PROTECT):
        held.add(Relation.GUARD)
    return frozenset(held)


def stands_in_any(relations: Iterable[Relation], user: User, on: date, path: str = "") -> Q:
    """The rows whose case ``user`` stands in one of those relations to."""
    found = NOBODY
    for relation in sorted(relations):
        condition = stands_in(relation, user, on, path)
        if condition is not NOBODY:
            found = condition if found is NOBODY else found | condition
    return found


def sees(kind: Kind, user: User, on: date, path: str = "") -> Q:
    """The rows of whose case ``user`` sees that kind of information."""
    key = path or "pk"
    found = stands_in_any((one for one in SEES if kind in SEES[one]), user, on, path)
    if kind in BY_MEMBER:
        told = part_in(user).filter(**{BY_MEMBER[kind]: True})
        covered = covered_by(user, on).filter(**{BY_MEMBER[kind]: True}).values("case")
        found |= Q(**{f"{key}__in": told}) | Q(**{f"{key}__in": covered})
    shared = Kind.NAME if kind is Kind.PROTECTED_NAME else kind
    shared = Kind.CONTACT if kind is Kind.PROTECTED_CONTACT else shared
    if shared in SHAREABLE:
        named = shared_with(user, on).filter(kinds__kind=shared).values("case")
        found |= Q(**{f"{key}__in": named})
    return found


def sees_name(user: User, on: date, path: str = "", citizen: str = "citizen") -> Q:
    """The rows of whose case ``user`` sees the citizen's name, protected or not."""
    protected = Q(**{f"{citizen}__protected": True})
    return (~protected & sees(Kind.NAME, user, on, path)) | (
        protected & sees(Kind.PROTECTED_NAME, user, on, path)
    )


def sees_number(user: User, on: date, path: str = "", citizen: str = "citizen") -> Q:
    """The rows of whose case ``user`` sees the citizen's CPR number: with a protected name, only
    who sees the name as well."""
    plain = Q(**{f"{citizen}__protected": False})
    named = plain | sees(Kind.PROTECTED_NAME, user, on, path)
    return sees(Kind.CPR, user, on, path) & named


def shown_name(user: User, on: date, path: str = "", citizen: str = "citizen") -> When:
    """The citizen's name for a list, None where ``user`` does not see it."""
    name = F(f"{citizen}__name")
    return When(Then(sees_name(user, on, path, citizen), then=name), default=Value(None))


def shown_on_worklist(user: User, on: date, path: str, citizen: str) -> When:
    """The same, where every row is of a case whose citizen ``user`` sees unless protected."""
    name, plain = F(f"{citizen}__name"), Q(**{f"{citizen}__protected": False})
    protected = sees(Kind.PROTECTED_NAME, user, on, path)
    return When(Then(plain, then=name), Then(protected, then=name), default=Value(None))


def _in_organisation(user: User, to: str) -> Q:
    """Cases that the person's organisation, or a unit of it, runs or has referred."""
    own = Organisation.objects.filter(Q(pk=user.organisation_id) | Q(parent=user.organisation_id))
    return Q(**{f"{to}organisation__in": own.values("pk")}) | Q(
        **{f"{to}referred_by__in": own.values("pk")}
    )


def team_ids(user: User) -> "QuerySet[TeamMembership, Any]":
    """The teams of a person, as a subquery."""
    return TeamMembership.objects.filter(user=user).values("team")


def part_in(user: User) -> "QuerySet[CaseMember, Any]":
    """The cases in which a person has a part now, as a subquery."""
    from fodfaeste.cases.models import CaseMember

    return CaseMember.unrestricted.filter(user=user, until=None).values("case")


def covers_on(on: date) -> "QuerySet[Cover]":
    """Who stands in for whom on that day."""
    from fodfaeste.cases.models import Cover

    running = Q(first_on__lte=on, last_on__gte=on)
    return Cover.objects.filter(running, Q(ended_on=None) | Q(ended_on__gt=on))


def covered_by(user: User, on: date) -> "QuerySet[CaseMember]":
    """The parts of those for whom ``user`` stands in on that day; not those for whom these stand
    in themselves."""
    from fodfaeste.cases.models import CaseMember

    away = covers_on(on).filter(cover=user).values("absent")
    return CaseMember.unrestricted.filter(user__in=away, until=None)


def opened_in_emergency(user: User, on: date) -> "QuerySet[EmergencyAccess, Any]":
    """The cases that a person has opened today with a reason, as a subquery."""
    from fodfaeste.cases.models import EmergencyAccess

    kept = Q(case__taken_over_at=None) | Q(opened_at__gt=F("case__taken_over_at"))
    return EmergencyAccess.unrestricted.filter(kept, user=user, on=on).values("case")


def shared_with(user: User, on: date) -> "QuerySet[Sharing]":
    """Access that is open to a person, or to all of their organisation, on that day. A case that
    their organisation is asked to take over is open to those who answer for it."""
    from fodfaeste.cases.models import Sharing

    whole = Q(receiver_user=None, receiver_organisation=user.organisation_id)
    if not user.oversees:
        whole &= ~Q(way=Sharing.Way.HANDOVER)
    return open_access(on).filter(Q(receiver_user=user) | whole)


def asked_to_take_over(user: User, on: date) -> "QuerySet[Sharing]":
    """What asks ``user`` to take a case over, as long as it stands."""
    from fodfaeste.cases.models import Sharing

    return shared_with(user, on).filter(way=Sharing.Way.HANDOVER)


def open_access(on: date) -> "QuerySet[Sharing]":
    """Access that is open on a day: the sharing has not been ended, and the consent it rests on
    stands, if it rests on one."""
    from fodfaeste.cases.models import Sharing

    consented = _running(on, "consent__") & Q(consent__withdrawn_at=None)
    stands = Q(statute__isnull=False) | (Q(consent__isnull=False) & consented)
    ways = (Sharing.Way.ACCESS, Sharing.Way.HANDOVER)
    return Sharing.unrestricted.filter(_running(on), stands, way__in=ways, ended_at=None)


def _running(on: date, to: str = "") -> Q:
    unending = Q(**{f"{to}last_on": None}) | Q(**{f"{to}last_on__gte": on})
    return Q(**{f"{to}since__lte": on}) & unending
