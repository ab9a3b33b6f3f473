"""The registers of companies: made-up companies with units, contacts, staff and offers."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import count, cycle
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.companies import numbers, queries, services
from fodfaeste.companies.services import (
    CompanyTold,
    ContactTold,
    CooperationTold,
    OfferTold,
    StaffTold,
    TouchTold,
    UnitTold,
)
from fodfaeste.demo.stories import FOLDER, read

_OURS = uuid5(NAMESPACE_URL, "fodfaeste:demo:companies")
FIRST_CVR = 99_999_000
FIRST_P_NUMBER = 9_990_000_000
MONTHS = 5
EVERY_OTHER, EVERY_THIRD = 2, 3


@cache
def said() -> Mapping[str, Any]:
    """What ``companies.yaml`` says."""
    return dict(read(FOLDER / "companies.yaml"))


def cvr_numbers() -> Iterator[str]:
    """Numbers that fit their check digit, of those that nobody has been given."""
    return (str(number) for number in count(FIRST_CVR) if numbers.is_cvr(str(number)))


def keep(*, users: Mapping[str, User], now: datetime) -> None:
    """Fills the registers as those who keep them would have, over the past year."""
    cvrs, places = cvr_numbers(), map(str, count(FIRST_P_NUMBER))
    people = cycle(said()["contacts"])
    for one in said()["organisations"].values():
        by = cycle([users[name] for name in one["by"]])
        desks = []
        for number, told in enumerate(one["companies"]):
            desk = Desk(next(by), now - timedelta(days=330 - 11 * number), told["is"][0])
            cvr = "" if told.get("kind") == "workshop" else next(cvrs)
            _company(desk, told, one["town"], cvr, places)
            _people(desk, [next(people) for _ in range(1 + number % EVERY_OTHER)], number)
            desks.append(desk)
        for number, desk in enumerate(desks):  # in order of time, as the organisation's log is
            _staff(desk, now)
            _together(desk, number, one["companies"][number])


class Desk:
    """The services of the register, for one company. ``staff``: how many work in its units."""

    def __init__(self, by: User, now: datetime, name: str) -> None:
        self.by, self.now = by, now
        self._of, self._acts = uuid5(_OURS, f"{by.organisation_id} {name}"), count()
        self.company: UUID = self._of
        self.staff: dict[UUID, float] = {}

    def unit(self) -> UUID:
        """The first production unit."""
        view = queries.company(user=self.by, company_id=self.company)
        assert view is not None
        return view.units[0].id

    def act(self, service: Any, **values: Any) -> Any:
        submission = uuid5(self._of, str(next(self._acts)))
        return service(by=self.by, now=self.now, submission=submission, **values)


def _company(
    desk: Desk, told: Mapping[str, Any], town: Sequence[str], cvr: str, places: Iterator[str]
) -> None:
    name, trade, staff, street, *offer = told["is"]
    unit = UnitTold(p_number=next(places), street=street, postcode=town[0], town=town[1])
    company = CompanyTold(
        name=name,
        cvr=cvr,
        trade=trade,
        kind=told.get("kind", "ordinary"),
        is_public=told.get("public", False),
    )
    desk.company = desk.act(services.add_company, told=company, unit=unit)
    first = desk.unit()
    desk.staff[first] = staff
    _offer(desk, first, offer)
    for called, where, number in told.get("units", ()):
        more = UnitTold(name=called, p_number=next(places), postcode=town[0], town=where)
        desk.staff[desk.act(services.add_unit, company_id=desk.company, told=more)] = number


def _staff(desk: Desk, now: datetime) -> None:
    """The latest months, each a little different."""
    desk.now = now
    for unit_id, number in desk.staff.items():
        full = Decimal(str(number))
        drift = (Decimal(n % EVERY_THIRD - 1) / 2 if full > MONTHS else Decimal(0) for n in count())
        months = _months_before(timezone.localdate(now))
        figures = {month: full + change for month, change in zip(months, drift, strict=False)}
        told = StaffTold(figures=figures, told_by="lønkontoret")
        desk.act(services.record_staff, unit_id=unit_id, told=told)


def _months_before(today: date) -> Iterator[date]:
    month = today.replace(day=1)
    for _ in range(MONTHS):
        month = (month - timedelta(days=1)).replace(day=1)
        yield month


def _offer(desk: Desk, unit_id: UUID, offer: Sequence[Any]) -> None:
    kinds, tasks, (least, most), considerations = offer
    told = OfferTold(
        kinds=kinds,
        tasks=tasks,
        hours_least=Decimal(least),
        hours_most=Decimal(most),
        considerations=considerations,
        places=1 + len(kinds) // EVERY_OTHER,
        open_from=timezone.localdate(desk.now),
    )
    desk.act(services.add_offer, unit_id=unit_id, told=told)


def _together(desk: Desk, number: int, told: Mapping[str, Any]) -> None:
    """Most have been heard from, some of them long ago; some have an agreement."""
    today = timezone.localdate(desk.now)
    for on, channel, outcome, note in said()["touches"][number % len(said()["touches"])]:
        touch = TouchTold(
            on=today - timedelta(days=on + number), channel=channel, outcome=outcome, note=note
        )
        desk.act(services.record_touch, company_id=desk.company, told=touch)
    if agreed := told.get("agreed") or (said()["centres"] if told.get("kind") == "centre" else ""):
        cooperation = CooperationTold(
            about=agreed,
            places=4 if told.get("kind") == "centre" else None,
            since=today.replace(month=1, day=1),
            responsible_id=desk.by.pk,
        )
        desk.act(services.add_cooperation, company_id=desk.company, told=cooperation)


def _people(desk: Desk, people: Sequence[Sequence[str]], number: int) -> None:
    for place, (name, title, role) in enumerate(people):
        told = ContactTold(
            name=name,
            title=title,
            role="responsible" if place == 0 else role,
            phone=f"00 {number:02} 44 {place:02}",
            email=f"kontakt{place + 1}@virksomhed{number + 1}.example",
        )
        desk.act(services.add_contact, company_id=desk.company, told=told)
