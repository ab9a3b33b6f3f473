"""Shares something of a case: opens it to a receiver who uses the system, or prepares an extract
for one who does not. Refused without a basis; a statute is chosen in words, with a reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from fodfaeste.accounts.chains import canonical
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto, rows, statutes
from fodfaeste.cases.basis import (
    Missing,
    NoBasis,
    Recipient,
    may_send,
    ordered,
    sharing_standing,
)
from fodfaeste.cases.models import Case, LogEntry, SharedKind, Sharing
from fodfaeste.cases.policy import Act, Kind
from fodfaeste.cases.rows import read_rows
from fodfaeste.cases.services.consents import (
    ended_line,
    kind_faults,
    receiver_faults,
    text_faults,
)
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.sight import lasting_sight, receiver_sight
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.core.rules import Rules

if TYPE_CHECKING:
    from fodfaeste.cases.queries.results import CaseView

Content = Mapping[str, Any]
Present = Callable[["CaseView"], Content]

HANDED_OVER, POST, DIGITAL_POST, SECURE_MAIL = "handed_over", "post", "digital_post", "secure_mail"
NO_FORM = UUID(int=0)
WAYS_TO_SHARE = (Sharing.Way.ACCESS, Sharing.Way.EXTRACT)
WAYS_TO_SEND = (HANDED_OVER, POST, DIGITAL_POST, SECURE_MAIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSharing:
    """What is to be shared. ``statute``: the paragraph chosen instead of a consent, and then
    ``reason`` and, of access, ``last_on``. Of a consent the last day is at most the consent's."""

    receiver: Recipient
    kinds: Sequence[str]
    way: str
    statute: str | None = None
    reason: str = ""
    since: date
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The basis that was found or chosen. Its purpose is the consent's; a statute has a reason."""

    consent_id: UUID | None = None
    statute: str | None = None
    last_on: date | None = None


def share(
    *,
    case_id: UUID,
    sharing: NewSharing,
    present: Present,
    seen: str = "",
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Shares it, now. Raises ``NoBasis``, or ``Refused``.

    ``present`` makes the extract's content of the case as the receiver sees it, and of nothing
    else. ``seen``: the digest of the content that the person was shown; what has come to differ
    is shown again before it goes out.
    """
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.SHARE, writer.today)
    decided: list[Sharing] = []

    def decide(known: Known) -> list[Line]:
        check(case, sharing, known.story.rules, writer)
        chosen = basis_for(case, sharing)
        content = _content(case, sharing, present, seen, writer)
        decided[:] = [row_of(case, sharing, chosen, content, writer)]
        return [shared_line(decided[0], sharing, writer)]

    def also(_: Sequence[LogEntry]) -> None:
        decided[0].save(force_insert=True)
        SharedKind.objects.bulk_create(
            SharedKind(sharing=decided[0], kind=kind) for kind in ordered(sharing.kinds)
        )

    return append(case, writer, decide, also=also)


def check_sharing(*, case_id: UUID, sharing: NewSharing, by: User, now: datetime) -> Chosen:
    """The basis on which it would be shared, without doing it. Raises as ``share`` does."""
    writer = Writer(by, now, NO_FORM)
    case = allowed_case(by, case_id, Act.SHARE, writer.today)
    rules = Known(case, read_rows([case_id]).get(case_id, [])).story.rules
    check(case, sharing, rules, writer)
    return basis_for(case, sharing)


def id_of_sharing(submission: UUID) -> UUID:
    """The id of the sharing that a form opens."""
    return uuid5(submission, "sharing")


def digest_of(content: Content) -> str:
    """What a content is known by, to see whether it has come to differ."""
    return sha256(canonical(content).encode()).hexdigest()


def send_extract(
    *, case_id: UUID, sharing_id: UUID, how: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """Notes that a waiting extract was handed over or sent, by ``by``, now, and how. Refused once
    its basis is gone."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.SHARE, writer.today)

    def decide(_: Known) -> list[Line]:
        waiting = _waiting(case, sharing_id, writer.today)
        if how not in WAYS_TO_SEND:
            raise Refused([Fault("how", "missing")])
        said = {"sharing": str(sharing_id), "to": waiting.receiver_role, "how": how}
        return [Line(type=rows.EXTRACT_SENT, on=writer.today, attributes=said)]

    def also(_: Sequence[LogEntry]) -> None:
        waiting = Sharing.unrestricted.get(pk=sharing_id)
        details = {**crypto.decrypt_map(waiting.details), "sent_how": how, "sent_by": by.name}
        waiting.details, waiting.sent_at = crypto.encrypt_map(details), now
        waiting.save(update_fields=["details", "sent_at"])

    return append(case, writer, decide, also=also)


def end_sharing(
    *,
    case_id: UUID,
    sharing_id: UUID,
    reason: str = "",
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Closes access, or stops an extract that waits. The consent stands as it did."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.SHARE, writer.today)

    def decide(_: Known) -> list[Line]:
        return [ended_line(_open(case, sharing_id), writer, reason)]

    def also(_: Sequence[LogEntry]) -> None:
        Sharing.unrestricted.filter(pk=sharing_id).update(ended_at=now)

    return append(case, writer, decide, also=also)


def _open(case: Case, sharing_id: UUID) -> Sharing:
    known = Sharing.unrestricted.filter(case=case).select_related("consent__case")
    found = known.filter(pk=sharing_id).first()
    if found is None:
        raise Refused([Fault("sharing_id", "unknown_sharing")])
    if found.ended_at is not None:
        raise Refused([Fault("sharing_id", "already_ended")])
    if found.sent_at is not None:
        raise Refused([Fault("sharing_id", "already_sent")])
    return found


def _waiting(case: Case, sharing_id: UUID, today: date) -> Sharing:
    found = _open(case, sharing_id)
    if found.way != Sharing.Way.EXTRACT:
        raise Refused([Fault("sharing_id", "unknown_sharing")])
    if sharing_standing(found, today) != "stands":
        raise Refused([Fault("sharing_id", "basis_gone")])
    return found


# --- sharing


def check(
    case: Case,
    sharing: NewSharing,
    rules: Rules,
    writer: Writer,
    *,
    ways: Sequence[str] = WAYS_TO_SHARE,
) -> None:
    """Raises ``Refused`` with what is wrong with it, but for its basis."""
    faults = [
        *receiver_faults(sharing.receiver, rules),
        *kind_faults(sharing.kinds),
        *_way_faults(case, sharing, ways),
        *_period_faults(sharing, writer.today),
        *_statute_faults(sharing, writer.today),
    ]
    hidden = unseen(by=writer.by, case=case, kinds=sharing.kinds, on=writer.today)
    faults += [Fault("kinds", "not_yours_to_show", {"value": kind}) for kind in hidden]
    if faults:
        raise Refused(faults)


def unseen(*, by: User, case: Case, kinds: Iterable[str], on: date) -> tuple[Kind, ...]:
    """Those of the kinds that ``by`` does not see, and so cannot look through and share."""
    sight, protected = lasting_sight(user=by, case_id=case.pk, on=on), case.citizen.protected
    seen = {
        Kind.NAME: sight.sees_name(protected=protected),
        Kind.CONTACT: sight.sees_contact(protected=protected),
    }
    return tuple(kind for kind in ordered(kinds) if not seen.get(kind, sight.sees(kind)))


def _way_faults(case: Case, sharing: NewSharing, ways: Sequence[str]) -> Iterable[Fault]:
    receiver = sharing.receiver
    if sharing.way not in ways:
        yield Fault("way", "unknown_way")
    if sharing.way == Sharing.Way.EXTRACT:
        return
    if not receiver.uses_the_system or not _works_here(receiver):
        yield Fault("way", "cannot_sign_in")
    if receiver.user_id is None and receiver.organisation_id == case.organisation_id:
        # Who of one's own organisation sees a case is said by parts in it, one by one.
        yield Fault("organisation_id", "own_organisation")


def _works_here(receiver: Recipient) -> bool:
    if receiver.user_id is None:
        return True
    found = User.objects.filter(pk=receiver.user_id).first()
    return found is not None and found.works_here


def _period_faults(sharing: NewSharing, today: date) -> Iterable[Fault]:
    if sharing.since < today:
        yield Fault("since", "in_the_past")
    if sharing.last_on is not None and sharing.last_on < sharing.since:
        yield Fault("last_on", "ends_before_it_begins")


def _statute_faults(sharing: NewSharing, today: date) -> Iterable[Fault]:
    if sharing.statute is None:
        return
    known = statutes.BY_ID.get(sharing.statute)
    if known is None or not known.is_in_force(today):
        yield Fault("statute", "unknown_statute")
    yield from text_faults(reason=sharing.reason)
    if sharing.way != Sharing.Way.EXTRACT and sharing.last_on is None:
        yield Fault("last_on", "end_needed")


def basis_for(case: Case, sharing: NewSharing) -> Chosen:
    """The statute that was chosen; else the consent that covers it all. Raises ``NoBasis``."""
    if sharing.statute is not None:
        return Chosen(statute=sharing.statute, last_on=sharing.last_on)
    found = may_send(
        case_id=case.pk, receiver=sharing.receiver, kinds=sharing.kinds, on=sharing.since
    )
    if isinstance(found, Missing):
        raise NoBasis(found)
    if found.consent_id is None:
        # Access that was opened by a statute carries nothing else: it is chosen anew.
        raise NoBasis(Missing(kinds=ordered(sharing.kinds)))
    ends = [day for day in (sharing.last_on, found.last_on) if day is not None]
    return Chosen(consent_id=found.consent_id, last_on=min(ends, default=None))


def _content(
    case: Case, sharing: NewSharing, present: Present, seen: str, writer: Writer
) -> Content | None:
    if sharing.way != Sharing.Way.EXTRACT:
        return None
    # The queries ask the services which versions there are; so this is not asked for above.
    from fodfaeste.cases.queries.case_page import seen_with

    content = present(seen_with(case, receiver_sight(ordered(sharing.kinds)), writer.today))
    if digest_of(content) != seen:
        raise Refused([Fault("seen", "changed_since_seen")])
    return content


def row_of(
    case: Case, sharing: NewSharing, chosen: Chosen, content: Content | None, writer: Writer
) -> Sharing:
    details = {"name": sharing.receiver.name.strip(), "statute_note": sharing.reason.strip()}
    return Sharing(
        pk=id_of_sharing(writer.submission),
        case=case,
        receiver_role=sharing.receiver.role,
        receiver_organisation_id=sharing.receiver.organisation_id,
        receiver_user_id=sharing.receiver.user_id,
        details=crypto.encrypt_map(details),
        since=sharing.since,
        last_on=chosen.last_on,
        way=sharing.way,
        consent_id=chosen.consent_id,
        statute=chosen.statute,
        content=None if content is None else crypto.encrypt_map(content),
        opened_at=writer.now,
        opened_by=writer.by,
    )


def shared_line(row: Sharing, sharing: NewSharing, writer: Writer) -> Line:
    basis = {"statute": row.statute} if row.statute else {"consent": str(row.consent_id)}
    kinds: list[Kind] = list(ordered(sharing.kinds))
    return Line(
        type=rows.SHARED,
        on=writer.today,
        attributes={
            "sharing": str(row.pk),
            "to": row.receiver_role,
            "way": row.way,
            "kinds": [kind.value for kind in kinds],
            "organisation": row.receiver_organisation_id,
            "user": row.receiver_user_id,
            "since": row.since.isoformat(),
            "until": row.last_on.isoformat() if row.last_on else None,
            **basis,
        },
        personal={"note": sharing.reason.strip()} if sharing.reason.strip() else {},
    )
