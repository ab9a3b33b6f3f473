"""The citizen lets a receiver know something, and can take that back (CT-06, RA-12 to RA-14)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from fodfaeste.accounts.models import Organisation, User
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.basis import Recipient, ordered
from fodfaeste.cases.models import Case, Consent, LogEntry, Sharing
from fodfaeste.cases.policy import SHAREABLE, Act
from fodfaeste.cases.services.events import NewEvent, event_line
from fodfaeste.cases.services.gathering import Step, together
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.faults import Fault, Refused, too_long
from fodfaeste.core.rules import Rules

LONGEST_TEXT = 4000
LONGEST_LINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConsent:
    """A consent as a form tells it. ``wording``: what the citizen agreed to, kept as it was.
    ``scope``: the same in a few words, for the log. ``last_on`` None: until it is withdrawn."""

    receiver: Recipient
    kinds: Sequence[str]
    purpose: str
    wording: str
    way: str
    given_on: date
    since: date
    last_on: date | None
    witness: str = ""
    scope: str = ""


def give_consent(
    *, case_id: UUID, consent: NewConsent, by: User, now: datetime, submission: UUID
) -> Registered:
    """Records that the citizen has given a consent; one given in person needs a witness."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.CONSENT, writer.today)

    def decide(known: Known) -> list[Line]:
        return _given_lines(known, consent, writer)

    def also(_: Sequence[LogEntry]) -> None:
        _row(case, consent, writer).save(force_insert=True)

    return append(case, writer, decide, also=also)


def id_of_consent(submission: UUID) -> UUID:
    """The id of the consent that a form records, by which its line in the log is known too."""
    return uuid5(submission, "consent")


def withdraw_consent(
    *,
    case_id: UUID,
    consent_id: UUID,
    reason: str = "",
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Takes a consent back. In the same moment access that rests on it is closed, and what has
    not been sent is stopped."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.CONSENT, writer.today)

    def decide(known: Known) -> list[Line]:
        consent = _standing(case, consent_id)
        event = NewEvent(
            type=rows.CONSENT_WITHDRAWN,
            on=writer.today,
            attributes={"to": consent.receiver_role},
            note=reason,
        )
        line = event_line(known.story.rules, known.rows, event, writer.today)
        return [line, *(ended_line(each, writer) for each in _resting_on(consent_id))]

    def also(_: Sequence[LogEntry]) -> None:
        Consent.unrestricted.filter(pk=consent_id).update(withdrawn_at=now, withdrawn_by=by)
        Sharing.unrestricted.filter(pk__in=[each.pk for each in _resting_on(consent_id)]).update(
            ended_at=now
        )

    return append(case, writer, decide, also=also)


def ended_line(sharing: Sharing, writer: Writer, reason: str = "") -> Line:
    """The line that ends a sharing."""
    return Line(
        type=rows.SHARING_ENDED,
        on=writer.today,
        attributes={
            "sharing": str(sharing.pk),
            "to": sharing.receiver_role,
            "way": sharing.way,
        },
        personal={"note": reason.strip()} if reason.strip() else {},
    )


def _standing(case: Case, consent_id: UUID) -> Consent:
    found = Consent.unrestricted.filter(case=case, pk=consent_id).first()
    if found is None:
        raise Refused([Fault("consent_id", "unknown_consent")])
    if found.withdrawn_at is not None:
        raise Refused([Fault("consent_id", "already_withdrawn")])
    return found


def _resting_on(consent_id: UUID) -> list[Sharing]:
    """What a withdrawal ends. What has been sent cannot be called back, and is listed."""
    found = Sharing.unrestricted.filter(consent=consent_id, ended_at=None, sent_at=None)
    return list(found)


# --- giving


def _given_lines(known: Known, consent: NewConsent, writer: Writer) -> list[Line]:
    event = NewEvent(
        type=rows.CONSENT_GIVEN,
        on=consent.given_on,
        attributes={"to": consent.receiver.role, "scope": consent.scope or consent.purpose},
    )
    steps: list[Step] = [
        lambda: event_line(known.story.rules, known.rows, event, writer.today),
        lambda: _check(consent, known.story.rules),
    ]
    return [line for line in together(steps) if line is not None]


def _check(consent: NewConsent, rules: Rules) -> None:
    faults = [
        *receiver_faults(consent.receiver, rules),
        *kind_faults(consent.kinds),
        *text_faults(purpose=consent.purpose, wording=consent.wording),
        *_way_faults(consent),
        *_period_faults(consent),
    ]
    if faults:
        raise Refused(faults)


def receiver_faults(receiver: Recipient, rules: Rules) -> Iterable[Fault]:
    """What is wrong with whom something is shared with. The role stands in clear, so it is one of
    the vocabulary's words and never somebody's own."""
    if not receiver.role:
        yield Fault("receiver", "missing")
    elif receiver.role not in rules.terms.events[rows.CONSENT_GIVEN].attributes["to"].values:
        yield Fault("receiver", "unknown_receiver_role")
    if len(receiver.name) > LONGEST_LINE:
        yield Fault("name", "too_long", {"value": str(LONGEST_LINE)})
    if receiver.organisation_id is not None and not _is_there(receiver.organisation_id):
        yield Fault("organisation_id", "unknown_organisation")
    if receiver.user_id is not None and not _is_somebody(receiver.user_id, receiver):
        yield Fault("user_id", "unknown_receiver")


def _is_there(organisation_id: int) -> bool:
    return Organisation.objects.filter(pk=organisation_id, is_active=True).exists()


def _is_somebody(user_id: int, receiver: Recipient) -> bool:
    """Whether the person is there, in the organisation if one is named."""
    people = User.objects.filter(pk=user_id, is_active=True)
    if receiver.organisation_id is not None:
        people = people.filter(organisation=receiver.organisation_id)
    return people.exists()


def kind_faults(kinds: Sequence[str]) -> Iterable[Fault]:
    if not kinds:
        yield Fault("kinds", "no_kinds")
    for kind in sorted(set(map(str, kinds)) - {each.value for each in SHAREABLE}):
        yield Fault("kinds", "not_shareable", {"value": kind})


def text_faults(**texts: str) -> Iterable[Fault]:
    yield from (Fault(place, "missing") for place, text in texts.items() if not text.strip())
    yield from too_long(texts, LONGEST_TEXT)


def _way_faults(consent: NewConsent) -> Iterable[Fault]:
    if consent.way not in Consent.Way.values:
        yield Fault("way", "unknown_way")
    if consent.way == Consent.Way.IN_PERSON and not consent.witness.strip():
        yield Fault("witness", "witness_needed")
    if len(consent.witness) > LONGEST_LINE:
        yield Fault("witness", "too_long", {"value": str(LONGEST_LINE)})


def _period_faults(consent: NewConsent) -> Iterable[Fault]:
    if consent.since < consent.given_on:
        yield Fault("since", "before_given")
    if consent.last_on is not None and consent.last_on < consent.since:
        yield Fault("last_on", "ends_before_it_begins")


def _row(case: Case, consent: NewConsent, writer: Writer) -> Consent:
    details = {
        "name": consent.receiver.name.strip(),
        "purpose": consent.purpose.strip(),
        "wording": consent.wording.strip(),
        "witness": consent.witness.strip() if consent.way == Consent.Way.IN_PERSON else "",
    }
    return Consent(
        pk=id_of_consent(writer.submission),
        case=case,
        receiver_role=consent.receiver.role,
        receiver_organisation_id=consent.receiver.organisation_id,
        receiver_user_id=consent.receiver.user_id,
        details=crypto.encrypt_map(details),
        kinds=[kind.value for kind in ordered(consent.kinds)],
        way=consent.way,
        given_on=consent.given_on,
        since=consent.since,
        last_on=consent.last_on,
        recorded_at=writer.now,
        recorded_by=writer.by,
    )
