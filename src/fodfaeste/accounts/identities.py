"""Whom an identity provider vouches for, and what that makes of them here.

A person is known again by the subject the provider names, never by an e-mail address alone. Their
organisation is the one with the CVR number the provider names, their unit and roles follow from
what the organisation has said that roles at the provider mean here (``OutsideRole``). What the
provider gave and no longer says is taken away at the next sign-in; what was given by hand stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import uuid4

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import Q
from stdnum.dk import cvr as stdnum_cvr

from fodfaeste.accounts.models import Organisation, OutsideRole, User, UserRight, UserRole
from fodfaeste.accounts.organisation_log import Change, Writer, written


class Reason(StrEnum):
    """Why somebody whom a provider vouches for is not let in."""

    NO_ORGANISATION = "no_organisation"
    UNKNOWN_ORGANISATION = "unknown_organisation"
    OTHER_ORGANISATION = "other_organisation"
    NO_ROLE = "no_role"
    LEFT = "left"
    E_MAIL_TAKEN = "e_mail_taken"
    LOW_ASSURANCE = "low_assurance"
    NOT_UNDERSTOOD = "not_understood"
    CANCELLED = "cancelled"


class NotLetIn(Exception):
    """The provider vouches for them, and yet they are not let in; the text is a ``Reason``."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a provider says of somebody. ``roles``: names at the provider; ``subject``: see
    ``subject_of``; ``e_mail_is_theirs``: the provider has seen to it."""

    provider: str
    subject: str
    cvr: str
    roles: frozenset[str] = frozenset()
    name: str = ""
    e_mail: str = ""
    e_mail_is_theirs: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What a provider gives somebody here."""

    organisation: Organisation
    function: str
    roles: frozenset[str] = field(default_factory=frozenset)
    rights: frozenset[str] = field(default_factory=frozenset)


def subject_of(issuer: str, name: str) -> str:
    """By what somebody is known again: a digest of who vouches and of their name there. So the
    same name at another provider is another person, and no name is kept."""
    return sha256(f"{issuer}\n{name}".encode()).hexdigest()


@transaction.atomic
def arrive(*, identity: Identity, now: datetime) -> User:
    """The user to sign in; made if they are new and their organisation is known. Raises
    ``NotLetIn``."""
    organisation = organisation_with(identity.cvr)
    account = _account(identity)
    user = account.user if account else _user_by_e_mail(identity)
    if user and not user.is_active:
        raise NotLetIn(Reason.LEFT)
    if user and organisation.pk not in {user.organisation_id, user.organisation.parent_id}:
        raise NotLetIn(Reason.OTHER_ORGANISATION)
    given = given_to(identity, organisation, user)
    if not given.function:
        raise NotLetIn(Reason.NO_ROLE)
    user = user or _new_user(identity, given)
    account = account or _linked(identity, user)
    _apply(given, user, account, now)
    return user


def organisation_with(cvr: str) -> Organisation:
    """The organisation in use that has the number. Raises ``NotLetIn``."""
    number = stdnum_cvr.compact(cvr)
    if not number:
        raise NotLetIn(Reason.NO_ORGANISATION)
    found = Organisation.objects.filter(cvr=number, parent=None, is_active=True).first()
    if found is None:
        raise NotLetIn(Reason.UNKNOWN_ORGANISATION)
    return found


def given_to(identity: Identity, organisation: Organisation, user: User | None) -> Given:
    """What their roles at the provider mean in the organisation and in the unit they belong to.

    The unit is the one whose meanings match, if it is one; if there are several, the one they are
    in already. Otherwise they belong to the organisation itself.
    """
    own = Q(organisation=organisation) | Q(organisation__parent=organisation)
    rows = OutsideRole.objects.filter(own, name__in=identity.roles).order_by("pk")
    meanings = list(rows.select_related("organisation"))
    place = _place(meanings, organisation, user)
    valid = [each for each in meanings if each.organisation_id in {organisation.pk, place.pk}]
    functions = [each.function for each in valid if each.function]
    kept = user.function if user and (user.function in functions or not functions) else ""
    return Given(
        place,
        kept if _may_keep(kept, functions, organisation) else next(iter(functions), ""),
        frozenset(each.role for each in valid if each.role),
        frozenset(each.right for each in valid if each.right),
    )


def _may_keep(function: str, said: list[str], organisation: Organisation) -> bool:
    """Where the organisation lets its provider say functions, one that is not said is lost."""
    own = Q(organisation=organisation) | Q(organisation__parent=organisation)
    speaks = OutsideRole.objects.filter(own).exclude(function="").exists()
    return bool(function) and (function in said or not speaks)


def _place(
    meanings: Iterable[OutsideRole], organisation: Organisation, user: User | None
) -> Organisation:
    units = {each.organisation_id: each.organisation for each in meanings if each.organisation_id}
    units.pop(organisation.pk, None)
    if len(units) == 1:
        return next(iter(units.values()))
    if (
        user
        and user.organisation.parent_id == organisation.pk
        and (not units or user.organisation_id in units)
    ):
        return user.organisation
    return organisation


def _account(identity: Identity) -> SocialAccount | None:
    found = SocialAccount.objects.select_related("user__organisation")
    return found.filter(provider=identity.provider, uid=identity.subject).first()


def _user_by_e_mail(identity: Identity) -> User | None:
    """Somebody who was here before the provider was: linked by an e-mail address that the
    provider has seen to."""
    if not identity.e_mail:
        return None
    found = User.objects.select_related("organisation").filter(email__iexact=identity.e_mail)
    user = found.first()
    if user is None:
        return None
    is_linked = SocialAccount.objects.filter(user=user).exists()
    if is_linked or not identity.e_mail_is_theirs:
        raise NotLetIn(Reason.E_MAIL_TAKEN)
    return user


def _new_user(identity: Identity, given: Given) -> User:
    # An address of its own for whoever has none: users are told apart by it.
    address = identity.e_mail or f"{identity.subject[:20]}@sso.invalid"
    return User.objects.create_user(
        address,
        name=identity.name or address.partition("@")[0],
        organisation=given.organisation,
        function=given.function,
    )


def _linked(identity: Identity, user: User) -> SocialAccount:
    """From now on they sign in at the provider only, where leaving is known first."""
    if user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return SocialAccount.objects.create(
        user=user, provider=identity.provider, uid=identity.subject, extra_data={}
    )


def _apply(given: Given, user: User, account: SocialAccount, now: datetime) -> None:
    """Makes it so, and writes what changed into the organisation's log."""
    before = _stands(user)
    had = account.extra_data
    account.extra_data = {
        "roles": _give(UserRole, "role", user, had.get("roles", ()), given.roles),
        "rights": _give(UserRight, "right", user, had.get("rights", ()), given.rights),
    }
    account.save(update_fields=["extra_data"])
    user.organisation, user.function = given.organisation, given.function
    user.save(update_fields=["organisation", "function"])
    after = _stands(user)
    changed = {name: value for name, value in after.items() if before[name] != value}
    if changed:
        change = Change(
            "roles_from_provider",
            {"user": user.pk},
            {name: before[name] for name in changed},
            changed,
        )
        written(
            organisation_id=given.organisation.parent_id or given.organisation.pk,
            writer=Writer(user, now, uuid4()),
            act=lambda: [change],
        )


def _give(
    model: type[UserRole] | type[UserRight],
    column: str,
    user: User,
    had: Iterable[str],
    now_given: frozenset[str],
) -> list[str]:
    """Takes and gives; says what came from the provider."""
    table: Any = model._default_manager
    rows = table.filter(user=user)
    rows.filter(**{f"{column}__in": set(had) - now_given}).delete()
    held = set(rows.values_list(column, flat=True))
    table.bulk_create(model(user=user, **{column: each}) for each in sorted(now_given - held))
    return sorted((now_given - held) | (now_given & set(had)))


def _stands(user: User) -> Mapping[str, Any]:
    return {
        "organisation": user.organisation_id,
        "function": user.function,
        "roles": sorted(user.roles.values_list("role", flat=True)),
        "rights": sorted(user.rights.values_list("right", flat=True)),
    }


def kept_of(*, provider: str, subject: str) -> dict[str, Any]:
    """What is kept of somebody's link to a provider; allauth would write the claims over it."""
    found = SocialAccount.objects.filter(provider=provider, uid=subject)
    return dict(found.values_list("extra_data", flat=True).first() or {})


def signs_in_outside(*, user: User) -> bool:
    """Whether a provider vouches for them, so that they have no password here."""
    return bool(SocialAccount.objects.filter(user=user).exists())
