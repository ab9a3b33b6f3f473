"""The pipelines of many cases at a glance, and the companies that were contacted lately."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases.models import Case
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.relations import part_in, sees, shown_name, team_ids
from fodfaeste.matching.models import Prospect, Step, WishVersion
from fodfaeste.matching.pipeline import STATES
from fodfaeste.matching.services.stepping import IN_TOUCH, unit_name

MOST = 100
"""So many cases stand on the page; whoever has more narrows it down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProspectShort:
    """A workplace in one line. ``on``: when it came to stand as it does."""

    id: UUID
    name: str
    state: str
    on: date | None
    declined_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case with its workplaces, what has come furthest first. ``citizen`` None: the name is not
    for the asker. ``wished_on``: when wishes were last written down."""

    case_id: UUID
    citizen: str | None
    protected: bool
    programme: str
    wished_on: date | None
    prospects: tuple[ProspectShort, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """That somebody here was in touch with a company. ``case_id`` None: for a citizen of whom the
    asker learns nothing."""

    on: date
    kind: str
    channel: str
    company_id: UUID
    name: str
    done_by: str
    mine: bool
    case_id: UUID | None = None
    citizen: str | None = None


def pipelines(*, user: User, today: date, whose: str = "mine") -> tuple[list[CaseLine], bool]:
    """Open cases whose match ``user`` reads: ``mine``, those of my ``team``, or ``all`` of the
    organisation; and whether there are more than are shown. Whose names stand there is logged."""
    rows = list(_cases(user, today, whose)[: MOST + 1])
    ids = [row["pk"] for row in rows[:MOST]]
    prospects, wished = _prospects(ids), _wished(ids)
    lines = [
        CaseLine(
            case_id=row["pk"],
            citizen=row["name"],
            protected=row["citizen__protected"],
            programme=row["programme"],
            wished_on=wished.get(row["pk"]),
            prospects=tuple(prospects.get(row["pk"], ())),
        )
        for row in rows[:MOST]
    ]
    named = [line.case_id for line in lines if line.citizen is not None]
    access.note_list(user=user, case_ids=named, page="pipelines")
    return sorted(lines, key=_begun), len(rows) > MOST


def _begun(line: CaseLine) -> int:
    """Where something goes on comes first, and last where nothing is written."""
    if any(one.state != Step.Kind.DECLINED for one in line.prospects):
        return 0
    return 1 if line.prospects or line.wished_on else 2


def _cases(user: User, today: date, whose: str):  # type: ignore[no-untyped-def]  # values with an annotation
    found = Case.objects.visible_to(user, today).filter(
        sees(Kind.NOTES, user, today), _of(user, whose), closed_on=None
    )
    named = found.annotate(name=shown_name(user, today))
    # By when it was opened: the place in the list says nothing of a name that is not shown.
    return named.order_by("-opened_at", "pk").values(
        "pk", "name", "citizen__protected", "programme"
    )


def _of(user: User, whose: str) -> Q:
    if whose == "team":
        return Q(team__in=team_ids(user))
    if whose == "all" and user.oversees:
        return Q(organisation=user.organisation_id)
    return Q(pk__in=part_in(user))


def _prospects(case_ids: Iterable[UUID]) -> Mapping[UUID, list[ProspectShort]]:
    rows = Prospect.unrestricted.filter(case__in=case_ids).select_related("unit__company")
    last = _last_steps(case_ids)
    by_case: dict[UUID, list[ProspectShort]] = {}
    for row in rows:
        step = last.get(row.pk)
        short = ProspectShort(
            id=row.pk,
            name=unit_name(row.unit),
            state=step.kind if step else Step.Kind.IDEA,
            on=step.on if step else None,
            declined_by=step.declined_by if step else "",
        )
        by_case.setdefault(row.case_id, []).append(short)
    return {case: sorted(found, key=_furthest) for case, found in by_case.items()}


def _furthest(one: ProspectShort) -> tuple[int, int]:
    return STATES.index(one.state), -(one.on.toordinal() if one.on else 0)


def _last_steps(case_ids: Iterable[UUID]) -> Mapping[UUID, Step]:
    found = Step.unrestricted.filter(prospect__case__in=case_ids, taken_back=None, of=None)
    return {step.prospect_id: step for step in found.order_by("on", "entry__seq")}


def _wished(case_ids: Iterable[UUID]) -> Mapping[UUID, date]:
    found = WishVersion.unrestricted.filter(case__in=case_ids).order_by("number")
    return {case: made_at.date() for case, made_at in found.values_list("case", "made_at")}


def contacts(
    *, user: User, since: date, until: date, today: date, company_id: UUID | None = None
) -> list[ContactLine]:
    """Whom the people of ``user``'s organisation were in touch with, newest first: so that nobody
    calls where somebody has called; of one company if it is named. For which citizen is told to
    those who read that case."""
    found = Step.unrestricted.filter(
        prospect__unit__company__organisation=user.organisation_id,
        kind__in=IN_TOUCH,
        taken_back=None,
        on__gte=since,
        on__lte=until,
    ).select_related("prospect__unit__company", "done_by")
    if company_id is not None:
        found = found.filter(prospect__unit__company=company_id)
    rows = list(found.order_by("-on", "-entry__seq", "-pk"))
    seen = _seen(user, today, [row.pk for row in rows])
    named = [case_id for case_id, citizen in seen.values() if case_id and citizen is not None]
    access.note_list(user=user, case_ids=named, page="company_contacts")
    return [_contact(row, user, seen.get(row.pk, (None, None))) for row in rows]


def _seen(
    user: User, today: date, step_ids: Iterable[int]
) -> Mapping[int, tuple[UUID | None, str | None]]:
    case = "prospect__case"
    found = Step.objects.visible_to(user, today).filter(pk__in=step_ids)
    named = found.annotate(name=shown_name(user, today, case, f"{case}__citizen"))
    return {pk: (case_id, name) for pk, case_id, name in named.values_list("pk", case, "name")}


def _contact(row: Step, user: User, seen: tuple[UUID | None, str | None]) -> ContactLine:
    return ContactLine(
        on=row.on,
        kind=row.kind,
        channel=row.channel,
        company_id=row.prospect.unit.company_id,
        name=unit_name(row.prospect.unit),
        done_by=row.done_by.name,
        mine=row.done_by_id == user.pk,
        case_id=seen[0],
        citizen=seen[1],
    )
