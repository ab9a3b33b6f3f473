"""Who has looked at a citizen: their part of the log of look-ups.

Both queries ask the database the same few questions however many lines there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from fodfaeste.accounts.models import AccessLog, Listed, User
from fodfaeste.cases.models import Case
from fodfaeste.cases.policy import Act
from fodfaeste.cases.visibility import allowed_case

NEWEST = 200
"""How many a page shows; an export gives all."""
IN_A_ROW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """Somebody was shown something of a citizen, or was refused.

    ``act``: of ``AccessLog.Act``. ``kinds`` and ``relations``: codes of ``policy.Kind`` and
    ``policy.Relation``. ``organisation`` (a name) and ``function`` (a code): the person's on that
    day. ``name``: empty where it is withheld. ``page``: of a list, a code of which one it was.
    ``programme``: of the case, None where a citizen was looked up without one. ``times``: how many
    look-ups it stands for, the newest of them at ``at``.
    """

    at: datetime
    act: str
    kinds: tuple[str, ...]
    relations: tuple[str, ...]
    organisation: str
    function: str
    name: str = ""
    page: str = ""
    case_id: UUID | None = None
    programme: str | None = None
    times: int = 1


def look_ups_of(*, citizen_id: UUID, named: bool = False) -> Iterator[LookUp]:
    """Every look-up of a citizen, oldest first: what subject access gives them. The names of
    those who looked are withheld unless ``named``: the law gives the citizen the organisation and
    the purpose, and employees' names only where these are needed to judge it."""
    cases = dict(Case.unrestricted.filter(citizen=citizen_id).values_list("pk", "programme"))
    found = _of(Q(citizen_id=citizen_id), cases).order_by("at", "pk")
    return _look_ups(found, cases, named=named)


def look_ups_in(
    *, user: User, case_id: UUID, today: date, newest: int = NEWEST
) -> tuple[LookUp, ...]:
    """The newest look-ups of a case, with names: for its page *Access*. A search that found the
    citizen is among them. Raises ``NotVisible`` or ``NotAllowed`` (``SEE_ACCESS``)."""
    case = allowed_case(user, case_id, Act.SEE_ACCESS, today)
    cases = {case.pk: case.programme}
    searched = Q(citizen_id=case.citizen_id, case_id=None)
    found = _of(searched, cases).order_by("-at", "-pk")[:newest]
    return tuple(folded(_look_ups(found, cases, named=True)))


def folded(look_ups: Iterable[LookUp]) -> Iterator[LookUp]:
    """Look-ups, newest first, those of one person in a row as one: whoever goes from page to page
    of a case has looked once."""
    row: list[LookUp] = []
    for one in look_ups:
        if row and not (row[-1].at - one.at <= IN_A_ROW and replace(one, at=row[0].at) == row[0]):
            yield replace(row[0], times=len(row))
            row = []
        row.append(one)
    if row:
        yield replace(row[0], times=len(row))


def _of(condition: Q, cases: dict[UUID, str]) -> "QuerySet[AccessLog]":
    """Lines about the cases, lists that name them, and those of a condition."""
    lists = Listed.objects.filter(case_id__in=cases).values("people")
    return AccessLog.objects.filter(condition | Q(case_id__in=cases) | Q(people__in=lists))


def _look_ups(
    found: "QuerySet[AccessLog]", cases: dict[UUID, str], *, named: bool
) -> Iterator[LookUp]:
    lines = found.select_related("user", "organisation").iterator(chunk_size=1000)
    for line in lines:
        yield LookUp(
            at=line.at,
            act=line.act,
            kinds=tuple(line.kinds),
            relations=tuple(line.relations),
            organisation=line.organisation.name,
            function=line.function,
            name=line.user.name if named else "",
            page=line.detail.get("page", ""),
            case_id=line.case_id,
            programme=cases.get(line.case_id) if line.case_id else None,
        )
