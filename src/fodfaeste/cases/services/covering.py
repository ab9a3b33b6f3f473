"""Says who covers for a colleague who is away, and ends it before its time.

Cover opens cases. So only the one who is away says so, or one who leads them; nobody takes it for
themselves; it reaches colleagues alone, has a last day, and is not handed on: who covers sees the
cases of the one who is away, and not of those for whom these cover.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NoReturn
from uuid import UUID, uuid5

from django.db.models import Q, QuerySet
from django.utils import timezone

from fodfaeste.accounts import access, organisation_log
from fodfaeste.accounts.models import Organisation, User
from fodfaeste.accounts.organisation_log import Change, Done
from fodfaeste.cases.models import Cover
from fodfaeste.cases.visibility import NotVisible
from fodfaeste.core.faults import Fault, Refused

Act = Callable[[], Sequence[Change]]
LONGEST = timedelta(days=183)
"""Whoever is away for longer hands the cases over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCover:
    """Who is away, from when to when, and who covers."""

    absent_id: int
    cover_id: int
    first_on: date
    last_on: date


def arrange_cover(*, new: NewCover, by: User, now: datetime, submission: UUID) -> Done:
    """Raises ``NotVisible`` for somebody who is not ``by``'s to arrange for; ``Refused`` at
    ``cover`` (``not_a_colleague``, ``own_cover``, ``away_themselves``), ``first_on``
    (``cover_in_the_past``, ``covered_already``) or ``last_on`` (``empty_period``,
    ``cover_too_long``)."""
    absent, today = _absent(by, new.absent_id), timezone.localdate(now)

    def act() -> Sequence[Change]:
        _check(new, absent, by, today)
        made = Cover.objects.create(
            pk=uuid5(submission, "cover"),
            absent=absent,
            cover_id=new.cover_id,
            first_on=new.first_on,
            last_on=new.last_on,
            arranged_at=now,
            arranged_by=by,
        )
        return [_arranged(made)]

    return _write(absent, by, now, submission, act)


def end_cover(*, cover_id: UUID, by: User, now: datetime, submission: UUID) -> Done:
    """Ends a cover today, or before it has begun. Raises ``NotVisible``."""
    found = Cover.objects.filter(pk=cover_id).first() or _refuse(by, cover_id)
    absent, today = _absent(by, found.absent_id), timezone.localdate(now)

    def act() -> Sequence[Change]:
        running = Cover.objects.filter(pk=cover_id, ended_on=None, last_on__gte=today)
        if not running.update(ended_on=today):
            return []
        about = {"user": found.absent_id, "arrangement": str(cover_id)}
        return [Change("cover_ended", about, {}, {"cover": found.cover_id, "until": str(today)})]

    return _write(absent, by, now, submission, act)


def _arranged(made: Cover) -> Change:
    told = {"cover": made.cover_id, "since": str(made.first_on), "until": str(made.last_on)}
    return Change("cover_arranged", {"user": made.absent_id, "arrangement": str(made.pk)}, {}, told)


def _write(absent: User, by: User, now: datetime, submission: UUID, act: Act) -> Done:
    writer = organisation_log.Writer(by, now, submission)
    return organisation_log.written(organisation_id=absent.organisation_id, writer=writer, act=act)


# --- who, and whom


def arranged_for(by: User) -> "QuerySet[User]":
    """Those for whom ``by`` may say who covers: themselves, and whom they lead."""
    if not by.is_active or not by.works_here:
        return User.objects.none()
    theirs = Q(pk=by.pk)
    if by.leads:
        theirs |= Q(organisation__in=_led(by))
    return User.objects.filter(theirs, is_active=True)


def _led(by: User) -> "QuerySet[Organisation]":
    return Organisation.objects.filter(Q(pk=by.organisation_id) | Q(parent=by.organisation_id))


def colleagues_of(absent: User) -> "QuerySet[User]":
    """Who can cover: active people with roles of the same organisation, of the one that it is a
    unit of, of its units, or of a team that they share."""
    near = Q(organisation=absent.organisation_id) | Q(organisation__parent=absent.organisation_id)
    if absent.organisation.parent_id:
        near |= Q(organisation=absent.organisation.parent_id)
    near |= Q(teams__in=absent.teams.all())
    found = User.objects.filter(near, is_active=True, roles__isnull=False).exclude(pk=absent.pk)
    return found.distinct().order_by("name", "pk")


def _absent(by: User, user_id: int) -> User:
    found = arranged_for(by).select_related("organisation").filter(pk=user_id).first()
    return found if found is not None else _refuse(by, user_id)


def _refuse(by: User, what: object) -> NoReturn:
    access.note(user=by, act=access.Act.REFUSED, page="cover")
    raise NotVisible(what)


def _check(new: NewCover, absent: User, by: User, today: date) -> None:
    faults = [*_person_faults(new, absent, by), *_day_faults(new, today)]
    if not faults and _overlapping(new).filter(absent=absent).exists():
        faults = [Fault("first_on", "covered_already")]
    if not faults and (away := _overlapping(new).filter(absent=new.cover_id).first()):
        faults = [Fault("cover", "away_themselves", {"value": away.absent.name})]
    if faults:
        raise Refused(faults)


def _person_faults(new: NewCover, absent: User, by: User) -> list[Fault]:
    if new.cover_id == by.pk:
        return [Fault("cover", "own_cover")]
    known = colleagues_of(absent).filter(pk=new.cover_id).exists()
    return [] if known else [Fault("cover", "not_a_colleague")]


def _day_faults(new: NewCover, today: date) -> list[Fault]:
    if new.first_on < today:
        return [Fault("first_on", "cover_in_the_past")]
    if new.last_on < new.first_on:
        return [Fault("last_on", "empty_period")]
    if new.last_on - new.first_on > LONGEST:
        return [Fault("last_on", "cover_too_long")]
    return []


def _overlapping(new: NewCover) -> "QuerySet[Cover]":
    found = Cover.objects.filter(first_on__lte=new.last_on, last_on__gte=new.first_on)
    return found.filter(Q(ended_on=None) | Q(ended_on__gt=new.first_on))
