"""The secretary's page as it is shown. Pure: no request, no database, no clock."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.cases.intake import UNDECIDED, Decision
from fodfaeste.cases.queries.results import DutyListed
from fodfaeste.cases.queries.secretary import Desk, Filling, Place
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.courses.saying import places
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
    """A course and how full it is. ``taken``: places given; ``capacity``: None where the source
    sets none."""

    day: str
    name: str
    says: str
    taken: int
    capacity: int | None
    is_over: bool
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


def present_desk(desk: Desk, *, today: date) -> DeskShown:
    """What is to be booked and sent, and which courses are to be filled."""
    return DeskShown(
        counts=counts(desk),
        bookings=[booking(duty, today=today) for duty in desk.bookings],
        letters=[listed_row(duty, today=today) for duty in desk.letters],
        courses=[course(one, today=today) for one in desk.courses],
        more_bookings=desk.more_bookings,
        more_letters=desk.more_letters,
    )


def counts(desk: Desk) -> list[Count]:
    bookings = how_many(desk.bookings, more=desk.more_bookings)
    letters = how_many(desk.letters, more=desk.more_letters)
    courses = len(desk.courses)
    return [
        Count("#bookings", bookings, _("to book")),
        Count("#letters", letters, _("to send and record")),
        Count("#courses", str(courses), ngettext("course to fill", "courses to fill", courses)),
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


def course(one: Filling, *, today: date) -> CourseShown:
    """``Introforløb · 5 af 8 · 2 ikke afgjort · 1 på venteliste``"""
    counted = Counter(standing(place) for place in one.places)
    taken, capacity = counted["taken"], one.course.capacity
    return CourseShown(
        day=dates.long(one.starts_on, today=today),
        name=f"{names.of_programme(one.programme)}: {one.course.name[language()]}",
        says=" · ".join(filter(None, (places(taken, capacity), *others_say(counted)))),
        taken=taken,
        capacity=capacity,
        is_over=capacity is not None and taken > capacity,
        places=[place_shown(place) for place in one.places if standing(place) != "gone"],
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
