"""How soon, how often and how varied companies are contacted, for those who lead it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case, CaseMember
from fodfaeste.matching import ips
from fodfaeste.matching.ips import Agreed, Begun, Contacted, Facts
from fodfaeste.matching.models import Step
from fodfaeste.matching.services.stepping import IN_TOUCH

WEEKS = 13
EMPLOYMENT_SPECIALIST = "employment_specialist"
"""The role of the vocabulary whose work it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """``all``: of the organisation. ``workers``: by who was in touch, or whose case it is."""

    since: date
    until: date
    all: Facts
    teams: tuple[Facts, ...]
    workers: tuple[Facts, ...]


def figures(*, user: User, today: date) -> Figures:
    """The last 13 weeks of the cases that ``user``'s organisation runs and ``user`` reads: five
    questions to the database."""
    since = today - timedelta(weeks=WEEKS)
    steps = list(_steps(user, since, today))
    begun = list(_begun(user, since, today))
    contacted = [_contacted(step) for step in steps if step.kind in IN_TOUCH]
    agreed = [_agreed(step) for step in steps if step.kind == Step.Kind.AGREED]
    counted = (begun, contacted, agreed)
    return Figures(
        since=since,
        until=today,
        all=ips.facts("", *counted, today=today),
        teams=tuple(ips.each(lambda row: row.team, *counted, today=today)),
        workers=tuple(ips.each(lambda row: row.worker, *counted, today=today)),
    )


def _of_organisation(user: User, today: date) -> "QuerySet[Step]":
    return Step.objects.visible_to(user, today).filter(
        prospect__case__organisation=user.organisation_id, taken_back=None, of=None
    )


def _steps(user: User, since: date, today: date) -> "QuerySet[Step]":
    found = _of_organisation(user, today).filter(on__gt=since, on__lte=today)
    related = ("prospect__case__team", "prospect__unit__company", "done_by")
    return found.select_related(*related).order_by("on", "pk")


def _begun(user: User, since: date, today: date) -> Iterator[Begun]:
    after = timezone.make_aware(datetime.combine(since, time.max))
    cases = Case.objects.visible_to(user, today).filter(
        organisation=user.organisation_id, opened_at__gt=after
    )
    specialists = _specialists(user)
    first, met = _first_contacts(user, today)
    looked_for = Q(pk__in=specialists) | Q(wishes__isnull=False) | Q(prospects__isnull=False)
    found = cases.filter(looked_for).distinct().select_related("team", "primary")
    for case in found.order_by("opened_at", "pk"):
        primary = case.primary.name if case.primary else ""
        yield Begun(
            case_id=case.pk,
            team=case.team.name if case.team else "",
            worker=specialists.get(case.pk, primary),
            opened_on=timezone.localdate(case.opened_at),
            first_contact=first.get(case.pk),
            met_on=met.get(case.pk),
        )


def _specialists(user: User) -> dict[UUID, str]:
    """Who has the part of finding work, by case."""
    found = CaseMember.unrestricted.filter(
        case__organisation=user.organisation_id, role=EMPLOYMENT_SPECIALIST, until=None
    )
    return dict(found.order_by("since", "pk").values_list("case", "user__name"))


def _first_contacts(user: User, today: date) -> tuple[dict[object, date], dict[object, date]]:
    """Of every case the first day of a contact, and of one face to face."""
    found = _of_organisation(user, today).filter(kind__in=IN_TOUCH).order_by("-on")
    first: dict[object, date] = {}
    met: dict[object, date] = {}
    for case_id, on, channel in found.values_list("prospect__case", "on", "channel"):
        first[case_id] = on
        if channel == Step.Channel.IN_PERSON:
            met[case_id] = on
    return first, met


def _contacted(step: Step) -> Contacted:
    return Contacted(
        worker=step.done_by.name,
        team=_team(step),
        company_id=step.prospect.unit.company_id,
        in_person=step.channel == Step.Channel.IN_PERSON,
    )


def _agreed(step: Step) -> Agreed:
    company = step.prospect.unit.company
    return Agreed(
        worker=step.done_by.name, team=_team(step), company_id=company.pk, trade=company.trade
    )


def _team(step: Step) -> str:
    team = step.prospect.case.team
    return team.name if team else ""
