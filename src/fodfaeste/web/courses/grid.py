"""The grid of attendance: as it is shown, and as it is sent. Pure, but for the form's data."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from fodfaeste.core.courses import usual_most
from fodfaeste.courses.patterns import PRESENT
from fodfaeste.courses.queries import Grid, ParticipantView, SessionView
from fodfaeste.courses.services import Said
from fodfaeste.web import addresses, names
from fodfaeste.web.courses import saying
from fodfaeste.web.courses.presenters import others, session
from fodfaeste.web.courses.shown import CellShown, GridShown, RowShown

Cell = tuple[UUID, UUID]


def present_grid(grid: Grid, *, now: datetime, typed: Mapping[str, Any] | None = None) -> GridShown:
    """``typed``: what was chosen in a form that was refused, which is kept."""
    columns = grid.view.held
    return GridShown(
        columns=[session(one, grid.view, now=now) for one in columns],
        open_ids=frozenset(one.id for one in columns if is_open(one, now)),
        rows=[row(grid, one, now=now, typed=typed or {}) for one in grid.people],
        others=others(grid.view, "enrolled"),
    )


def is_open(one: SessionView, now: datetime) -> bool:
    """Whether it has begun, so that one can say who is there."""
    return one.begins_at <= now


def row(grid: Grid, one: ParticipantView, *, now: datetime, typed: Mapping[str, Any]) -> RowShown:
    return RowShown(
        citizen=names.of_citizen(one.citizen),
        url=addresses.of_case(one.case_id),
        often=often(grid, one),
        cells=[cell(grid, each, one, now=now, typed=typed) for each in grid.view.held],
    )


def often(grid: Grid, one: ParticipantView) -> str:
    """That something has come about more often than is usual (RA-10), said mildly."""
    said = []
    for rule, name in usual_most(grid.view.kind.rules.programme, grid.view.kind.course):
        number = one.often.get(name, 0)
        if number > rule.count:
            text = _("Relatives came %(n)s times; as a rule at most %(most)s (%(clause)s)")
            said.append(text % {"n": number, "most": rule.count, "clause": rule.clause})
    return " · ".join(said)


def cell(
    grid: Grid, of: SessionView, one: ParticipantView, *, now: datetime, typed: Mapping[str, Any]
) -> CellShown:
    was = grid.marks.get((of.id, one.id), "")
    name = f"m_{of.id}_{one.id}"
    chosen = typed.get(name, was)
    kind = grid.view.kind
    codes = list(dict.fromkeys([*grid.codes, *([was] if was else [])]))
    options = [(code, saying.mark(kind, code), code == chosen) for code in codes]
    empty = [] if was else [("", "–", not chosen)]
    shown = session(of, grid.view, now=now)
    return CellShown(
        name=name,
        label=f"{names.of_citizen(one.citizen)}, {shown.day}",
        was=was,
        options=[*empty, *options],
        says=saying.mark(kind, was) if was else "",
        is_open=is_open(of, now) and (one.may_correct if was else one.may_change),
    )


def said_in(data: Mapping[str, Any], grid: Grid) -> dict[Cell, Said]:
    """What a form says anew: cells that differ from what stood there when it was opened. A button
    that says that all were there fills what is empty in its session."""
    found = dict(_chosen(data, grid))
    everybody = str(data.get("all_present", ""))
    for of in grid.view.held:
        if str(of.id) == everybody:
            for one in grid.people:
                key = (of.id, one.id)
                if may_say(one) and key not in grid.marks and key not in found:
                    found[key] = Said(PRESENT)
    return found


def may_say(one: ParticipantView) -> bool:
    return one.state == "enrolled" and one.may_change


def _chosen(data: Mapping[str, Any], grid: Grid) -> Iterator[tuple[Cell, Said]]:
    for of in grid.view.held:
        for one in grid.people:
            name = f"m_{of.id}_{one.id}"
            code, was = str(data.get(name, "")), str(data.get(f"was_{name}", ""))
            if code and code != was:
                yield (of.id, one.id), Said(code, was)
