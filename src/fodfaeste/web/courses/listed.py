"""The list of a run as it stands on paper. Pure."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.courses.patterns import PRESENT
from fodfaeste.courses.queries import Grid, ParticipantView, SessionView
from fodfaeste.web import dates, names
from fodfaeste.web.courses import saying


def as_data(grid: Grid, *, today: date) -> dict[str, Any]:
    """As ``letters/kinds.yaml`` has it; of those whose name is not for the reader it is said that
    they are there."""
    view = grid.view
    named = [one for one in grid.people if one.citizen is not None]
    first, last = view.held[0].day, view.held[-1].day
    return {
        "date": today.isoformat(),
        "programme": view.kind.rules.programme.name[dates.language()],
        "course": f"{saying.name_of(view.kind)}, {dates.span(first, last, today=today)}",
        "place": view.room,
        "staff": [f"{one.name}, {names.of_role(view.kind.rules, one.role)}" for one in view.staff],
        "sessions": [session(one) for one in view.held],
        "participants": [participant(grid, one) for one in named],
        "others": others(len(grid.people) - len(named) + view.hidden.get("enrolled", 0)),
    }


def others(number: int) -> str:
    """How many more there are; empty where there is nobody."""
    said = ngettext(
        "and %(n)s more, whose name you do not see",
        "and %(n)s more, whose names you do not see",
        number,
    )
    return said % {"n": number} if number else ""


def session(one: SessionView) -> dict[str, str]:
    begins, ends = timezone.localtime(one.begins_at), timezone.localtime(one.ends_at)
    return {"on": one.day.isoformat(), "at": f"{begins:%H:%M}", "until": f"{ends:%H:%M}"}


def participant(grid: Grid, one: ParticipantView) -> dict[str, Any]:
    relatives = _("Relatives: %(who)s") % {"who": one.relatives} if one.relatives else ""
    attended = [mark(grid, grid.marks.get((each.id, one.id), "")) for each in grid.view.held]
    return {"name": one.citizen, "note": relatives, "attended": attended}


def mark(grid: Grid, code: str) -> str:
    """A cross for who was there; else what is registered. Empty, to be filled in by hand."""
    if not code:
        return ""
    said = saying.mark(grid.view.kind, code)
    if code == PRESENT:
        return "x"
    return f"x, {said.partition(', ')[2]}" if code.startswith(PRESENT) else said
