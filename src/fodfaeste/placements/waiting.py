"""Which placements and jobs wait for one person: those that should have begun, and those whose
agreement is not signed. One question to the database, however many there are."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from fodfaeste.accounts.models import User
from fodfaeste.cases.models import CaseMember
from fodfaeste.cases.policy import MAY, Act
from fodfaeste.cases.prepared import Prepared
from fodfaeste.cases.relations import covered_by, covers_on, part_in, shown_name, stands_in_any
from fodfaeste.placements.models import AgreementVersion, Placement, Signature

SIGNED_BY = timedelta(days=3)
"""So long before a version holds it is asked who has not signed it."""
MOST = 20

Party = Signature.Party


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementWaiting:
    """``is_to_begin``: its first day has come, and nobody has said that it began; else its
    agreement lacks ``unsigned``, of citizen and employer. ``citizen`` None: the name is not for the
    reader. ``holds_from``: the day from which the version holds that is to be signed."""

    case_id: UUID
    placement_id: UUID
    kind: str
    company: str
    since: date
    holds_from: date
    is_to_begin: bool
    unsigned: tuple[str, ...]
    citizen: str | None
    protected: bool
    programme: str
    version: date
    variant: str | None


class _Row(NamedTuple):
    """The columns, in their order."""

    placement_id: UUID
    case_id: UUID
    kind: str
    company: str
    since: date
    holds_from: date
    is_to_begin: bool
    by_citizen: bool
    by_employer: bool
    protected: bool
    programme: str
    version: date
    variant: str | None
    citizen: str | None


def placements_waiting(*, user: User, today: date) -> tuple[PlacementWaiting, ...]:
    """Those that ``user`` made, or a colleague for whom they stand in; where whoever made it has no
    part in the case any more, those of the cases that ``user`` has a part in. In open cases, of
    which they may say it; first what should have begun."""
    rows = _WAITING.rows(user=user, today=today, soon=today + SIGNED_BY)
    return tuple(_waiting(_Row(*row)) for row in rows)


def _waiting(row: _Row) -> PlacementWaiting:
    signed = {Party.CITIZEN: row.by_citizen, Party.EMPLOYER: row.by_employer}
    told = {name: getattr(row, name) for name in PlacementWaiting.__slots__ if name != "unsigned"}
    lacking = tuple(party.value for party, has in signed.items() if not has)
    return PlacementWaiting(**told, unsigned=lacking)


def _question(user: User, today: date, soon: date) -> "QuerySet[Placement, Any]":
    seen = Placement.objects.visible_to(user, today).filter(
        _theirs(user, today),
        stands_in_any(MAY[Act.PLACE], user, today, "case"),
        case__closed_on=None,
        ended_on=None,
    )
    asked: QuerySet[Any, Any] = _with_signatures(seen).annotate(
        is_to_begin=ExpressionWrapper(Q(begun=None, since__lte=today), output_field=BooleanField()),
        citizen=shown_name(user, today, "case", "case__citizen"),
    )
    unsigned = Q(holds_from__lte=soon) & (Q(by_citizen=False) | Q(by_employer=False))
    still = Q(until=None) | Q(until__gte=today)
    found: QuerySet[Any, Any] = asked.filter(Q(is_to_begin=True) | (unsigned & still))
    return found.order_by("-is_to_begin", "since", "pk").values_list(
        "pk", "case_id", "kind", "unit__company__name", "since", "holds_from", "is_to_begin",
        "by_citizen", "by_employer", "case__citizen__protected", "case__programme",
        "case__version", "case__variant", "citizen",
    )[:MOST]  # fmt: skip


_WAITING = Prepared(_question)


def _theirs(user: User, today: date) -> Q:
    """Whoever placed somebody is asked, as long as they have a part in the case."""
    mine, covered = part_in(user), covered_by(user, today)
    away = covers_on(today).filter(cover=user).values("absent")
    maker = CaseMember.unrestricted.filter(
        case=OuterRef("case"), user=OuterRef("made_by"), until=None
    )
    stood_in = Q(made_by__in=away, case__in=covered.values("case"))
    left = Q(case__in=mine) & Q(~Exists(maker))
    return Q(made_by=user, case__in=mine) | stood_in | left


def _with_signatures(found: "QuerySet[Placement]") -> "QuerySet[Any, Any]":
    """With the day from which the newest version holds, and who has signed it."""
    newest = AgreementVersion.unrestricted.filter(placement=OuterRef("pk")).order_by("-number")
    known = found.annotate(
        newest=Subquery(newest.values("pk")[:1]), holds_from=Subquery(newest.values("since")[:1])
    )
    signed = Signature.unrestricted.filter(version=OuterRef("newest"))
    return known.annotate(
        by_citizen=Exists(signed.filter(party=Party.CITIZEN)),
        by_employer=Exists(signed.filter(party=Party.EMPLOYER)),
    )
