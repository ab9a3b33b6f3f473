"""The demonstration's courses: held, going on, and to come; one full with a waiting list, one
without its staff."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries as of_cases
from fodfaeste.core.courses import WEEKDAYS, Pattern, interview_days
from fodfaeste.courses import patterns, queries, services
from fodfaeste.courses.queries import Candidate
from fodfaeste.courses.services import NewRun, Said

_OURS = uuid5(NAMESPACE_URL, "fodfaeste:demo:courses")
Users = Mapping[str, User]
Staff = Sequence[tuple[str, str]]

INTRO, GROUP = "jobspot:intro-course", "jobspot:group-follow-up"
CAFE, FORUM = "rampen:cafe-meetings", "rampen:relatives-forum"
COPING = "jobrettet-rehabilitering:coping-in-a-group"
RESPONSIBLE: Staff = (
    ("birgit", "contact_person"),
    ("jonas", "contact_person"),
    ("ali", "employment_specialist"),
)
MARKS = ("present", "present", "present", "present:late", "absent:excused")
PLACES, WAITING, EVENING, MORNING = 8, 2, time(17), time(9)
INVITED = 2
"""Of those on the coming intro course; the others are for whoever looks at the demonstration."""
A_WEEK = timedelta(days=7)


def hold(*, users: Users, now: datetime) -> None:
    """Makes the runs and fills them, each by somebody who would."""
    today = timezone.localdate(now)
    monday = today - timedelta(days=today.weekday())
    _group_follow_up(users, monday - A_WEEK + timedelta(days=2), now)
    _cafe_meetings(users, monday - 3 * A_WEEK + timedelta(days=3), now)
    _intro_courses(users, _next_named(users["signe"], today) or monday + 3 * A_WEEK, now)
    _coping(users, monday + A_WEEK + timedelta(days=1), now)


def _group_follow_up(users: Users, on: date, now: datetime) -> None:
    pattern = Pattern(first_on=on, begins_at=time(13), ends_at=time(15))
    run_id = _make(GROUP, pattern, users, now, by="birgit", staff=RESPONSIBLE[:1], room="Salen")
    by = users["birgit"]
    _enrol(run_id, _candidates(run_id, by, now)[:6], by, now)
    _register(run_id, by, now, sessions=1)


def _cafe_meetings(users: Users, on: date, now: datetime) -> None:
    """Every week in the evening; of the last one held nobody has said yet who came."""
    pattern = Pattern(
        first_on=on, weekdays=(on.weekday(),), weeks=6, begins_at=EVENING, ends_at=time(19)
    )
    staff = (("samira", "project_worker"),)
    run_id = _make(CAFE, pattern, users, now, by="samira", staff=staff, room="Caféen")
    by = users["samira"]
    _enrol(run_id, _candidates(run_id, by, now)[:9], by, now)
    _register(run_id, by, now, sessions=2)
    forum = Pattern(first_on=on + 5 * A_WEEK, begins_at=EVENING, ends_at=time(19))
    _make(FORUM, forum, users, now, by="samira", staff=staff, room="Caféen")


def _intro_courses(users: Users, monday: date, now: datetime) -> None:
    """The next one, and the one after it, which has neither staff nor participants."""
    by = users["signe"]
    coming = _intro(users, monday, now, staff=RESPONSIBLE)
    found = _candidates(coming, by, now)
    fitting = [one for one in found if one.named_day is None or one.named_day == monday]
    _enrol(coming, fitting[:PLACES], by, now, invited=INVITED)
    view = queries.run(user=by, run_id=coming, now=now)
    assert view is not None, "it was just made"
    days = interview_days(view.kind.course, view.first_on)
    services.offer_times(
        run_id=coming,
        on=days[1],
        begins_at=MORNING,
        minutes=45,
        number=PLACES,
        by=by,
        now=now,
        submission=uuid5(coming, "times"),
    )
    _intro(users, monday + 5 * A_WEEK, now, staff=())


def _next_named(user: User, today: date) -> date | None:
    """The first day, far enough ahead for interviews, that most referrals name."""
    named = of_cases.desk(user=user, today=today).courses
    coming = [one for one in named if one.starts_on > today + A_WEEK]
    chosen = max(coming, key=lambda one: len(one.places), default=None)
    return chosen.starts_on if chosen else None


def _intro(users: Users, monday: date, now: datetime, *, staff: Staff) -> UUID:
    kind: Any = patterns.kind_of(users["signe"], INTRO)
    days = [WEEKDAYS.index(day) for day in kind.course.weekdays]
    pattern = Pattern(
        first_on=monday,
        weekdays=days,
        weeks=kind.course.weeks,
        begins_at=time.fromisoformat(kind.course.begins_at),
        ends_at=time.fromisoformat(kind.course.ends_at),
    )
    return _make(INTRO, pattern, users, now, by="signe", staff=staff, capacity=PLACES)


def _coping(users: Users, on: date, now: datetime) -> None:
    """It is full, and some wait."""
    pattern = Pattern(first_on=on, weekdays=(1, 3), weeks=4, begins_at=time(10), ends_at=time(12))
    staff = (("camilla", "contact_person"),)
    run_id = _make(COPING, pattern, users, now, by="camilla", staff=staff, capacity=5)
    by = users["camilla"]
    _enrol(run_id, _candidates(run_id, by, now)[: 5 + WAITING], by, now)


# --- by the services


def _make(
    key: str,
    pattern: Pattern,
    users: Users,
    now: datetime,
    *,
    by: str,
    staff: Staff,
    room: str = "Lokale 2",
    capacity: int | None = None,
) -> UUID:
    kind = patterns.kind_of(users[by], key)
    assert kind is not None, "the organisation runs the programme"
    people = [(users[who].pk, role) for who, role in staff]
    new = NewRun(
        kind=kind, pattern=pattern, off="at_end", room=room, capacity=capacity, staff=people
    )
    submission = uuid5(_OURS, f"{key} {pattern.first_on}")
    return services.make_run(new=new, by=users[by], now=now, submission=submission)


def _candidates(run_id: UUID, by: User, now: datetime) -> tuple[Candidate, ...]:
    return queries.candidates(user=by, run_id=run_id, now=now)


def _enrol(
    run_id: UUID, found: Sequence[Candidate], by: User, now: datetime, *, invited: int = 0
) -> None:
    for number, one in enumerate(found):
        services.enrol(
            run_id=run_id,
            case_id=one.case_id,
            by=by,
            now=now + timedelta(milliseconds=number),
            submission=uuid5(run_id, str(one.case_id)),
            invites=number < invited,
        )


def _register(run_id: UUID, by: User, now: datetime, *, sessions: int) -> None:
    """Who came to the first sessions, most of them."""
    grid = queries.grid(user=by, run_id=run_id, now=now)
    assert grid is not None, "it was just made"
    said = {
        (held.id, one.id): Said(MARKS[(n + number) % len(MARKS)])
        for n, held in enumerate(grid.view.held[:sessions])
        for number, one in enumerate(grid.people)
        if MARKS[(n + number) % len(MARKS)] in grid.codes
    }
    submission = uuid5(run_id, "attendance")
    services.register_attendance(run_id=run_id, said=said, by=by, now=now, submission=submission)
