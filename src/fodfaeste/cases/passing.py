"""A case that is passed on whole to another organisation: where it lies then, and who stays.

Asking is a sharing of its own way (``Sharing.Way.HANDOVER``), with a basis as any other. Until it
is answered the case stays where it is. What the log says of the answer is derived into
``Case.taken_over_at``, by which what was only for those before ends.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from fodfaeste.accounts.models import Organisation
from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case, CaseMember, Sharing
from fodfaeste.cases.policy import SEES, SHAREABLE, Kind, Relation
from fodfaeste.cases.relations import open_access
from fodfaeste.cases.rows import CASE_PASSED_ON, Row

PLACED = ("organisation", "referred_by", "team")

SEEN_BEFORE: tuple[Kind, ...] = tuple(kind for kind in SHAREABLE if kind in SEES[Relation.LEADER])
"""What those who answer see until then: what a leader sees of any case of theirs."""


class Team(NamedTuple):
    """The parts that end when a case is taken over, and those that go on."""

    leaving: list[CaseMember]
    staying: list[CaseMember]


def taken_over_at(rows: Iterable[Row]) -> datetime | None:
    """When another organisation took the case over last."""
    found = [row.attributes["at"] for row in rows if row.type == CASE_PASSED_ON]
    return datetime.fromisoformat(found[-1]) if found else None


def passed_on_to(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Where a case lies by the last line that passed it on; nothing, if none did."""
    found = [row["attributes"] for row in rows if row["type"] == CASE_PASSED_ON]
    return {name: found[-1].get(name) for name in PLACED} if found else {}


def waiting_offer(case_id: UUID, on: date) -> Sharing | None:
    """What asks somebody to take the case over, if it stands on that day."""
    return open_access(on).filter(case=case_id, way=Sharing.Way.HANDOVER).first()


def placed_by(case: Case, *, organisation_id: int, referrer_stays: bool) -> Case:
    """The case as it lies once it is taken over, not saved. It comes without a team: which one it
    is, the new organisation says by giving out parts."""
    after = copy(case)
    after.organisation_id, after.team_id = organisation_id, None
    is_other = case.referred_by_id != organisation_id
    after.referred_by_id = case.referred_by_id if referrer_stays and is_other else None
    return after


def placed_after(case: Case, offer: Sharing) -> Case:
    """The same, as an offer says it."""
    stays = bool(crypto.decrypt_map(offer.details).get("referrer_stays"))
    assert offer.receiver_organisation_id is not None, "an organisation is asked"
    return placed_by(case, organisation_id=offer.receiver_organisation_id, referrer_stays=stays)


def team_after(after: Case) -> Team:
    """Who leaves, and who stays: those who work where the case lies then, or where the citizen was
    referred from, or in units of these."""
    places = [pk for pk in (after.organisation_id, after.referred_by_id) if pk is not None]
    units = Organisation.objects.filter(parent__in=places).values_list("pk", flat=True)
    near = {*places, *units}
    parts = CaseMember.unrestricted.filter(case=after.pk, until=None).select_related(
        "user__organisation"
    )
    team = Team([], [])
    for part in parts.order_by("pk"):
        (team.staying if part.user.organisation_id in near else team.leaving).append(part)
    return team
