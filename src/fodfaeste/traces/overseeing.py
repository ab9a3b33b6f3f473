"""Whose look-ups somebody controls, and what they are told of them.

Leaders, and those who watch over data protection, control what their organisation's people (also
of its units) have looked at, and what others have looked at in its cases.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from fodfaeste.accounts.models import (
    LEADING,
    OVERSEEING,
    AccessLog,
    Organisation,
    Right,
    TeamMembership,
    User,
    UserRight,
)
from fodfaeste.cases.models import Case, CaseMember, Sharing
from fodfaeste.cases.policy import Relation
from fodfaeste.cases.relations import shown_name

Pair = tuple[int, UUID]


class NotOverseeing(PermissionError):
    """Only leaders, and those who watch over data protection, control look-ups."""


def own(user: User) -> "QuerySet[Organisation]":
    """The organisations whose look-ups are ``user``'s to control. Raises ``NotOverseeing``."""
    if not user.is_active or not (user.leads or user.has_right(Right.PROTECT)):
        raise NotOverseeing
    return Organisation.objects.filter(Q(pk=user.organisation_id) | Q(parent=user.organisation_id))


def by_own_people(user: User) -> "QuerySet[AccessLog]":
    """What their people looked at."""
    return AccessLog.objects.filter(organisation__in=own(user).values("pk"))


def controlled(user: User) -> "QuerySet[AccessLog]":
    """That, and what others looked at in their cases. Nobody controls themselves."""
    ids = own(user).values("pk")
    cases = Case.unrestricted.filter(Q(organisation__in=ids) | Q(referred_by__in=ids))
    theirs = Q(organisation__in=ids) | Q(case_id__in=cases.values("pk"))
    return AccessLog.objects.filter(theirs).exclude(user=user)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A look-up as whoever controls it is told. ``citizen``: None where the name is not for them,
    or nobody was meant. ``relations_now``: how the person stands to the case today, beside
    ``relations``, by which they saw it then. ``page``, ``by``: of a list or a search."""

    line_id: int
    at: datetime
    act: str
    user: str
    organisation: str
    function: str
    kinds: tuple[str, ...]
    relations: tuple[str, ...]
    relations_now: tuple[str, ...]
    case_id: UUID | None
    citizen: str | None
    programme: str | None
    page: str
    by: str
    hits: int | None


def looked(lines: Iterable[AccessLog], *, user: User, today: date) -> tuple[Looked, ...]:
    """The lines in words and names, by the same few questions however many they are."""
    lines = list(lines)
    cases = cases_of(lines, user=user, today=today)
    pairs = {(line.user_id, line.case_id) for line in lines if line.case_id is not None}
    now = relations_now(pairs, today)
    return tuple(
        Looked(
            line_id=line.pk,
            at=line.at,
            act=line.act,
            user=line.user.name,
            organisation=line.organisation.name,
            function=line.function,
            kinds=tuple(line.kinds),
            relations=tuple(line.relations),
            relations_now=now.get((line.user_id, line.case_id), ()) if line.case_id else (),
            case_id=line.case_id,
            citizen=cases[key].citizen
            if (key := line.case_id or line.citizen_id) in cases
            else None,
            programme=cases[key].programme if line.case_id and key in cases else None,
            page=line.detail.get("page", ""),
            by=line.detail.get("by", ""),
            hits=line.detail.get("hits"),
        )
        for line in lines
    )


@dataclass(frozen=True, slots=True)
class Named:
    """What a case or a citizen is called, if that is for whoever asks. ``case_id``: the case by
    which they see it."""

    case_id: UUID
    citizen: str | None
    programme: str


def cases_of(lines: Iterable[AccessLog], *, user: User, today: date) -> Mapping[UUID | None, Named]:
    """The cases and citizens of lines, by their ids; those that ``user`` knows."""
    ids = {line.case_id for line in lines} | {line.citizen_id for line in lines}
    return named(ids - {None}, user=user, today=today)  # type: ignore[arg-type]


def named(ids: Iterable[UUID], *, user: User, today: date) -> Mapping[UUID | None, Named]:
    """The cases and citizens with those ids, as far as ``user`` knows them: one question."""
    wanted = set(ids)
    known = Case.objects.visible_to(user, today).filter(Q(pk__in=wanted) | Q(citizen__in=wanted))
    found: dict[UUID | None, Named] = {}
    rows = known.values_list("pk", "citizen_id", "programme", shown_name(user, today))
    for case_id, citizen_id, programme, name in rows:
        found[case_id] = Named(case_id, name, programme)
        found.setdefault(citizen_id, found[case_id])
    return found


def relations_now(pairs: Iterable[Pair], today: date) -> dict[Pair, tuple[str, ...]]:
    """How each person stands to each case on that day, of those standings that last."""
    wanted = set(pairs)
    people = User.objects.in_bulk({user_id for user_id, _ in wanted})
    cases = Case.unrestricted.in_bulk({case_id for _, case_id in wanted})
    now = _Now.read(set(people), set(cases), today)
    return {
        (user_id, case_id): tuple(now.of(people[user_id], cases[case_id]))
        for user_id, case_id in wanted
        if user_id in people and case_id in cases
    }


@dataclass(frozen=True, slots=True)
class _Now:
    parts: frozenset[tuple[int, UUID]]
    teams: frozenset[tuple[int, int]]
    guards: frozenset[int]
    parents: Mapping[int, int | None]
    shared: frozenset[tuple[int | None, int | None, UUID]]

    @classmethod
    def read(cls, people: set[int], cases: set[UUID], today: date) -> "_Now":
        parts = CaseMember.unrestricted.filter(user__in=people, case__in=cases, until=None)
        teams = TeamMembership.objects.filter(user__in=people)
        guards = UserRight.objects.filter(user__in=people, right=Right.PROTECT)
        running = Q(last_on=None) | Q(last_on__gte=today)
        consented = Q(consent=None) | (
            Q(consent__withdrawn_at=None)
            & (Q(consent__last_on=None) | Q(consent__last_on__gte=today))
        )
        shared = Sharing.unrestricted.filter(
            running, consented, case__in=cases, ended_at=None
        ).exclude(way=Sharing.Way.EXTRACT)
        return cls(
            frozenset(parts.values_list("user_id", "case_id")),
            frozenset(teams.values_list("user_id", "team_id")),
            frozenset(guards.values_list("user_id", flat=True)),
            dict(Organisation.objects.values_list("pk", "parent_id")),
            frozenset(
                shared.values_list("receiver_user_id", "receiver_organisation_id", "case_id")
            ),
        )

    def of(self, user: User, case: Case) -> Iterable[Relation]:
        places = {case.organisation_id, case.referred_by_id} - {None}
        is_ours = user.organisation_id in places | {self.parents.get(p or 0) for p in places}
        if (user.pk, case.pk) in self.parts:
            yield Relation.MEMBER
        if case.team_id is not None and (user.pk, case.team_id) in self.teams:
            yield Relation.TEAM
        if is_ours and user.function in LEADING:
            yield Relation.LEADER
        elif is_ours and user.function in OVERSEEING:
            yield Relation.SECRETARY
        if is_ours and user.pk in self.guards:
            yield Relation.GUARD
        theirs = {(user.pk, user.organisation_id, case.pk), (user.pk, None, case.pk)}
        if theirs & self.shared or (None, user.organisation_id, case.pk) in self.shared:
            yield Relation.RECEIVER
