"""Erases all that is personal in a case, when its time is up or after a restore.

The log stays whole: every line keeps its place, its day and its hash, and a line is added for each
text that went. Who may have it done is not decided here; see ``protection``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.emptying import empty_beside
from fodfaeste.cases.models import (
    Appointment,
    Case,
    Citizen,
    Companion,
    Consent,
    Draft,
    EmergencyAccess,
    LogEntry,
    LogText,
    PlanRevision,
    Sharing,
    event_id,
)
from fodfaeste.cases.services.files import forget_files
from fodfaeste.cases.services.forgetting import forget_drafts_with
from fodfaeste.cases.services.writing import Known, Line, Writer, append
from fodfaeste.cases.stops import check_may_erase

CASE_ERASED = "case_erased"
"""The act by which a whole case was emptied. ``citizen``: whether its citizen became anonymous."""
ANONYMOUS = "Anonym"
"""Stands where the name was: a list has to show something, and a link needs a word."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What went: how many texts, and whether the citizen is anonymous now."""

    texts: int = 0
    anonymised: bool = False


def erase_case(*, case_id: UUID, by: User, now: datetime, submission: UUID) -> Erased:
    """Erases the texts of a case, what is written in its consents, sharings, plan, appointments
    and emergency accesses, what other rooms keep of it, what was begun and not sent, and who the
    citizen is unless they have another case that is not erased.

    Done before, it erases what has come since, and nothing if there is none. Raises ``Refused``
    (``on_hold``)."""
    case = Case.unrestricted.select_related("citizen").get(pk=case_id)
    check_may_erase(case)
    Draft.unrestricted.filter(case=case).delete()
    left = _texts(case)
    if not left and _is_erased(case):
        return Erased()
    writer, anonymous = Writer(by, now, submission), not _has_another_case(case)

    def decide(_: Known) -> list[Line]:
        return [_whole(writer.today, anonymous), *(_text_line(seq, writer.today) for seq in left)]

    def also(_: Sequence[LogEntry]) -> None:
        check_may_erase(case)
        _empty(case, left, now)
        if anonymous:
            make_anonymous(case.citizen)

    done = append(case, writer, decide, also=also)
    return Erased() if done.repeated else Erased(len(left), anonymous)


def erase_again(
    *, case_id: UUID, seqs: Sequence[int], by: User, now: datetime, submission: UUID
) -> int:
    """Erases the texts with those numbers that have come back, as from a backup; gives how many.
    Raises ``Refused`` (``on_hold``)."""
    case = Case.unrestricted.get(pk=case_id)
    left = [seq for seq in _texts(case) if seq in set(seqs)]
    if not left:
        return 0
    check_may_erase(case)
    writer = Writer(by, now, submission)

    def decide(_: Known) -> list[Line]:
        return [_text_line(seq, writer.today) for seq in left]

    append(case, writer, decide, also=lambda _: _empty_texts(case, left, now))
    return len(left)


def make_anonymous(citizen: Citizen) -> None:
    """Takes away who somebody was. Their id stays, and leads to nothing."""
    citizen.name, citizen.birth_date, citizen.protected = ANONYMOUS, None, False
    citizen.cpr = citizen.cpr_index = citizen.contact = citizen.address_index = None
    citizen.save()
    Companion.unrestricted.filter(citizen=citizen).update(details=crypto.encrypt_map({}))


def _whole(today: date, anonymous: bool) -> Line:
    return Line(type=CASE_ERASED, on=today, attributes={"citizen": anonymous})


def _text_line(seq: int, today: date) -> Line:
    return Line(type=rows.TEXT_ERASED, on=today, attributes={"of": event_id(seq)})


def _texts(case: Case) -> list[int]:
    """The numbers of the lines whose text is still there."""
    found = LogText.unrestricted.filter(entry__case=case, erased_at=None)
    return list(found.order_by("entry__seq").values_list("entry__seq", flat=True))


def _is_erased(case: Case) -> bool:
    return LogEntry.unrestricted.filter(case=case, type=CASE_ERASED).exists()


def _has_another_case(case: Case) -> bool:
    others = Case.unrestricted.filter(citizen=case.citizen_id).exclude(pk=case.pk)
    return others.exclude(log__type=CASE_ERASED).exists()


def _empty(case: Case, seqs: Sequence[int], now: datetime) -> None:
    _empty_texts(case, seqs, now)
    nothing = crypto.encrypt_map({})
    Consent.unrestricted.filter(case=case).update(details=nothing)
    Sharing.unrestricted.filter(case=case).update(details=nothing, content=None)
    Appointment.unrestricted.filter(case=case).update(details=nothing, note=None)
    EmergencyAccess.unrestricted.filter(case=case).update(reason=crypto.encrypt(""))
    Draft.unrestricted.filter(case=case).delete()
    PlanRevision.unrestricted.filter(case=case).update(content=nothing)
    empty_beside(case)


def _empty_texts(case: Case, seqs: Sequence[int], now: datetime) -> None:
    texts = LogText.unrestricted.filter(entry__case=case, entry__seq__in=seqs)
    forget_drafts_with(case_id=case.pk, texts=texts)
    texts.update(ciphertext="", erased_at=now)
    forget_files(case_id=case.pk, seqs=seqs, now=now)
