"""Records who stands at the citizen's side: a guardian, a party representative, an interpreter."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid5

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto, rows
from fodfaeste.cases.models import Case, Companion, LogEntry
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.sight import lasting_sight
from fodfaeste.cases.visibility import allowed_case, refuse
from fodfaeste.core.faults import Fault, Refused, too_long

LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCompanion:
    """Somebody as a form tells of them. ``language``: of an interpreter; ``scope``: what they
    stand in for; ``letters``: whether every letter goes to them too."""

    kind: str
    name: str
    since: date
    last_on: date | None = None
    phone: str = ""
    email: str = ""
    language: str = ""
    scope: str = ""
    letters: bool = field(default=False)


def add_companion(
    *, case_id: UUID, new: NewCompanion, by: User, now: datetime, submission: UUID
) -> Registered:
    """Raises ``Refused`` at ``kind``, ``name``, ``language`` (``missing``), ``last_on``
    (``empty_period``) or at what is ``too_long``."""
    writer = Writer(by, now, submission)
    case = _reached(case_id, by, writer)
    details = {name: " ".join(getattr(new, name).split()) for name in DETAILS}
    made = Companion(
        pk=uuid5(submission, "companion"),
        citizen_id=case.citizen_id,
        case=case,
        kind=new.kind,
        details=crypto.encrypt_map({name: said for name, said in details.items() if said}),
        letters=new.letters,
        since=new.since,
        last_on=new.last_on,
        recorded_at=now,
        recorded_by=by,
    )

    def decide(_: Known) -> list[Line]:
        _check(new, details)
        return [_line(rows.COMPANION_ADDED, made, writer)]

    return append(case, writer, decide, also=lambda _: made.save(force_insert=True))


DETAILS = ("name", "phone", "email", "language", "scope")


def end_companion(
    *, case_id: UUID, companion_id: UUID, by: User, now: datetime, submission: UUID
) -> Registered:
    """From today they are not at the citizen's side any more. Raises ``Refused``
    (``unknown_companion``, ``already_ended``)."""
    writer = Writer(by, now, submission)
    case = _reached(case_id, by, writer)
    theirs = Companion.unrestricted.filter(pk=companion_id, citizen=case.citizen_id)

    def decide(_: Known) -> list[Line]:
        found = theirs.first()
        if found is None:
            raise Refused([Fault("", "unknown_companion")])
        if found.last_on is not None and found.last_on < writer.today:
            raise Refused([Fault("", "already_ended")])
        return [_line(rows.COMPANION_ENDED, found, writer)]

    def also(_: Sequence[LogEntry]) -> None:
        theirs.update(last_on=writer.yesterday)

    return append(case, writer, decide, also=also)


def _reached(case_id: UUID, by: User, writer: Writer) -> Case:
    """Who does not see a protected address does not write down who is near it either."""
    case = allowed_case(by, case_id, Act.RECORD_CONTACT, writer.today)
    sight = lasting_sight(user=by, case_id=case_id, on=writer.today)
    if not sight.sees_contact(protected=case.citizen.protected):
        refuse(by, case, sight, Act.RECORD_CONTACT)
    return case


def _line(type_: str, one: Companion, writer: Writer) -> Line:
    said = {"companion": str(one.pk), "kind": one.kind}
    return Line(type=type_, on=writer.today, attributes=said)


def _check(new: NewCompanion, details: dict[str, str]) -> None:
    faults = [*too_long(details, LONGEST)]
    if new.kind not in Companion.Kind.values:
        faults.append(Fault("kind", "unknown_companion_kind"))
    if new.kind == Companion.Kind.INTERPRETER and not details["language"]:
        faults.append(Fault("language", "missing"))
    elif new.kind != Companion.Kind.INTERPRETER and not details["name"]:
        faults.append(Fault("name", "missing"))
    if new.last_on is not None and new.last_on < new.since:
        faults.append(Fault("last_on", "empty_period"))
    if faults:
        raise Refused(faults)
