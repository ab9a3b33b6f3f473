"""What the screens of administration show. Each query takes the administrator who asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from fodfaeste.accounts.administration.organisations import Presented
from fodfaeste.accounts.administration.scope import (
    administered,
    organisation_of,
    person_of,
    team_of,
)
from fodfaeste.accounts.factors import have_factors
from fodfaeste.accounts.models import OUTSIDE, Organisation, OutsideRole, Team, User
from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.accounts.wording import TEXTS


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation that the asker administers. ``people``: how many work there."""

    id: int
    name: str
    kind: str
    parent_id: int | None
    cvr: str | None
    is_active: bool
    logo_digest: str
    people: int


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who works there, or did. ``teams``: id, name and organisation of each."""

    user_id: int
    name: str
    initials: str
    email: str
    function: str
    organisation_id: int
    is_active: bool
    invited_at: datetime | None
    last_login: datetime | None
    left_on: date | None
    has_home: bool
    has_factor: bool
    roles: tuple[str, ...]
    rights: tuple[str, ...]
    teams: tuple[tuple[int, str, int], ...]

    @property
    def is_waited_for(self) -> bool:
        """Whether they were invited and have not been here yet."""
        return self.is_active and self.invited_at is not None and self.last_login is None


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team and who is in it: id, name and organisation of each."""

    team_id: int
    name: str
    organisation_id: int
    members: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """A line of an organisation's log. ``by``: empty for the command line."""

    seq: int
    organisation: str
    type: str
    at: datetime
    by: str
    about: Mapping[str, Any]
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What ids in the log's lines stand for."""

    people: Mapping[int, str]
    teams: Mapping[int, str]
    organisations: Mapping[int, str]


def places(*, by: User) -> tuple[Place, ...]:
    """What ``by`` administers: the own organisation first."""
    work_here = Q(users__is_active=True) & ~Q(users__function__in=OUTSIDE)
    found = administered(by).annotate(people=Count("users", filter=work_here))
    ordered = sorted(found, key=lambda one: (one.pk != by.organisation_id, one.name))
    return tuple(_place(one, one.people) for one in ordered)


def _place(one: Organisation, people: int) -> Place:
    return Place(
        one.pk,
        one.name,
        one.kind,
        one.parent_id,
        one.cvr,
        one.is_active,
        one.logo_digest,
        people,
    )


def presented(*, by: User, organisation_id: int) -> Presented:
    """How it presents itself: its own words only. Raises ``NotYours``."""
    one = organisation_of(by, organisation_id)
    wording = {key: str(one.wording.get(key, "")) for key in TEXTS}
    return Presented(letter_name=one.letter_name, signature=one.signature, wording=wording)


# --- people and teams


def people(
    *, by: User, organisation_id: int, text: str = "", left: bool = False
) -> tuple[PersonView, ...]:
    """Those who work there (``left``: worked), by a part of the name or address. Raises
    ``NotYours``."""
    organisation_of(by, organisation_id)
    everybody = User.objects.filter(organisation=organisation_id, is_active=not left)
    found = everybody.exclude(function__in=OUTSIDE)
    for word in text.split():
        found = found.filter(_like(word))
    return _views(found)


def person(*, by: User, user_id: int) -> PersonView:
    """One of them. Raises ``NotYours``."""
    return _views(User.objects.filter(pk=person_of(by, user_id).pk))[0]


def _like(word: str) -> Q:
    """SQLite knows only of A to Z that they are a to z."""
    spelled = {word, word.lower(), word.upper(), word.title()}
    found = Q()
    for one in sorted(spelled):
        found |= Q(name__icontains=one) | Q(email__icontains=one)
    return found


def _views(found: "QuerySet[User]") -> tuple[PersonView, ...]:
    rows = list(found.prefetch_related("roles", "rights", "teams").order_by("name", "pk"))
    safe = have_factors(row.pk for row in rows)
    return tuple(_view(row, has_factor=row.pk in safe) for row in rows)


def _view(user: User, *, has_factor: bool) -> PersonView:
    return PersonView(
        user_id=user.pk,
        name=user.name,
        initials=user.initials,
        email=user.email,
        function=user.function,
        organisation_id=user.organisation_id,
        is_active=user.is_active,
        invited_at=user.invited_at,
        last_login=user.last_login,
        left_on=user.left_on,
        has_home=user.address_index is not None,
        has_factor=has_factor,
        roles=tuple(each.role for each in user.roles.all()),
        rights=tuple(each.right for each in user.rights.all()),
        teams=tuple((team.pk, team.name, team.organisation_id) for team in user.teams.all()),
    )


def teams(*, by: User, organisation_id: int) -> tuple[TeamView, ...]:
    """The organisation's teams. Raises ``NotYours``."""
    organisation_of(by, organisation_id)
    return _teams(Team.objects.filter(organisation=organisation_id))


def team(*, by: User, team_id: int) -> TeamView:
    """One of them. Raises ``NotYours``."""
    return _teams(Team.objects.filter(pk=team_of(by, team_id).pk))[0]


def own_teams(*, by: User) -> tuple[TeamView, ...]:
    """Every team into which ``by`` can put people, the own organisation's first."""
    found = _teams(Team.objects.filter(organisation__in=administered(by)))
    return tuple(sorted(found, key=lambda one: one.organisation_id != by.organisation_id))


def _teams(found: "QuerySet[Team]") -> tuple[TeamView, ...]:
    rows = found.prefetch_related("members__organisation")
    return tuple(
        TeamView(
            row.pk,
            row.name,
            row.organisation_id,
            tuple((one.pk, one.name, one.organisation.name) for one in row.members.all()),
        )
        for row in rows
    )


# --- norms, programmes, sign-in


def norms(*, by: User, organisation_id: int) -> dict[str, int]:
    """The organisation's own norms, by role. Raises ``NotYours``."""
    return dict(organisation_of(by, organisation_id).norms.values_list("role", "cases"))


def uses(*, by: User, organisation_id: int) -> dict[str, tuple[str, ...]]:
    """What is said of its part in programmes. Raises ``NotYours``."""
    found = organisation_of(by, organisation_id).programmes.order_by("part")
    said: dict[str, tuple[str, ...]] = {}
    for programme, part in found.values_list("programme", "part"):
        said[programme] = (*said.get(programme, ()), part)
    return said


def meanings(*, by: User, organisation_id: int) -> tuple[OutsideRole, ...]:
    """What roles' names at the identity provider mean here. Raises ``NotYours``."""
    return tuple(organisation_of(by, organisation_id).outside_roles.order_by("name", "pk"))


# --- the log


def events(
    *, by: User, organisation_id: int, before: int | None, most: int
) -> tuple[tuple[EventView, ...], Names]:
    """The latest lines (before a number), newest first, and what their ids stand for. Raises
    ``NotYours``."""
    organisation_of(by, organisation_id)
    found = OrganisationEvent.objects.filter(organisation=organisation_id)
    found = found if before is None else found.filter(seq__lt=before)
    rows = tuple(map(_event, found.select_related("by", "organisation").order_by("-seq")[:most]))
    return rows, _names(rows)


def _event(row: OrganisationEvent) -> EventView:
    return EventView(
        row.seq,
        row.organisation.name,
        row.type,
        row.at,
        row.by.name if row.by else "",
        row.about,
        row.before,
        row.after,
    )


def _names(rows: Iterable[EventView]) -> Names:
    said = [part for row in rows for part in (row.about, row.before, row.after)]
    people = User.objects.filter(pk__in=_ids(said, "user", "members", "to", "cover"))
    teams = Team.objects.filter(pk__in=_ids(said, "team", "teams"))
    units = Organisation.objects.filter(pk__in=_ids(said, "organisation"))
    return Names(
        dict(people.values_list("pk", "name")),
        dict(teams.values_list("pk", "name")),
        dict(units.values_list("pk", "name")),
    )


def _ids(said: Iterable[Mapping[str, Any]], *names: str) -> set[int]:
    found: set[int] = set()
    for part in said:
        for value in (part.get(name) for name in names):
            found |= set(value) if isinstance(value, list) else {value} if value else set()
    return found
