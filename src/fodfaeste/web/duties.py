"""A duty as a row: the same on every screen. A template shows it with ``{{ row.html }}``."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fodfaeste import words
from fodfaeste.cases.queries import DutyListed
from fodfaeste.core.explaining import Reason
from fodfaeste.core.programme import Requirement
from fodfaeste.core.rules import Rules
from fodfaeste.web import addresses, booked, dates, names
from fodfaeste.web.booked import RowAct
from fodfaeste.web.duty_html import duty_html

Tone = Literal["late", "soon", "done", "undated", ""]
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DateBox:
    """A day in a box. ``spoken`` says in full what the box shows in short."""

    day: str
    under: str
    tone: Tone
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """What to do, for whom, why, and where it is done.

    ``usual``: the source says "as a rule". ``mine``: whether the reader is the one to act;
    else ``ball`` says who is, and the act is offered less loudly. ``booked``: when, in words;
    ``reminded``: by whom. ``acts``: what can be done; where there are none, ``act_url`` is.
    ``booked_late``: for a day after the deadline.
    ``remind``: what a button sends by which somebody is reminded; empty if nobody can be.
    """

    box: DateBox
    what: str
    why: str
    clause: str
    clause_url: str
    who: str = ""
    who_url: str = ""
    protected: bool = False
    programme: str = ""
    ball: str = ""
    act_url: str = ""
    waive_url: str = ""
    usual: bool = False
    mine: bool = True
    booked: str = ""
    booked_late: bool = False
    reminded: str = ""
    acts: tuple[RowAct, ...] = ()
    remind: str = ""

    @property
    def html(self) -> SafeString:
        """The row as it stands on every page."""
        return duty_html(self)


def date_box(*, due_on: date | None, today: date, is_booked: bool = False) -> DateBox:
    """The box of a duty due on ``due_on``: late from the day after, soon for a week before, unless
    ``is_booked``: then it is taken care of."""
    if due_on is None:
        return DateBox(day="–", under="", tone="undated", spoken=_("No date set"))
    said = dates.long(due_on, today=today)
    if due_on < today:
        spoken = _("Overdue since %(date)s") % {"date": said}
        return DateBox(day=str(due_on.day), under=dates.month(due_on), tone="late", spoken=spoken)
    is_soon = due_on < today + SOON
    under = dates.weekday(due_on) if is_soon else dates.month(due_on)
    spoken = _("Due %(date)s") % {"date": said}
    tone: Tone = "soon" if is_soon and not is_booked else ""
    return DateBox(day=str(due_on.day), under=under, tone=tone, spoken=spoken)


def done_box(*, met_on: date, today: date) -> DateBox:
    """The box of a duty that was met on ``met_on``, which no deadline hangs over any more."""
    spoken = _("Done on %(date)s") % {"date": dates.long(met_on, today=today)}
    return DateBox(day=str(met_on.day), under=dates.month(met_on), tone="done", spoken=spoken)


def listed_row(duty: DutyListed, *, today: date) -> DutyRow:
    """A duty of a worklist, where the row also says whose case it is."""
    rules = names.rules_of(duty.programme, duty.version)
    rule = rules.requirement(duty.requirement)
    day = timezone.localdate(duty.booked_for) if duty.booked_for else None
    came = day is not None and booked.has_come(day, today=today)
    late = booked.is_late(day, duty.due_on)
    is_taken_care_of = day is not None and not came and not late
    return DutyRow(
        box=date_box(due_on=duty.due_on, today=today, is_booked=is_taken_care_of),
        what=what(rule, duty.instance),
        why=why(duty.reason, rules, rule, today=today),
        clause=rule.clause,
        clause_url=addresses.of_clause(duty.programme, rule.clause),
        who=names.of_citizen(duty.citizen),
        who_url=addresses.of_case(duty.case_id),
        protected=duty.protected,
        programme=names.of_course(rules, duty.variant),
        ball=ball_of(duty, rules),
        act_url=addresses.of_act(duty.case_id, duty.requirement, duty.instance),
        usual=duty.strength == "usual",
        mine=duty.mine,
        booked=booked.said(duty.booked_for, today=today, due_on=duty.due_on),
        booked_late=late,
        reminded=reminded(duty, today=today),
        acts=booked.acts(
            booked.Duty(
                duty.case_id,
                duty.requirement,
                duty.instance,
                booked.is_contact(rules, rule),
                duty.mine,
            ),
            duty.booked,
            came=came,
            may_register=True,
            may_book=True,
        ),
    )


def reminded(duty: DutyListed, *, today: date) -> str:
    """Who has asked for it today."""
    if duty.reminded_on != today:
        return ""
    return _("%(name)s reminded of it today") % {"name": duty.reminded_by}


def what(rule: Requirement, instance: int) -> str:
    """What is to be done, and which one it is where there are several of it."""
    name = rule.name[dates.language()]
    if instance == 1 and rule.count == 1:
        return name
    return _("%(what)s, no. %(number)s") % {"what": name, "number": instance}


def why(reason: Reason, rules: Rules, rule: Requirement, *, today: date) -> str:
    """Anchor, arithmetic and rule. The clause is not in it: it stands beside as a link."""
    said = words.why(reason, rules, rule.id, dates.language(), this_year=today.year)
    return f"{said.arithmetic} {said.rule}.".lstrip()


def ball(responsible: str | None, role: str) -> str:
    """Who is to act."""
    if responsible is None:
        return _("Nobody has been named: %(role)s") % {"role": role}
    return _("%(name)s, %(role)s, has the ball") % {"name": responsible, "role": role}


def ball_of(duty: DutyListed, rules: Rules) -> str:
    """Who is to act, where it is not the reader, or for whom the reader does."""
    if duty.covered_for:
        return _("For %(name)s, whom you cover for") % {"name": duty.covered_for}
    return "" if duty.mine else ball(duty.responsible, names.of_role(rules, duty.owner_role))


def without_acts(row: DutyRow) -> DutyRow:
    """The row where its act is being done."""
    return replace(row, act_url="", acts=(), waive_url="", ball="", remind="")
