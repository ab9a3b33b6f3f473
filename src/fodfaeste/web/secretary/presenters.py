"""The secretary's page as it is shown. Pure: no request, no database, no clock."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.cases.intake import UNDECIDED, Decision
from fodfaeste.cases.queries.results import DutyListed
from fodfaeste.cases.queries.secretary import Desk, Filling, Place
from fodfaeste.courses.queries import RunListed
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.courses.presenters import row as run_row
from fodfaeste.web.courses.saying import places
from fodfaeste.web.courses.shown import RunRow
from fodfaeste.web.dates import language
from fodfaeste.web.duties import DutyRow, listed_row

GONE = frozenset({Decision.DECLINED, Decision.WITHDRAWN, Decision.SENT_ON})


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """Somebody on a course, or who may come on it."""

    citizen: str
    url: str
    protected: bool
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseShown:
    """A course that is on or comes. ``url``: of its run, or where one is made of it; ``row``: the
    run, None where there is none yet. ``places``: those referred to it who are not on it."""

    name: str
    programme: str
    url: str
    row: RunRow | None
    when: str
    says: str
    enrol_url: str
    places: Sequence[PlaceShown]


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something, and where on the page they stand."""

    href: str
    number: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskShown:
    """All of the page. ``counts``: at its top, since the courses stand far below on a phone."""

    counts: Sequence[Count]
    bookings: Sequence[DutyRow]
    letters: Sequence[DutyRow]
    courses: Sequence[CourseShown]
    more_bookings: bool
    more_letters: bool


def present_desk(desk: Desk, runs: Sequence[RunListed], *, today: date) -> DeskShown:
    """What is to be booked and sent, and which courses are on or come."""
    shown = courses(desk.courses, [one for one in runs if not one.is_over(today)], today=today)
    return DeskShown(
        counts=counts(desk, len(shown)),
        bookings=[booking(duty, today=today) for duty in desk.bookings],
        letters=[listed_row(duty, today=today) for duty in desk.letters],
        courses=shown,
        more_bookings=desk.more_bookings,
        more_letters=desk.more_letters,
    )


def counts(desk: Desk, courses: int) -> list[Count]:
    bookings = how_many(desk.bookings, more=desk.more_bookings)
    letters = how_many(desk.letters, more=desk.more_letters)
    return [
        Count("#bookings", bookings, _("to book")),
        Count("#letters", letters, _("to send and record")),
        Count("#courses", str(courses), ngettext("course", "courses", courses)),
    ]


def how_many(shown: Sequence[DutyListed], *, more: bool) -> str:
    """The number of those shown, with a plus where there are more."""
    return f"{len(shown)}+" if more else str(len(shown))


def booking(duty: DutyListed, *, today: date) -> DutyRow:
    """A meeting to book: for whom, and by the clause that gives it to the secretary."""
    rules = names.rules_of(duty.programme, duty.version)
    row, wanted = listed_row(duty, today=today), rules.requirement(duty.requirement).booking
    if wanted is None:
        return row
    people = ", ".join(names.of_role(rules, role) for role in wanted.together)
    return replace(
        row,
        ball=_("Book it for %(people)s") % {"people": people},
        clause=wanted.clause,
        clause_url=addresses.of_clause(duty.programme, wanted.clause),
    )


def courses(
    found: Sequence[Filling], runs: Sequence[RunListed], *, today: date
) -> list[CourseShown]:
    """The runs, each with those who were referred to it and are not on it; and the days that
    referrals name of which no run has been made. In the order in which they begin."""
    referred = {(one.programme, one.course.id, one.starts_on): one for one in found}
    shown = []
    for one in runs:
        key = (one.kind.rules.programme.programme, one.kind.course.id, one.first_on)
        shown.append((one.first_on, of_run(one, referred.pop(key, None), today=today)))
    shown += [(one.starts_on, not_made(one, today=today)) for one in referred.values()]
    return [course for _day, course in sorted(shown, key=lambda each: each[0])]


def of_run(one: RunListed, referred: Filling | None, *, today: date) -> CourseShown:
    made = run_row(one, today=today)
    places = referred.places if referred else ()
    return CourseShown(
        name=made.name,
        programme=made.programme,
        url=made.url,
        row=made,
        when=made.when,
        says=made.says,
        enrol_url=reverse("course_enrol", args=[one.id]),
        places=[place_shown(each) for each in places if is_left(each, one.on_it)],
    )


def is_left(place: Place, on_it: Collection[UUID]) -> bool:
    return place.case_id not in on_it and standing(place) != "gone"


def not_made(one: Filling, *, today: date) -> CourseShown:
    """``Introforløb · 5 af 8 · 2 ikke afgjort · 1 på venteliste``"""
    counted = Counter(standing(place) for place in one.places)
    taken, key = counted["taken"], f"{one.programme}:{one.course.id}"
    day = dates.long(one.starts_on, today=today)
    return CourseShown(
        name=one.course.name[language()],
        programme=names.of_programme(one.programme),
        url=reverse("course_make", args=[key]),
        row=None,
        when=_("referred to begin on %(date)s") % {"date": day},
        says=" · ".join(filter(None, (places(taken, one.course.capacity), *others_say(counted)))),
        enrol_url="",
        places=[place_shown(place) for place in one.places if is_left(place, ())],
    )


def standing(place: Place) -> str:
    if place.decision in GONE:
        return "gone"
    return {UNDECIDED: "undecided", Decision.WAITING_LIST: "listed"}.get(place.decision, "taken")


def others_say(counted: Counter[str]) -> list[str]:
    undecided, listed = counted["undecided"], counted["listed"]
    return [
        _("%(n)s not decided") % {"n": undecided} if undecided else "",
        _("%(n)s on the waiting list") % {"n": listed} if listed else "",
    ]


def place_shown(place: Place) -> PlaceShown:
    says = {"undecided": _("not decided"), "listed": _("on the waiting list")}
    return PlaceShown(
        citizen=names.of_citizen(place.citizen),
        url=addresses.of_case(place.case_id),
        protected=place.protected,
        says=says.get(standing(place), ""),
    )
