"""The plans of support in phases, and calls to the caseworkers, as a case's log tells them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.models import CaseMember, LogEntry, TextKind, event_id
from fodfaeste.cases.prepared import Prepared
from fodfaeste.cases.queries.results import CaseView, EntryView
from fodfaeste.cases.relations import part_in, shown_name
from fodfaeste.cases.roles import fills
from fodfaeste.programmes.catalogue import version_of

READ_BY_FEWER = (TextKind.HEALTH, TextKind.SOCIAL)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan that stands. ``texts``: by question; empty and ``withheld`` where it is not for the
    asker to read. ``tracks``: of a phase plan, the track of each text."""

    entry: str
    on: date
    author: str
    texts: Mapping[str, str] = field(default_factory=dict)
    withheld: bool = False
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call to the caseworkers. ``answered_at`` None: it waits. ``what`` and ``decided`` are
    empty where they are not for the asker to read."""

    id: str
    made_at: datetime
    by: str
    what: str
    withheld: bool
    answered_at: datetime | None = None
    answered_by: str = ""
    decided: str = ""


def phase_plans(view: CaseView) -> dict[str, Plan]:
    """The plan of each phase that has one."""
    found = {}
    for entry in _in_order(view, rows.PHASE_PLANNED):
        found[str(entry.attributes.get("phase"))] = _plan(entry)
    return found


def crisis_plan(view: CaseView) -> Plan | None:
    """How crisis and relapse are met; None if nothing is written."""
    return _latest(view, rows.CRISIS_PLANNED)


def crisis_plan_beside(view: CaseView) -> Plan | None:
    """An earlier one that stands beside it; see ``_beside``."""
    return _beside(view, rows.CRISIS_PLANNED)


def lasting_plan(view: CaseView) -> Plan | None:
    """The plan for what lasts, in the making or anchored, whichever was written later."""
    return _latest(view, *_of_what_lasts(view))


def lasting_plan_beside(view: CaseView) -> Plan | None:
    """An earlier one that stands beside it; see ``_beside``."""
    return _beside(view, *_of_what_lasts(view))


def _of_what_lasts(view: CaseView) -> tuple[str, str]:
    support = view.rules.programme.phased_support
    anchored = support.lasting_plan.event if support and support.lasting_plan else ""
    return rows.LASTING_PLANNED, anchored


def calls(view: CaseView) -> tuple[Call, ...]:
    """The calls to the caseworkers, the latest first."""
    answers = {str(one.attributes.get("of")): one for one in _in_order(view, rows.CALL_ANSWERED)}
    made = _in_order(view, rows.CALLED_IN)
    return tuple(_call(entry, answers.get(entry.id)) for entry in reversed(list(made)))


def _call(entry: EntryView, answer: EntryView | None) -> Call:
    return Call(
        id=entry.id,
        made_at=entry.registered_at,
        by=entry.author,
        what=entry.note,
        withheld=entry.withheld,
        answered_at=answer.registered_at if answer else None,
        answered_by=answer.author if answer else "",
        decided=answer.note if answer else "",
    )


def _in_order(view: CaseView, *types: str) -> Iterator[EntryView]:
    wanted = (one for one in view.entries if one.type in types and one.corrected_by is None)
    return iter(sorted(wanted, key=lambda entry: entry.seq))


def _latest(view: CaseView, *types: str) -> Plan | None:
    written = [entry for entry in _in_order(view, *types) if entry.answers or entry.withheld]
    return _plan(written[-1]) if written else None


def _beside(view: CaseView, *types: str) -> Plan | None:
    """The last of those written before that fewer read than the latest, whose writer may not have
    read it: it has not been replaced, and stands beside it."""
    written = [entry for entry in _in_order(view, *types) if entry.answers or entry.withheld]
    if not written:
        return None
    latest = written.pop().text_kind
    hidden = [one for one in written if one.text_kind in READ_BY_FEWER and one.text_kind != latest]
    return _plan(hidden[-1]) if hidden else None


def _plan(entry: EntryView) -> Plan:
    return Plan(
        entry=entry.id,
        on=entry.on,
        author=entry.author,
        texts=entry.answers,
        withheld=entry.withheld,
        tracks=tuple(entry.attributes.get("tracks", ())),
    )


# --- what waits for somebody, case by case


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWaiting:
    """A call that waits for somebody. ``citizen`` None: they do not see the name."""

    case_id: UUID
    entry: str
    citizen: str | None
    protected: bool
    programme: str
    version: date
    made_at: datetime


def calls_waiting(*, user: User, today: date) -> tuple[CallWaiting, ...]:
    """The calls that ``user`` can answer, in the cases in which they have the part that is
    called; the one that has waited longest first."""
    lines = _LINES.rows(user=user, today=today)
    answered = {(case, said["of"]) for case, _, type_, said, *_ in lines if type_ != rows.CALLED_IN}
    open_ = [
        line
        for line in lines
        if line[2] == rows.CALLED_IN and (line[0], event_id(line[1])) not in answered
    ]
    parts = _parts(user, {line[0] for line in open_}) if open_ else {}
    return tuple(_waiting(line) for line in open_ if _is_called(line, parts.get(line[0], ())))


Told = tuple[Any, ...]


def _lines(user: User, today: date) -> "QuerySet[LogEntry, Any]":
    found = LogEntry.objects.visible_to(user, today).filter(
        type__in=rows.CALLS, case__in=part_in(user), case__closed_on=None
    )
    columns = ("case_id", "seq", "type", "attributes", "registered_at", "case__programme",
               "case__version", "case__citizen__protected")  # fmt: skip
    name = shown_name(user, today, "case", "case__citizen")
    return found.order_by("registered_at", "pk").values_list(*columns, name)


_LINES = Prepared(_lines)


def _parts(user: User, case_ids: set[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    mine = CaseMember.unrestricted.filter(user=user, until=None, case__in=case_ids)
    for case_id, role in mine.values_list("case", "role"):
        found.setdefault(case_id, []).append(role)
    return found


def _is_called(line: Told, roles: list[str] | tuple[()]) -> bool:
    rules = version_of(line[5], line[6])
    return any(fills(role, line[3]["role"], rules) for role in roles)


def _waiting(line: Told) -> CallWaiting:
    case_id, seq, _, _, made_at, programme, version, protected, citizen = line
    return CallWaiting(
        case_id=case_id,
        entry=event_id(seq),
        citizen=citizen,
        protected=protected,
        programme=programme,
        version=version,
        made_at=made_at,
    )
