"""What is booked: on Today, in the calendar, and of one citizen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db.models import Case as When
from django.db.models import F, Q, QuerySet, Value
from django.db.models import When as Then
from django.utils import timezone

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto, projection
from fodfaeste.cases.models import Appointment, Case, CaseMember
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.prepared import Prepared
from fodfaeste.cases.queries.results import AppointmentView, DutyListed
from fodfaeste.cases.queries.worklist import duties_due
from fodfaeste.cases.relations import covers_on, sees, shown_name, shown_on_worklist
from fodfaeste.cases.sight import Sight
from fodfaeste.cases.visibility import NotVisible, visible_case

Scope = Literal["mine", "team"]

COLUMNS = (
    "pk", "case_id", "type", "attributes", "requirement", "instance", "begins_at", "ends_at",
    "roles", "earlier", "state", "cause", "case__programme", "case__version", "case__variant",
    "case__citizen__protected",
)  # fmt: skip
MOST = 200
"""Of a day, or of a team's week; nobody reads on."""
PLANNED, NOT_HELD = Appointment.State.PLANNED, Appointment.State.NOT_HELD
SHOWN = (PLANNED, NOT_HELD, Appointment.State.HELD)
"""In a calendar: what is cancelled is gone from it."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The appointments of some days in order, the duties due in them that nothing is booked for,
    and whether there are more appointments than are shown."""

    appointments: tuple[AppointmentView, ...]
    duties: tuple[DutyListed, ...]
    more: bool = False


# --- Today


def agenda(*, user: User, now: datetime) -> tuple[AppointmentView, ...]:
    """What ``user`` is invited to through the end of today and of which nothing has been said:
    also what was days ago. In cases that are open."""
    today = timezone.localdate(now)
    rows = _AGENDA.rows(user=user, today=today, until=_midnight(today + timedelta(days=1)))
    return tuple(_invited(rows))


def _agenda(user: User, today: date, until: datetime) -> "QuerySet[Appointment, Any]":
    found = Appointment.objects.of_person(user).filter(
        state=PLANNED, begins_at__lt=until, case__closed_on=None
    )
    return _listed(found, user, today).values_list(
        *COLUMNS, "named", "placed", "case__members__role"
    )[:MOST]


_AGENDA = Prepared(_agenda)


def _listed(found: "QuerySet[Appointment]", user: User, today: date) -> "QuerySet[Appointment]":
    """With the name and the place, of cases in which ``user`` works."""
    reachable = sees(Kind.PROTECTED_CONTACT, user, today, "case")
    name = shown_on_worklist(user, today, "case", "case__citizen")
    plain = Q(case__citizen__protected=False)
    place = When(
        Then(plain, then=F("details")), Then(reachable, then=F("details")), default=Value(None)
    )
    return found.annotate(named=name, placed=place).order_by("begins_at", "pk")


def _invited(rows: Iterable[Row]) -> Iterator[AppointmentView]:
    """Those to which a role of the asker's is invited, each once."""
    seen = set()
    for *values, role in rows:
        view = _view(tuple(values))
        if role in view.roles and view.id not in seen:
            seen.add(view.id)
            yield view


def _view(row: Row) -> AppointmentView:
    *values, citizen, details = row
    named = dict(zip((name.rpartition("__")[2] for name in COLUMNS), values, strict=True))
    told = crypto.decrypt_map(details) if details else {}
    earlier = tuple(map(datetime.fromisoformat, named.pop("earlier")))
    roles = tuple(named.pop("roles"))
    return AppointmentView(
        id=named.pop("pk"), citizen=citizen, earlier=earlier, roles=roles, **named, **told
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


# --- the calendar


def calendar(
    *, user: User, today: date, first: date, last: date, scope: Scope = "mine"
) -> Calendar:
    """What is booked from ``first`` through ``last``, and what is due then. One's own hold also
    those of a colleague for whom ``user`` stands in, on the days of that cover. ``team``: of the
    cases of ``user``'s teams, or of the whole organisation for one who oversees it. Whose names
    stand in it is logged."""
    projection.refresh_stale(today=today)
    days = {"since": _midnight(first), "until": _midnight(last + timedelta(days=1))}
    rows = _CALENDARS[_way_in(user, scope)].rows(user=user, today=today, **days)
    views = list(_invited(rows) if scope == "mine" else map(_view, rows))
    if scope == "mine":
        views = _with_covered(views, user, today, days)
    shown = tuple(_with_people(views, user, today))
    duties = duties_due(user=user, today=today, first=max(first, today), last=last, scope=scope)
    named = {one.case_id for one in shown if one.citizen is not None}
    named |= {one.case_id for one in duties if one.citizen is not None}
    access.note_list(user=user, case_ids=named, page="calendar")
    return Calendar(shown, duties, more=len(rows) == MOST)


def _with_covered(
    own: list[AppointmentView], user: User, today: date, days: Mapping[str, datetime]
) -> list[AppointmentView]:
    """One's own appointments and those that one stands in at, in order of time. A cover that has
    not begun opens nothing yet."""
    running = covers_on(today).filter(cover=user).values_list("absent", "first_on", "last_on")
    covers = {absent: (first, last) for absent, first, last in running}
    if not covers:
        return own
    found = {view.id: view for view in own}
    for *values, role, absent, name in _COVERED.rows(user=user, today=today, **days):
        view, (first, last) = _view(tuple(values)), covers[absent]
        if role in view.roles and first <= view.day <= last:
            found.setdefault(view.id, replace(view, covered_for=name))
    return sorted(found.values(), key=lambda view: (view.begins_at, view.id))


def _covered(user: User, today: date, since: datetime, until: datetime) -> Any:
    found = Appointment.objects.of_covered(user, today)
    found = found.filter(begins_at__gte=since, begins_at__lt=until, state__in=SHOWN)
    whose = (f"case__members__{name}" for name in ("role", "user", "user__name"))
    return _listed(found, user, today).values_list(*COLUMNS, "named", "placed", *whose)[:MOST]


_COVERED = Prepared(_covered)


def _way_in(user: User, scope: Scope) -> str:
    if scope == "mine":
        return "of_person"
    return "of_organisation" if user.oversees else "of_teams"


def _calendar(way_in: str) -> Prepared:
    def make(user: User, today: date, since: datetime, until: datetime) -> Any:
        found: QuerySet[Appointment] = getattr(Appointment.objects, way_in)(user)
        found = found.filter(begins_at__gte=since, begins_at__lt=until, state__in=SHOWN)
        role = ["case__members__role"] if way_in == "of_person" else []
        listed = _listed(found, user, today)
        return listed.values_list(*COLUMNS, "named", "placed", *role)[:MOST]

    return Prepared(make)


_CALENDARS = {name: _calendar(name) for name in ("of_person", "of_teams", "of_organisation")}


def _with_people(
    views: Iterable[AppointmentView], user: User, today: date
) -> Iterator[AppointmentView]:
    """With the names of those invited: one question for all of them."""
    known = list(views)
    members = _members({view.case_id for view in known}, user, today)
    for view in known:
        roles = members.get(view.case_id, [])
        people = {user_id: name for user_id, name, role in roles if role in view.roles}
        yield replace(view, people=people)


def _members(
    case_ids: Iterable[UUID], user: User, today: date
) -> Mapping[UUID, list[tuple[int, str, str]]]:
    found: dict[UUID, list[tuple[int, str, str]]] = {}
    parts = CaseMember.objects.visible_to(user, today).filter(case__in=list(case_ids), until=None)
    rows = parts.order_by("pk").values_list("case_id", "user_id", "user__name", "role")
    for case_id, user_id, name, role in rows:
        found.setdefault(case_id, []).append((user_id, name, role))
    return found


# --- one citizen, one appointment


def of_citizen(*, user: User, case: Case, today: date) -> tuple[AppointmentView, ...]:
    """What is planned with the citizen, or was not held, in every case of theirs that ``user``
    sees. That another case is told of on the page of one is logged."""
    views = tuple(map(_view, _OF_CITIZEN.rows(user=user, today=today, citizen=case.citizen_id)))
    others = {view.case_id for view in views if view.case_id != case.pk}
    access.note_list(user=user, case_ids=others, page="case")
    return views


def _of_citizen(user: User, today: date, citizen: UUID) -> Any:
    found = Appointment.objects.visible_to(user, today).filter(
        case__citizen=citizen, state__in=(PLANNED, NOT_HELD)
    )
    return _seen(found, user, today).values_list(*COLUMNS, "named", "placed")


_OF_CITIZEN = Prepared(_of_citizen)


def as_shared(case: Case, sight: Sight) -> tuple[AppointmentView, ...]:
    """Those of a case as somebody sees them with whom it is shared: on the page that asks whether
    to, and on theirs."""
    if not sight.sees(Kind.REGISTRATIONS):
        return ()
    reachable = sight.sees_contact(protected=case.citizen.protected)
    named = sight.sees_name(protected=case.citizen.protected)
    found = Appointment.unrestricted.filter(case=case, state__in=(PLANNED, NOT_HELD))
    rows = found.order_by("begins_at", "pk").values_list(*COLUMNS, "case__citizen__name", "details")
    return tuple(
        _view((*values, name if named else None, details if reachable else None))
        for *values, name, details in rows
    )


def _seen(found: "QuerySet[Appointment]", user: User, today: date) -> "QuerySet[Appointment]":
    """With the name and the place for whoever sees them, however they stand to the case."""
    plain = Q(case__citizen__protected=False) & sees(Kind.CONTACT, user, today, "case")
    hidden = Q(case__citizen__protected=True) & sees(Kind.PROTECTED_CONTACT, user, today, "case")
    place = When(Then(plain | hidden, then=F("details")), default=Value(None))
    name = shown_name(user, today, "case", "case__citizen")
    return found.annotate(named=name, placed=place).order_by("begins_at", "pk")


def appointment(*, user: User, case_id: UUID, appointment_id: UUID, today: date) -> AppointmentView:
    """One appointment with all that is told of it. Raises ``NotVisible``."""
    found, sight = visible_case(user, case_id, today)
    seen = Appointment.objects.visible_to(user, today).filter(case=found, pk=appointment_id)
    more = ("note", "booked_by__name", "booked_by_id", "booked_at", "entry__seq")
    row = _seen(seen, user, today).values_list(*COLUMNS, "named", "placed", *more).first()
    if row is None:
        raise NotVisible(appointment_id)
    *values, note, booked_by, booked_by_id, booked_at, seq = row
    reads = sight.sees(Kind.NOTES) or booked_by_id == sight.author_id
    [view] = _with_people([_view(tuple(values))], user, today)
    return replace(
        view,
        note=crypto.decrypt(note) if note and reads else "",
        booked_by=booked_by if sight.sees(Kind.PEOPLE) else "",
        booked_at=booked_at,
        entry_id=f"e{seq}" if seq else None,
    )
