"""What the coordinator of a programme sees of everybody's cases in it, and those who pay (KV-16).

The coordinator sees registrations and figures, the funder figures; neither a name, a number or a
text. The cases of a few are not counted for a funder: a figure of one or two is about somebody.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from fodfaeste.accounts import access
from fodfaeste.accounts.models import ProgrammePart, ProgrammeUse, User
from fodfaeste.cases.models import Case, LogEntry, PhaseRow
from fodfaeste.cases.rows import Row, read_rows, story
from fodfaeste.core.evaluation import Evaluation, evaluate
from fodfaeste.core.events import CORRECTION, WAIVER
from fodfaeste.core.events import Case as CoreCase

ON_A_PAGE = 25
FEW = 3
"""Fewer than so many are not told to a funder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """An organisation's cases in a programme. None: not told, since there are fewer than ``FEW``,
    or since it would tell of so few by what is left of the others. ``phases``: of open cases, by
    the phase they are in."""

    organisation: str
    cases: int | None
    open: int | None
    phases: dict[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A case without a name. ``events``: type and day of what counts, oldest first; ``phase`` and
    ``entitlements`` (requirement and day) follow from them."""

    number: str
    organisation: str
    version: date
    variant: str | None
    phase: str | None
    closed_on: date | None
    events: tuple[tuple[str, date], ...]
    entitlements: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """``registered`` is empty for a funder. ``after``: the cursor for the next page."""

    programme: str
    coordinates: bool
    figures: tuple[Figures, ...]
    registered: tuple[Registered, ...] = ()
    after: UUID | None = None


class NoPart(LookupError):
    """The person's organisation neither coordinates nor pays for the programme."""


def overseen_programmes(*, user: User) -> tuple[str, ...]:
    """The programmes that ``user``'s organisation coordinates or pays for, and the leader or
    whoever oversees its work there sees."""
    if not user.is_active or not user.oversees:
        return ()
    parts = (ProgrammePart.COORDINATES, ProgrammePart.FUNDS)
    found = ProgrammeUse.objects.filter(organisation=user.organisation_id, part__in=parts)
    return tuple(sorted(set(found.values_list("programme", flat=True))))


def overview(*, user: User, programme: str, today: date, after: UUID | None = None) -> Overview:
    """The programme as ``user`` oversees it; that registrations were read is logged. Raises
    ``NoPart``."""
    if programme not in overseen_programmes(user=user):
        raise NoPart(programme)
    uses = ProgrammeUse.objects.filter(organisation=user.organisation_id, programme=programme)
    coordinates = uses.filter(part=ProgrammePart.COORDINATES).exists()
    few = 0 if coordinates else FEW
    found = Overview(
        programme=programme,
        coordinates=coordinates,
        figures=tuple(_figures(programme, today, few)),
    )
    return _with_cases(found, user, today, after) if coordinates else found


def _figures(programme: str, today: date, few: int) -> Iterable[Figures]:
    counted = (
        Case.unrestricted.filter(programme=programme)
        .values("organisation", "organisation__name")
        .annotate(all=Count("pk"), open=Count("pk", filter=Q(closed_on=None)))
        .order_by("organisation__name")
    )
    phases = _phases(programme, today)
    for row in counted:
        of_phases = {
            phase: number
            for (organisation, phase), number in sorted(phases.items())
            if organisation == row["organisation"]
        }
        every, open_ = row["all"], row["open"]
        hides_open = _is_few(few, open_, every - open_)
        hides_phases = hides_open or _is_few(
            few, *of_phases.values(), open_ - sum(of_phases.values())
        )
        yield Figures(
            organisation=row["organisation__name"],
            cases=_told(every, hidden=_is_few(few, every)),
            open=_told(open_, hidden=hides_open),
            phases={phase: _told(n, hidden=hides_phases) for phase, n in of_phases.items()},
        )


def _is_few(few: int, *parts: int) -> bool:
    """Whether any of the parts of a whole is about so few: who knows the others knows it too."""
    return any(0 < number < few for number in parts)


def _told(number: int, *, hidden: bool) -> int | None:
    return None if hidden and number else number


def _phases(programme: str, today: date) -> Counter[tuple[int, str]]:
    running = Q(last_on=None) | Q(last_on__gte=today)
    rows = PhaseRow.unrestricted.filter(
        running, first_on__lte=today, case__programme=programme, case__closed_on=None
    )
    found = rows.values_list("case__organisation", "phase").annotate(number=Count("pk"))
    return Counter({(of, phase): number for of, phase, number in found})


def _with_cases(found: Overview, user: User, today: date, after: UUID | None) -> Overview:
    cases = list(_page(found.programme, after)[: ON_A_PAGE + 1])
    shown = cases[:ON_A_PAGE]
    logs = read_rows(case.pk for case in shown)
    access.note(
        user=user,
        act=access.Act.LIST,
        kinds=("registrations",),
        page="overview",
        hits=len(shown),
    )
    return Overview(
        programme=found.programme,
        coordinates=True,
        figures=found.figures,
        registered=tuple(_registered(case, logs.get(case.pk, []), today) for case in shown),
        after=shown[-1].pk if len(cases) > ON_A_PAGE else None,
    )


def _page(programme: str, after: UUID | None) -> "QuerySet[Case]":
    """By id, which follows from nothing about the citizen."""
    found = Case.unrestricted.filter(programme=programme).select_related("organisation")
    return (found.filter(pk__gt=after) if after else found).order_by("pk")


def _registered(case: Case, rows: list[Row], today: date) -> Registered:
    told = story(case.programme, rows)
    found = evaluate(told.rules, CoreCase(told.variant, {}, told.events), today.toordinal())
    return Registered(
        number=str(case.pk)[:8],
        organisation=case.organisation.name,
        version=told.rules.programme.version,
        variant=found.variant,
        phase=found.phase.phase.id if found.phase else None,
        closed_on=case.closed_on,
        events=tuple(_events(rows)),
        entitlements=tuple(_entitlements(found)),
    )


def _events(rows: Iterable[Row]) -> Iterable[tuple[str, date]]:
    """What stands, without what was corrected and what was decided about duties."""
    known = list(rows)
    voided = {row.attributes.get("of") for row in known if row.type == CORRECTION}
    for row in sorted(known, key=lambda row: (row.on, row.seq)):
        is_act = row.kind != LogEntry.Kind.EVENT or row.type in (CORRECTION, WAIVER)
        if not is_act and f"e{row.seq}" not in voided:
            yield row.type, row.on


def _entitlements(found: Evaluation) -> Iterable[tuple[str, date]]:
    for one in found.entitlements:
        yield one.entitlement.requirement, date.fromordinal(one.day)
