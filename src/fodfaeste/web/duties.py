"""A duty as a row: the same on every screen. See templates/parts/duty_row.html."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.translation import gettext as _

from fodfaeste.web import dates

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
    another's duty offers the act less loudly.
    """

    box: DateBox
    what: str
    why: str
    clause: str
    clause_url: str
    who: str = ""
    who_url: str = ""
    programme: str = ""
    act_url: str = ""
    usual: bool = False
    mine: bool = True


def date_box(*, due_on: date | None, today: date) -> DateBox:
    """The box of a duty due on ``due_on``: late from the day after, soon for a week before."""
    if due_on is None:
        return DateBox(day="–", under="", tone="undated", spoken=_("No date set"))
    said = dates.long(due_on, today=today)
    if due_on < today:
        spoken = _("Overdue since %(date)s") % {"date": said}
        return DateBox(day=str(due_on.day), under=dates.month(due_on), tone="late", spoken=spoken)
    is_soon = due_on < today + SOON
    under = dates.weekday(due_on) if is_soon else dates.month(due_on)
    spoken = _("Due %(date)s") % {"date": said}
    tone: Tone = "soon" if is_soon else ""
    return DateBox(day=str(due_on.day), under=under, tone=tone, spoken=spoken)
