"""Who sees what. A model of this app is read through its door, which takes the person who asks
and the day.

Each door knows the kind of information that its table holds; ``policy`` says who sees that kind,
and ``relations`` says it to the database, which does the filtering.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Generic, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q, QuerySet

from fodfaeste.accounts.models import User
from fodfaeste.cases.policy import MAY, SEES, TEXTS, Act, Kind, Relation
from fodfaeste.cases.relations import (
    asked_to_take_over,
    covered_by,
    covers_on,
    part_in,
    sees,
    stands_in_any,
    team_ids,
)

M = TypeVar("M", bound=models.Model)
Asker = User | AnonymousUser


class Door(Generic[M]):
    """Stands as ``Model.objects``: the one way in, and it asks who is asking.

    ``path`` leads from the model to its case (empty for the case itself). ``kind``: what the
    table holds; None: that there is a case, which everyone who stands in a relation to it knows.
    """

    def __init__(self, path: str, kind: Kind | None = None) -> None:
        self.path, self.kind = path, kind

    def __set_name__(self, owner: type[M], name: str) -> None:
        self.model = owner

    def visible_to(self, user: Asker, on: date) -> "QuerySet[M]":
        """What of the table ``user`` may see on that day."""
        return self._only(user, lambda user: self.condition(user, on))

    def _only(self, user: Asker, condition: Callable[[User], Q]) -> "QuerySet[M]":
        everything: QuerySet[M] = self.model._meta.default_manager.get_queryset()  # type: ignore[union-attr]
        if not isinstance(user, User) or not user.is_active or not user.works_here:
            return everything.none()
        return everything.filter(condition(user))

    def condition(self, user: User, on: date) -> Q:
        if self.kind is None:
            return stands_in_any(SEES, user, on, self.path)
        return sees(self.kind, user, on, self.path)


class DutyDoor(Door[M]):
    """Duties have four narrower ways in, each a part of what ``visible_to`` gives: Today asks
    many times, and a question of one column costs half as much as one of four."""

    def of_person(self, user: Asker) -> "QuerySet[M]":
        """Those that ``user`` has to do, as long as they have a part in the case."""
        return self._only(user, lambda user: Q(responsible=user, case__in=part_in(user)))

    def of_covered(self, user: Asker, on: date) -> "QuerySet[M]":
        """Those of the colleagues for whom ``user`` stands in on that day."""

        def condition(user: User) -> Q:
            away = covers_on(on).filter(cover=user).values("absent")
            return Q(responsible__in=away, case__in=covered_by(user, on).values("case"))

        return self._only(user, condition)

    def of_teams(self, user: Asker) -> "QuerySet[M]":
        """Those of the cases of ``user``'s teams."""
        return self._only(user, lambda user: Q(team__in=team_ids(user)))

    def of_organisation(self, user: Asker) -> "QuerySet[M]":
        """Those of the cases that ``user``'s organisation runs, for who oversees them."""
        if not (isinstance(user, User) and user.oversees):
            return self.of_person(user)
        return self._only(user, lambda user: Q(organisation=user.organisation_id))


class AppointmentDoor(Door[M]):
    """Appointments have four narrower ways in, as duties have."""

    def of_person(self, user: Asker) -> "QuerySet[M]":
        """Those of the cases in which ``user`` has a part, once for each part."""
        return self._only(user, lambda user: Q(case__members__user=user, case__members__until=None))

    def of_covered(self, user: Asker, on: date) -> "QuerySet[M]":
        """Those of the colleagues for whom ``user`` stands in on that day, once for each part."""

        def condition(user: User) -> Q:
            away = covers_on(on).filter(cover=user).values("absent")
            return Q(case__members__user__in=away, case__members__until=None)

        return self._only(user, condition)

    def of_teams(self, user: Asker) -> "QuerySet[M]":
        """Those of the cases of ``user``'s teams."""
        return self._only(user, lambda user: Q(case__team__in=team_ids(user)))

    def of_organisation(self, user: Asker) -> "QuerySet[M]":
        """Those of the cases that ``user``'s organisation runs, for who oversees them."""
        if not (isinstance(user, User) and user.oversees):
            return self.of_teams(user)
        return self._only(user, lambda user: Q(case__organisation=user.organisation_id))


class TextDoor(Door[M]):
    """Personal text is of several kinds. Its author sees it too, while the case is theirs, which
    it is not by being shared with them. A belief is for the leader under whom it was written down:
    it does not go along when another organisation takes the case over."""

    _kind_in = "kind"

    def condition(self, user: User, on: date) -> Q:
        known = stands_in_any(SEES.keys() - {Relation.RECEIVER}, user, on, self.path)
        found = Q(entry__registered_by=user) & known
        for text_kind, kind in TEXTS.items():
            of_kind = Q(**{self._kind_in: text_kind})
            of_kind &= self._since_taken_over() if kind is Kind.BELIEF else Q()
            found |= of_kind & sees(kind, user, on, self.path)
        return found

    def _since_taken_over(self) -> Q:
        at = f"{self.path}__taken_over_at"
        return Q(**{at: None}) | Q(entry__registered_at__gt=F(at))


class FileDoor(TextDoor[M]):
    """A document is read by who reads its name, which is the text of the line by which it was
    added; and is there as long as that is."""

    _kind_in = "entry__text__kind"

    def condition(self, user: User, on: date) -> Q:
        there = Q(removed_at=None, entry__text__erased_at=None)
        registered = sees(Kind.REGISTRATIONS, user, on, self.path)
        return there & registered & super().condition(user, on)


class DraftDoor(Door[M]):
    """A draft is its owner's, as long as they may do what it would do. Every page counts them, so
    only what the owner's drafts would do is asked about: mostly nothing."""

    def condition(self, user: User, on: date) -> Q:
        own = self.model._meta.default_manager.filter(owner=user)  # type: ignore[union-attr]
        acts = set(own.values_list("act", flat=True).distinct().order_by())
        still = Q(**{f"{self.path}__isnull": True})
        for who, of_them in _acts_by_relations().items():
            if common := acts.intersection(of_them):
                still |= Q(act__in=common) & stands_in_any(who, user, on, self.path)
        if Act.TAKE_OVER in acts:
            asked = asked_to_take_over(user, on).values("case")
            still |= Q(act=Act.TAKE_OVER, **{f"{self.path}__in": asked})
        return Q(owner=user) & still if acts else Q(pk__in=())


@cache
def _acts_by_relations() -> dict[frozenset[Relation], list[Act]]:
    """Acts that the same people may do, so that each people is asked for once."""
    found: dict[frozenset[Relation], list[Act]] = {}
    for act, who in MAY.items():
        found.setdefault(who, []).append(act)
    return found


class CitizenDoor(Door[M]):
    """A citizen is known to whoever knows one of their cases."""

    def condition(self, user: User, on: date) -> Q:
        from fodfaeste.cases.models import Case

        return Q(pk__in=Case.objects.visible_to(user, on).values("citizen"))
