"""What the log says of each placement: whether and when it began, its last day, whether it ended.

The rows of placements say it too, for lists and for the ratio rule; they follow the log, whoever
wrote the lines and from whichever page. A beginning or an end that was registered by itself belongs
to the placement to which the rules count it. Pure, but for ``follow``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from fodfaeste.cases import rows
from fodfaeste.cases.models import LogEntry, event_id
from fodfaeste.core.events import CORRECTION
from fodfaeste.placements import kinds
from fodfaeste.placements.agreements import day_of
from fodfaeste.placements.models import Placement

STARTS = (kinds.STARTED, kinds.JOB_STARTED)
ENDS = {kinds.ENDED: kinds.STARTED, kinds.JOB_ENDED: kinds.JOB_STARTED}
"""By what each sort ends, and by what it began."""
AGREEMENTS = (rows.AGREEMENT_MADE, rows.AGREEMENT_CHANGED)
TELLING = frozenset({kinds.AGREED, *STARTS, *ENDS, *AGREEMENTS, rows.PLACEMENT_DROPPED, CORRECTION})
"""Lines that say something of it."""


class Said(NamedTuple):
    """A line of the log."""

    seq: int
    type: str
    on: date
    attributes: Mapping[str, Any]
    replaces: int | None = None


class Link(NamedTuple):
    """A placement, and the lines by which it was agreed, began and ended, as far as known."""

    id: str
    agreed: int
    begun: int | None = None
    ended: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a placement stands. ``begun``, ``ended``: by which lines; ``ended_on``: the day before
    ``since`` where it came to nothing."""

    kind: str
    since: date
    until: date | None
    begun: int | None
    ended: int | None
    ended_on: date | None


def standings(links: Iterable[Link], log: Sequence[Said]) -> dict[str, Standing]:
    """How each placement stands by the log; nothing of one that no line tells of."""
    read = _Log(log)
    told = [one for one in links if read.made(one.id) is not None]
    begun = _begun(told, read)
    ended = _ended(told, begun, read)
    return {one.id: _standing(one, begun.get(one.id), ended.get(one.id), read) for one in told}


class _Log:
    """The lines by what is asked of them."""

    def __init__(self, log: Sequence[Said]) -> None:
        self.lines = {line.seq: line for line in log}
        self.void = {line.attributes.get("of") for line in log if line.type == CORRECTION}
        self.instead = {line.replaces: line.seq for line in log if line.replaces is not None}

    def in_force(self, seq: int | None, types: Iterable[str]) -> Said | None:
        """The line, or what was put in its place; None where it counts no more, or as something
        else."""
        while seq is not None and event_id(seq) in self.void:
            seq = self.instead.get(seq)
        line = self.lines.get(seq) if seq is not None else None
        return line if line is not None and line.type in types else None

    @cached_property
    def course(self) -> list[Said]:
        """Beginnings and ends that count, as the rules read them: by day, then as written."""
        found = (line for line in self.lines.values() if line.type in (*STARTS, *ENDS))
        counting = (line for line in found if event_id(line.seq) not in self.void)
        return sorted(counting, key=lambda line: (line.on, line.seq))

    @cached_property
    def agreements(self) -> dict[str, list[Said]]:
        found: dict[str, list[Said]] = {}
        for line in self.lines.values():
            if line.type in AGREEMENTS:
                found.setdefault(line.attributes["placement"], []).append(line)
        return found

    def made(self, id_: str) -> Said | None:
        """The line by which its agreement was made."""
        return self.agreements[id_][0] if id_ in self.agreements else None

    def is_dropped(self, link: Link) -> bool:
        dropped = (one for one in self.lines.values() if one.type == rows.PLACEMENT_DROPPED)
        if any(one.attributes["placement"] == link.id for one in dropped):
            return True
        was_agreed = self.lines[link.agreed].type == kinds.AGREED
        return was_agreed and self.in_force(link.agreed, (kinds.AGREED,)) is None


# --- which lines are about which placement


def _begun(links: Sequence[Link], log: _Log) -> dict[str, Said]:
    """By what each began. A beginning that was registered by itself is that of the placement of its
    kind which was agreed before and had not begun; of several the one agreed for about that day."""
    known = ((link, log.in_force(link.begun, STARTS)) for link in links)
    found = {link.id: line for link, line in known if line is not None}
    taken = {line.seq for line in found.values()}
    for line in (one for one in log.course if one.type in STARTS and one.seq not in taken):
        waiting = [link for link in links if link.id not in found and _awaits(link, line, log)]
        if waiting:
            nearest = min(waiting, key=lambda link: abs(_agreed_for(link, log) - line.on))
            found[nearest.id] = line
    return found


def _awaits(link: Link, line: Said, log: _Log) -> bool:
    is_later = line.seq > link.agreed
    return (
        is_later
        and not log.is_dropped(link)
        and _kind_agreed(link, log) == line.attributes.get("kind")
    )


def _ended(links: Sequence[Link], begun: Mapping[str, Said], log: _Log) -> dict[str, Said]:
    """By what each ended. An end that was registered by itself is that of the one which began last
    and goes on, be it registered with an agreement or without."""
    known = ((one.id, log.in_force(one.ended, ENDS)) for one in links if one.id in begun)
    found = {id_: line for id_, line in known if line is not None}
    of = {line.seq: id_ for id_, line in begun.items()}
    settled, taken = {begun[id_].seq for id_ in found}, {line.seq for line in found.values()}
    going: list[Said] = []
    for line in log.course:
        if line.type in STARTS and line.seq not in settled:
            going.append(line)
        elif line.type in ENDS and line.seq not in taken:
            ends = next((one for one in reversed(going) if one.type == ENDS[line.type]), None)
            if ends is not None:
                going.remove(ends)
                found |= {of[ends.seq]: line} if ends.seq in of else {}
    return found


# --- what they say


def _standing(link: Link, begun: Said | None, ended: Said | None, log: _Log) -> Standing:
    since = begun.on if begun else _agreed_for(link, log)
    is_dropped = begun is None and log.is_dropped(link)
    return Standing(
        kind=str(begun.attributes.get("kind")) if begun else _kind_agreed(link, log),
        since=since,
        until=_until(link, begun, log),
        begun=begun.seq if begun else None,
        ended=ended.seq if ended else None,
        ended_on=since - timedelta(days=1) if is_dropped else ended.on if ended else None,
    )


def _agreed(link: Link, log: _Log) -> Mapping[str, Any]:
    line = log.in_force(link.agreed, (kinds.AGREED,))
    return line.attributes if line else {}


def _agreed_for(link: Link, log: _Log) -> date:
    starts = _agreed(link, log).get("starts") or log.agreements[link.id][0].attributes["since"]
    return date.fromisoformat(starts)


def _kind_agreed(link: Link, log: _Log) -> str:
    return str(_agreed(link, log).get("kind") or log.agreements[link.id][0].attributes["kind"])


def _until(link: Link, begun: Said | None, log: _Log) -> date | None:
    """Its last day by the newest agreement, unless the beginning was put right after that."""
    newest = log.agreements[link.id][-1]
    registered = begun.attributes.get("until") if begun and begun.seq > newest.seq else None
    return day_of(registered or newest.attributes.get("until"))


# --- the rows


def follow(case_id: UUID) -> None:
    """Brings the placements of a case in step with its log, inside the transaction that wrote it.
    One question where there are none."""
    placements = placements_of([case_id]).get(case_id, [])
    if not placements:
        return
    log = list(LogEntry.unrestricted.filter(case=case_id, type__in=TELLING).order_by("seq"))
    ids = {line.seq: line.pk for line in log}
    found = standings(map(link_of, placements), [said(line) for line in log])
    for row in placements:
        standing = found.get(str(row.pk))
        if standing is not None and standing != standing_of(row):
            Placement.unrestricted.filter(pk=row.pk).update(**_columns(standing, ids))


def placements_of(case_ids: Iterable[UUID]) -> dict[UUID, list[Placement]]:
    """The rows by case, with the lines that they name."""
    found = Placement.unrestricted.filter(case__in=list(case_ids))
    by_case: dict[UUID, list[Placement]] = {}
    for row in found.select_related("entry", "begun", "ended"):
        by_case.setdefault(row.case_id, []).append(row)
    return by_case


def said(line: LogEntry) -> Said:
    """A line of the log, as it is read here."""
    return Said(line.seq, line.type, line.on, line.attributes, line.replaces)


def link_of(row: Placement) -> Link:
    """A row, as it is read here."""
    return Link(str(row.pk), row.entry.seq, *_lines(row))


def standing_of(row: Placement) -> Standing:
    """What a row says."""
    begun, ended = _lines(row)
    return Standing(row.kind, row.since, row.until, begun, ended, row.ended_on)


def _lines(row: Placement) -> Iterator[int | None]:
    yield from (one.seq if one else None for one in (row.begun, row.ended))


def _columns(standing: Standing, ids: Mapping[int, int]) -> dict[str, Any]:
    lines = {"begun_id": standing.begun, "ended_id": standing.ended}
    days = {"since": standing.since, "until": standing.until, "ended_on": standing.ended_on}
    named = {name: None if seq is None else ids[seq] for name, seq in lines.items()}
    return {"kind": standing.kind, **days, **named}
