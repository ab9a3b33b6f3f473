"""Courses as they are shown. Pure: no request, no database, no clock."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.core.courses import interview_days
from fodfaeste.courses.patterns import has_room_for_relatives
from fodfaeste.courses.queries import (
    OpenRun,
    ParticipantView,
    RunListed,
    RunView,
    SessionView,
    TakesPart,
    TimeView,
)
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.courses import saying
from fodfaeste.web.courses.shown import (
    CourseOfCase,
    ListShown,
    OpenRunShown,
    PersonShown,
    RunRow,
    RunShown,
    SessionShown,
    TimeShown,
)
from fodfaeste.web.duties import date_box
from fodfaeste.web.letters import words as letters


def present_list(runs: Sequence[RunListed], *, today: date) -> ListShown:
    """The runs that are on or come, then those that are over, the latest first."""
    now = [row(one, today=today) for one in runs if not one.is_over(today)]
    over = [one for one in runs if one.is_over(today)]
    waiting = sum(1 for one in runs if one.has_to_do)
    return ListShown(
        lead=lead(len(now), waiting),
        now=now,
        past=[row(one, today=today) for one in reversed(over)],
    )


def lead(number: int, waiting: int) -> str:
    """``3 hold er i gang eller kommer. Der er noget at gøre ved 2 af holdene.``"""
    said = ngettext("%(n)s course is on or comes.", "%(n)s courses are on or come.", number) % {
        "n": number
    }
    if not waiting:
        return said
    todo = ngettext(
        "There is something to do about %(n)s.", "There is something to do about %(n)s.", waiting
    ) % {"n": waiting}
    return f"{said} {todo}"


def row(one: RunListed, *, today: date) -> RunRow:
    return RunRow(
        box=date_box(due_on=one.first_on, today=one.first_on, is_booked=True),
        name=saying.name_of(one.kind),
        programme=saying.programme_of(one.kind),
        url=reverse("course", args=[one.id]),
        when=" · ".join(filter(None, [span(one, today=today), sessions_say(one), one.room])),
        says=" · ".join(
            filter(None, [saying.places(one.taken, one.capacity), saying.waiting(one.waiting)])
        ),
        taken=one.taken,
        capacity=one.capacity,
        todo=todo(one),
        mine=one.mine,
        is_full=one.capacity is not None and one.taken >= one.capacity,
    )


def span(one: RunListed, *, today: date) -> str:
    return dates.span(one.first_on, one.last_on, today=today)


def sessions_say(one: RunListed) -> str:
    return ngettext("%(n)s session", "%(n)s sessions", one.sessions) % {"n": one.sessions}


def todo(one: RunListed) -> list[str]:
    """What waits for somebody, each in a few words."""
    untold = ngettext(
        "%(n)s participant is to be told of a change",
        "%(n)s participants are to be told of a change",
        one.untold,
    )
    uninvited = ngettext(
        "%(n)s participant has had no invitation",
        "%(n)s participants have had no invitation",
        one.uninvited,
    )
    overdue = ngettext(
        "%(n)s offer of a place is not answered in time",
        "%(n)s offers of a place are not answered in time",
        one.overdue_offers,
    )
    counted = (
        (one.untold, untold),
        (one.uninvited, uninvited),
        (one.overdue_offers, overdue),
    )
    said = [text % {"n": number} for number, text in counted if number]
    first = [saying.lacking(one.kind, one.lacking), unmarked_says(one.unmarked)]
    return [*filter(None, first), *said]


def unmarked_says(number: int) -> str:
    """That attendance is lacking; empty where it is not."""
    said = ngettext(
        "Attendance of %(n)s session is not registered",
        "Attendance of %(n)s sessions is not registered",
        number,
    )
    return said % {"n": number} if number else ""


# --- a run


def present_run(view: RunView, *, now: datetime) -> RunShown:
    """A run as its reader sees it."""
    today, shower = timezone.localdate(now), _Shower(view, now)
    taken = view.number("enrolled", "offered")
    days = interview_days(view.kind.course, view.first_on)
    return RunShown(
        id=view.run_id,
        name=saying.name_of(view.kind),
        lead=f"{saying.programme_of(view.kind)} · {shower.span()}",
        about=view.kind.course.about[dates.language()],
        facts=shower.facts(),
        lacking=saying.lacking(view.kind, view.lacking),
        sessions=[session(one, view, now=now) for one in view.sessions],
        enrolled=[shower.person(one) for one in view.of_state("enrolled", "offered")],
        waiting=[shower.person(one) for one in view.of_state("waiting")],
        gone=[shower.person(one) for one in view.of_state("withdrawn", "declined")],
        others=others(view, "enrolled", "offered"),
        waiting_others=others(view, "waiting"),
        places=saying.places(taken, view.capacity),
        taken=taken,
        capacity=view.capacity,
        staff=[(one.name, names.of_role(view.kind.rules, one.role)) for one in view.staff],
        times=[time(one, today=today) for one in view.times],
        bookable=bookable(view),
        has_times=bool(days) and view.kind.course.interviews is not None,
        days=dates.span(days[0], days[-1], today=today) if days else "",
        marks_attendance=view.kind.course.session_event is not None,
        for_relatives=view.kind.course.for_relatives,
        may_arrange=view.may_arrange,
        is_over=not any(one.ends_at > now for one in view.held),
        unmarked=unmarked_says(sum(1 for one in view.sessions if is_unmarked(one, view, now))),
        uninvited=sum(1 for one in view.of_state("enrolled") if lacks_invitation(one)),
        can_invite=can_invite(view, now),
    )


def waits(view: RunView, now: datetime) -> bool:
    """Whether whoever comes now is put on the waiting list: no place is free, or others wait."""
    taken, waiting = view.number("enrolled", "offered"), view.number("waiting")
    is_full = view.capacity is not None and (taken >= view.capacity or waiting > 0)
    return is_full and can_invite(view, now)


def can_invite(view: RunView, now: datetime) -> bool:
    """Whether there is something left to be invited to."""
    return any(one.begins_at > now for one in view.held)


def lacks_invitation(one: ParticipantView) -> bool:
    return one.may_invite and one.invitation is None


def invited(one: ParticipantView) -> str:
    """How it stands with the invitation of one who has a place."""
    if one.state != "enrolled":
        return ""
    if one.invitation is None:
        return _("has had no invitation")
    return _("Invitation: %(state)s") % {"state": letters.state(one.invitation.state)}


def others(view: RunView, *states: str) -> str:
    """How many more there are whom the reader does not see."""
    number = sum(view.hidden.get(state, 0) for state in states)
    said = ngettext(
        "and %(n)s more, whose case you do not see",
        "and %(n)s more, whose cases you do not see",
        number,
    )
    return said % {"n": number} if number else ""


def session(one: SessionView, view: RunView, *, now: datetime) -> SessionShown:
    today = timezone.localdate(now)
    return SessionShown(
        id=one.id,
        when=saying.session(one.begins_at, one.ends_at, today=today),
        weekday=dates.long(one.day, today=today),
        day=f"{dates.weekday(one.day)} {dates.short(one.day, today=today)}",
        time=saying.times(one.begins_at, one.ends_at),
        remark=remark(one, view, now=now),
        is_cancelled=one.is_cancelled,
        can_change=view.may_arrange and not one.is_cancelled and not one.marked,
    )


def remark(one: SessionView, view: RunView, *, now: datetime) -> str:
    if one.is_cancelled:
        return _("cancelled")
    today = timezone.localdate(now)
    moved = [dates.moment(timezone.localtime(when), today=today) for when in one.earlier[-1:]]
    said = [_("moved from %(when)s") % {"when": when} for when in moved]
    if one.marked:
        said.append(_("attendance registered"))
    elif is_unmarked(one, view, now):
        said.append(_("attendance not registered yet"))
    return " · ".join(said)


def is_unmarked(one: SessionView, view: RunView, now: datetime) -> bool:
    """Whether it was held and nothing is registered of it."""
    is_held = one.ends_at <= now and not one.is_cancelled and not one.marked
    return is_held and bool(view.number("enrolled") and view.kind.course.session_event)


def bookable(view: RunView) -> list[tuple[UUID, str]]:
    """Those on the run who have no time for an interview yet."""
    booked = {one.case_id for one in view.times if one.case_id}
    return [
        (one.case_id, names.of_citizen(one.citizen))
        for one in view.of_state("enrolled", "offered")
        if one.may_change and one.case_id not in booked
    ]


def time(one: TimeView, *, today: date) -> TimeShown:
    whose = "" if one.is_free else names.of_citizen(one.citizen) if one.case_id else _("taken")
    return TimeShown(
        id=one.id,
        when=dates.moment(timezone.localtime(one.begins_at), today=today),
        whose=whose,
        url=addresses.of_case(one.case_id) if one.case_id else "",
        is_free=one.is_free,
    )


class _Shower:
    """Shows the parts of one run."""

    def __init__(self, view: RunView, now: datetime) -> None:
        self.view, self.now, self.today = view, now, timezone.localdate(now)

    def span(self) -> str:
        days = [one.day for one in self.view.held]
        if not days:
            return _("all sessions are cancelled")
        return dates.span(min(days), max(days), today=self.today)

    def facts(self) -> list[tuple[str, str]]:
        view = self.view
        facts = [(_("Room"), view.room or _("not said yet"))]
        if view.refer_by is not None:
            said = dates.long(view.refer_by.on, today=self.today)
            clause = view.refer_by.rule.clause
            facts.append((_("Referrals by"), f"{said} ({clause})"))
        facts.append((_("Organisation"), view.organisation))
        return facts

    def person(self, one: ParticipantView) -> PersonShown:
        is_offered = one.state == "offered"
        return PersonShown(
            id=one.id,
            case_id=one.case_id,
            citizen=names.of_citizen(one.citizen),
            url=addresses.of_case(one.case_id),
            says=state(one.state),
            todo=self.todo(one),
            relatives=one.relatives or "",
            may_name=one.relatives is not None and self.asks_relatives(one),
            may_change=one.may_change,
            is_offered=is_offered,
            is_untold=bool(one.untold),
            can_follow=one.named_day is not None and one.may_correct,
            invited=invited(one) if can_invite(self.view, self.now) or one.invitation else "",
            letter_url=reverse("letter", args=[one.invitation.letter_id]) if one.invitation else "",
            reached=one.reached,
            language=one.language,
            links=self.links(one),
        )

    def asks_relatives(self, one: ParticipantView) -> bool:
        return bool(one.relatives) or has_room_for_relatives(self.view.kind)

    def todo(self, one: ParticipantView) -> list[str]:
        said = []
        if one.state == "offered" and one.answer_by is not None:
            day = dates.medium(one.answer_by, today=self.today)
            late = one.answer_by < self.today
            text = _("Should have answered by %(date)s") if late else _("To answer by %(date)s")
            said.append(text % {"date": day})
        if one.untold:
            said.append(_("To be told of sessions that were moved or cancelled"))
        if one.named_day is not None:
            day = dates.medium(one.named_day, today=self.today)
            said.append(_("The referral names %(date)s as the first day") % {"date": day})
        return said

    def links(self, one: ParticipantView) -> list[tuple[str, str]]:
        """What is registered of each when the course begins and ends (JR-03, JR-12), from its
        first day on."""
        course, terms = self.view.kind.course, self.view.kind.rules.terms
        if not one.may_change or one.state != "enrolled" or self.view.first_on > self.today:
            return []
        types = [name for name in (course.begins_with, course.ends_with) if name]
        return [
            (terms.events[name].name[dates.language()], addresses.of_registering(one.case_id, name))
            for name in types
        ]


def state(code: str) -> str:
    """How somebody stands to a run."""
    return {
        "enrolled": _("has a place"),
        "waiting": _("on the waiting list"),
        "offered": _("is offered a place"),
        "withdrawn": _("withdrawn"),
        "declined": _("said no to the place"),
    }.get(code, code)


# --- a case


def of_case(found: Sequence[TakesPart], *, today: date) -> list[CourseOfCase]:
    return [course_of_case(one, today=today) for one in found]


def course_of_case(one: TakesPart, *, today: date) -> CourseOfCase:
    when = dates.span(one.first_on, one.last_on or one.first_on, today=today)
    if one.next_at is not None and one.state == "enrolled":
        coming = dates.moment(timezone.localtime(one.next_at), today=today)
        when = _("next time %(when)s") % {"when": coming}
    return CourseOfCase(
        name=saying.name_of(one.kind),
        url=reverse("course", args=[one.run_id]),
        says=answer_says(one, today=today),
        when=" · ".join(filter(None, [when, one.room])),
        attended=attended(one),
        is_offered=one.state == "offered",
    )


def answer_says(one: TakesPart, *, today: date) -> str:
    if one.state != "offered" or one.answer_by is None:
        return state(one.state)
    day = dates.medium(one.answer_by, today=today)
    return _("is offered a place; to answer by %(date)s") % {"date": day}


def attended(one: TakesPart) -> str:
    """``var med 4 gange, fraværende 1 gang``; empty where nothing is registered."""
    if not one.attended + one.missed:
        return ""
    there = ngettext("there %(n)s time", "there %(n)s times", one.attended) % {"n": one.attended}
    away = ngettext("absent %(n)s time", "absent %(n)s times", one.missed) % {"n": one.missed}
    return f"{there}, {away}" if one.missed else there


def open_run(one: OpenRun, *, today: date) -> OpenRunShown:
    free = _("no limit of places")
    if one.free is not None:
        free = ngettext("%(n)s free place", "%(n)s free places", one.free) % {"n": one.free}
    number = ngettext("%(n)s session", "%(n)s sessions", one.sessions) % {"n": one.sessions}
    day = dates.long(one.first_on, today=today)
    waits = one.free == 0 or (one.free is not None and one.waiting > 0)
    return OpenRunShown(
        id=one.run_id,
        name=saying.name_of(one.kind),
        when=" · ".join(filter(None, [_("from %(date)s") % {"date": day}, number, one.room])),
        says=" · ".join(filter(None, [free, saying.waiting(one.waiting)])),
        waits=waits,
        reached=one.reached,
        language=one.language,
    )
