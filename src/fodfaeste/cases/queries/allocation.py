"""Who can have which part in a case, and how much each of them has already (CT-16)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from fodfaeste.accounts.models import CaseloadNorm, User
from fodfaeste.cases.models import Case, CaseMember
from fodfaeste.cases.queries.caseload import Bearer, Load, OpenPart, bearers, loads_of
from fodfaeste.cases.roles import fills
from fodfaeste.cases.services.intake import case_to_decide
from fodfaeste.core.rules import Rules
from fodfaeste.programmes.catalogue import version_of

NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Somebody who can have a part. ``norm``: about how many cases they should have in that role;
    ``certain``: their organisation, or the source, gives the figure."""

    user_id: int
    name: str
    organisation: str
    cases: int
    norm: int | None = None
    certain: bool = True

    @property
    def is_full(self) -> bool:
        """Whether another case is more than the norm."""
        return self.norm is not None and self.cases >= self.norm


@dataclass(frozen=True, slots=True)
class Part:
    """A role that nobody has in the case yet, and who can have it, those with fewest first."""

    role: str
    choices: tuple[Choice, ...]


def allocation(*, user: User, case_id: UUID, today: date) -> tuple[Part, ...]:
    """The parts to give out when a referral is accepted. The number of questions does not depend
    on how many people there are. Raises ``NotVisible`` or ``NotAllowed``."""
    case = case_to_decide(user, case_id, today)
    found = CaseMember.unrestricted.filter(case=case, until=None)
    return parts_of_case(user, case, set(found.values_list("role", flat=True)))


def parts_of_case(user: User, case: Case, held: Collection[str]) -> tuple[Part, ...]:
    """The parts of a case, as it lies, that nobody fills by a role that is ``held``."""
    rules = version_of(case.programme, case.version)
    near = frozenset(pk for pk in (case.organisation_id, case.referred_by_id) if pk is not None)
    open_parts = [
        OpenPart(case.pk, case.programme, role, near, case.team_id) for role in _roles(held, rules)
    ]
    people = bearers(user, open_parts, but=NOBODY)
    loads = loads_of(Q(user__in=[one.user_id for one in people])) if people else {}
    norms = _norms(people)
    return tuple(_part(part, people, loads, norms, case, rules) for part in open_parts)


def _roles(held: Collection[str], rules: Rules) -> list[str]:
    """Those that the programme gives to people who work here, and nobody fills."""
    named = dict.fromkeys(part.role for part in rules.programme.people)
    return [
        role
        for role in named
        if rules.terms.roles[role].staff and not any(fills(one, role, rules) for one in held)
    ]


def _norms(people: Iterable[Bearer]) -> dict[tuple[int, str], int]:
    places = {one.organisation_id for one in people}
    found = CaseloadNorm.objects.filter(organisation__in=places)
    return {(of, role): cases for of, role, cases in
            found.values_list("organisation", "role", "cases")}  # fmt: skip


def _part(
    part: OpenPart,
    people: Iterable[Bearer],
    loads: Load,
    norms: Mapping[tuple[int, str], int],
    case: Case,
    rules: Rules,
) -> Part:
    of_programme = norm_of(rules, part.role, case.variant)
    found = []
    for one in people:
        if one.fits(part):
            own = norms.get((one.organisation_id, part.role))
            norm, certain = (own, True) if own is not None else of_programme
            cases = loads.get((one.user_id, part.role), 0)
            found.append(Choice(
                user_id=one.user_id, name=one.name, organisation=one.organisation,
                cases=cases, norm=norm, certain=certain,
            ))  # fmt: skip
    return Part(part.role, tuple(sorted(found, key=lambda each: (each.cases, each.name))))


def norm_of(rules: Rules, role: str, variant: str | None) -> tuple[int | None, bool]:
    """What the programme says of a role, and whether its source gives the figure. Where the
    variant is not known yet, the smallest of its norms."""
    found = [
        norm
        for norm in rules.programme.caseload
        if norm.role == role and (not norm.variant or variant is None or variant in norm.variant)
    ]
    least = min(found, key=lambda norm: norm.citizens, default=None)
    return (least.citizens, least.certain) if least else (None, True)
