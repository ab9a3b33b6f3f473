"""Takes a case over: what happened is registered, and whose case it is from then on (RA-06)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.models import Case, CaseMember, LogEntry
from fodfaeste.cases.policy import BY_MEMBER, Act
from fodfaeste.cases.services.acts import check_members, member_line
from fodfaeste.cases.services.events import NewEvent, event_line
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.faults import Fault, Refused

KEPT = ("user_id", "role", "since", *BY_MEMBER.values())
"""What a part says; ``until`` is empty in all that are open."""


def take_over(
    *, case_id: UUID, event: NewEvent, by: User, now: datetime, submission: UUID
) -> Registered:
    """Registers ``event``, and makes ``by`` the primary worker in the role in which it was done;
    who was it before keeps their part. Raises ``Refused`` (``role_needed`` at ``by``)."""
    writer = Writer(by, now, submission)
    allowed_case(by, case_id, Act.CHANGE_PEOPLE, writer.today)
    case = allowed_case(by, case_id, Act.REGISTER, writer.today)
    role = event.by_role or ""

    def decide(known: Known) -> list[Line]:
        if not role:
            raise Refused([Fault("by", "role_needed")])
        lines = [event_line(known.story.rules, known.rows, event, writer.today)]
        parts = open_parts(case)
        if (by.pk, role) not in [(part.user_id, part.role) for part in parts]:
            check_members(case, known.story.rules, [(by.pk, role)])
            lines.append(member_line(by.pk, role, writer.today))
        if not parts or (parts[0].user_id, parts[0].role) != (by.pk, role):
            lines.append(primary_line(by.pk, role, writer))
        return lines

    def also(_: Sequence[LogEntry]) -> None:
        make_primary(case, by.pk, role, writer)

    return append(case, writer, decide, also=also)


def primary_line(user_id: int, role: str, writer: Writer) -> Line:
    """The line that says whose case it is."""
    said = {"user": user_id, "role": role}
    return Line(type=rows.PRIMARY_CHANGED, on=writer.today, attributes=said)


def open_parts(case: Case) -> list[CaseMember]:
    """The parts that people have now, the primary worker's first."""
    return list(CaseMember.unrestricted.filter(case=case, until=None).order_by("pk"))


def make_primary(case: Case, user_id: int, role: str, writer: Writer) -> None:
    """Puts a part before all others: the first member is the one whose case it is. A new one is
    made if they have none in that role."""
    parts = open_parts(case)
    mine = next((part for part in parts if (part.user_id, part.role) == (user_id, role)), None)
    if parts and mine == parts[0]:
        return
    own = mine or CaseMember(case=case, user_id=user_id, role=role, since=writer.today)
    if not parts:
        own.save(force_insert=True)
        return
    first = parts[0]
    _swap(first, own)


def _swap(first: CaseMember, own: CaseMember) -> None:
    """What both say changes places; one after the other, for a part is there once."""
    before = {name: getattr(first, name) for name in KEPT}
    after = {name: getattr(own, name) for name in KEPT}
    case = first.case_id
    if own.pk is not None:
        own.delete()
    CaseMember.unrestricted.filter(pk=first.pk).update(**after)
    CaseMember(case_id=case, **before).save(force_insert=True)
