"""The list of cases: a page at a time, by name in Danish order."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.db.models import Case as When
from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models import When as Then

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import cpr
from fodfaeste.cases.models import Case, DutyRow, PhaseRow
from fodfaeste.cases.names import search_key
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries.results import CasePage, CaseRow, NextDuty
from fodfaeste.cases.relations import part_in, sees, sees_name, sees_number, shown_name
from fodfaeste.core.faults import Refused

State = Literal["open", "closed", "overdue"]

ON_A_PAGE = 50
COUNTED = 1000


def cases(
    *,
    user: User,
    today: date,
    text: str = "",
    programme: str | None = None,
    phase: str | None = None,
    state: State | None = None,
    mine: bool = False,
    after: UUID | None = None,
) -> CasePage:
    """The cases that ``user`` sees, by name in Danish order. ``text``: a name or a part of one,
    or a CPR number (which must not come from an address: post it). ``mine``: those in which
    ``user`` has a part. It is logged who is on the list, and that it was searched for; not what."""
    found = _searched(Case.objects.visible_to(user, today), user, text, today)
    if phase or state == "overdue":
        found = found.filter(sees(Kind.REGISTRATIONS, user, today))
    found = _filtered(found, today, programme=programme, phase=phase, state=state)
    if mine:
        found = found.filter(pk__in=part_in(user))
    count = found.order_by()[: COUNTED + 1].count()
    ids = list(_from(found, user, today, after).values_list("pk", flat=True)[: ON_A_PAGE + 1])
    last = ids[ON_A_PAGE - 1] if len(ids) > ON_A_PAGE else None
    rows = _rows(ids[:ON_A_PAGE], user, today)
    _note(user, text, rows, count)
    return CasePage(rows, min(count, COUNTED), more=count > COUNTED, after=last)


def _note(user: User, text: str, rows: Iterable[CaseRow], count: int) -> None:
    """One line for the page, whoever is named on it."""
    named = [row.case_id for row in rows if row.citizen is not None]
    if not text.strip():
        access.note_list(user=user, case_ids=named, page="cases")
        return
    by = "cpr" if cpr.looks_like(text) else "name"
    access.note_list(user=user, case_ids=named, act=access.Act.SEARCH, by=by, hits=count)


def _searched(found: "QuerySet[Case]", user: User, text: str, today: date) -> "QuerySet[Case]":
    """Nobody is found by a name or a number that whoever searches may not see."""
    if not text.strip():
        return found
    if cpr.looks_like(text):
        return found.filter(sees_number(user, today), citizen__cpr_index=_index(text, today))
    for word in search_key(text).split("0"):
        found = found.filter(citizen__search_key__contains=word)
    return found.filter(sees_name(user, today))


def _index(text: str, today: date) -> bytes:
    """A number that cannot be one finds nobody."""
    try:
        return cpr.blind_index(cpr.read(text, today=today))
    except Refused:
        return b""


def _filtered(
    found: "QuerySet[Case]",
    today: date,
    *,
    programme: str | None,
    phase: str | None,
    state: State | None,
) -> "QuerySet[Case]":
    if programme:
        found = found.filter(programme=programme)
    if phase:
        found = found.filter(
            Exists(_current_phases(today).filter(case=OuterRef("pk"), phase=phase))
        )
    if state == "overdue":
        return found.filter(Exists(_overdue(today).filter(case=OuterRef("pk"))))
    return found if state is None else found.filter(closed_on__isnull=state == "open")


def _current_phases(today: date) -> "QuerySet[PhaseRow]":
    running = Q(last_on=None) | Q(last_on__gte=today)
    return PhaseRow.unrestricted.filter(running, first_on__lte=today)


def _listed(today: date) -> "QuerySet[DutyRow]":
    begun = Q(listed_from=None) | Q(listed_from__lte=today)
    can_be_met = Q(listed_until=None) | Q(listed_until__gte=today)
    return DutyRow.unrestricted.filter(begun, can_be_met)


def _overdue(today: date) -> "QuerySet[DutyRow]":
    return _listed(today).filter(due_on__lt=today)


def _from(found: "QuerySet[Case]", user: User, today: date, after: UUID | None) -> "QuerySet[Case]":
    """What comes after that case in the list's order; nothing after one that is not seen.

    Those whose name is not seen come last: their place among the others would tell of it.
    """
    ordered = _in_order(found, user, today).order_by("place", "pk")
    if after is None:
        return ordered
    seen = _in_order(Case.objects.visible_to(user, today), user, today)
    key = seen.filter(pk=after).values("place")[:1]
    return ordered.filter(Q(place__gt=key) | Q(place=key, pk__gt=after))


AFTER_ALL = "~"
"""Comes after every key of a name."""


def _in_order(found: "QuerySet[Case]", user: User, today: date) -> "QuerySet[Any, Any]":
    name = F("citizen__sort_key")
    place = When(
        Then(sees_name(user, today), then=name), default=Value(AFTER_ALL), output_field=TextField()
    )
    return found.annotate(place=place)


def _rows(ids: list[UUID], user: User, today: date) -> tuple[CaseRow, ...]:
    """The rows of a page. Only its ids were put in order: that is what is dear in a long list."""
    some = Case.unrestricted.filter(pk__in=ids)
    full = some.select_related("citizen", "organisation", "primary").in_bulk(ids)
    tells, peoples = (
        When(Then(sees(kind, user, today), then=Value(True)), default=Value(False))
        for kind in (Kind.REGISTRATIONS, Kind.PEOPLE)
    )
    seen = list(some.values_list("pk", shown_name(user, today), tells, peoples))
    shown = {pk: name for pk, name, *_ in seen}
    told = frozenset(pk for pk, _, is_told, _ in seen if is_told)
    peopled = frozenset(pk for pk, *_, is_shown in seen if is_shown)
    phases = dict(_current_phases(today).filter(case__in=told).values_list("case_id", "phase"))
    duties: dict[UUID, list[DutyRow]] = {}
    for duty in _listed(today).filter(case__in=told).select_related("responsible"):
        duties.setdefault(duty.case_id, []).append(duty)
    rows = [
        _row(full[pk], shown[pk], phases.get(pk), duties.get(pk, []), today, told=pk in told)
        for pk in ids
    ]
    return tuple(row if row.case_id in peopled else _without_people(row) for row in rows)


def _without_people(row: CaseRow) -> CaseRow:
    """For who does not see who has a part in the case."""
    due = replace(row.next_due, responsible=None) if row.next_due else None
    return replace(row, responsible=None, next_due=due)


def _row(
    case: Case,
    name: str | None,
    phase: str | None,
    duties: Iterable[DutyRow],
    today: date,
    *,
    told: bool,
) -> CaseRow:
    dated = [duty for duty in duties if duty.due_on]
    first = min(dated, key=lambda duty: (duty.due_on or date.max, duty.pk), default=None)
    return CaseRow(
        case_id=case.pk,
        citizen=name,
        birth_date=case.citizen.birth_date if name else None,
        protected=case.citizen.protected,
        programme=case.programme,
        version=case.version,
        variant=case.variant,
        phase=phase,
        next_due=_next(first),
        overdue=sum(duty.due_on < today for duty in dated if duty.due_on),
        responsible=case.primary.name if case.primary else None,
        organisation=case.organisation.name,
        opened_at=case.opened_at,
        closed_on=case.closed_on if told else None,
        shows_registrations=told,
    )


def _next(duty: DutyRow | None) -> NextDuty | None:
    if duty is None:
        return None
    responsible = duty.responsible.name if duty.responsible else None
    return NextDuty(duty.requirement, duty.instance, duty.due_on, responsible)
