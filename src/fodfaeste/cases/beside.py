"""Whether the tables that open a case to somebody say what its log says: who takes part and reads
which notes, what is shared with whom, which plan was published, and who opened it in an emergency.

Every act writes both in one transaction. So a row that the log does not tell of was written by
somebody who went past the system.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from fodfaeste.accounts.chains import Broken
from fodfaeste.accounts.organisation_event import OrganisationEvent
from fodfaeste.cases import following, plans, rows
from fodfaeste.cases.models import (
    Case,
    CaseMember,
    Companion,
    Consent,
    Cover,
    EmergencyAccess,
    LogEntry,
    PlanVersion,
    Sharing,
)
from fodfaeste.cases.policy import BY_MEMBER
from fodfaeste.programmes.catalogue import UnknownProgramme, version_of

AT_ONCE = 500
TELLING = (
    rows.CASE_OPENED, rows.MEMBER_JOINED, rows.MEMBER_LEFT, rows.SIGHT_GIVEN, rows.CONSENT_GIVEN,
    rows.SHARED, rows.EXTRACT_SENT, rows.SHARING_ENDED, rows.EMERGENCY_OPENED, rows.PLAN_FROZEN,
    rows.COMPANION_ADDED,
)  # fmt: skip
SAID_OF_SHARING = {
    "to": "receiver_role", "way": "way", "statute": "statute", "consent": "consent_id",
    "organisation": "receiver_organisation_id", "user": "receiver_user_id", "since": "since",
    "until": "last_on",
}  # fmt: skip
"""What the line of a sharing says, and where the row has it. The first lines said less."""

Part = tuple[int, str]


@dataclass(slots=True)
class Told:
    """What a log tells. ``seen``: of each part, the notes that whoever has it may read besides;
    ``lines``: the number of the last line about somebody."""

    seen: dict[Part, frozenset[str]] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)
    shared: dict[str, tuple[int, Mapping[str, Any]]] = field(default_factory=dict)
    sent: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)
    consents: dict[UUID, str] = field(default_factory=dict)
    emergencies: dict[str, tuple[int, Any]] = field(default_factory=dict)
    plans: dict[int, tuple[int, Mapping[str, Any]]] = field(default_factory=dict)
    companions: dict[str, Any] = field(default_factory=dict)


def broken_beside(case_ids: Iterable[UUID] | None = None) -> Iterator[tuple[UUID, Broken]]:
    """What is wrong, case by case; ``None``: of all. ``code`` is ``member_unlogged``,
    ``member_missing``, ``sight_changed``, ``sharing_unlogged``, ``sharing_missing``,
    ``sharing_changed``, ``consent_unlogged``, ``emergency_unlogged``, ``plan_unlogged``,
    ``plan_missing``, ``plan_changed`` or ``companion_unlogged``; and what other rooms find (see
    ``following``)."""
    every = Case.unrestricted.order_by("pk").values_list("pk", flat=True)
    ids = list(every if case_ids is None else case_ids)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        suspects = dict.fromkeys(case_id for case_id, _ in _broken(some))
        for case_id in suspects:
            yield from ((case_id, broken) for broken in _settled(case_id))


def _settled(case_id: UUID) -> list[Broken]:
    """What is wrong with one case. Somebody may write in it while it is read: then again."""
    while True:
        before = _length(case_id)
        found = [broken for _, broken in _broken([case_id])]
        if _length(case_id) == before:
            return found


def _length(case_id: UUID) -> int:
    return LogEntry.unrestricted.filter(case=case_id).count()


def _broken(case_ids: Sequence[UUID]) -> Iterator[tuple[UUID, Broken]]:
    told = _told(case_ids)
    members = CaseMember.unrestricted.filter(case__in=case_ids, until=None)
    sharings = Sharing.unrestricted.filter(case__in=case_ids).prefetch_related("kinds")
    consents = Consent.unrestricted.filter(case__in=case_ids)
    emergencies = EmergencyAccess.unrestricted.filter(case__in=case_ids)
    versions = PlanVersion.unrestricted.filter(case__in=case_ids).select_related("revision")
    near = Companion.unrestricted.filter(case__in=case_ids)
    found = (members, sharings, consents, emergencies, versions, near)
    beside = [_by_case(each) for each in found]
    yield from following.broken_rows(case_ids)
    for case_id, one in told.items():
        for check, known in zip(CHECKS, beside, strict=True):
            yield from ((case_id, broken) for broken in check(one, known.get(case_id, [])))


def _by_case(found: Iterable[Any]) -> dict[UUID, list[Any]]:
    by_case: dict[UUID, list[Any]] = {}
    for row in found:
        by_case.setdefault(row.case_id, []).append(row)
    return by_case


# --- what the log tells


def _told(case_ids: Sequence[UUID]) -> dict[UUID, Told]:
    found = LogEntry.unrestricted.filter(case__in=case_ids, type__in=TELLING)
    lines = found.select_related("case").order_by("case", "seq")
    return {case_id: _read(log) for case_id, log in _by_case(lines).items()}


def _read(log: Sequence[LogEntry]) -> Told:
    told, confided = Told(), _confided(log[0])
    for line in log:
        who = line.attributes.get("user")
        if isinstance(who, int):
            told.lines[who] = line.seq
        if line.type in (rows.MEMBER_JOINED, rows.MEMBER_LEFT, rows.SIGHT_GIVEN):
            opening = line.registered_at == log[0].registered_at
            _read_member(told, line, confided if opening else frozenset())
        else:
            _read_beside(told, line, line.attributes, who)
    return told


def _read_beside(told: Told, line: LogEntry, said: Mapping[str, Any], who: Any) -> None:
    """What is agreed, shared and published, who opened it, who is at the citizen's side."""
    if line.type == rows.CONSENT_GIVEN:
        told.consents[uuid5(line.submission, "consent")] = str(said.get("to"))
    elif line.type == rows.SHARED:
        told.shared[said["sharing"]] = (line.seq, said)
    elif line.type == rows.PLAN_FROZEN:
        told.plans[said["plan_version"]] = (line.seq, said)
    elif line.type == rows.COMPANION_ADDED:
        told.companions[said["companion"]] = said["kind"]
    elif line.type == rows.EMERGENCY_OPENED:
        told.emergencies[said["access"]] = (who or 0, line.on)
    elif line.type in (rows.EXTRACT_SENT, rows.SHARING_ENDED):
        (told.sent if line.type == rows.EXTRACT_SENT else told.ended).add(said["sharing"])


def _confided(first: LogEntry) -> frozenset[str]:
    """The roles in which one reads all notes of a case that begins with one."""
    try:
        roles = version_of(first.case.programme, first.attributes.get("version")).terms.roles
    except (UnknownProgramme, ValueError):
        return frozenset()
    return frozenset(name for name, role in roles.items() if role.confided)


def _read_member(told: Told, line: LogEntry, confided: frozenset[str]) -> None:
    """Whoever takes over somebody's part reads in it what they read in their others."""
    who, role = line.attributes["user"], line.attributes.get("role", "")
    if line.type == rows.MEMBER_LEFT:
        told.seen.pop((who, role), None)
        return
    if line.type == rows.MEMBER_JOINED:
        told.seen[who, role] = frozenset(BY_MEMBER) if role in confided else frozenset()
        had = frozenset[str]().union(*(told.seen[part] for part in told.seen if part[0] == who))
        kinds = had
    else:
        kinds = frozenset(line.attributes.get("kinds", ()))
    told.seen.update({part: kinds for part in told.seen if part[0] == who})


# --- what the tables say


def _members(told: Told, parts: Sequence[CaseMember]) -> Iterator[Broken]:
    there = {(part.user_id, part.role): part for part in parts}
    for who, _role in there.keys() - told.seen.keys():
        yield Broken(told.lines.get(who, 1), "member_unlogged")
    for who, _role in told.seen.keys() - there.keys():
        yield Broken(told.lines[who], "member_missing")
    for key in there.keys() & told.seen.keys():
        reads = {kind for kind, name in BY_MEMBER.items() if getattr(there[key], name)}
        if reads - told.seen[key]:
            yield Broken(told.lines[key[0]], "sight_changed")


def _sharings(told: Told, sharings: Sequence[Sharing]) -> Iterator[Broken]:
    there = {str(row.pk): row for row in sharings}
    for name, (seq, said) in told.shared.items():
        row = there.pop(name, None)
        if row is None:
            yield Broken(seq, "sharing_missing")
        elif not _is_as_said(row, said) or _ends(row) != (name in told.sent, name in told.ended):
            yield Broken(seq, "sharing_changed")
    yield from (Broken(1, "sharing_unlogged") for _ in there)


def _ends(row: Sharing) -> tuple[bool, bool]:
    return row.sent_at is not None, row.ended_at is not None


def _is_as_said(row: Sharing, said: Mapping[str, Any]) -> bool:
    known = {name: getattr(row, column) for name, column in SAID_OF_SHARING.items()}
    plain = {name: value if value is None else str(value) for name, value in known.items()}
    told = {name: said[name] for name in SAID_OF_SHARING if name in said}
    kinds = {each.kind for each in row.kinds.all()}
    is_same = all(plain[name] == (v if v is None else str(v)) for name, v in told.items())
    return is_same and kinds == set(said["kinds"])


def _consents(told: Told, consents: Sequence[Consent]) -> Iterator[Broken]:
    for row in consents:
        if told.consents.get(row.pk) != row.receiver_role:
            yield Broken(1, "consent_unlogged")


def _emergencies(told: Told, opened: Sequence[EmergencyAccess]) -> Iterator[Broken]:
    for row in opened:
        if told.emergencies.get(str(row.pk)) != (row.user_id, row.on):
            yield Broken(1, "emergency_unlogged")


def _plans(told: Told, versions: Sequence[PlanVersion]) -> Iterator[Broken]:
    there = {row.number: row for row in versions}
    for number, (seq, said) in told.plans.items():
        row = there.pop(number, None)
        if row is None:
            yield Broken(seq, "plan_missing")
        elif not plans.is_as_frozen(row.revision, said):
            yield Broken(seq, "plan_changed")
    yield from (Broken(1, "plan_unlogged") for _ in there)


def _companions(told: Told, near: Sequence[Companion]) -> Iterator[Broken]:
    for row in near:
        if told.companions.get(str(row.pk)) != row.kind:
            yield Broken(1, "companion_unlogged")


CHECKS: tuple[Callable[[Told, Sequence[Any]], Iterator[Broken]], ...] = (
    _members, _sharings, _consents, _emergencies, _plans, _companions,
)  # fmt: skip


# --- cover, which opens the cases of whoever is away: an organisation's log tells of it


def broken_covers() -> Iterator[tuple[int, Broken]]:
    """Covers that no organisation's log tells of, or otherwise (``cover_unlogged``), by the
    organisation of the one who is away: two questions, however many there are."""
    told: dict[str, dict[str, Any]] = {}
    lines = OrganisationEvent.objects.filter(type__in=OF_COVERS).order_by("pk")
    for line in lines:
        told.setdefault(line.about["arrangement"], {})[line.type] = line.after
    for row in Cover.objects.select_related("absent").order_by("pk"):
        if not _is_told(row, told.get(str(row.pk), {})):
            yield row.absent.organisation_id, Broken(1, "cover_unlogged")


OF_COVERS = ("cover_arranged", "cover_ended")


def _is_told(row: Cover, told: Mapping[str, Any]) -> bool:
    """Somebody may have changed organisation since: it stands in the log of the one before."""
    first = {"cover": row.cover_id, "since": str(row.first_on), "until": str(row.last_on)}
    ended = {} if row.ended_on is None else {"cover": row.cover_id, "until": str(row.ended_on)}
    return told.get("cover_arranged") == first and told.get("cover_ended", {}) == ended
