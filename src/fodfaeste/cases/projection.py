"""Derives from the logs what lists are made of: duties, phases, the derived columns of a case.

Nothing else writes them, and all of it can be made anew at any time (``rebuild_duties``). A day
that passes changes no row: whether a duty is late is read from its date. Grids, which go on for
ever, are laid some way ahead; ``Case.reconsider_on`` is the day on which more is due to be laid,
or on which an event dated in the future begins to exist.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import models, transaction

from fodfaeste.cases import following, intake, passing
from fodfaeste.cases.bookings import Reminder, booked_for, planned, reminders
from fodfaeste.cases.models import Appointment, Case, CaseMember, DutyRow, PhaseRow
from fodfaeste.cases.prepared import Prepared
from fodfaeste.cases.roles import who_acts
from fodfaeste.cases.rows import Row, Story, read_rows, story
from fodfaeste.core.dates import as_date
from fodfaeste.core.duties import Duty
from fodfaeste.core.evaluation import ON_A_WORKLIST, derive, is_waived, phases, state
from fodfaeste.core.events import Case as CoreCase
from fodfaeste.core.explaining import reason
from fodfaeste.core.log import Log

AHEAD = 60
"""Days for which the cells of a grid are laid ahead, at the least."""
STEP = 30
"""Days between two times of laying on. Cases take turns, so that no day has them all."""
FURTHEST = 366
"""How far past that a next cell is looked for; no grid of a programme is coarser than a year."""
AT_ONCE = 200

DUTY_FIELDS = (
    "requirement", "instance", "due_on", "listed_from", "listed_until", "owner_role",
    "responsible_id", "strength", "programme", "team_id", "organisation_id", "referred_by_id",
    "reason", "booked_id", "booked_for", "reminded_on", "reminded_by_id",
)  # fmt: skip
PHASE_FIELDS = ("phase", "first_on", "last_on")
CASE_FIELDS = (
    "version", "variant", "closed_on", "primary_id", "reconsider_on", "intake", "taken_over_at",
)  # fmt: skip


class Derived(NamedTuple):
    """What follows from one case's log: values in the order of the fields above."""

    columns: tuple[Any, ...]
    duties: list[tuple[Any, ...]]
    phases: list[tuple[Any, ...]]


def refresh(case_ids: Iterable[UUID], *, today: date) -> int:
    """Brings what is derived of these cases in step with their logs; says how many differed."""
    ids = list(case_ids)
    with transaction.atomic():
        # Locked first: a registration going on in one of them is waited for, then seen.
        found = Case.unrestricted.select_for_update().filter(pk__in=ids).order_by("pk")
        cases = {case.pk: case for case in found}
        derived = _derive_all(cases, today)
        return len(_write(cases, derived))


def refresh_stale(*, today: date, limit: int = 25) -> int:
    """Refreshes cases whose derivation has come to differ by time alone; usually there is none,
    and that costs one look into an index. ``limit`` bounds what one page has to wait for."""
    ids = [pk for (pk,) in _STALE.rows(today=today)[:limit]]
    return refresh(ids, today=today) if ids else 0


def _stale(today: date) -> "models.QuerySet[Case, Any]":
    stale = Case.unrestricted.filter(reconsider_on__lte=today).order_by("reconsider_on")
    return stale.values_list("pk")[:AT_ONCE]


_STALE = Prepared(_stale)


def refresh_all(*, today: date, only_stale: bool = False) -> tuple[int, int]:
    """Refreshes every case, or every stale one; says how many there were and how many differed."""
    cases = Case.unrestricted.order_by("pk")
    if only_stale:
        cases = cases.filter(reconsider_on__lte=today)
    ids = list(cases.values_list("pk", flat=True))
    batches = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    differed = sum(refresh(batch, today=today) for batch in batches)
    if not only_stale:
        following.follow_anew(ids)
    return len(ids), differed


# --- deriving


def _derive_all(cases: Mapping[UUID, Case], today: date) -> dict[UUID, Derived]:
    logs = read_rows(cases)
    members, appointments = _members(cases), planned(cases)
    return {
        pk: _derived(case, logs.get(pk, []), members.get(pk, []), appointments.get(pk, []), today)
        for pk, case in cases.items()
    }


def _members(cases: Iterable[UUID]) -> dict[UUID, list[CaseMember]]:
    found: dict[UUID, list[CaseMember]] = {}
    current = CaseMember.unrestricted.filter(case__in=list(cases), until=None)
    for member in current.order_by("pk"):
        found.setdefault(member.case_id, []).append(member)
    return found


def _derived(
    case: Case,
    rows: Sequence[Row],
    members: Sequence[CaseMember],
    appointments: Sequence[Appointment],
    today: date,
) -> Derived:
    told = story(case.programme, rows)
    on = today.toordinal()
    log = told.rules.log(CoreCase(told.variant, {}, told.events), on)
    horizon = horizon_of(case.pk, on)
    duties = derive(told.rules, log, horizon=horizon + FURTHEST)
    laid = [duty for duty in duties if not _begins_after(duty, horizon)]
    columns = (
        told.rules.programme.version,
        log.variant,
        as_date(log.closed_on),
        members[0].user_id if members else None,
        as_date(_reconsider_on(case.pk, told, duties, on)),
        intake.standing(told.rules, rows),
        passing.taken_over_at(rows),
    )
    waiting = list(_outstanding(log, laid, on))
    booked, reminded = booked_for(waiting, appointments), reminders(rows)
    return Derived(
        columns,
        [
            _duty_values(case, told, log, members, duty)
            + _asked_for(booked.get(_key(duty)), reminded.get(_key(duty)))
            for duty in waiting
        ],
        [(p.phase.id, as_date(p.first), as_date(p.last)) for p in phases(told.rules, log)],
    )


def _outstanding(log: Log, duties: Iterable[Duty], on: int) -> Iterator[Duty]:
    waived = log.waived()
    for duty in duties:
        is_off = is_waived(duty, waived.get(duty.rule.id))
        if state(duty, on=on, closed_on=log.closed_on, waived=is_off) in ON_A_WORKLIST:
            yield duty


def _duty_values(
    case: Case, told: Story, log: Log, members: Sequence[CaseMember], duty: Duty
) -> tuple[Any, ...]:
    rule = duty.rule
    actor = who_acts(members, rule.owner, told.rules)
    return (
        rule.id,
        duty.number,
        as_date(duty.due),
        as_date(duty.first) if _is_cell(duty) else None,
        as_date(duty.last) if duty.due is not None else None,
        rule.owner,
        actor.user_id if actor else None,
        rule.strength,
        case.programme,
        case.team_id,
        case.organisation_id,
        case.referred_by_id,
        reason(told.rules, log, duty),
    )


def _key(duty: Duty) -> tuple[str, int]:
    return duty.rule.id, duty.number


def _asked_for(booked: Appointment | None, reminded: Reminder | None) -> tuple[Any, ...]:
    """What has been done about a duty that is not met yet: it is booked; somebody reminded."""
    return (
        booked.pk if booked else None,
        booked.begins_at if booked else None,
        reminded.on if reminded else None,
        reminded.by_id if reminded else None,
    )


def _is_cell(duty: Duty) -> bool:
    return duty.rule.kind == "per_period"


def _begins_after(duty: Duty, day: int) -> bool:
    return _is_cell(duty) and duty.first is not None and duty.first > day


# --- how far ahead


def horizon_of(case_id: UUID, on: int) -> int:
    """The last day on which a cell laid now may begin: the same for ``STEP`` days in a row."""
    turn = case_id.int % STEP
    return ((on + turn) // STEP + 1) * STEP - turn - 1 + AHEAD


def _first_day_reaching(case_id: UUID, day: int) -> int:
    """The first day whose horizon reaches ``day``."""
    turn = case_id.int % STEP
    steps = -(-(day - AHEAD + 1 + turn) // STEP) - 1
    return steps * STEP - turn


def _reconsider_on(case_id: UUID, told: Story, duties: Iterable[Duty], on: int) -> int | None:
    to_come = [event.day for event in told.events if event.day > on]
    horizon = horizon_of(case_id, on)
    beyond = [duty.first for duty in duties if duty.first and _begins_after(duty, horizon)]
    days = to_come + ([_first_day_reaching(case_id, min(beyond))] if beyond else [])
    return min(days, default=None)


# --- writing


def _write(cases: Mapping[UUID, Case], derived: Mapping[UUID, Derived]) -> set[UUID]:
    return {
        *_write_columns(cases, derived),
        *_write_rows(DutyRow, DUTY_FIELDS, {pk: one.duties for pk, one in derived.items()}),
        *_write_rows(PhaseRow, PHASE_FIELDS, {pk: one.phases for pk, one in derived.items()}),
    }


def _write_columns(cases: Mapping[UUID, Case], derived: Mapping[UUID, Derived]) -> set[UUID]:
    changed = []
    for pk, case in cases.items():
        if tuple(getattr(case, name) for name in CASE_FIELDS) != derived[pk].columns:
            for name, value in zip(CASE_FIELDS, derived[pk].columns, strict=True):
                setattr(case, name, value)
            changed.append(case)
    Case.unrestricted.bulk_update(changed, [name.removesuffix("_id") for name in CASE_FIELDS])
    return {case.pk for case in changed}


R = TypeVar("R", DutyRow, PhaseRow)


def _write_rows(
    model: type[R], names: tuple[str, ...], wanted: Mapping[UUID, list[tuple[Any, ...]]]
) -> set[UUID]:
    """Writes only what differs: most duties of a case outlive an event untouched."""
    manager: models.Manager[R] = model.unrestricted
    surplus: dict[tuple[UUID, str], tuple[int, UUID]] = {}
    for pk, case_id, *values in manager.filter(case__in=list(wanted)).values_list(
        "pk", "case_id", *names
    ):
        surplus[case_id, _as_text(values)] = (pk, case_id)
    missing = [
        (case_id, values)
        for case_id, rows in wanted.items()
        for values in rows
        if surplus.pop((case_id, _as_text(values)), None) is None
    ]
    if surplus:
        manager.filter(pk__in=[pk for pk, _ in surplus.values()]).delete()
    manager.bulk_create(
        [model(case_id=case_id, **dict(zip(names, v, strict=True))) for case_id, v in missing],
        batch_size=AT_ONCE,
    )
    return {case_id for _, case_id in surplus.values()} | {case_id for case_id, _ in missing}


def _as_text(values: Sequence[Any]) -> str:
    """In one form for a row that was read and one that was made: a database has its own order of
    the keys in a reason."""
    return json.dumps(list(values), sort_keys=True, default=str)
