"""What work some citizens wish, and how far it has come with workplaces of the register."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries as of_cases
from fodfaeste.cases.queries import CaseView
from fodfaeste.matching import queries, services
from fodfaeste.matching.criteria import ranked
from fodfaeste.matching.services import NewStep
from fodfaeste.matching.wishes import Needs, Wishes

WORKERS = ("ali", "thomas", "lasse", "lene", "maj")
WRITTEN_AT, FRIDAY = time(14, 10), 4


@dataclass(frozen=True, slots=True)
class Happened:
    """A step so many days ago."""

    kind: str
    days: int
    note: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


PHONE, EMAIL = {"channel": "phone"}, {"channel": "email"}
COMPANY, CITIZEN = {"declined_by": "company"}, {"declined_by": "citizen"}
WISHED = (
    (Wishes(tasks=("Køkken", "Bage", "Pakke"), trades=("Bageri", "Kantine"), hours_least=Decimal(6),
            hours_most=Decimal(15), near="8997", most_minutes=40, told="no"),
     Needs(codes=("same_person", "late_start"), words="Vil ikke stå alene med kunder.")),
    (Wishes(tasks=("Dyr", "Grønne områder", "Plante"), hours_most=Decimal(12), near="8999",
            where="Med bus eller cykel", told="yes"),
     Needs(codes=("quiet", "few_people"),
           told_words="At jeg har haft en hård tid og har brug for ro, når der er travlt.")),
    (Wishes(tasks=("Registrere", "Hjemmeside", "Netordrer"), trades=("Kontor",),
            kinds=("ordinary", "flex_job", "work_placement"), hours_least=Decimal(10),
            hours_most=Decimal(20), near="8998"),
     Needs(codes=("sitting", "quiet"))),
    (Wishes(tasks=("Lager", "Pakke", "Varer"), hours_least=Decimal(15), near="8997", told="no"),
     Needs(codes=("clear_tasks", "public_transport"))),
)  # fmt: skip
STORIES: Sequence[Sequence[Sequence[Happened]]] = (
    (
        (Happened("idea", 24), Happened("contacted", 21, "Hun vil gerne høre mere.", PHONE),
         Happened("visit", 14, "Vi så køkkenet sammen. Borgeren faldt hurtigt i snak med kokken."),
         Happened("agreed", 3, "Begynder med to formiddage om ugen.")),
        (Happened("contacted", 20, "", EMAIL),
         Happened("declined", 17, "De har ikke plads før til foråret.", COMPANY)),
        (Happened("idea", 10),),
    ),
    (
        (Happened("contacted", 1, "Ringer igen, når chefen er hjemme fra ferie.", PHONE),),
        (Happened("visit", 8, "Pænt sted, men der er meget støj om formiddagen."),
         Happened("declined", 6, "For meget støj.", CITIZEN)),
        (Happened("idea", 5),),
    ),
    (
        (Happened("contacted", 12, "", PHONE), Happened("visit", 0, "De tænker over det.")),
        (Happened("contacted", 2, "Sendte et brev med, hvad borgeren kan.", EMAIL),),
    ),
    (),
)  # fmt: skip


def find_work(*, users: Mapping[str, User], now: datetime) -> None:
    """Wishes and workplaces in the first cases of those who find work."""
    for name in WORKERS:
        worker, number = users[name], count()
        for view in _cases(worker, now):
            index = next(number)
            if index == len(STORIES):
                break
            _tell(Desk(worker, view, now), index)


class Desk:
    """The services of the match, in one case: each act written on the day after which it would
    have been, never before what stands in the log already."""

    def __init__(self, by: User, view: CaseView, now: datetime) -> None:
        self.by, self.view, self.now, self._acts = by, view, now, count()
        self.latest = view.entries[0].registered_at

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def act(self, service: Any, on: date, **given: Any) -> None:
        then = timezone.make_aware(datetime.combine(on, WRITTEN_AT))
        self.latest = min(max(then, self.latest + timedelta(seconds=1)), self.now)
        submission = uuid5(self.view.case_id, f"demo match {next(self._acts)}")
        case_id = self.view.case_id
        service(case_id=case_id, by=self.by, now=self.latest, submission=submission, **given)

    def day(self, days: int) -> date:
        """A working day, so many days ago or a little before."""
        day = self.today - timedelta(days=days)
        return day - timedelta(days=max(0, day.weekday() - FRIDAY))


def _tell(desk: Desk, index: int) -> None:
    wishes, needs = WISHED[index]
    desk.act(services.write_wishes, desk.day(26), wishes=wishes, needs=needs)
    offers = _offers(desk)
    steps = [
        (one, unit) for story, unit in zip(STORIES[index], offers, strict=False) for one in story
    ]
    for one, unit_id in sorted(steps, key=lambda step: -step[0].days):
        day = desk.day(one.days)
        known = {"offer_id": offers[unit_id], "note": one.note, **one.more}
        new = NewStep(kind=one.kind, on=day, **known)
        desk.act(services.take_step, day, unit_id=unit_id, new=new)


def _offers(desk: Desk) -> Mapping[UUID, UUID]:
    """The units that fit best, each with its best offer."""
    view = of_cases.case(user=desk.by, case_id=desk.view.case_id, today=desk.today)
    found = queries.match(user=desk.by, view=view)
    assert found is not None and found.wishes is not None
    offers, _places = queries.offers_for(
        user=desk.by, case_id=view.case_id, match=found, today=desk.today
    )
    best = ranked(found.wishes.wishes, found.wishes.needs, offers, on=desk.today)
    offered: dict[UUID, UUID] = {}
    for one in best:
        offered.setdefault(one.offer.unit_id, one.offer.id)
    return offered


def _cases(worker: User, now: datetime) -> Iterator[CaseView]:
    """Their open cases that are more than a month old, the newest first."""
    today = timezone.localdate(now)
    rows = of_cases.cases(user=worker, today=today, state="open", mine=True).rows
    for row in sorted(rows, key=lambda row: row.opened_at, reverse=True):
        if today - timezone.localdate(row.opened_at) > timedelta(days=30):
            yield of_cases.case(user=worker, case_id=row.case_id, today=today)
