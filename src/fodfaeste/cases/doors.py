"""Who sees what. A model of this app is read through its door, which takes the person who asks.

A person sees the cases that their organisation runs or has referred, those of their teams, and
those in which they have a part; nothing else. The filter is the database's.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q, QuerySet

from fodfaeste.accounts.models import TeamMembership, User

M = TypeVar("M", bound=models.Model)


class Door(Generic[M]):
    """Stands as ``Model.objects``: the one way in, and it asks who is asking.

    ``path`` leads from the model to its case (empty for the case itself).
    """

    def __init__(self, path: str) -> None:
        self.path = path

    def __set_name__(self, owner: type[M], name: str) -> None:
        self.model = owner

    def visible_to(self, user: User | AnonymousUser) -> "QuerySet[M]":
        """What of the table ``user`` may see."""
        return self._only(user, self.condition)

    def _only(self, user: User | AnonymousUser, condition: Callable[[User], Q]) -> "QuerySet[M]":
        everything: QuerySet[M] = self.model._meta.default_manager.get_queryset()  # type: ignore[union-attr]
        if not isinstance(user, User) or not user.is_active:
            return everything.none()
        return everything.filter(condition(user))

    def condition(self, user: User) -> Q:
        path = f"{self.path}__" if self.path else ""
        key = self.path or "pk"
        return (
            Q(**{f"{path}organisation": user.organisation_id})
            | Q(**{f"{path}referred_by": user.organisation_id})
            | Q(**{f"{path}team__in": team_ids(user)})
            | Q(**{f"{key}__in": part_in(user)})
        )


class RowDoor(Door[M]):
    """For a table that repeats its case's organisations and team, so that no join is needed."""

    def condition(self, user: User) -> Q:
        return (
            Q(organisation=user.organisation_id)
            | Q(referred_by=user.organisation_id)
            | Q(team__in=team_ids(user))
            | Q(**{f"{self.path}__in": part_in(user)})
        )


class DutyDoor(RowDoor[M]):
    """Duties have three narrower ways in, each a part of what ``visible_to`` gives: Today asks
    many times, and a question of one column costs half as much as one of four."""

    def of_person(self, user: User | AnonymousUser) -> "QuerySet[M]":
        """Those that ``user`` has to do. Only who has a part in a case is ever responsible."""
        return self._only(user, lambda user: Q(responsible=user))

    def of_teams(self, user: User | AnonymousUser) -> "QuerySet[M]":
        """Those of the cases of ``user``'s teams."""
        return self._only(user, lambda user: Q(team__in=team_ids(user)))

    def of_organisation(self, user: User | AnonymousUser) -> "QuerySet[M]":
        """Those of the cases that ``user``'s organisation runs."""
        return self._only(user, lambda user: Q(organisation=user.organisation_id))


class CitizenDoor(Door[M]):
    """A citizen is seen by whoever sees one of their cases."""

    def condition(self, user: User) -> Q:
        from fodfaeste.cases.models import Case

        return Q(pk__in=Case.objects.visible_to(user).values("citizen"))


def team_ids(user: User) -> "QuerySet[TeamMembership, Any]":
    """The teams of a person, as a subquery."""
    return TeamMembership.objects.filter(user=user).values("team")


def part_in(user: User) -> "QuerySet[Any, Any]":
    """The cases in which a person has a part now, as a subquery."""
    from fodfaeste.cases.models import CaseMember

    return CaseMember.unrestricted.filter(user=user, until=None).values("case")
