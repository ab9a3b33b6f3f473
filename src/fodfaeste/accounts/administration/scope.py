"""Whom an administrator administers: the own organisation and its units, and nobody else."""

from typing import NoReturn

from django.db.models import Q, QuerySet

from fodfaeste.accounts import access
from fodfaeste.accounts.models import Organisation, Right, Team, User


class NotYours(LookupError):
    """There is no such thing for this administrator; whether there is one at all is not said."""


def administered(by: User) -> "QuerySet[Organisation]":
    """The organisations that ``by`` administers; none without the right."""
    if not by.has_right(Right.ADMINISTER):
        return Organisation.objects.none()
    own = by.organisation_id
    return Organisation.objects.filter(Q(pk=own) | Q(parent=own))


def organisation_of(by: User, organisation_id: int) -> Organisation:
    """The organisation, with what it is a unit of. Raises ``NotYours``, and logs that it did."""
    found = administered(by).select_related("parent").filter(pk=organisation_id).first()
    return found if found is not None else _refuse(by)


def person_of(by: User, user_id: int) -> User:
    """Somebody who works there, or did. Raises ``NotYours``, and logs that it did."""
    people = User.objects.select_related("organisation")
    found = people.filter(pk=user_id, organisation__in=administered(by)).first()
    return found if found is not None else _refuse(by)


def team_of(by: User, team_id: int) -> Team:
    """A team of such an organisation. Raises ``NotYours``, and logs that it did."""
    teams = Team.objects.select_related("organisation")
    found = teams.filter(pk=team_id, organisation__in=administered(by)).first()
    return found if found is not None else _refuse(by)


def _refuse(by: User) -> NoReturn:
    access.note(user=by, act=access.Act.REFUSED, page="administration")
    raise NotYours
