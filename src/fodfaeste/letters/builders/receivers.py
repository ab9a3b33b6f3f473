"""To whom the letters of a case usually go: the citizen, whoever referred, the caseworkers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from fodfaeste.accounts.models import Organisation, OrganisationKind
from fodfaeste.cases.models import Case, CaseMember
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.services import NewEvent
from fodfaeste.letters.builders.asked import Asked, Receiver
from fodfaeste.letters.new import CITIZEN

OFFICES = {
    OrganisationKind.JOB_CENTRE: ("jobcentre_caseworker", "jobcentre"),
    OrganisationKind.MUNICIPALITY: ("jobcentre_caseworker", "jobcentre"),
    OrganisationKind.SOCIAL_DEPARTMENT: ("social_caseworker", "social_department"),
}
"""The role to which a letter to such an organisation goes, and how events call it."""
CASEWORKERS = {
    "jobcentre_caseworker": "jobcentre",
    "joint_caseworker": "jobcentre",
    "social_caseworker": "social_department",
}


def to_citizen(asked: Asked, event: NewEvent | None = None) -> Receiver:
    """The citizen; their address is looked up on the day on which the letter goes."""
    name = asked.citizen
    return Receiver(key=CITIZEN, role=CITIZEN, name=name, details={"name": name}, event=event)


def to_offices(
    asked: Asked, event: Callable[[str], NewEvent | None] = lambda _: None
) -> list[Receiver]:
    """Whoever referred, and the organisations of the caseworkers: each once."""
    found: dict[str, Receiver] = {}
    for one in _offices(asked):
        found.setdefault(one.key, replace(one, event=event(one.code)))
    return list(found.values())


def _offices(asked: Asked) -> Iterator[Receiver]:
    case = Case.unrestricted.select_related("referred_by").get(pk=asked.view.case_id)
    if case.referred_by is not None and case.referred_by.kind in OFFICES:
        yield _office(case.referred_by, *OFFICES[OrganisationKind(case.referred_by.kind)])
    for member in _caseworkers(asked):
        yield _office(member.user.organisation, member.role, CASEWORKERS[member.role])


def _caseworkers(asked: Asked) -> Sequence[CaseMember]:
    if not asked.view.sight.sees(Kind.PEOPLE):
        return ()
    found = CaseMember.unrestricted.filter(
        case=asked.view.case_id, until=None, role__in=CASEWORKERS
    )
    return list(found.select_related("user__organisation").order_by("since", "pk"))


def _office(one: Organisation, role: str, code: str) -> Receiver:
    name = one.letter_name or one.name
    details = {"name": name, "organisation": one.pk}
    return Receiver(key=f"organisation-{one.pk}", role=role, name=name, details=details, code=code)
