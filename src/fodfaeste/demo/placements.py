"""Agreements about the placements and jobs of the demonstration's stories, at companies of the
registers: some signed, some changed on the way, one that begins next week."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import cycle
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries
from fodfaeste.cases.queries import CaseView
from fodfaeste.companies.models import Company, ProductionUnit
from fodfaeste.placements import kinds, services
from fodfaeste.placements import queries as placed
from fodfaeste.placements.agreements import Details, Step, SubGoal, Terms, Times
from fodfaeste.placements.models import Signature
from fodfaeste.placements.queries import Unwritten
from fodfaeste.placements.services import Change, NewPlacement, Signing

WORKERS = ("mette", "jens", "nadia", "birgit", "ali")
CASES = 14
"""So many of each worker's cases are looked through."""
EVERY_OTHER, EVERY_THIRD, EVERY_SIXTH = 2, 3, 6
GROWS_AFTER = timedelta(weeks=3)
BEGINS, HALF_HOUR, FEW_HOURS = time(9), 30, 12
HOURS = (Decimal(12), Decimal(15), Decimal("7.5"), Decimal(20), Decimal(9))
TASKS = (
    "Pakke varer, sætte på plads og holde orden på lageret",
    "Hjælpe i køkkenet: smøre mad, anrette og vaske op",
    "Lettere rengøring og klargøring sammen med en fast kollega",
    "Sætte bøger på plads og hjælpe med udstillinger",
)
CONSIDERATIONS = (
    ("few_hours", "same_person"),
    ("quiet", "clear_tasks", "late_start"),
    ("flexible_hours", "breaks"),
)
GOALS = ("Møde selv hver aftalt dag", "Sige fra, når det bliver for meget")
DECIDED = "Aftalt med virksomheden. Vi har vurderet det konkret og følger op undervejs."


def agree(*, users: Mapping[str, User], now: datetime) -> None:
    """Writes the agreements, as each worker would, and signs most of them."""
    number = 0
    for key in WORKERS:
        units = cycle(_units(users[key]))
        for view in _cases(users[key], now):
            shown = placed.placements_of(view=view)
            for one in placed.unwritten(view=view, shown=shown):
                Agreeing(view, users[key], now, number).write(one, next(units))
                number += 1
    _next_week(users["birgit"], now)


def _units(user: User) -> list[ProductionUnit]:
    """Workplaces of the worker's register, with ordinary companies first."""
    found = ProductionUnit.objects.visible_to(user).select_related("company")
    ordinary = found.filter(company__kind=Company.Kind.ORDINARY).order_by("company__sort_key", "pk")
    return list(ordinary)


def _cases(user: User, now: datetime) -> Iterator[CaseView]:
    today = timezone.localdate(now)
    listed = queries.cases(user=user, today=today, state="open", mine=True).rows[:CASES]
    for row in listed:
        yield queries.case(user=user, case_id=row.case_id, today=today)


class Agreeing:
    """Writes one agreement. ``number``: which, so that they differ."""

    def __init__(self, view: CaseView, by: User, now: datetime, number: int) -> None:
        self.view, self.by, self.now, self.number = view, by, now, number

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def write(self, one: Unwritten, unit: ProductionUnit) -> None:
        until = None if one.is_job else one.until or placed.usual_last_day(self.view, one.on)
        # Whether it was agreed is for the story to tell: what waits is counted from it alone.
        new = self.new(unit, one.kind, one.on, until, of=one.entry_id)
        submission = self.id(one.entry_id)
        services.start_placement(
            case_id=self.view.case_id, new=new, by=self.by, now=self.now, submission=submission
        )
        placement, version = services.id_of_placement(submission), 1
        if self.number % EVERY_OTHER == 0 and one.on <= self.today - GROWS_AFTER:
            self.grow(placement, new)
            version = 2
        if self.number % EVERY_SIXTH:
            self.sign(placement, new, version)

    def new(
        self, unit: ProductionUnit, kind: str, since: date, until: date | None, *, of: str | None
    ) -> NewPlacement:
        return NewPlacement(
            unit_id=unit.pk,
            kind=kind,
            terms=self.terms(unit, kind, since, until),
            agreed_on=since if of else self.today,
            of=of,
            by_role=None,
        )

    def terms(self, unit: ProductionUnit, kind: str, since: date, until: date | None) -> Terms:
        known = placed.beginning(user=self.by, unit_id=unit.pk)
        assert known is not None
        hours, n = HOURS[self.number % len(HOURS)], self.number
        details = Details(
            purpose=("skills", "hiring", "goal")[n % 3],
            tasks=TASKS[n % len(TASKS)],
            considerations=CONSIDERATIONS[n % len(CONSIDERATIONS)],
            sub_goals=(SubGoal(GOALS[n % len(GOALS)], since + timedelta(weeks=4)),),
            contact=known.contact[0],
            contact_reached=known.contact[1],
            mentor=known.mentor[0],
            representative=known.representative[0],
            follow_up="Besøg på virksomheden i uge 2 og 8\nSamtale hver anden uge",
            decided=DECIDED,
        )
        return Terms(since=since, until=until, steps=(Step(kinds.usual_hours(kind), hours),),
                     week=week_of(hours), details=details)  # fmt: skip

    def grow(self, placement: UUID, new: NewPlacement) -> None:
        """A few more hours after some weeks, and the first that are paid."""
        since = min(new.terms.since + GROWS_AFTER, self.today)
        kind = kinds.usual_hours(new.kind)
        first = new.terms.steps[0].a_week
        steps = [Step(kind, first + 3)]
        if kind != Step("ordinary", first).kind:
            steps.append(Step("ordinary", Decimal(3)))
        terms = Terms(since=since, until=new.terms.until, steps=tuple(steps),
                      week=week_of(sum(one.a_week for one in steps)),
                      details=new.terms.details)  # fmt: skip
        services.change_agreement(
            case_id=self.view.case_id, placement_id=placement, by=self.by, now=self.now,
            change=Change(terms=terms, seen=1), submission=self.id(f"grow {placement}"),
        )  # fmt: skip

    def sign(self, placement: UUID, new: NewPlacement, version: int) -> None:
        """The citizen and the employer sign; now and then somebody on their behalf."""
        holds_from = new.terms.since + (version - 1) * GROWS_AFTER
        signed_on = min(max(holds_from, self.view.opened_at.date()), self.today)
        for party in (Signature.Party.CITIZEN, Signature.Party.EMPLOYER):
            on_behalf = party == Signature.Party.EMPLOYER and self.number % EVERY_OTHER == 0
            own = (
                self.view.citizen.name or "" if party == Signature.Party.CITIZEN else self.boss(new)
            )
            signing = Signing(
                version=version, party=party, on=signed_on, on_behalf=on_behalf,
                way="paper" if self.number % EVERY_THIRD else "screen",
                name=self.by.name if on_behalf or not own else own,
                reason="Har sagt ja i telefonen og skriver under ved næste besøg",
            )  # fmt: skip
            services.sign_agreement(
                case_id=self.view.case_id, placement_id=placement, signing=signing, by=self.by,
                now=self.now, submission=self.id(f"{party} {placement}"),
            )  # fmt: skip

    def boss(self, new: NewPlacement) -> str:
        return new.terms.details.contact

    def id(self, what: str) -> UUID:
        return uuid5(NAMESPACE_URL, f"fodfaeste:demo:placement:{self.view.case_id}:{what}")


def week_of(hours: Decimal | int) -> Times:
    """Times that make up so many hours a week: on three days while they are few, else on five, and
    a little longer on Mondays."""
    days = (1, 3, 5) if hours <= FEW_HOURS else (1, 2, 3, 4, 5)
    each = int(hours * 60 / len(days)) // HALF_HOUR * HALF_HOUR
    monday = int(hours * 60) - each * (len(days) - 1)
    return {day: (BEGINS, _after(monday if day == 1 else each)) for day in days}


def _after(minutes: int) -> time:
    return (datetime.combine(date.min, BEGINS) + timedelta(minutes=minutes)).time()


def _next_week(worker: User, now: datetime) -> None:
    """One that is agreed, with its letters in the outbox, and begins next Monday."""
    units, today = _units(worker), timezone.localdate(now)
    since = today + timedelta(days=7 - today.weekday())
    for view in _cases(worker, now):
        is_under_way = any(entry.type == "intro_session" for entry in view.entries)
        if is_under_way and not placed.placements_of(view=view):
            agreeing = Agreeing(view, worker, now, 1)
            kind, until = "work_placement", placed.usual_last_day(view, since)
            new = agreeing.new(units[3], kind, since, until, of=None)
            services.start_placement(
                case_id=view.case_id,
                new=NewPlacement(
                    unit_id=new.unit_id, kind=kind, terms=new.terms, agreed_on=today,
                    letters=frozenset(services.LETTERS),
                ),
                by=worker, now=now, submission=agreeing.id("next week"),
            )  # fmt: skip
            return
