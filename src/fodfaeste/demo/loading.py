"""Fills an empty database with the demonstration."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import connection, transaction
from django.utils import timezone

from fodfaeste.accounts import services as accounts
from fodfaeste.accounts.models import Organisation, Team, User
from fodfaeste.cases.rows import PROGRESS_MEASURED
from fodfaeste.cases.services import Member, NewCitizen, NewEvent, Referral
from fodfaeste.cases.services.bulk import (
    Answers,
    Correction,
    History,
    Registration,
    Step,
    import_histories,
)
from fodfaeste.demo import (
    answering,
    appointments,
    companies,
    courses,
    documents,
    drafts,
    letters,
    matching,
    mentoring,
    passing,
    placements,
    planning,
    sharing,
    supporting,
    team,
    time_sheets,
)
from fodfaeste.demo.citizens import Person
from fodfaeste.demo.desks import Colleague, Staff, staff
from fodfaeste.demo.stories import all_stories, words
from fodfaeste.demo.telling import Happening, Told, tell_all

_OURS = uuid5(NAMESPACE_URL, "fodfaeste:demo")
BOOKING = ("mette", "tove", "jens", "nadia", "birgit", "ali", "signe")
"""The personas who have appointments of their own."""


class NotEmpty(Exception):
    """There is something in the database already, which made-up data must not mix with."""


@transaction.atomic
def load(*, now: datetime) -> int:
    """Makes the organisations, people and cases of the demonstration, as seen at ``now``; says
    how many cases. Raises ``NotEmpty``."""
    if User.objects.exists() or Organisation.objects.exists():
        raise NotEmpty
    today = timezone.localdate(now)
    told = tell_all(
        all_stories(),
        staff().desks,
        words(),
        today=today,
        zone=timezone.get_current_timezone(),
    )
    place = Place(staff())
    import_histories(histories=[place.history(one) for one in told], today=today)
    _count_rows()
    opened = _fill(place, now)
    _count_rows()
    return len(told) + opened


def _fill(place: "Place", now: datetime) -> int:
    """All that belongs to the cases; says how many more were opened."""
    place.share(now - timedelta(minutes=5))
    companies.keep(users=place.users, now=now - timedelta(minutes=5))
    place.file(now - timedelta(minutes=4))
    place.begin(now)
    _count_rows()
    place.plan(now - timedelta(minutes=4))
    opened = team.staff_up(users=place.users, now=now - timedelta(minutes=4))
    place.support(now - timedelta(minutes=4))
    matching.find_work(users=place.users, now=now - timedelta(minutes=4))
    _count_rows()
    mentoring.keep(users=place.users, now=now - timedelta(minutes=3))
    place.book(now - timedelta(minutes=3))
    _count_rows()
    placements.agree(users=place.users, now=now - timedelta(minutes=3))
    time_sheets.fill(users=place.users.values(), now=now - timedelta(minutes=2))
    _count_rows()
    courses.hold(users=place.users, now=now - timedelta(minutes=2))
    passing.pass_on(
        told=team.said()["passed_on"], users=place.users, now=now - timedelta(minutes=2)
    )
    letters.send(users=place.users, now=now - timedelta(minutes=2))
    return opened


def _count_rows() -> None:
    """Until the database has counted what came in, it looks things up as in empty tables; and a
    clean-up in between, which does not see what is not committed, lets it think so again."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


class Place:
    """The organisations, teams and people of the demonstration, made; turns tellings into
    histories of theirs."""

    def __init__(self, known: Staff) -> None:
        self._organisations = {
            key: accounts.add_organisation(name=one.name, kind=one.kind)
            for key, one in known.organisations.items()
        }
        self._teams = {
            name: accounts.add_team(organisation=self._organisations[key], name=name)
            for key, one in known.organisations.items()
            for name in one.teams
        }
        for key, one in known.organisations.items():
            accounts.set_up(
                organisation=self._organisations[key], norms=one.norms, uses=one.programmes
            )
        self._users = _users(known, self._organisations, self._teams)

    @property
    def users(self) -> Mapping[str, User]:
        """The people by their keys."""
        return self._users

    def share(self, now: datetime) -> None:
        """What some citizens have agreed to share, and how they are reached."""
        workers = {key: self._users[key] for key in ("mette", "jens", "birgit")}
        sharing.share(workers=workers, receiver=self._users["samira"], now=now)

    def begin(self, now: datetime) -> None:
        """What some have begun to write."""
        drafts.begin(users=self._users, now=now)

    def plan(self, now: datetime) -> None:
        """The plans that some of the cases have."""
        planning.write_plans(workers=self._users, now=now)

    def support(self, now: datetime) -> None:
        """What phases are about, and who is called in."""
        others = {user.pk: user for user in self._users.values()}
        supporting.plan(worker=self._users["jens"], others=others, now=now)
        supporting.call(caseworker=self._users["tove"], others=others, now=now)
        supporting.spar(by=self._users["jens"], with_=self._users["solveig"], now=now)

    def book(self, now: datetime) -> None:
        """What is booked, and what became of it."""
        workers = [self._users[key] for key in BOOKING]
        appointments.book(workers=workers, now=now)

    def file(self, now: datetime) -> None:
        """Documents in some cases."""
        documents.add(users=self._users, now=now)

    def history(self, told: Told) -> History:
        """The history that a telling becomes."""
        first, *others = told.happenings
        return History(
            referral=self._referral(told, first),
            by=self._writer(told, first),
            now=first.at,
            submission=_submission(told, 0),
            steps=[
                step
                for number, one in enumerate(others, start=1)
                for step in self._steps(told, number, one)
            ],
        )

    def _referral(self, told: Told, first: Happening) -> Referral:
        desk = told.desk
        return Referral(
            citizen=_citizen(told.person),
            programme=told.story.programme,
            variant=told.story.variant,
            organisation_id=self._organisations[desk.runs].pk,
            referred_by_id=self._organisations[desk.referred_by].pk if desk.referred_by else None,
            team_id=self._teams[desk.team].pk,
            facts=told.facts,
            first=_event(first),
            members=[Member(self._users[who].pk, role) for role, who in desk.members.items()],
        )

    def _steps(self, told: Told, number: int, one: Happening) -> Iterator[Step]:
        """What happened; of a measuring, the answers too."""
        yield self._step(told, number, one)
        if one.type == PROGRESS_MEASURED:
            yield Answers(
                measuring=answering.measuring(told, one),
                by=self._writer(told, one),
                now=one.at,
                submission=uuid5(_submission(told, number), "answers"),
            )

    def _step(self, told: Told, number: int, one: Happening) -> Step:
        by, submission = self._writer(told, one), _submission(told, number)
        if one.corrects is None:
            return Registration(event=_event(one), by=by, now=one.at, submission=submission)
        return Correction(
            of=_submission(told, one.corrects),
            reason=one.attributes["reason"],
            replacement=_event(one.replacement) if one.replacement else None,
            by_role=one.by,
            by=by,
            now=one.at,
            submission=submission,
        )

    def _writer(self, told: Told, one: Happening) -> User:
        return self._users[told.desk.members[one.by]]


def _users(
    known: Staff, organisations: Mapping[str, Organisation], teams: Mapping[str, Team]
) -> dict[str, User]:
    return {key: _user(one, known, organisations, teams) for key, one in known.colleagues.items()}


def _user(
    one: Colleague,
    known: Staff,
    organisations: Mapping[str, Organisation],
    teams: Mapping[str, Team],
) -> User:
    user = accounts.add_user(
        email=f"{one.email}@{known.organisations[one.works_for].domain}",
        name=one.name,
        organisation=organisations[one.works_for],
        function=one.function,
        roles=one.roles,
        teams=[teams[name] for name in one.teams],
        persona_text=one.about,
    )
    accounts.give_rights(user=user, rights=one.rights)
    return user


def _submission(told: Told, number: int) -> UUID:
    return uuid5(_OURS, f"{told.name} {number}")


def _citizen(person: Person) -> NewCitizen:
    return NewCitizen(
        name=person.name,
        cpr=person.cpr,
        birth_date=None if person.cpr else person.birth_date,
        protected=person.protected,
    )


def _event(one: Happening) -> NewEvent:
    return NewEvent(
        type=one.type,
        on=one.on,
        present=one.present,
        attributes=one.attributes,
        note=one.note,
        text_kind=one.about,
        answers=one.answers,
        by_role=one.by,
    )
