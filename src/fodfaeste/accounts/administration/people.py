"""Those who work in an organisation: they are invited, get other work, and leave."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Model

from fodfaeste.accounts.administration.organisations import administrator, one_line
from fodfaeste.accounts.administration.scope import administered, organisation_of, person_of
from fodfaeste.accounts.blind import address_index
from fodfaeste.accounts.factors import forget_factors
from fodfaeste.accounts.models import (
    OUTSIDE,
    Function,
    Right,
    Team,
    TeamMembership,
    User,
    UserRight,
    UserRole,
)
from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.accounts.organisation_log import Change, Done, Writer, difference, written
from fodfaeste.accounts.sessions import end_sessions
from fodfaeste.accounts.vocabulary import staff_roles
from fodfaeste.core.faults import Fault, Faults, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is said of somebody who works there. ``team_ids``: of the teams that the administrator
    administers; a part in teams of others is theirs to end."""

    name: str
    email: str
    function: str
    roles: frozenset[str] = frozenset()
    team_ids: frozenset[int] = frozenset()
    rights: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom the form invited, now or when it was sent first."""

    user_id: int
    done: Done


def invite(*, organisation_id: int, person: Person, writer: Writer) -> Invited:
    """A new user, who sets a password of their own by a link. Raises ``Refused``."""
    by = administrator(writer)
    organisation_of(by, organisation_id)
    teams = _teams(by)

    def act() -> list[Change]:
        check_person(person, teams)
        user = add_invited(organisation_id, person, writer)
        return [Change("user_invited", {"user": user.pk}, {}, told(person))]

    done = written(organisation_id=organisation_id, writer=writer, act=act)
    return Invited(_invited_by(organisation_id, writer), done)


def add_invited(organisation_id: int, person: Person, writer: Writer) -> User:
    """Writes the user, who cannot sign in before a password is set."""
    user = User.objects.create_user(
        person.email,
        name=one_line(person.name),
        organisation_id=organisation_id,
        function=person.function,
        invited_at=writer.now,
    )
    _assign(user, person)
    return user


def _invited_by(organisation_id: int, writer: Writer) -> int:
    found = OrganisationEvent.objects.get(
        organisation=organisation_id, submission=writer.submission
    )
    return int(found.about["user"])


def invite_again(*, user_id: int, writer: Writer) -> Done:
    """Makes earlier links of somebody who has no password yet useless, for a new one."""
    user = person_of(administrator(writer), user_id)

    def act() -> list[Change]:
        _refuse_left(user)
        if not user.has_usable_password():
            user.set_unusable_password()  # a link is bound to what stands in the password's place
            user.save(update_fields=["password"])
        return [Change("link_sent", {"user": user.pk})]

    return written(organisation_id=user.organisation_id, writer=writer, act=act)


def change_person(*, user_id: int, person: Person, writer: Writer) -> Done:
    """Other work, another name, other rights. Raises ``Refused``; the last administrator of an
    organisation keeps the right."""
    by = administrator(writer)
    user, teams = person_of(by, user_id), _teams(by)

    def act() -> list[Change | None]:
        _refuse_left(user)
        check_person(person, teams, user)
        if Right.ADMINISTER not in person.rights:
            _refuse_last_administrator(user, "rights")
        before, before_email = _as_it_is(user, teams), user.email
        _update(user, person)
        _assign(user, person, among=teams)
        after = told(person)
        if user.email != before_email:  # the log says that it changed, not what it was
            before, after = {**before, "email": False}, {**after, "email": True}
            EmailAddress.objects.filter(user=user).delete()  # allauth would still know the old one
        return [difference("user_changed", {"user": user.pk}, before, after)]

    return written(organisation_id=user.organisation_id, writer=writer, act=act)


def set_home(*, user_id: int, street: str, postcode: str, writer: Writer) -> Done:
    """Keeps the blind index of somebody's own home, so that look-ups of those who live there can
    be found; none of the address itself. Both empty: forgets it. Raises ``Refused``."""
    user = person_of(administrator(writer), user_id)

    def act() -> list[Change]:
        _refuse_left(user)
        index = address_index(street=street, postcode=postcode)
        if index is None and (street.strip() or postcode.strip()):
            raise Refused([Fault("street", "address_incomplete")])
        had, user.address_index = user.address_index is not None, index
        user.save(update_fields=["address_index"])
        if index is None and not had:
            return []
        after = {"home": index is not None}
        return [Change("home_changed", {"user": user.pk}, {"home": had}, after)]

    return written(organisation_id=user.organisation_id, writer=writer, act=act)


# --- leaving


def leave(*, user_id: int, on: date, ready: Callable[[], Sequence[Change]], writer: Writer) -> Done:
    """Somebody leaves: they can sign in no more, and their rights and teams are gone. Nobody is
    deleted. ``ready`` raises ``Refused`` where something is still theirs to do, and gives what
    the log is to say beside it."""
    user = person_of(administrator(writer), user_id)

    def act() -> list[Change]:
        check_may_leave(user)
        beside = ready()
        had = _as_it_is(user, frozenset(user.teams.values_list("pk", flat=True)))
        user.is_active, user.left_on = False, on
        user.set_unusable_password()
        user.save(update_fields=["is_active", "left_on", "password"])
        user.rights.all().delete()
        TeamMembership.objects.filter(user=user).delete()
        forget_factors(user_id=user.pk)
        end_sessions(user_id=user.pk, now=writer.now)
        before = {name: had[name] for name in ("teams", "rights")}
        after = {"left_on": on.isoformat()}
        return [*beside, Change("user_left", {"user": user.pk}, before, after)]

    return written(organisation_id=user.organisation_id, writer=writer, act=act)


def check_may_leave(user: User) -> None:
    """Raises ``Refused`` for who has left already, and for the last administrator."""
    _refuse_left(user)
    _refuse_last_administrator(user, "")


def take_back(*, user_id: int, writer: Writer) -> Done:
    """Opens the account of somebody who left, with their roles, and without teams and rights."""
    user = person_of(administrator(writer), user_id)

    def act() -> list[Change]:
        user.refresh_from_db()
        if user.is_active:
            return []
        left = user.left_on.isoformat() if user.left_on else None
        user.is_active, user.left_on, user.invited_at = True, None, writer.now
        user.save(update_fields=["is_active", "left_on", "invited_at"])
        return [Change("user_returned", {"user": user.pk}, {"left_on": left})]

    return written(organisation_id=user.organisation_id, writer=writer, act=act)


# --- their sign-in


def reset_factors(*, user_id: int, writer: Writer) -> Done:
    """Takes away a person's second factors, as when a telephone is lost, and ends their sign-ins.
    They set up a new one when they sign in next."""
    user = person_of(administrator(writer), user_id)

    def act() -> list[Change]:
        count = forget_factors(user_id=user.pk)
        end_sessions(user_id=user.pk, now=writer.now)
        return [Change("factors_reset", {"user": user.pk}, {"factors": count}, {"factors": 0})]

    return written(organisation_id=user.organisation_id, writer=writer, act=act)


def sign_out_everywhere(*, user_id: int, writer: Writer) -> Done:
    """Ends every sign-in of a person."""
    user = person_of(administrator(writer), user_id)

    def act() -> list[Change]:
        ended = end_sessions(user_id=user.pk, now=writer.now)
        return [Change("sessions_ended", {"user": user.pk}, {"sessions": ended}, {"sessions": 0})]

    return written(organisation_id=user.organisation_id, writer=writer, act=act)


# --- what the acts have in common


def _teams(by: User) -> frozenset[int]:
    """The teams that ``by`` puts people into."""
    found = Team.objects.filter(organisation__in=administered(by))
    return frozenset(found.values_list("pk", flat=True))


def check_person(person: Person, teams: frozenset[int], user: User | None = None) -> None:
    """Raises ``Refused`` unless all that is said of them can be so. ``teams``: those to choose
    from."""
    faults = Faults()
    if not person.name.strip():
        faults.add("name", "missing")
    others = User.objects.filter(email=person.email.strip().lower())
    if (others.exclude(pk=user.pk) if user else others).exists():
        faults.add("email", "email_taken")
    if person.function not in set(Function) - OUTSIDE:
        faults.add("function", "unknown_function")
    if not person.roles <= set(staff_roles()):
        faults.add("roles", "unknown_role")
    if not person.rights <= set(Right):
        faults.add("rights", "unknown_right")
    if not person.team_ids <= teams:
        faults.add("teams", "no_such_team")
    faults.refuse_if_any()


def _refuse_left(user: User) -> None:
    user.refresh_from_db()  # as it is now that others wait for this act
    if not user.is_active:
        raise Refused([Fault("", "has_left")])


def _refuse_last_administrator(user: User, place: str) -> None:
    rights = UserRight.objects.filter(right=Right.ADMINISTER, user__is_active=True)
    here = rights.filter(user__organisation=user.organisation_id)
    if here.filter(user=user).exists() and not here.exclude(user=user).exists():
        raise Refused([Fault(place, "last_administrator")])


def _update(user: User, person: Person) -> None:
    user.name, user.function = one_line(person.name), person.function
    user.email = User.objects.normalize_email(person.email.strip()).lower()
    user.save(update_fields=["name", "email", "function"])


def _assign(user: User, person: Person, *, among: frozenset[int] | None = None) -> None:
    """Gives them these roles, rights and teams and no others; of teams, ``among`` those."""
    _bring(UserRole, "role", user, person.roles, set(user.roles.values_list("role", flat=True)))
    _bring(
        UserRight, "right", user, person.rights, set(user.rights.values_list("right", flat=True))
    )
    had = set(user.teams.values_list("pk", flat=True))
    had &= had if among is None else among
    _bring(TeamMembership, "team_id", user, person.team_ids, had)


def _bring(
    model: type[Model], column: str, user: User, wanted: Iterable[Any], had: set[Any]
) -> None:
    rows = model._default_manager
    rows.filter(user=user, **{f"{column}__in": had - set(wanted)}).delete()
    rows.bulk_create(model(user=user, **{column: one}) for one in sorted(set(wanted) - had))


def told(person: Person) -> dict[str, Any]:
    """A person as the log tells of them: without the address."""
    return {
        "name": one_line(person.name),
        "function": str(person.function),
        "roles": sorted(person.roles),
        "teams": sorted(person.team_ids),
        "rights": sorted(map(str, person.rights)),
    }


def _as_it_is(user: User, teams: frozenset[int]) -> dict[str, Any]:
    own = set(user.teams.values_list("pk", flat=True))
    return {
        "name": user.name,
        "function": str(user.function),
        "roles": sorted(user.roles.values_list("role", flat=True)),
        "teams": sorted(own & teams),
        "rights": sorted(user.rights.values_list("right", flat=True)),
    }
