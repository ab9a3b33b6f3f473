"""Who covers for whom."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Cover
from fodfaeste.cases.services.covering import arranged_for, colleagues_of


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverView:
    """``may_end``: the asker is away, or leads the one who is."""

    id: UUID
    absent_id: int
    absent: str
    cover_id: int
    cover: str
    first_on: date
    last_on: date
    is_running: bool
    may_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to choose."""

    user_id: int
    name: str
    organisation: str


def covers(*, user: User, today: date) -> tuple[CoverView, ...]:
    """Those of today and later that are about ``user``, or about whom they lead."""
    theirs = arranged_for(user).values("pk")
    found = Cover.objects.filter(Q(absent__in=theirs) | Q(cover=user), last_on__gte=today)
    rows = found.filter(ended_on=None).select_related("absent", "cover")
    mine = set(rows.filter(absent__in=theirs).values_list("pk", flat=True))
    return tuple(
        CoverView(
            id=one.pk,
            absent_id=one.absent_id,
            absent=one.absent.name,
            cover_id=one.cover_id,
            cover=one.cover.name,
            first_on=one.first_on,
            last_on=one.last_on,
            is_running=one.first_on <= today,
            may_end=one.pk in mine,
        )
        for one in rows
    )


def away_choices(*, user: User) -> tuple[Person, ...]:
    """For whom ``user`` may say who covers: themselves first."""
    found = arranged_for(user).filter(Q(pk=user.pk) | Q(roles__isnull=False)).distinct()
    people = [_person(one) for one in found.select_related("organisation")]
    return tuple(sorted(people, key=lambda one: (one.user_id != user.pk, one.name)))


def cover_choices(*, user: User, absent_id: int) -> tuple[Person, ...]:
    """Who can cover for somebody, but the asker; nobody, if that is not theirs to say."""
    absent = arranged_for(user).select_related("organisation").filter(pk=absent_id).first()
    if absent is None:
        return ()
    found = colleagues_of(absent).exclude(pk=user.pk).select_related("organisation")
    return tuple(_person(one) for one in found)


def _person(user: User) -> Person:
    return Person(user_id=user.pk, name=user.name, organisation=user.organisation.name)
