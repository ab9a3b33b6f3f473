"""A week: what is booked on which day, and what is due. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.cases.queries import AppointmentView, Calendar, DutyListed
from fodfaeste.cases.queries.appointments import Scope
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.appointments import saying
from fodfaeste.web.duties import what as duty_what

DAYS = 7
WEEKDAYS = 5
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday, and whose."""

    first: date
    scope: Scope = "mine"

    @property
    def last(self) -> date:
        return self.first + timedelta(days=DAYS - 1)

    @property
    def code(self) -> str:
        """``2026-W48``"""
        year, week, _day = self.first.isocalendar()
        return f"{year}-W{week:02}"

    def address(self, *, weeks: int = 0, scope: Scope | None = None) -> str:
        """Where another week, or somebody else's, is shown."""
        other = Week(self.first + timedelta(weeks=weeks), scope or self.scope)
        return addresses.with_query(reverse("calendar"), uge=other.code, hvem=other.scope)


def read_week(data: Mapping[str, Any], *, today: date) -> Week:
    """The week in an address; the one of today where it names none that is understood."""
    scope: Scope = "team" if data.get("hvem") == "team" else "mine"
    try:
        first = date.fromisoformat(f"{data.get('uge', '')}-1")
    except ValueError:
        first = today - timedelta(days=today.weekday())
    is_near = FIRST_YEAR <= first.year <= LAST_YEAR
    return Week(first if is_near else today - timedelta(days=today.weekday()), scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An appointment. ``tone``: ``asks`` (nothing is registered of it), ``done``, ``off``."""

    time: str
    what: str
    url: str
    citizen: str
    programme: str
    place: str
    people: str
    remarks: str
    tone: str
    covers: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A duty on its day, all day long."""

    what: str
    citizen: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the week."""

    id: str
    name: str
    is_today: bool
    is_past: bool
    is_weekend: bool
    entries: Sequence[Entry]
    dues: Sequence[Due]

    @property
    def is_empty(self) -> bool:
        return not self.entries and not self.dues


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarShown:
    """All of the page."""

    heading: str
    lead: str
    days: Sequence[Day]
    has_weekend: bool
    scope: Scope
    previous_url: str
    next_url: str
    now_url: str
    mine_url: str
    team_url: str
    team_name: str
    more: bool


def present(
    found: Calendar, week: Week, *, user_id: int, oversees: bool, now: datetime
) -> CalendarShown:
    """A week as ``user_id`` sees it."""
    days = [_day(found, week.first + timedelta(days=n), user_id, week, now) for n in range(DAYS)]
    has_weekend = any(not day.is_empty for day in days[WEEKDAYS:])
    count = len(found.appointments)
    lead = ngettext("%(n)s appointment", "%(n)s appointments", count) % {"n": count}
    return CalendarShown(
        heading=_("Week %(number)s") % {"number": week.first.isocalendar().week},
        lead=f"{dates.span(week.first, week.last, today=now.date())} · {lead}",
        days=days if has_weekend else days[:WEEKDAYS],
        has_weekend=has_weekend,
        scope=week.scope,
        previous_url=week.address(weeks=-1),
        next_url=week.address(weeks=1),
        now_url=addresses.with_query(reverse("calendar"), hvem=week.scope),
        mine_url=week.address(scope="mine"),
        team_url=week.address(scope="team"),
        team_name=_("Everybody's") if oversees else _("My team's"),
        more=found.more,
    )


def _day(found: Calendar, day: date, user_id: int, week: Week, now: datetime) -> Day:
    today = now.date()
    return Day(
        id=f"d{day.isoformat()}",
        name=dates.long(day, today=today),
        is_today=day == today,
        is_past=day < today,
        is_weekend=day.weekday() >= WEEKDAYS,
        entries=[entry(one, user_id=user_id, week=week, now=now)
                 for one in found.appointments if one.day == day],
        dues=dues(each for each in found.duties if each.due_on == day),
    )  # fmt: skip


def entry(one: AppointmentView, *, user_id: int, week: Week, now: datetime) -> Entry:
    """An appointment; of one's own the colleagues who come, of a team's everybody."""
    rules = names.rules_of(one.programme, one.version)
    away = one.covered_for
    people = {pk: name for pk, name in one.people.items() if name != away}
    others = {pk: name for pk, name in people.items() if week.scope == "team" or pk != user_id}
    remarks = [saying.because(one), saying.moved(one, today=now.date())]
    return Entry(
        time=saying.time(one),
        what=saying.what(one),
        url=addresses.of_appointment(one.case_id, one.id),
        citizen=names.of_citizen(one.citizen),
        programme=names.of_course(rules, one.variant),
        place=saying.place(one),
        people=", ".join(others.values()),
        remarks=" · ".join(filter(None, remarks)),
        tone=tone(one, now=now),
        covers=covers(one),
    )


def covers(one: AppointmentView) -> str:
    if not one.covered_for:
        return ""
    return _("For %(name)s, whom you cover for") % {"name": one.covered_for}


def tone(one: AppointmentView, *, now: datetime) -> str:
    if one.state == "planned":
        return "asks" if one.ends_at < now else ""
    return "done" if one.state == "held" else "off"


def dues(found: Iterable[DutyListed]) -> list[Due]:
    return [
        Due(
            duty_what(
                names.rules_of(one.programme, one.version).requirement(one.requirement),
                one.instance,
            ),
            names.of_citizen(one.citizen),
            addresses.of_case(one.case_id),
        )
        for one in found
    ]
