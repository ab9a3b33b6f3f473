"""That the parties have signed an agreement (CT-09): on screen, on paper, or somebody on their
behalf with a reason."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto, plans, rows
from fodfaeste.cases.models import CaseFile, LogEntry
from fodfaeste.cases.policy import Act
from fodfaeste.cases.services.events import NewEvent, event_line
from fodfaeste.cases.services.files import NewFile, add_file
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append, was_sent
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.placements.changing import Doing, doing
from fodfaeste.placements.models import AgreementVersion, Signature

SIGNED = "work_agreement_signed"
BOTH = frozenset({Signature.Party.CITIZEN.value, Signature.Party.EMPLOYER.value})
"""Once they have signed, the agreement is signed; the staff representative is heard besides."""
LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """A signature. ``name``: whoever signed. ``reason``: why it was somebody else than the party,
    empty if it was not. ``paper``: the paper that was signed, if it was handed in."""

    version: int
    party: str
    way: str
    on: date
    name: str
    reason: str = ""
    on_behalf: bool = False
    paper: NewFile | None = None
    by_role: str | None = None


def sign_agreement(
    *, case_id: UUID, placement_id: UUID, signing: Signing, by: User, now: datetime,
    submission: UUID,
) -> Registered:  # fmt: skip
    """Records a signature; once citizen and employer have signed, that the agreement is. Raises
    ``Refused`` (``signed_already``, ``missing``, ``not_the_newest``, ``in_the_future``)."""
    done = doing(case_id, placement_id, Act.PLACE, Writer(by, now, submission))
    if was_sent(case_id=case_id, by=by, on=done.writer.today, submission=submission):
        return append(done.case, done.writer, lambda _: [])
    version = _checked(done, signing)
    file, details = _kept(done, signing), _sealed(signing)

    def decide(known: Known) -> list[Line]:
        _checked(done, signing)
        lines = [_line(done, signing, version, details)]
        if _completes(version, signing):
            event = NewEvent(type=SIGNED, on=_last_day(version, signing), by_role=signing.by_role)
            lines.append(event_line(known.story.rules, known.rows, event, done.writer.today))
        return lines

    def also(_: Sequence[LogEntry]) -> None:
        _row(signing, version, file, details, done.writer).save(force_insert=True)

    return append(done.case, done.writer, decide, also=also)


def _checked(done: Doing, signing: Signing) -> AgreementVersion:
    versions = AgreementVersion.unrestricted.filter(placement=done.placement)
    newest = versions.order_by("-number").first()
    faults = [*_faults(signing, done.writer.today)]
    if newest is None or newest.number != signing.version:
        raise Refused([Fault("version", "not_the_newest")])
    if Signature.unrestricted.filter(version=newest, party=signing.party).exists():
        faults.append(Fault("party", "signed_already"))
    if faults:
        raise Refused(faults)
    return newest


def _faults(signing: Signing, today: date) -> Iterator[Fault]:
    if signing.party not in Signature.Party.values:
        yield Fault("party", "unknown_party")
    if signing.way not in Signature.Way.values:
        yield Fault("way", "unknown_way")
    if signing.on > today:
        yield Fault("on", "in_the_future", {"value": str(signing.on)})
    if not signing.name.strip():
        yield Fault("name", "missing")
    if signing.on_behalf and not signing.reason.strip():
        yield Fault("reason", "missing")
    for name in ("name", "reason"):
        if len(getattr(signing, name)) > LONGEST:
            yield Fault(name, "too_long", {"value": str(LONGEST)})


def _kept(done: Doing, signing: Signing) -> CaseFile | None:
    """The paper, as a document of the event by which the placement began or was agreed."""
    if signing.paper is None:
        return None
    entry = done.placement.begun or done.placement.entry
    added = add_file(
        case_id=done.case.pk,
        entry_id=entry.event_id,
        given=signing.paper,
        by=done.writer.by,
        now=done.writer.now,
        submission=uuid5(done.writer.submission, "paper"),
    )
    files = CaseFile.unrestricted.filter(case=done.case).select_related("entry")
    return next(one for one in files if one.entry.event_id == added.entry_id)


def _completes(version: AgreementVersion, signing: Signing) -> bool:
    """Whether both have signed now, and had not before."""
    before = set(Signature.unrestricted.filter(version=version).values_list("party", flat=True))
    return not before >= BOTH and {*before, signing.party} >= BOTH


def _last_day(version: AgreementVersion, signing: Signing) -> date:
    days = Signature.unrestricted.filter(version=version).values_list("on", flat=True)
    return max(*days, signing.on)


def _sealed(signing: Signing) -> str:
    """Who signed, and why, with a salt: without it the digest would tell the name."""
    told = {"name": signing.name.strip(), "salt": secrets.token_hex(16)}
    if signing.on_behalf:
        told["reason"] = signing.reason.strip()
    return crypto.encrypt_map(told)


def _line(done: Doing, signing: Signing, version: AgreementVersion, details: str) -> Line:
    said = {
        "placement": str(done.placement.pk),
        "agreement": version.number,
        "party": signing.party,
        "way": signing.way,
        "on_behalf": signing.on_behalf,
        "digest": plans.digest_of(details),
    }
    return Line(type=rows.AGREEMENT_SIGNED, on=signing.on, attributes=said)


def _row(
    signing: Signing, version: AgreementVersion, file: CaseFile | None, details: str, writer: Writer
) -> Signature:
    return Signature(
        pk=uuid5(writer.submission, "signature"),
        version=version,
        party=signing.party,
        way=signing.way,
        on=signing.on,
        on_behalf=signing.on_behalf,
        details=details,
        file=file,
        recorded_at=writer.now,
        recorded_by=writer.by,
    )
