"""Makes organisations, teams and people."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from fodfaeste.accounts.models import (
    CaseloadNorm,
    Organisation,
    ProgrammeUse,
    Team,
    TeamMembership,
    User,
    UserRight,
    UserRole,
)


def add_organisation(*, name: str, kind: str) -> Organisation:
    """The organisation of that name, made if it is not there."""
    return Organisation.objects.get_or_create(name=name, defaults={"kind": kind})[0]


def add_team(*, organisation: Organisation, name: str) -> Team:
    """The organisation's team of that name, made if it is not there."""
    return Team.objects.get_or_create(organisation=organisation, name=name)[0]


@transaction.atomic
def add_user(
    *,
    email: str,
    name: str,
    organisation: Organisation,
    function: str,
    roles: Iterable[str] = (),
    teams: Iterable[Team] = (),
    password: str | None = None,
    persona_text: Mapping[str, str] | None = None,
) -> User:
    """A new user with roles and teams. Without a password nobody can sign in as them;
    ``persona_text`` (``{"da": …, "en": …}``) offers them on a demonstration's first page.
    """
    user = User.objects.create_user(
        email,
        password,
        name=name,
        organisation=organisation,
        function=function,
        persona=persona_text is not None,
        persona_text=dict(persona_text or {}),
    )
    UserRole.objects.bulk_create(UserRole(user=user, role=role) for role in roles)
    TeamMembership.objects.bulk_create(TeamMembership(user=user, team=team) for team in teams)
    return user


def set_up(
    *, organisation: Organisation, norms: Mapping[str, int], uses: Mapping[str, Iterable[str]]
) -> None:
    """Says, of a new organisation, its caseload norms and its parts in programmes."""
    CaseloadNorm.objects.bulk_create(
        CaseloadNorm(organisation=organisation, role=role, cases=cases)
        for role, cases in norms.items()
    )
    ProgrammeUse.objects.bulk_create(
        ProgrammeUse(organisation=organisation, programme=programme, part=part)
        for programme, parts in uses.items()
        for part in parts
    )


def give_rights(*, user: User, rights: Iterable[str]) -> None:
    """Gives a new user rights for the organisation."""
    UserRight.objects.bulk_create(UserRight(user=user, right=right) for right in rights)


def choose_language(*, user: User, language: str) -> None:
    """The language in which ``user`` sees the site from now on: ``da`` or ``en``."""
    user.language = language
    user.save(update_fields=["language"])
