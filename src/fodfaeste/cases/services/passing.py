"""Passes a case on whole to another organisation: asks it, and answers.

It rests on a basis for everything that goes along, a consent or a statute, as any sharing. Until it
is answered the case stays with those who have it; who is asked sees what a leader would. Taking it
over is one act: the parts of those before end, the new ones begin, what was shared is closed, and
consents that were given to those before count no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fodfaeste.accounts.models import OVERSEEING, Organisation, User
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.basis import Recipient, consent_standing
from fodfaeste.cases.models import (
    Case,
    CaseMember,
    Consent,
    LogEntry,
    SharedKind,
    Sharing,
    TextKind,
)
from fodfaeste.cases.passing import (
    PLACED,
    SEEN_BEFORE,
    placed_after,
    team_after,
    waiting_offer,
)
from fodfaeste.cases.policy import BY_MEMBER, SHAREABLE, Act, Relation
from fodfaeste.cases.relations import asked_to_take_over
from fodfaeste.cases.services.acts import add_members, check_members, member_line
from fodfaeste.cases.services.consents import ended_line
from fodfaeste.cases.services.referring import Member
from fodfaeste.cases.services.sharing import (
    Chosen,
    NewSharing,
    basis_for,
    check,
    row_of,
    shared_line,
)
from fodfaeste.cases.services.taking_over import make_primary, primary_line
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.sight import Sight
from fodfaeste.cases.visibility import refuse, visible_case
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.core.rules import Rules

LONGEST_REASON = 2000
OTHER = "other"
"""The receiver's role in the vocabulary, where no consent names another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassing:
    """Whom a case is passed on to, and why. ``receiver``: an organisation that uses the system, or
    one person there who is to answer; without a role, that of a consent to them. ``statute`` and
    its ``reason``: chosen instead of a consent.
    ``last_on``: until when one waits for the answer. ``referrer_stays``: whoever referred the
    citizen follows the case on."""

    receiver: Recipient
    why: str
    statute: str | None = None
    reason: str = ""
    last_on: date | None = None
    referrer_stays: bool = True


# --- asking


def offer_case(
    *, case_id: UUID, passing: NewPassing, by: User, now: datetime, submission: UUID
) -> Registered:
    """Asks an organisation to take the case over, whole. Raises ``NoBasis``; ``Refused``: what
    sharing refuses, at ``why``, or ``already_offered``, ``already_closed``, ``nobody_answers``."""
    writer = Writer(by, now, submission)
    case = case_to_pass_on(by, case_id, writer.today)
    passing = _with_role(case, passing, writer.today)
    decided: list[Sharing] = []

    def decide(known: Known) -> list[Line]:
        chosen = _checked(case, passing, known.story.rules, writer)
        asked = _asked(passing, writer.today)
        decided[:] = [_offer(row_of(case, asked, chosen, None, writer), passing)]
        return [_offered_line(decided[0], passing, writer), shared_line(decided[0], asked, writer)]

    def also(_: Sequence[LogEntry]) -> None:
        decided[0].save(force_insert=True)
        SharedKind.objects.bulk_create(
            SharedKind(sharing=decided[0], kind=kind) for kind in SEEN_BEFORE
        )

    return append(case, writer, decide, also=also)


def check_passing(*, case_id: UUID, passing: NewPassing, by: User, now: datetime) -> Chosen:
    """The basis on which it would be passed on, without doing it. Raises as ``offer_case``."""
    writer = Writer(by, now, UUID(int=0))
    case = case_to_pass_on(by, case_id, writer.today)
    passing = _with_role(case, passing, writer.today)
    known = Known(case, rows.read_rows([case_id]).get(case_id, []))
    return _checked(case, passing, known.story.rules, writer)


def case_to_pass_on(by: User, case_id: UUID, on: date) -> Case:
    """The case, if ``by`` may pass it on. Raises ``NotVisible`` or ``NotAllowed``."""
    case, sight = visible_case(by, case_id, on)
    if not may_pass_on(by, case, sight):
        refuse(by, case, sight, Act.PASS_ON)
    return case


def may_pass_on(user: User, case: Case, sight: Sight) -> bool:
    """Those who take part, and who leads those that run the case: whoever leads where the citizen
    was referred *from* does not give away what others have."""
    at_home = {case.organisation_id, case.organisation.parent_id}
    is_near = Relation.MEMBER in sight.relations or user.organisation_id in at_home
    return sight.may(Act.PASS_ON) and is_near


def _with_role(case: Case, passing: NewPassing, today: date) -> NewPassing:
    """What the receiver is called in the consent by which it is told, the one that covers most."""
    receiver = passing.receiver
    if receiver.role:
        return passing
    known = Consent.unrestricted.filter(
        case=case, receiver_organisation=receiver.organisation_id
    ).select_related("case")
    standing = [one for one in known if consent_standing(one, today) == "stands"]
    best = max(standing, key=lambda one: len(one.kinds), default=None)
    role = best.receiver_role if best and receiver.organisation_id else OTHER
    return replace(passing, receiver=replace(receiver, role=role))


def _asked(passing: NewPassing, today: date) -> NewSharing:
    return NewSharing(
        receiver=passing.receiver,
        kinds=[kind.value for kind in SEEN_BEFORE],
        way=Sharing.Way.HANDOVER,
        statute=passing.statute,
        reason=passing.reason,
        since=today,
        last_on=passing.last_on,
    )


def _checked(case: Case, passing: NewPassing, rules: Rules, writer: Writer) -> Chosen:
    """The basis has to cover all that goes along, also what is seen only afterwards."""
    asked = _asked(passing, writer.today)
    faults = [*_faults(case, passing, writer.today)]
    try:
        check(case, asked, rules, writer, ways=(Sharing.Way.HANDOVER,))
    except Refused as refused:
        faults += refused.faults
    if faults:
        raise Refused(faults)
    return basis_for(case, replace(asked, kinds=[kind.value for kind in SHAREABLE]))


def _faults(case: Case, passing: NewPassing, today: date) -> list[Fault]:
    found = []
    if case.closed_on is not None:
        found.append(Fault("", "already_closed"))
    if waiting_offer(case.pk, today) is not None:
        found.append(Fault("", "already_offered"))
    if passing.receiver.organisation_id is None:
        found.append(Fault("organisation_id", "missing"))
    elif passing.receiver.user_id is None and not _somebody_answers(passing.receiver):
        found.append(Fault("organisation_id", "nobody_answers"))
    return [*found, *_why_faults("why", passing.why)]


def _why_faults(place: str, text: str) -> list[Fault]:
    if not text.strip():
        return [Fault(place, "missing")]
    too_long = len(text) > LONGEST_REASON
    return [Fault(place, "too_long", {"value": str(LONGEST_REASON)})] if too_long else []


def _somebody_answers(receiver: Recipient) -> bool:
    people = User.objects.filter(organisation=receiver.organisation_id, is_active=True)
    return people.filter(function__in=OVERSEEING).exists()


def _offer(row: Sharing, passing: NewPassing) -> Sharing:
    said = {"why": passing.why.strip(), "referrer_stays": passing.referrer_stays}
    row.details = crypto.encrypt_map({**crypto.decrypt_map(row.details), **said})
    return row


def _offered_line(row: Sharing, passing: NewPassing, writer: Writer) -> Line:
    return Line(
        type=rows.CASE_OFFERED,
        on=writer.today,
        attributes={
            "sharing": str(row.pk),
            "organisation": row.receiver_organisation_id,
            "user": row.receiver_user_id,
            "referrer_stays": passing.referrer_stays,
        },
        personal=_told(passing.why, row.receiver_organisation_id),
        text_kind=TextKind.ANSWER,
    )


# --- answering


def case_to_take_over(by: User, case_id: UUID, on: date) -> tuple[Case, Sharing]:
    """The case and what asks ``by`` to take it over. Raises ``NotVisible`` or ``NotAllowed``."""
    case, sight = visible_case(by, case_id, on)
    offer = asked_to_take_over(by, on).filter(case=case_id).first()
    if offer is None:
        refuse(by, case, sight, Act.TAKE_OVER)
    return case, offer


def was_answered(*, case_id: UUID, by: User, submission: UUID) -> bool:
    """Whether ``by`` has sent this answer: who has refused a case does not see it any more."""
    sent = LogEntry.unrestricted.filter(case=case_id, submission=submission, registered_by=by)
    return sent.exists()


def refuse_case(
    *, case_id: UUID, why: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """Says that the case is not taken over, and why. It stays where it is, and is closed to those
    who were asked. Raises ``Refused`` at ``why``."""
    writer = Writer(by, now, submission)
    if was_answered(case_id=case_id, by=by, submission=submission):
        return Registered(case_id, "", repeated=True)
    case, asked = case_to_take_over(by, case_id, writer.today)

    def decide(_: Known) -> list[Line]:
        _still_waiting(case, asked, writer.today)
        faults = _why_faults("why", why)
        if faults:
            raise Refused(faults)
        return [_refused_line(asked, why, writer), ended_line(asked, writer)]

    def also(_: Sequence[LogEntry]) -> None:
        _answer(asked, "refused", why, writer)

    return append(case, writer, decide, also=also)


def accept_case(
    *,
    case_id: UUID,
    parts: Sequence[Member],
    note: str = "",
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Takes the case over; the first of ``parts`` has it from now on. Raises ``Refused``:
    ``nobody_has_it`` at ``members``, ``members[n]``, ``offer_gone``, ``already_closed``."""
    writer = Writer(by, now, submission)
    if was_answered(case_id=case_id, by=by, submission=submission):
        return Registered(case_id, "", repeated=True)
    case, asked = case_to_take_over(by, case_id, writer.today)
    act = _TakingOver(case, asked, [(one.user_id, one.role) for one in parts], note, writer)
    return append(case, writer, act.decide, also=act.write)


class _TakingOver:
    """One act: what it says in the log, and what it writes beside it."""

    def __init__(
        self,
        case: Case,
        asked: Sharing,
        parts: Sequence[tuple[int, str]],
        note: str,
        writer: Writer,
    ) -> None:
        self.case, self.asked, self.parts = case, asked, parts
        self.note, self.writer = note.strip(), writer
        self.after = placed_after(case, asked)

    def decide(self, known: Known) -> list[Line]:
        _still_waiting(self.case, self.asked, self.writer.today)
        self.team = team_after(self.after)
        self.open = list(Sharing.unrestricted.filter(
            case=self.case, ended_at=None, sent_at=None
        ))  # fmt: skip
        self._check(known.story.rules)
        today = self.writer.today
        lines = [self._passed_on()]
        lines += [_left_line(part, today) for part in self.team.leaving]
        lines += [member_line(user_id, role, today) for user_id, role in self.parts]
        if self.team.staying:
            lines.append(primary_line(*self.parts[0], self.writer))
        lines += [_sight_line(user_id, today) for user_id in self._readers(known.story.rules)]
        return [*lines, *(ended_line(one, self.writer) for one in self.open)]

    def write(self, entries: Sequence[LogEntry]) -> None:
        case, today = self.case, self.writer.today
        placed = {f"{name}_id": getattr(self.after, f"{name}_id") for name in PLACED}
        Case.unrestricted.filter(pk=case.pk).update(**placed)
        left = [part.pk for part in self.team.leaving]
        CaseMember.unrestricted.filter(pk__in=left).update(until=today)
        add_members(case, self.parts, today)
        if self.team.staying:
            make_primary(case, *self.parts[0], self.writer)
        readers = [one.attributes["user"] for one in entries if one.type == rows.SIGHT_GIVEN]
        seeing = CaseMember.unrestricted.filter(case=case, user__in=readers, until=None)
        seeing.update(**dict.fromkeys(BY_MEMBER.values(), True))
        ended = [one.pk for one in self.open]
        Sharing.unrestricted.filter(pk__in=ended).update(ended_at=self.writer.now)
        _answer(self.asked, "accepted", self.note, self.writer)

    def _check(self, rules: Rules) -> None:
        if not self.parts:
            raise Refused([Fault("members", "nobody_has_it")])
        check_members(self.after, rules, self.parts)
        had = {(part.user_id, part.role) for part in self.team.staying}
        faults = [
            Fault(f"members[{number}]", "already_a_member")
            for number, part in enumerate(self.parts)
            if part in had
        ]
        if faults:
            raise Refused(faults)

    def _passed_on(self) -> Line:
        placed = {name: getattr(self.after, f"{name}_id") for name in PLACED}
        return Line(
            type=rows.CASE_PASSED_ON,
            on=self.writer.today,
            attributes={
                "sharing": str(self.asked.pk),
                "from": self.case.organisation_id,
                "at": self.writer.now.isoformat(),
                **placed,
            },
            personal=_told(self.note, self.after.organisation_id),
            text_kind=TextKind.ANSWER,
        )

    def _readers(self, rules: Rules) -> list[int]:
        """Those who get a part in which notes on health and social matters are read, as when a
        referral is accepted; nobody of those before is left to say so."""
        roles = rules.terms.roles
        return list(dict.fromkeys(who for who, role in self.parts if roles[role].confided))


def _still_waiting(case: Case, asked: Sharing, today: date) -> None:
    """Raises ``Refused`` where it has been answered or taken back meanwhile."""
    now_asked = waiting_offer(case.pk, today)
    if now_asked is None or now_asked.pk != asked.pk:
        raise Refused([Fault("", "offer_gone")])
    if Case.unrestricted.filter(pk=case.pk).exclude(closed_on=None).exists():
        raise Refused([Fault("", "already_closed")])


def _left_line(part: CaseMember, today: date) -> Line:
    left = {"user": part.user_id, "role": part.role}
    return Line(type=rows.MEMBER_LEFT, on=today, attributes=left)


def _sight_line(user_id: int, today: date) -> Line:
    said = {"user": user_id, "kinds": sorted(map(str, BY_MEMBER))}
    return Line(type=rows.SIGHT_GIVEN, on=today, attributes=said)


def _refused_line(asked: Sharing, why: str, writer: Writer) -> Line:
    said = {"sharing": str(asked.pk), "organisation": asked.receiver_organisation_id}
    return Line(
        type=rows.CASE_REFUSED,
        on=writer.today,
        attributes=said,
        personal=_told(why, asked.receiver_organisation_id),
        text_kind=TextKind.ANSWER,
    )


def _told(note: str, organisation_id: int | None) -> dict[str, Any]:
    """What a line says in words, and the name of whoever is asked."""
    assert organisation_id is not None, "an organisation is asked"
    name = Organisation.objects.values_list("name", flat=True).get(pk=organisation_id)
    return {"attributes": {"to": name}, **({"note": note.strip()} if note.strip() else {})}


def _answer(asked: Sharing, answer: str, note: str, writer: Writer) -> None:
    """What whoever asked is told, also when the case is no longer theirs to see."""
    said = {"answer": answer, "answered_by": writer.by.name, "answer_note": note.strip()}
    details = crypto.encrypt_map({**crypto.decrypt_map(asked.details), **said})
    found = Sharing.unrestricted.filter(pk=asked.pk)
    found.update(ended_at=writer.now, details=details)
