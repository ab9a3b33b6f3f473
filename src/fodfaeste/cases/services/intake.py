"""Decides on a referral: who takes part then, and what whoever referred is told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fodfaeste.accounts.models import Organisation, User
from fodfaeste.cases import rows
from fodfaeste.cases.intake import Decision, latest_event
from fodfaeste.cases.intake import decided_by_event as said_by
from fodfaeste.cases.models import Case, CaseMember, LogEntry, TextKind, event_id
from fodfaeste.cases.policy import BY_MEMBER, Act, Kind, Relation
from fodfaeste.cases.services.acts import add_members, check_members, member_line
from fodfaeste.cases.services.events import NewEvent, event_line
from fodfaeste.cases.services.referring import Member
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.sight import Sight, lasting_sight
from fodfaeste.cases.visibility import refuse, visible_case
from fodfaeste.core.faults import Fault, Refused

LONGEST_REASON, LONGEST_PLACE = 2000, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """A decision as a form tells it.

    ``after``: the line of the decision that whoever decides has seen last, empty if there was
    none: what somebody else decides meanwhile is not overruled unseen. ``to`` and
    ``organisation_id``: where the citizen is sent on to, by name, and who that is if they use the
    system; nothing is opened to them by it. ``parts``: who takes part, if it is accepted.
    """

    decision: str
    reason: str
    after: str = ""
    to: str = ""
    organisation_id: int | None = None
    parts: Sequence[Member] = ()


def decide_referral(
    *, case_id: UUID, new: NewDecision, by: User, now: datetime, submission: UUID
) -> Registered:
    """Decides on the referral of a case, or decides anew; gives out parts in the same act, and
    registers whether the citizen takes part where the programme has an event for that (RA-05).

    Raises ``Refused``: at ``reason`` (``missing``, ``too_long``), ``decision``
    (``unknown_decision``, ``decided_meanwhile``), ``to`` (``missing``, ``unknown_organisation``)
    or ``members[n]``."""
    writer = Writer(by, now, submission)
    case = case_to_decide(by, case_id, writer.today)
    parts = [(part.user_id, part.role) for part in new.parts] if _is_yes(new) else []

    def decide(known: Known) -> list[Line]:
        _check(new, case, known)
        _check_parts(case, known, parts)
        lines = [_decision_line(new, writer), *_participation(known, new, writer)]
        lines += [member_line(user_id, role, writer.today) for user_id, role in parts]
        return [*lines, *_sight_lines(_confided(case, known, parts, writer), writer)]

    def also(entries: Sequence[LogEntry]) -> None:
        add_members(case, parts, writer.today)
        for entry in entries:
            if entry.type == rows.SIGHT_GIVEN:
                _let_see(case, entry.attributes["user"])

    return append(case, writer, decide, also=also)


def case_to_decide(by: User, case_id: UUID, on: date) -> Case:
    """The case, if ``by`` may decide on its referral. Raises ``NotVisible`` or ``NotAllowed``."""
    case, sight = visible_case(by, case_id, on)
    if not may_decide(by, case, sight):
        refuse(by, case, sight, Act.DECIDE)
    return case


def may_decide(user: User, case: Case, sight: Sight) -> bool:
    """Whoever leads, or does the secretary's work, where the citizen was referred *from* does not
    decide for those to whom they were referred."""
    near = sight.relations & {Relation.MEMBER, Relation.COVER, Relation.TEAM}
    at_home = {case.organisation_id, case.organisation.parent_id}
    return sight.may(Act.DECIDE) and (bool(near) or user.organisation_id in at_home)


def _is_yes(new: NewDecision) -> bool:
    return new.decision == Decision.ACCEPTED


# --- what is refused


def _check(new: NewDecision, case: Case, known: Known) -> None:
    faults = []
    if new.decision not in set(Decision):
        faults.append(Fault("decision", "unknown_decision"))
    elif latest_decision(known.rows) != new.after:
        faults.append(Fault("decision", "decided_meanwhile"))
    if not new.reason.strip():
        faults.append(Fault("reason", "missing"))
    elif len(new.reason) > LONGEST_REASON:
        faults.append(Fault("reason", "too_long", {"value": str(LONGEST_REASON)}))
    if new.decision == Decision.SENT_ON:
        faults += _place_faults(new, case)
    if faults:
        raise Refused(faults)


def _place_faults(new: NewDecision, case: Case) -> list[Fault]:
    """Sent on to somebody in the system, or to a name."""
    if new.organisation_id is not None:
        others = Organisation.objects.filter(is_active=True).exclude(pk=case.organisation_id)
        known = others.filter(pk=new.organisation_id).exists()
        return [] if known else [Fault("to", "unknown_organisation")]
    if not new.to.strip():
        return [Fault("to", "missing")]
    too_long = len(new.to) > LONGEST_PLACE
    return [Fault("to", "too_long", {"value": str(LONGEST_PLACE)})] if too_long else []


def latest_decision(known: Iterable[rows.Row]) -> str:
    """The line of the decision that was made last; empty if there is none."""
    found = [row.seq for row in known if row.type == rows.INTAKE_DECIDED]
    return event_id(found[-1]) if found else ""


def _check_parts(case: Case, known: Known, parts: Sequence[tuple[int, str]]) -> None:
    check_members(case, known.story.rules, parts)
    there = CaseMember.unrestricted.filter(case=case, until=None).values_list("user", "role")
    had = set(there)
    faults = [
        Fault(f"members[{number}]", "already_a_member")
        for number, part in enumerate(parts)
        if part in had
    ]
    if faults:
        raise Refused(faults)


# --- what is written


def _decision_line(new: NewDecision, writer: Writer) -> Line:
    said: dict[str, object] = {"decision": new.decision}
    personal: dict[str, object] = {"note": new.reason.strip()}
    if new.decision == Decision.SENT_ON:
        said |= {"organisation": new.organisation_id}
        personal["attributes"] = {"to": _place(new)}
    return Line(
        type=rows.INTAKE_DECIDED,
        on=writer.today,
        attributes=said,
        personal=personal,
        text_kind=TextKind.ANSWER,
    )


def _place(new: NewDecision) -> str:
    if new.organisation_id is None:
        return " ".join(new.to.split())
    return Organisation.objects.values_list("name", flat=True).get(pk=new.organisation_id)


def _participation(known: Known, new: NewDecision, writer: Writer) -> list[Line]:
    """That the citizen takes part, or does not, unless the log says so already."""
    rules = known.story.rules
    intake = rules.programme.intake
    if intake is None or intake.decided_by is None or intake.attribute is None:
        return []
    if new.decision not in (Decision.ACCEPTED, Decision.DECLINED):
        return []
    latest = latest_event(intake, known.rows)
    if latest is not None and said_by(intake, latest) == new.decision:
        return []
    event = NewEvent(
        type=intake.decided_by, on=writer.today, attributes={intake.attribute: _is_yes(new)}
    )
    return [event_line(rules, known.rows, event, writer.today)]


def _confided(
    case: Case, known: Known, parts: Sequence[tuple[int, str]], writer: Writer
) -> list[int]:
    """Those who read notes on health and social matters from the day on which the case is theirs:
    in a role that the vocabulary marks, when it is accepted for the first time. Nobody gives that
    to themselves who does not read them, unless nobody else does."""
    if any(_is_acceptance(row) for row in known.rows):
        return []
    roles = known.story.rules.terms.roles
    found = list(dict.fromkeys(user_id for user_id, role in parts if roles[role].confided))
    own = lasting_sight(user=writer.by, case_id=case.pk, on=writer.today)
    if {Kind.HEALTH, Kind.SOCIAL} <= own.kinds or not _somebody_reads(case):
        return found
    return [user_id for user_id in found if user_id != writer.by.pk]


def _is_acceptance(row: rows.Row) -> bool:
    is_decision = row.type == rows.INTAKE_DECIDED
    return is_decision and row.attributes.get("decision") == Decision.ACCEPTED


def _somebody_reads(case: Case) -> bool:
    found = CaseMember.unrestricted.filter(case=case, until=None)
    return found.filter(**dict.fromkeys(BY_MEMBER.values(), True)).exists()


def _sight_lines(readers: Iterable[int], writer: Writer) -> list[Line]:
    kinds = sorted(map(str, BY_MEMBER))
    return [
        Line(
            type=rows.SIGHT_GIVEN,
            on=writer.today,
            attributes={"user": user_id, "kinds": kinds},
        )
        for user_id in readers
    ]


def _let_see(case: Case, user_id: int) -> None:
    found = CaseMember.unrestricted.filter(case=case, user=user_id, until=None)
    found.update(**dict.fromkeys(BY_MEMBER.values(), True))
