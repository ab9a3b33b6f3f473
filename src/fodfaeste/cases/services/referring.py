"""Refers a citizen to a programme: the first lines of a case's log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import Q

from fodfaeste.accounts import access
from fodfaeste.accounts.models import Organisation, Team, User
from fodfaeste.accounts.queries import may_refer_to
from fodfaeste.cases import chain, cpr, crypto, projection, rows
from fodfaeste.cases.models import Case, Citizen
from fodfaeste.cases.relations import sees_name
from fodfaeste.cases.services.acts import (
    add_members,
    check_facts,
    check_members,
    exchanged,
    facts_lines,
    member_line,
    variant_line,
)
from fodfaeste.cases.services.events import NewEvent, event_line
from fodfaeste.cases.services.gathering import Step, below, together
from fodfaeste.cases.services.writing import Line, Writer, insert
from fodfaeste.cases.visibility import NotVisible, visible_case
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.core.rules import Rules
from fodfaeste.programmes.catalogue import UnknownProgramme, in_force, version_of, versions

ATTEMPTS = 3
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCitizen:
    """A citizen as a form names them. One whose CPR number whoever refers knows already is that
    one; what others know of the number is not told.

    ``birth_date`` where there is no CPR number.
    """

    name: str
    cpr: str | None = None
    birth_date: date | None = None
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """A part in the case. The first one's bearer is the primary worker."""

    user_id: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """All that opens a case. ``citizen``: a new one, or the id of one that ``by`` sees.

    ``organisation_id`` runs the case; ``referred_by_id`` is the one that referred the citizen, if
    that is another. ``first``: what is registered first, as ``referral_received``.
    """

    citizen: NewCitizen | UUID
    programme: str
    organisation_id: int
    first: NewEvent
    facts: Mapping[str, Any] = field(default_factory=dict)
    variant: str | None = None
    referred_by_id: int | None = None
    team_id: int | None = None
    members: Sequence[Member] = ()


@dataclass(frozen=True, slots=True)
class Referred:
    """The case that was opened. ``odd_cpr``: the number's check digit does not fit."""

    case_id: UUID
    citizen_id: UUID
    repeated: bool = False
    odd_cpr: bool = False


def refer_citizen(*, referral: Referral, by: User, now: datetime, submission: UUID) -> Referred:
    """Opens a case by the version in force on the first event's day.

    Raises ``Refused`` with all faults: of the citizen at ``citizen.…``, the facts at ``facts.…``,
    the first event at ``first.…``, ``members[n]``, and the case's own fields. ``NotVisible`` if
    ``citizen`` is the id of one whom ``by`` does not see.
    """
    if not may_refer_to(by, referral.programme):
        raise Refused([Fault("programme", "programme_not_in_use")])
    writer = Writer(by, now, submission)
    case_id = id_of_case(submission)
    for attempt in range(ATTEMPTS):
        if Case.unrestricted.filter(pk=case_id).exists():
            case, _sight = visible_case(by, case_id, writer.today)
            return Referred(case.pk, case.citizen_id, repeated=True)
        case, odd, lines = planned(case_id, referral, writer)
        _refuse_protected(case.citizen, writer)
        try:
            with transaction.atomic():
                _open(case, lines, referral.members, writer)
        except IntegrityError:
            # The same form sent twice at once, or somebody else just entered the same citizen.
            if attempt == ATTEMPTS - 1:
                raise
            continue
        return Referred(case.pk, case.citizen_id, odd_cpr=odd)
    raise AssertionError("the last attempt returns or raises")


def _refuse_protected(citizen: Citizen, writer: Writer) -> None:
    """A case of one's own is no way to a protected name and address. Whoever needs them opens the
    case that there is by emergency access, of which a leader is told, and may refer then."""
    known = Citizen.unrestricted.filter(pk=citizen.pk, protected=True)
    seen = Case.unrestricted.filter(sees_name(writer.by, writer.today), citizen=citizen.pk)
    if known.exists() and not seen.exists():
        access.note(user=writer.by, act=access.Act.REFUSED, citizen_id=citizen.pk, attempt="refer")
        raise Refused([Fault("citizen.cpr", "protected_here")])


def id_of_case(submission: UUID) -> UUID:
    """The id of the case that a form opens: the same form opens one case only."""
    return uuid5(submission, "case")


def _open(case: Case, lines: Sequence[Line], members: Sequence[Member], writer: Writer) -> None:
    save(case, members, writer)
    insert(case.pk, (0, chain.START), lines, writer)
    projection.refresh([case.pk], today=writer.today)


def save(case: Case, members: Sequence[Member], writer: Writer) -> None:
    """Writes a planned case with its citizen, if that is a new one, and its members."""
    if case.citizen._state.adding:
        case.citizen.save(force_insert=True)
    elif case.citizen.protected:  # perhaps only since this referral asked for it
        Citizen.unrestricted.filter(pk=case.citizen.pk).update(protected=True)
    case.save(force_insert=True)
    roles = version_of(case.programme, case.version).terms.roles
    confided = [name for name, role in roles.items() if role.confided]
    parts = [(member.user_id, member.role) for member in members]
    add_members(case, parts, writer.today, confided=confided)


def planned(case_id: UUID, referral: Referral, writer: Writer) -> tuple[Case, bool, list[Line]]:
    """The case that a referral opens, not saved yet, whether the citizen's number is odd, and the
    first lines of its log. Raises what ``refer_citizen`` raises."""
    rules = _rules(referral)
    citizen, odd = _citizen(referral.citizen, writer)
    case = Case(
        pk=case_id,
        citizen=citizen,
        programme=referral.programme,
        version=rules.programme.version,
        organisation_id=referral.organisation_id,
        referred_by_id=_other_organisation(referral),
        team_id=referral.team_id,
        opened_at=writer.now,
        opened_by=writer.by,
    )
    return case, odd, _lines(case, referral, rules, writer)


def _other_organisation(referral: Referral) -> int | None:
    is_other = referral.referred_by_id != referral.organisation_id
    return referral.referred_by_id if is_other else None


def _rules(referral: Referral) -> Rules:
    try:
        found = versions(referral.programme)
    except UnknownProgramme:
        fault = Fault("programme", "unknown_programme", {"value": referral.programme, "known": ""})
        raise Refused([fault]) from None
    return in_force(found, referral.first.on.toordinal())


def _lines(case: Case, referral: Referral, rules: Rules, writer: Writer) -> list[Line]:
    today, parts = writer.today, [(m.user_id, m.role) for m in referral.members]
    told = exchanged(referral.facts)
    steps: list[Step] = [
        lambda: _check_place(case, writer.by, parts),
        lambda: check_members(case, rules, parts),
        lambda: below("first", lambda: event_line(rules, (), referral.first, today)),
    ]
    if referral.facts:
        steps.append(lambda: below("facts", lambda: check_facts(rules.terms, told)))
    if referral.variant is not None:
        steps.append(lambda: variant_line(rules, referral.variant, today))
    _, _, first, *others = together(steps)
    joined = [member_line(user_id, role, today) for user_id, role in parts]
    facts = facts_lines(rules.terms, told, today)
    return [_opening(case, today), *facts, *filter(None, others), *joined, *filter(None, [first])]


def _opening(case: Case, today: date) -> Line:
    attributes = {**chain.placed(case), "version": str(case.version)}
    return Line(type=rows.CASE_OPENED, on=today, attributes=attributes)


def _check_place(case: Case, by: User, parts: Sequence[tuple[int, str]]) -> None:
    """The case lies with organisations and a team that are there, the one that runs it is in use,
    and ``by`` will see it."""
    organisations = {pk for pk in (case.organisation_id, case.referred_by_id) if pk is not None}
    faults = []
    found = Organisation.objects.filter(pk__in=organisations)
    in_use = dict(found.values_list("pk", "is_active"))
    if len(in_use) < len(organisations) or not in_use[case.organisation_id]:
        faults.append(Fault("organisation_id", "unknown_organisation"))
    team = Team.objects.filter(pk=case.team_id).first() if case.team_id is not None else None
    if case.team_id is not None and (team is None or team.organisation_id not in organisations):
        faults.append(Fault("team_id", "unknown_team"))
    is_theirs = by.organisation_id in organisations or any(user_id == by.pk for user_id, _ in parts)
    if not (is_theirs or (team is not None and by.teams.filter(pk=team.pk).exists())):
        faults.append(Fault("organisation_id", "not_yours"))
    if faults:
        raise Refused(faults)


# --- the citizen


def _citizen(given: NewCitizen | UUID, writer: Writer) -> tuple[Citizen, bool]:
    """The citizen, perhaps not saved yet, and whether the number's check digit is odd."""
    if isinstance(given, UUID):
        found = Citizen.objects.visible_to(writer.by, writer.today).filter(pk=given).first()
        if found is None:
            access.note(user=writer.by, act=access.Act.REFUSED, citizen_id=given)
            raise NotVisible(given)
        return found, False
    steps: list[Step] = [lambda: _check_name(given, writer.today)]
    if not given.cpr:
        together(steps)
        return _made(given, None, writer), False
    numbers: list[cpr.Cpr] = []
    steps.append(
        lambda: numbers.append(cpr.read(given.cpr or "", today=writer.today, place="citizen.cpr"))
    )
    together(steps)
    number = numbers[0]
    citizen = _known(number, writer) or _made(given, number, writer)
    citizen.protected |= given.protected
    return citizen, number.odd


def _known(number: cpr.Cpr, writer: Writer) -> Citizen | None:
    """Whom the writer sees with that number, or their own organisation has registered before."""
    by = writer.by
    own = Q(home=by.organisation_id)
    seen = Q(pk__in=Citizen.objects.visible_to(by, writer.today).values("pk"))
    found = Citizen.unrestricted.filter(own | seen, cpr_index=cpr.blind_index(number))
    return min(found, key=lambda one: (one.home_id != by.organisation_id, one.pk), default=None)


def _check_name(given: NewCitizen, today: date) -> None:
    faults = []
    if not given.name.strip():
        faults.append(Fault("citizen.name", "missing"))
    if len(given.name) > LONGEST_NAME:
        faults.append(Fault("citizen.name", "too_long", {"value": str(LONGEST_NAME)}))
    if given.birth_date is not None and given.birth_date > today:
        faults.append(
            Fault("citizen.birth_date", "in_the_future", {"value": str(given.birth_date)})
        )
    if faults:
        raise Refused(faults)


def _made(given: NewCitizen, number: cpr.Cpr | None, writer: Writer) -> Citizen:
    return Citizen(
        pk=uuid5(writer.submission, "citizen"),
        name=" ".join(given.name.split()),
        cpr=crypto.encrypt(number.digits) if number else None,
        cpr_index=cpr.blind_index(number) if number else None,
        birth_date=number.birth_date if number else given.birth_date,
        protected=given.protected,
        home_id=writer.by.organisation_id,
    )
