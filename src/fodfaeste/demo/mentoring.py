"""Partners, mentors, and mentor support with contacts, in the cases whose log says that a mentor is
assigned; some of them have a volunteer besides."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import count, cycle, islice
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries as cases
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView
from fodfaeste.demo.stories import FOLDER, read
from fodfaeste.mentoring import queries, services
from fodfaeste.mentoring.services import (
    AgreementTold,
    ContactTold,
    HelpTold,
    MentorTold,
    PartnerTold,
    SupportTold,
)
from fodfaeste.mentoring.supporting import ASSIGNED

_OURS = uuid5(NAMESPACE_URL, "fodfaeste:demo:mentoring")
BETWEEN = timedelta(days=9)
CONTACTS = 6
EVERY_THIRD, FEW = 3, 2


@cache
def said() -> Mapping[str, Any]:
    """What ``partners.yaml`` says."""
    return dict(read(FOLDER / "partners.yaml"))


def keep(*, users: Mapping[str, User], now: datetime) -> None:
    """Fills the registers, then gives mentors to those whose log says that they have one, where
    there are volunteers."""
    for one in said()["organisations"]:
        desk = Desk(users[one["by"]], now)
        for number, told in enumerate(one["partners"]):
            _partner(desk, told, number)
        if volunteers := [_volunteer(desk, told) for told in one["volunteers"]]:
            _support(desk, volunteers)


class Desk:
    """The services, as one person does them."""

    def __init__(self, by: User, now: datetime) -> None:
        self.by, self.now = by, now
        self._acts = count()

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def act(self, service: Any, **values: Any) -> tuple[UUID, Any]:
        """What was done, and by which submission."""
        submission = uuid5(_OURS, f"{self.by.pk} {next(self._acts)}")
        return submission, service(by=self.by, now=self.now, submission=submission, **values)


def _partner(desk: Desk, told: Sequence[Any], number: int) -> None:
    name, kind, place, contact, helps, agreed, days = told
    who, title = contact.split(", ")
    partner = PartnerTold(
        name=name,
        kind=kind,
        place=place,
        contact_name=who,
        contact_title=title,
        phone=f"00 {number:02} 55 01",
        email=f"kontakt@partner{number + 1}.example",
    )
    _, pk = desk.act(services.add_partner, told=partner)
    for what, for_whom, track, where in helps:
        given = HelpTold(what=what, for_whom=for_whom, track=track, place=where)
        desk.act(services.add_help, partner_id=pk, told=given)
    if agreed:
        agreement = AgreementTold(
            about=agreed,
            since=desk.today - timedelta(days=155),
            until=desk.today + timedelta(days=days),
            signed_on=desk.today - timedelta(days=160),
            signed_by=who,
            responsible_id=desk.by.pk,
        )
        desk.act(services.agree, partner_id=pk, told=agreement)


def _volunteer(desk: Desk, told: Sequence[str]) -> UUID:
    name, comes_from, languages, likes, time = told
    mentor = MentorTold(
        name=name,
        comes_from=comes_from,
        languages=languages,
        likes=likes,
        time=time,
        phone="00 00 66 01",
        confidential_on=desk.today - timedelta(days=200),
    )
    _, pk = desk.act(services.add_mentor, told=mentor)
    return UUID(str(pk))


def _support(desk: Desk, volunteers: Sequence[UUID]) -> None:
    turns = cycle(volunteers)
    for number, (view, since) in enumerate(list(_assigned(desk)) or _others(desk)):
        colleague = next((m.user_id for m in view.members if m.role == "mentor"), None)
        if colleague is not None:
            _begin(desk, view, since, number, user_id=colleague)
        if colleague is None or number % EVERY_THIRD == 0:
            _begin(desk, view, since + timedelta(days=14), number, mentor_id=next(turns))


def _assigned(desk: Desk) -> Iterator[tuple[CaseView, date]]:
    """Open cases whose log says that a mentor is assigned, and since when."""
    for view in _cases(desk):
        days = [one.on for one in view.entries if one.type == ASSIGNED and not one.corrected_by]
        if days:
            yield view, max(days)


def _others(desk: Desk) -> list[tuple[CaseView, date]]:
    """Where the log tells of no mentor: the first cases, for some weeks."""
    since = desk.today - timedelta(days=50)
    return [(view, since) for view in islice(_cases(desk), FEW)]


def _cases(desk: Desk) -> Iterator[CaseView]:
    rows = cases.cases(user=desk.by, today=desk.today, state="open", mine=True).rows
    for row in rows:
        view = cases.case(user=desk.by, case_id=row.case_id, today=desk.today)
        if view.sight.may(Act.PLAN_SUPPORT):
            yield view


def _begin(desk: Desk, view: CaseView, since: date, number: int, **who: Any) -> None:
    since = min(since, desk.today)
    is_paid = "user_id" in who
    told = SupportTold(
        since=since,
        until=since + timedelta(days=181) if is_paid else None,
        is_paid=is_paid,
        basis=next(iter(reversed(list(queries.bases(view.rules))))) if is_paid else "",
        hours=Decimal(2) if is_paid else None,
        hours_per="week" if is_paid else "",
        agreed_on=since,
        words={**said()["words"], "mentor_agreed": said()["agreed"]},
        **who,
    )
    submission, _ = desk.act(services.begin_support, case_id=view.case_id, told=told)
    _contacts(desk, view.case_id, services.id_of_support(submission), since, number)


def _contacts(desk: Desk, case_id: UUID, support: UUID, since: date, number: int) -> None:
    """Some contacts, until today or a while ago."""
    kinds = cycle(said()["contacts"][number % CONTACTS :] + said()["contacts"][: number % CONTACTS])
    day = max(since, desk.today - BETWEEN * CONTACTS) + timedelta(days=2)
    while day <= desk.today - timedelta(days=number % EVERY_THIRD * 13):
        code, minutes, note = next(kinds)
        missed = {"cause": code} if code == "no_word" else {"way": code}
        told = ContactTold(on=day, minutes=minutes or None, note=note, **missed)
        desk.act(services.register_contact, case_id=case_id, support_id=support, told=told)
        day += BETWEEN
