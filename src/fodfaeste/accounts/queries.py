"""What screens show of organisations and people."""

from dataclasses import dataclass

from django.db.models import Q

from fodfaeste.accounts.models import (
    Logo,
    Organisation,
    ProgrammePart,
    ProgrammeUse,
    Team,
    User,
    initials,
)


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to sign in as in a demonstration. ``text``: about them, by language."""

    user_id: int
    name: str
    initials: str
    function: str
    organisation: str
    text: dict[str, str]


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who can be given a part in a case, with the roles they can hold."""

    user_id: int
    name: str
    organisation_id: int
    organisation: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An organisation or a team to choose. ``organisation_id``: whose team it is."""

    id: int
    name: str
    organisation_id: int


def personas() -> tuple[Persona, ...]:
    """Those whom a demonstration offers, in the order in which they were made."""
    found = User.objects.filter(persona=True, is_active=True).select_related("organisation")
    return tuple(
        Persona(
            user.pk,
            user.name,
            initials(user.name),
            user.function,
            user.organisation.name,
            user.persona_text,
        )
        for user in found.order_by("pk")
    )


def organisations() -> tuple[Choice, ...]:
    """Every organisation in use: a citizen may be referred to any of them."""
    found = Organisation.objects.filter(is_active=True).values_list("pk", "name")
    return tuple(Choice(pk, name, pk) for pk, name in found)


def runners(*, programme: str) -> tuple[Choice, ...]:
    """Those of them that run a programme, or of which nothing is said; where nobody runs it, all:
    then it is not known who does."""
    said: dict[int | None, set[str]] = {}
    for of, named, part in ProgrammeUse.objects.values_list("organisation", "programme", "part"):
        said.setdefault(of, set()).add(named if part == ProgrammePart.RUNS else "")
    parents = dict(Organisation.objects.values_list("pk", "parent"))
    every = organisations()
    running = (
        one
        for one in every
        if programme in (said.get(one.id) or said.get(parents[one.id], {programme}))
    )
    return tuple(running) or every


def teams(*, user: User, organisation_ids: tuple[int, ...] = ()) -> tuple[Choice, ...]:
    """The teams that a case can be given to: those of ``user``'s organisation and of
    ``organisation_ids``, and those ``user`` is in."""
    wanted = {user.organisation_id, *organisation_ids}
    found = Team.objects.filter(Q(organisation__in=wanted) | Q(members=user)).distinct()
    return tuple(Choice(*row) for row in found.values_list("pk", "name", "organisation_id"))


def own_teams(*, user: User) -> frozenset[int]:
    """The teams that ``user`` is in."""
    return frozenset(user.teams.values_list("pk", flat=True))


def colleagues(
    *, user: User, organisation_ids: tuple[int, ...] = (), role: str | None = None
) -> tuple[Colleague, ...]:
    """Active people of ``user``'s organisation and of ``organisation_ids``, and of teams that
    ``user`` shares, who can hold a role (``role``, if given)."""
    wanted = {user.organisation_id, *organisation_ids}
    found = User.objects.filter(is_active=True, roles__isnull=False)
    found = found.filter(Q(organisation__in=wanted) | Q(teams__in=user.teams.all()))
    if role is not None:
        found = found.filter(roles__role=role)
    people = found.distinct().select_related("organisation").prefetch_related("roles")
    return tuple(
        Colleague(
            person.pk,
            person.name,
            person.organisation_id,
            person.organisation.name,
            tuple(each.role for each in person.roles.all()),
        )
        for person in people
    )


# --- logos


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo. ``kind``: its content type."""

    content: bytes
    kind: str


def logo_of(*, organisation_id: int, digest: str) -> Picture | None:
    """The logo, if it is still the one of that digest."""
    found = Logo.objects.filter(organisation=organisation_id, organisation__logo_digest=digest)
    row = found.first() if digest else None
    return None if row is None else Picture(bytes(row.content), row.content_type)


# --- programmes in use


def programmes_of(user: User) -> frozenset[str] | None:
    """The programmes that ``user``'s organisation has anything to do with; None: all of them."""
    return _said(user, frozenset(ProgrammePart))


def referable_by(user: User) -> frozenset[str] | None:
    """Those to which it refers, or which it runs itself; None: all of them."""
    return _said(user, frozenset({ProgrammePart.REFERS, ProgrammePart.RUNS}))


def run_by(user: User) -> frozenset[str] | None:
    """Those that it runs; None: all of them."""
    return _said(user, frozenset({ProgrammePart.RUNS}))


def may_refer_to(user: User, programme: str) -> bool:
    """Whether ``user``'s organisation refers to a programme."""
    known = referable_by(user)
    return known is None or programme in known


def _said(user: User, parts: frozenset[ProgrammePart]) -> frozenset[str] | None:
    """What the organisation says, else what it is a unit of; where neither says anything, None."""
    own = user.organisation
    found = ProgrammeUse.objects.filter(organisation__in=[own.pk, own.parent_id or own.pk])
    rows = list(found.values_list("organisation", "programme", "part"))
    said = [row for row in rows if row[0] == own.pk] or rows
    if not said:
        return None
    return frozenset(programme for _of, programme, part in said if part in parts)


def worker_at(*, email: str, organisation_id: int | None) -> int | None:
    """Who works under that address in the organisation; None if nobody does."""
    found = User.objects.filter(
        email=email.strip().lower(), organisation=organisation_id, is_active=True
    )
    return found.values_list("pk", flat=True).first()
