"""How many open cases people have, as an administrator sees it: counts, and no citizen."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from fodfaeste.accounts.administration.scope import administered, organisation_of, person_of
from fodfaeste.accounts.models import OUTSIDE, User
from fodfaeste.cases.models import CaseMember

Load = Mapping[tuple[int, str], int]


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A part in an open case, and where the case lies."""

    case_id: UUID
    programme: str
    role: str
    organisations: frozenset[int]
    team_id: int | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can take over parts. ``fits``: how many of those in question; ``cases``: how
    many they have in that role already."""

    user_id: int
    name: str
    organisation: str
    cases: int
    fits: int


@dataclass(frozen=True, slots=True)
class Share:
    """The open cases that somebody has in one role of one programme, and who can take them over.
    ``left_open``: for how many of them there is nobody."""

    programme: str
    role: str
    cases: int
    left_open: int
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody who can hold roles: which, where they work, and their teams."""

    user_id: int
    name: str
    organisation_id: int
    organisation: str
    roles: frozenset[str]
    teams: frozenset[int]

    def fits(self, part: OpenPart) -> bool:
        """Whether they can have this part; the same that joining a case asks."""
        is_near = self.organisation_id in part.organisations or part.team_id in self.teams
        return part.role in self.roles and is_near


def caseloads(*, by: User, organisation_id: int) -> Load:
    """How many open cases each person there has, by role. Raises ``NotYours``."""
    organisation_of(by, organisation_id)
    return loads_of(Q(user__organisation=organisation_id))


def caseload(*, by: User, user_id: int) -> dict[str, int]:
    """How many open cases a person has, by role. Raises ``NotYours``."""
    found = loads_of(Q(user=person_of(by, user_id)))
    return {role: cases for (_user, role), cases in found.items()}


def loads_of(whose: Q) -> Load:
    open_parts = CaseMember.unrestricted.filter(whose, until=None, case__closed_on=None)
    rows = open_parts.order_by().values_list("user", "role").annotate(n=Count("case"))
    return {(user_id, role): n for user_id, role, n in rows}


def shares(*, by: User, user_id: int) -> tuple[Share, ...]:
    """What somebody would hand over. Raises ``NotYours``."""
    parts = parts_of(person_of(by, user_id).pk)
    people = bearers(by, parts, but=user_id)
    loads = loads_of(Q(user__in=[one.user_id for one in people])) if people else {}
    groups: dict[tuple[str, str], list[OpenPart]] = {}
    for part in parts:
        groups.setdefault((part.programme, part.role), []).append(part)
    return tuple(_share(key, group, people, loads) for key, group in sorted(groups.items()))


def _share(
    key: tuple[str, str], group: Sequence[OpenPart], people: Sequence[Bearer], loads: Load
) -> Share:
    fits = Counter(one.user_id for one in people for part in group if one.fits(part))
    candidates = tuple(
        Candidate(
            one.user_id,
            one.name,
            one.organisation,
            loads.get((one.user_id, key[1]), 0),
            fits[one.user_id],
        )
        for one in people
        if fits[one.user_id]
    )
    nobody = sum(not any(one.fits(part) for one in people) for part in group)
    return Share(*key, len(group), nobody, candidates)


def parts_of(user_id: int) -> list[OpenPart]:
    """Every part that somebody has in an open case."""
    found = CaseMember.unrestricted.filter(user=user_id, until=None, case__closed_on=None)
    rows = found.order_by("pk").values_list(
        "case", "case__programme", "role", "case__organisation", "case__referred_by", "case__team"
    )
    return [
        OpenPart(case, programme, role, frozenset({runs, referred_by} - {None}), team)
        for case, programme, role, runs, referred_by, team in rows
    ]


def bearers(by: User, parts: Iterable[OpenPart], *, but: int) -> list[Bearer]:
    """Who can hold the parts' roles and belongs to their organisations or teams; those whom
    ``by`` administers first."""
    known = list(parts)
    near = Q(organisation__in={one for part in known for one in part.organisations})
    near |= Q(teams__in={part.team_id for part in known if part.team_id})
    found = User.objects.filter(near, is_active=True, roles__role__in={p.role for p in known})
    found = found.exclude(pk=but).exclude(function__in=OUTSIDE).distinct()
    own = set(administered(by).values_list("pk", flat=True)) if known else set()
    people = found.select_related("organisation").prefetch_related("roles", "teams")
    made = [_bearer(user) for user in people.order_by("name", "pk")] if known else []
    return sorted(made, key=lambda one: one.organisation_id not in own)


def _bearer(user: User) -> Bearer:
    return Bearer(
        user.pk,
        user.name,
        user.organisation_id,
        user.organisation.name,
        frozenset(each.role for each in user.roles.all()),
        frozenset(team.pk for team in user.teams.all()),
    )
