"""What is likely a mistake yet may be right: asked about once, beside a box to tick. Pure."""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from fodfaeste.cases.queries import EntryView
from fodfaeste.cases.services import NewEvent
from fodfaeste.core.events import Event
from fodfaeste.web import dates
from fodfaeste.web.case import attending
from fodfaeste.web.case.log import Teller
from fodfaeste.web.case.opening import Opened
from fodfaeste.web.sent_once import Doubt

JUST_NOW = timedelta(hours=1)
LONG_BEFORE = 2
"""Years before the case began in which little that belongs to it can have happened."""


def of_new(opened: Opened, event: NewEvent, *, told: Event | None) -> list[Doubt]:
    """Of an event that is to be registered. ``told``: as the rules read it; None if they cannot."""
    found = [*of_repeating(opened, event), *of_day(opened, event.on)]
    return [*found, *of_presence(opened, told)] if told else found


def of_mended(opened: Opened, event: NewEvent, entry: EntryView) -> list[Doubt]:
    """Of an event that is to stand in another's place."""
    return [] if event.on == entry.on else of_day(opened, event.on)


# --- somebody who is not said to have been there


def of_presence(opened: Opened, told: Event) -> list[Doubt]:
    """A duty asks for somebody who is not ticked, and nobody would notice that it stays undone."""
    said = attending.not_said(opened, told)
    return [Doubt("sure_absent", _("They were not there"), said)] if said else []


# --- the same again


def of_repeating(opened: Opened, event: NewEvent) -> list[Doubt]:
    """The same person has just registered the same. The log has room for two real ones."""
    found = (each for each in opened.view.entries if is_repeated(opened, event, each))
    twin = next(found, None)
    if twin is None:
        return []
    said = _("It looks like one that you have just registered: %(line)s.")
    line = line_said(opened, twin)
    return [Doubt("sure_again", _("Register it all the same"), said % {"line": line})]


def is_repeated(opened: Opened, event: NewEvent, entry: EntryView) -> bool:
    is_recent = opened.now - entry.registered_at <= JUST_NOW
    is_own = entry.author_id == opened.user.pk and entry.corrected_by is None
    return is_recent and is_own and told_by_entry(entry) == told_by_event(event)


def told_by_entry(entry: EntryView) -> tuple[Any, ...]:
    return (entry.type, entry.on, dict(entry.attributes), set(entry.present))


def told_by_event(event: NewEvent) -> tuple[Any, ...]:
    return (event.type, event.on, dict(event.attributes), set(event.present))


def line_said(opened: Opened, entry: EntryView) -> str:
    line = Teller(opened.view, opened.today).line(entry)
    return f"{line.what}, {line.day}, {line.registered}"


# --- a day that cannot be right


def of_day(opened: Opened, on: date) -> list[Doubt]:
    """Before the citizen was born, or long before the case began."""
    said = day_says(opened, on)
    return [Doubt("sure_day", _("The date is right"), said)] if said else []


def day_says(opened: Opened, on: date) -> str:
    born, began = opened.view.citizen.birth_date, began_on(opened)
    if born and on < born:
        said, other = _("%(day)s lies before the citizen was born, %(other)s."), born
    elif began and on < years_before(began, LONG_BEFORE):
        said, other = _("%(day)s lies long before the case began, %(other)s."), began
    else:
        return ""
    medium = {name: dates.medium(day, today=opened.today) for name, day in zip(
        ("day", "other"), (on, other), strict=True)}  # fmt: skip
    return said % medium


def began_on(opened: Opened) -> date | None:
    """The earliest day of what was written when the case was opened."""
    entries = opened.view.entries
    if not entries:
        return None
    first = min(entries, key=lambda each: each.seq)
    return min(each.on for each in entries if each.registered_at == first.registered_at)


def years_before(day: date, years: int) -> date:
    # 29 February has no like in most years; a day more or less does not matter here.
    return day.replace(year=day.year - years, day=min(day.day, 28))
