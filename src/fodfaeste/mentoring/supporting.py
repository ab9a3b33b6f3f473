"""A mentor at a citizen's side: begun, changed, ended (RA-13, KV-11, KV-18), and each contact.

What is arranged in words stands in the line of the log, encrypted; the row holds days and hours.
Nobody outside is shown anything by this: sharing rests on consents.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.models import Case, CaseMember, LogEntry, event_id
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.events import NewEvent, event_line
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import NotVisible, allowed_case
from fodfaeste.core.events import CORRECTION
from fodfaeste.core.faults import Fault, Refused, refuse_if_any
from fodfaeste.core.rules import Rules
from fodfaeste.mentoring.checks import support_faults
from fodfaeste.mentoring.models import Mentor, MentorContact, MentorSupport
from fodfaeste.mentoring.told import ContactTold, SupportTold
from fodfaeste.mentoring.tracks import bases

ASSIGNED = "mentor_assigned"
CONTACT, MISSED = "mentor_contact", "mentor_contact_missed"
CITIZEN, MENTOR, VOLUNTEER = "citizen", "mentor", "volunteer_mentor"
MOST_MINUTES = 24 * 60


def id_of_support(submission: UUID) -> UUID:
    """The id of the support that a form begins."""
    return uuid5(submission, "mentor support")


def begin_support(
    *, case_id: UUID, told: SupportTold, by_role: str | None = None, by: User, now: datetime,
    submission: UUID,
) -> Registered:  # fmt: skip
    """Writes down that a mentor is at the citizen's side, and registers that one is assigned where
    the log does not say so yet, or it is another one. Raises ``Refused``."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.PLAN_SUPPORT, writer.today)
    pk = id_of_support(submission)

    def decide(known: Known) -> list[Line]:
        _check(told, case, known.story.rules, by)
        line = _line(rows.MENTOR_BEGUN, pk, told, writer.today)
        if not _is_news(known, case, told):
            return [line]
        assigned = NewEvent(type=ASSIGNED, on=min(told.since, writer.today), by_role=by_role)
        return [line, event_line(known.story.rules, known.rows, assigned, writer.today)]

    def also(entries: Sequence[LogEntry]) -> None:
        row = MentorSupport(pk=pk, case=case, entry=entries[0], made_at=now, made_by=by)
        _take(row, told)
        row.save(force_insert=True)

    return append(case, writer, decide, also=also)


def change_support(
    *, case_id: UUID, support_id: UUID, told: SupportTold, by: User, now: datetime,
    submission: UUID,
) -> Registered:  # fmt: skip
    """Says anew what is arranged; what it said before stays in the log. The mentor stays: another
    one is support of its own. Raises ``Refused``."""
    done = doing(case_id, support_id, Act.PLAN_SUPPORT, Writer(by, now, submission))

    def decide(known: Known) -> list[Line]:
        _check_going(done)
        same = _is_same_mentor(done.support, told)
        refuse_if_any([
            *support_faults(told, frozenset(bases(known.story.rules))),
            *([] if same else [Fault("who", "unknown_mentor")]),
        ])  # fmt: skip
        return [_line(rows.MENTOR_CHANGED, support_id, told, done.writer.today)]

    def also(entries: Sequence[LogEntry]) -> None:
        row = MentorSupport.unrestricted.get(pk=support_id)
        _take(row, told)
        row.entry = entries[0]
        row.save()

    return append(done.case, done.writer, decide, also=also)


def end_support(
    *, case_id: UUID, support_id: UUID, on: date, reason: str, by: User, now: datetime,
    submission: UUID,
) -> Registered:  # fmt: skip
    """Writes down the last day of the support, and why it ends. Raises ``Refused``
    (``support_ended``, ``ends_before_support``, ``in_the_future``, ``missing``)."""
    done = doing(case_id, support_id, Act.PLAN_SUPPORT, Writer(by, now, submission))

    def decide(_: Known) -> list[Line]:
        _check_going(done)
        refuse_if_any(list(_ending_faults(done, on, reason)))
        said = {"support": str(support_id), "ended_on": str(on)}
        note = {"note": reason.strip()}
        return [Line(type=rows.MENTOR_ENDED, on=on, attributes=said, personal=note)]

    def also(entries: Sequence[LogEntry]) -> None:
        done.row.update(ended_on=on, ended=entries[0])

    return append(done.case, done.writer, decide, also=also)


def register_contact(
    *, case_id: UUID, support_id: UUID, told: ContactTold, by_role: str | None = None, by: User,
    now: datetime, submission: UUID,
) -> Registered:  # fmt: skip
    """Registers a contact between mentor and citizen, or that one was not held. It is an event of
    the log, and corrected as every event is. Raises ``Refused``."""
    done = doing(case_id, support_id, Act.REGISTER, Writer(by, now, submission))

    def decide(known: Known) -> list[Line]:
        refuse_if_any(list(_contact_faults(told)))
        event = _event(told, done.support, by_role)
        return [event_line(known.story.rules, known.rows, event, done.writer.today)]

    def also(entries: Sequence[LogEntry]) -> None:
        MentorContact.unrestricted.create(support=done.support, entry=entries[0])

    return append(done.case, done.writer, decide, also=also)


# --- which one


@dataclass(frozen=True, slots=True)
class Doing:
    """The support of a case, and who does something with it."""

    case: Case
    support: MentorSupport
    writer: Writer

    @property
    def row(self) -> Any:
        return MentorSupport.unrestricted.filter(pk=self.support.pk)


def doing(case_id: UUID, support_id: UUID, act: Act, writer: Writer) -> Doing:
    """Raises ``NotVisible`` or ``NotAllowed``; also of the support of another case."""
    case = allowed_case(writer.by, case_id, act, writer.today)
    found = MentorSupport.unrestricted.select_related("mentor")
    support = found.filter(case=case_id, pk=support_id).first()
    if support is None:
        raise NotVisible(case_id)
    return Doing(case, support, writer)


def _check_going(done: Doing) -> None:
    """Asked anew each time: somebody may have been faster."""
    if done.row.exclude(ended_on=None).exists():
        raise Refused([Fault("", "support_ended")])


# --- what is wrong


def _check(told: SupportTold, case: Case, rules: Rules, by: User) -> None:
    faults = list(support_faults(told, frozenset(bases(rules))))
    refuse_if_any(faults or list(_mentor_unknown(told, case, by)))


def _mentor_unknown(told: SupportTold, case: Case, by: User) -> Iterator[Fault]:
    if told.mentor_id is not None:
        found = Mentor.objects.visible_to(by).filter(pk=told.mentor_id, erased_at=None)
        is_known = found.exists()
    else:
        is_known = users_who_may(case.pk, by).filter(pk=told.user_id).exists()
    if not is_known:
        yield Fault("who", "unknown_mentor")


def users_who_may(case_id: UUID, by: User) -> Any:
    """People who can be a citizen's mentor: those whose role that is where ``by`` works, and
    everybody with a part in the case."""
    here = User.objects.filter(organisation=by.organisation_id, roles__role=MENTOR)
    parts = CaseMember.unrestricted.filter(case=case_id, until=None)
    either = User.objects.filter(pk__in=here.values("pk")) | User.objects.filter(
        pk__in=parts.values("user")
    )
    return either.filter(is_active=True)


def _is_same_mentor(support: MentorSupport, told: SupportTold) -> bool:
    return (support.mentor_id, support.user_id) == (told.mentor_id, told.user_id)


def _is_news(known: Known, case: Case, told: SupportTold) -> bool:
    """Whether the log does not say yet that this mentor is assigned."""
    void = {row.attributes.get("of") for row in known.rows if row.type == CORRECTION}
    assigned = (event_id(row.seq) for row in known.rows if row.type == ASSIGNED)
    if not any(one not in void for one in assigned):
        return True
    last = MentorSupport.unrestricted.filter(case=case).order_by("-since", "-made_at").first()
    return last is not None and not _is_same_mentor(last, told)


def _ending_faults(done: Doing, on: date, reason: str) -> Iterator[Fault]:
    if on > done.writer.today:
        yield Fault("on", "in_the_future", {"value": str(on)})
    if on < done.support.since:
        yield Fault("on", "ends_before_support")
    if not reason.strip():
        yield Fault("reason", "missing")


def _contact_faults(told: ContactTold) -> Iterator[Fault]:
    if bool(told.way) == bool(told.cause):
        yield Fault("way", "way_or_cause")
    if told.minutes is not None and not 1 <= told.minutes <= MOST_MINUTES:
        yield Fault("minutes", "minutes_form", {"value": str(MOST_MINUTES)})


# --- what is written


def _line(type_: str, support_id: UUID, told: SupportTold, today: date) -> Line:
    said: Mapping[str, Any] = {
        "support": str(support_id),
        "mentor": str(told.mentor_id) if told.mentor_id else None,
        "user": told.user_id,
        "paid": told.is_paid,
        "basis": told.basis or None,
        "since": str(told.since),
        "until": str(told.until) if told.until else None,
        "hours": str(told.hours) if told.hours is not None else None,
        "hours_per": told.hours_per if told.hours is not None else None,
        "agreed_on": str(told.agreed_on) if told.agreed_on else None,
    }
    words = {name: text.strip() for name, text in told.words.items() if text.strip()}
    return Line(
        type=type_,
        on=today,
        attributes={name: value for name, value in said.items() if value is not None},
        personal={"answers": words} if words else {},
        text_kind=told.text_kind,
    )


def _take(row: MentorSupport, told: SupportTold) -> None:
    row.mentor_id, row.user_id = told.mentor_id, told.user_id
    row.is_paid, row.basis = told.is_paid, told.basis
    row.since, row.until, row.agreed_on = told.since, told.until, told.agreed_on
    row.hours = told.hours
    row.hours_per = told.hours_per if told.hours is not None else ""


def _event(told: ContactTold, support: MentorSupport, by_role: str | None) -> NewEvent:
    is_volunteer = support.mentor is not None and support.mentor.is_volunteer
    said: dict[str, Any] = {"cause": told.cause} if told.cause else {"way": told.way}
    if told.minutes is not None:
        said["minutes"] = told.minutes
    return NewEvent(
        type=MISSED if told.cause else CONTACT,
        on=told.on,
        present=() if told.cause else (CITIZEN, VOLUNTEER if is_volunteer else MENTOR),
        attributes=said,
        note=told.note,
        by_role=by_role,
        text_kind=told.text_kind,
    )
