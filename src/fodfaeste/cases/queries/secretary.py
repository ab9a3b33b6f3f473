"""What a secretary does for a whole organisation: bookings, letters, places on courses.

All of it is read from the duty list and from the programmes' own data. The number of questions
does not depend on the number of rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Case as When
from django.db.models import F, Q, QuerySet, Value
from django.db.models import When as Then

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import projection
from fodfaeste.cases.intake import ENDS, Decision
from fodfaeste.cases.models import Case, DutyRow
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries.results import DutyListed
from fodfaeste.cases.relations import sees, shown_name
from fodfaeste.cases.rows import Row, read_rows
from fodfaeste.core.description import Course
from fodfaeste.core.events import CORRECTION
from fodfaeste.core.programme import Requirement
from fodfaeste.core.rules import Rules
from fodfaeste.programmes.catalogue import programme_ids, version_of, versions

AHEAD, BACK = timedelta(days=30), timedelta(days=14)
SHOWN = 50
REFERRALS = 500
LETTERS = "records"
"""The vocabulary's group of records and letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somebody referred to a course that begins on a day. ``decision``: as ``intake.standing``."""

    case_id: UUID
    citizen: str | None
    protected: bool
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """A course that begins on a day, and who is to be on it."""

    programme: str
    version: date
    course: Course
    starts_on: date
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """``bookings``: meetings not booked yet, those first that the programme lets the secretary
    book; ``letters``: to send, or to write down elsewhere; ``more_…``: not all are shown."""

    bookings: tuple[DutyListed, ...]
    letters: tuple[DutyListed, ...]
    courses: tuple[Filling, ...]
    more_bookings: bool = False
    more_letters: bool = False


def desk(*, user: User, today: date) -> Desk:
    """The page of ``user``, who oversees an organisation. It is logged whose names were shown."""
    projection.refresh_stale(today=today)
    bookings = _duties(user, today, _is_meeting, booked=None)
    letters = _duties(user, today, _is_letter)
    courses = tuple(_courses(user, today))
    made = Desk(
        bookings=bookings[:SHOWN],
        letters=letters[:SHOWN],
        courses=courses,
        more_bookings=len(bookings) > SHOWN,
        more_letters=len(letters) > SHOWN,
    )
    named = [one.case_id for one in (*made.bookings, *made.letters) if one.citizen is not None]
    named += [p.case_id for one in courses for p in one.places if p.citizen is not None]
    access.note_list(user=user, case_ids=named, page="secretary")
    return made


# --- duties


def _is_meeting(rules: Rules, rule: Requirement) -> bool:
    """People meet, so it can be booked; not what is counted week after week."""
    types = {name for match in rule.match for name in match.event}
    meets = any(rules.terms.events[name].contact for name in types)
    return meets and (rule.booking is not None or rule.kind == "once")


def _is_booked(_: Rules, rule: Requirement) -> bool:
    return rule.booking is not None


def _is_letter(rules: Rules, rule: Requirement) -> bool:
    types = {name for match in rule.match for name in match.event}
    return any(rules.terms.events[name].group == LETTERS for name in types)


Test = Callable[[Rules, Requirement], bool]


@cache
def _wanted(test: Test) -> Mapping[str, frozenset[str]]:
    """The requirements of each programme that a test picks, whatever the version."""
    return {
        programme: frozenset(
            rule.id
            for rules in versions(programme)
            for rule in rules.programme.requirements
            if test(rules, rule)
        )
        for programme in programme_ids()
    }


def _duties(user: User, today: date, test: Test, **only: None) -> tuple[DutyListed, ...]:
    """What is due by now or in the next weeks, or has no date; first what the programme gives to
    the secretary, which is done as soon as a referral has come. Nothing of who does not take part,
    or waits for a place."""
    picked, theirs = _any_of(_wanted(test)), _any_of(_wanted(_is_booked))
    begun = Q(listed_from=None) | Q(listed_from__lte=today)
    can_be_met = Q(listed_until=None) | Q(listed_until__gte=today)
    soon = Q(due_on=None) | Q(due_on__lte=today + AHEAD) | theirs
    found = DutyRow.objects.of_organisation(user).filter(picked, begun, can_be_met, soon, **only)
    found = found.exclude(case__intake__in=[*ENDS, Decision.WAITING_LIST])
    found = found.filter(sees(Kind.REGISTRATIONS, user, today, "case"))
    first = When(Then(theirs, then=Value(0)), default=Value(1))
    ordered = found.order_by(first, F("due_on").asc(nulls_last=True), "pk")
    return tuple(sorted(_listed(ordered, user, today), key=_order))


def _any_of(wanted: Mapping[str, frozenset[str]]) -> Q:
    picked = Q(pk__in=())
    for programme, requirements in wanted.items():
        picked |= Q(programme=programme, requirement__in=requirements)
    return picked


def _order(duty: DutyListed) -> tuple[bool, bool, date]:
    return not is_theirs(duty), duty.due_on is None, duty.due_on or date.max


def is_theirs(duty: DutyListed) -> bool:
    """Whether the programme says who books it (JS-11)."""
    rules = version_of(duty.programme, duty.version)
    return rules.requirement(duty.requirement).booking is not None


WAITS = frozenset({"waits", "waits_for_variant"})


def _listed(found: "QuerySet[DutyRow]", user: User, today: date) -> Iterator[DutyListed]:
    name = shown_name(user, today, "case", "case__citizen")
    rows: list[Any] = list(
        found.annotate(citizen=name).select_related("case__citizen", "responsible")[: 4 * SHOWN]
    )
    for row in rows:
        if row.reason["code"] in WAITS:
            continue
        yield DutyListed(
            case_id=row.case_id,
            citizen=row.citizen,
            protected=row.case.citizen.protected,
            programme=row.programme,
            version=row.case.version,
            variant=row.case.variant,
            requirement=row.requirement,
            instance=row.instance,
            due_on=row.due_on,
            strength=row.strength,
            owner_role=row.owner_role,
            responsible_id=row.responsible_id,
            responsible=row.responsible.name if row.responsible else None,
            mine=row.responsible_id == user.pk,
            reason=row.reason,
        )


# --- courses


def _courses(user: User, today: date) -> Iterator[Filling]:
    """Courses that begin lately or later, by the day on which they do."""
    rows = _referrals(user, today)
    logs = read_rows(row.pk for row in rows)
    groups: dict[tuple[str, str, str], list[tuple[Any, Course]]] = {}
    for row in rows:
        for course, starts in _starting(row, logs.get(row.pk, [])):
            if date.fromisoformat(starts) >= today - BACK:
                groups.setdefault((starts, row.programme, course.id), []).append((row, course))
    for (starts, programme, _course), found in sorted(groups.items()):
        row, course = found[0]
        yield Filling(
            programme=programme,
            version=row.version,
            course=course,
            starts_on=date.fromisoformat(starts),
            places=tuple(_place(one) for one, _ in found),
        )


def _referrals(user: User, today: date) -> Sequence[Any]:
    """The open cases of the organisation in programmes with such a course."""
    wanted = [programme for programme in programme_ids() if _with_places(versions(programme))]
    found = Case.objects.visible_to(user, today).filter(
        sees(Kind.REGISTRATIONS, user, today),
        organisation=user.organisation_id,
        programme__in=wanted,
        closed_on=None,
    )
    named = found.annotate(shown_name=shown_name(user, today)).select_related("citizen")
    return list(named.order_by("-opened_at", "pk")[:REFERRALS])[::-1]


def _with_places(known: Iterable[Rules]) -> bool:
    return any(course.starts for rules in known for course in rules.programme.courses)


def _starting(row: Any, log: Sequence[Row]) -> Iterator[tuple[Course, str]]:
    """The courses that a case's referral names a day for: the latest that no correction voids."""
    rules = version_of(row.programme, row.version)
    voided = {line.attributes.get("of") for line in log if line.type == CORRECTION}
    types = {way.begins_with for way in rules.programme.ways_in}
    stands = [line for line in log if line.type in types and f"e{line.seq}" not in voided]
    for course in rules.programme.courses:
        starts = stands[-1].attributes.get(course.starts) if stands and course.starts else None
        if starts:
            yield course, starts


def _place(row: Any) -> Place:
    return Place(
        case_id=row.pk,
        citizen=row.shown_name,
        protected=row.citizen.protected,
        decision=row.intake,
    )
