"""What is done with a case itself: variant, facts, members, version, erasing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from fodfaeste.accounts.models import User
from fodfaeste.cases import rows
from fodfaeste.cases.models import (
    NOTES,
    Case,
    CaseMember,
    LogEntry,
    LogText,
    TextKind,
    event_id,
)
from fodfaeste.cases.policy import BY_MEMBER, Act, Kind
from fodfaeste.cases.services.files import forget_files, lines_of_files
from fodfaeste.cases.services.forgetting import forget_drafts_with
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.sight import Sight, lasting_sight
from fodfaeste.cases.stops import check_may_erase
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core.events import Terms, read_case
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.core.rules import Rules
from fodfaeste.programmes.catalogue import UnknownProgramme, version_of


def choose_variant(
    *, case_id: UUID, variant: str | None, by: User, now: datetime, submission: UUID
) -> Registered:
    """Chooses the form of the programme for this case."""
    writer = Writer(by, now, submission)

    def decide(known: Known) -> list[Line]:
        return [variant_line(known.story.rules, variant, writer.today)]

    return append(allowed_case(by, case_id, Act.CHOOSE_VARIANT, writer.today), writer, decide)


def variant_line(rules: Rules, variant: str | None, today: date) -> Line:
    """The line that chooses a variant. Raises ``Refused`` (``unknown_variant``)."""
    read_case({"variant": variant, "events": []}, rules.terms)
    return Line(type=rows.VARIANT_CHOSEN, on=today, attributes={"variant": variant})


def record_facts(
    *, case_id: UUID, facts: Mapping[str, Any], by: User, now: datetime, submission: UUID
) -> Registered:
    """Records facts about the citizen (as the exchange format writes them; None: not known any
    more). Facts that are not named stay as they were."""
    writer = Writer(by, now, submission)

    def decide(known: Known) -> list[Line]:
        return facts_lines(known.story.rules.terms, facts, writer.today)

    return append(allowed_case(by, case_id, Act.RECORD_FACTS, writer.today), writer, decide)


def facts_lines(terms: Terms, facts: Mapping[str, Any], today: date) -> list[Line]:
    """The lines that record facts: all of them personal, and those of each kind by themselves,
    since health and social matters are seen by fewer. Raises ``Refused``."""
    told = exchanged(facts)
    check_facts(terms, told)
    kinds = {name: terms.facts[name].about for name in told}
    return [
        Line(
            type=rows.FACTS_RECORDED,
            on=today,
            personal={"facts": {name: told[name] for name in told if kinds[name] == kind}},
            text_kind=kind,
        )
        for kind in dict.fromkeys(kinds.values())
    ]


def exchanged(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the exchange format writes them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in facts.items()
    }


def check_facts(terms: Terms, told: Mapping[str, Any]) -> None:
    """Raises ``Refused`` with what is wrong with facts as the exchange format writes them."""
    try:
        read_case({"citizen": told, "events": []}, terms)
    except Refused as refused:
        raise Refused(
            Fault(f.place.removeprefix("citizen."), f.code, f.values) for f in refused.faults
        ) from None


# --- members


def join_case(
    *, case_id: UUID, user_id: int, role: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """Gives somebody a part in the case, from today. What they see beside ordinary notes is for
    the members to say; see ``let_see``."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.CHANGE_PEOPLE, writer.today)

    def decide(known: Known) -> list[Line]:
        check_members(case, known.story.rules, [(user_id, role)])
        if _parts(case, user_id, role):
            raise Refused([Fault("user_id", "already_a_member")])
        return [member_line(user_id, role, writer.today)]

    def also(_: Sequence[LogEntry]) -> None:
        add_members(case, [(user_id, role)], writer.today)

    return append(case, writer, decide, also=also)


def leave_case(
    *, case_id: UUID, user_id: int, role: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """Ends somebody's part in the case, today."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.CHANGE_PEOPLE, writer.today)

    def decide(_: Known) -> list[Line]:
        if not _parts(case, user_id, role):
            raise Refused([Fault("user_id", "not_a_member")])
        left = {"user": user_id, "role": role}
        return [Line(type=rows.MEMBER_LEFT, on=writer.today, attributes=left)]

    def also(_: Sequence[LogEntry]) -> None:
        for part in _parts(case, user_id, role):
            part.until = writer.today
            part.save(update_fields=["until"])

    return append(case, writer, decide, also=also)


def let_see(
    *,
    case_id: UUID,
    user_id: int,
    kinds: Iterable[str],
    by: User,
    now: datetime,
    submission: UUID,
) -> Registered:
    """Says which of health and social notes a member sees, in all their parts. Only members say
    so, and nobody more than they see themselves."""
    writer, wanted = Writer(by, now, submission), {Kind(kind) for kind in kinds}
    case = allowed_case(by, case_id, Act.GRANT_SIGHT, writer.today)

    def decide(_: Known) -> list[Line]:
        parts = list(CaseMember.unrestricted.filter(case=case, user=user_id, until=None))
        if not parts:
            raise Refused([Fault("user_id", "not_a_member")])
        had = {kind for kind, name in BY_MEMBER.items() if getattr(parts[0], name)}
        own = lasting_sight(user=by, case_id=case_id, on=writer.today)
        if not wanted <= BY_MEMBER.keys() or (wanted - had) - own.kinds:
            raise Refused([Fault("kinds", "not_yours_to_show")])
        said = {"user": user_id, "kinds": sorted(wanted)}
        return [Line(type=rows.SIGHT_GIVEN, on=writer.today, attributes=said)]

    def also(_: Sequence[LogEntry]) -> None:
        sees = {name: kind in wanted for kind, name in BY_MEMBER.items()}
        CaseMember.unrestricted.filter(case=case, user=user_id, until=None).update(**sees)

    return append(case, writer, decide, also=also)


def _parts(case: Case, user_id: int, role: str) -> list[CaseMember]:
    found = CaseMember.unrestricted.filter(case=case, user=user_id, role=role, until=None)
    return list(found)


def member_line(user_id: int, role: str, today: date) -> Line:
    """The line that somebody takes part."""
    attributes = {"user": user_id, "role": role}
    return Line(type=rows.MEMBER_JOINED, on=today, attributes=attributes)


def add_members(
    case: Case, parts: Iterable[tuple[int, str]], today: date, *, confided: Collection[str] = ()
) -> None:
    """Writes the parts that ``member_line`` tells of, in order. Those in a ``confided`` role see
    health and social notes; for others the team says so."""
    CaseMember.unrestricted.bulk_create(
        CaseMember(
            case=case,
            user_id=user_id,
            role=role,
            since=today,
            **dict.fromkeys(BY_MEMBER.values(), role in confided),
        )
        for user_id, role in parts
    )


def check_members(case: Case, rules: Rules, parts: Sequence[tuple[int, str]]) -> None:
    """Raises ``Refused`` unless each is an active person of one of the case's organisations or
    its team, and can hold the role, which has to be one for people who work here."""
    around = Q(organisation__in=[case.organisation_id, case.referred_by_id])
    around |= Q(teams=case.team_id) if case.team_id else Q()
    people = User.objects.filter(around, is_active=True, pk__in=[user_id for user_id, _ in parts])
    roles: dict[int, set[str]] = {}
    for user_id, role in people.values_list("pk", "roles__role"):
        roles.setdefault(user_id, set()).add(role or "")
    faults = [
        Fault(f"members[{number}]", code, {"role": role})
        for number, (user_id, role) in enumerate(parts)
        if (code := _unfit(rules, roles.get(user_id), role))
    ]
    if len(set(parts)) < len(parts):
        faults.append(Fault("members", "already_a_member"))
    if faults:
        raise Refused(faults)


def _unfit(rules: Rules, held: set[str] | None, role: str) -> str | None:
    known = rules.terms.roles.get(role)
    if known is None or not known.staff:
        return "unknown_role"
    if held is None:
        return "unknown_person"
    return None if role in held else "role_not_held"


# --- version and erasing


def move_to_version(
    *, case_id: UUID, version: date, by: User, now: datetime, submission: UUID
) -> Registered:
    """Holds the case to another version of its programme; see ``queries.preview_version``."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.MOVE_VERSION, writer.today)

    def decide(known: Known) -> list[Line]:
        present = known.story.rules.programme.version
        to = known_version(case.programme, version).programme.version
        if to == present:
            raise Refused([Fault("version", "same_version")])
        moved = {"version": str(to), "from": str(present)}
        return [Line(type=rows.VERSION_CHANGED, on=writer.today, attributes=moved)]

    return append(case, writer, decide)


def known_version(programme: str, version: date) -> Rules:
    """The rules of that version. Raises ``Refused`` (``unknown_version``)."""
    try:
        return version_of(programme, version)
    except UnknownProgramme:
        raise Refused([Fault("version", "unknown_version", {"value": str(version)})]) from None


def erase_text(
    *, case_id: UUID, entry_id: str, reason: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """Erases the personal text of an entry for good, with the documents that were added to it and
    the drafts in which it stands. That it happened on its day stays."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.ERASE_TEXT, writer.today)

    def decide(_: Known) -> list[Line]:
        if not reason.strip():
            raise Refused([Fault("reason", "missing")])
        entries = _erasable(case, entry_id)
        if not entries:
            raise Refused([Fault("entry_id", "no_text", {"value": entry_id})])
        check_may_erase(case)
        return [_erased_line(each, reason.strip(), writer.today) for each in entries]

    def also(made: Sequence[LogEntry]) -> None:
        check_may_erase(case)
        entries = [str(line.attributes["of"]) for line in made]
        texts = [text for each in entries for text in _texts(case, each)]
        forget_drafts_with(case_id=case_id, texts=texts)
        for text in texts:
            text.ciphertext, text.erased_at = "", now
            text.save(update_fields=["ciphertext", "erased_at"])
        forget_files(case_id=case_id, seqs=[text.entry.seq for text in texts], now=now)

    return append(case, writer, decide, also=also)


def _erasable(case: Case, entry_id: str) -> list[str]:
    """The entry, if it has a text, and those by which documents were added to it."""
    files = map(event_id, lines_of_files(case_id=case.pk, entry_id=entry_id))
    return [each for each in (entry_id, *files) if _texts(case, each)]


def _erased_line(entry_id: str, reason: str, today: date) -> Line:
    said = {"of": entry_id}
    return Line(type=rows.TEXT_ERASED, on=today, attributes=said, personal={"note": reason})


def classify_text(
    *, case_id: UUID, entry_id: str, kind: str, by: User, now: datetime, submission: UUID
) -> Registered:
    """Says that an entry's text is of another kind, so that others read it. Who may not read it
    cannot say so, and nobody can of the worker's belief, which is never shared, or of a fact or an
    answer on progress, whose kind is the vocabulary's."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.CLASSIFY_TEXT, writer.today)

    def decide(_: Known) -> list[Line]:
        sight = lasting_sight(user=by, case_id=case_id, on=writer.today)
        texts = [text for text in _texts(case, entry_id) if _reads(by, sight, text)]
        if not texts:
            raise Refused([Fault("entry_id", "no_text", {"value": entry_id})])
        kept = texts[0].kind in (TextKind.BELIEF, TextKind.ANSWER)
        if kept or texts[0].entry.type in rows.KIND_IS_SET:
            raise Refused([Fault("kind", "kept_kind")])
        if kind not in NOTES or kind == TextKind.BELIEF:
            raise Refused([Fault("kind", "unknown_kind")])
        if texts[0].kind == kind:
            raise Refused([Fault("kind", "same_kind")])
        said = {"of": entry_id, "from": texts[0].kind, "to": kind}
        return [Line(type=rows.TEXT_CLASSIFIED, on=writer.today, attributes=said)]

    def also(_: Sequence[LogEntry]) -> None:
        for text in _texts(case, entry_id):
            text.kind = kind
            text.save(update_fields=["kind"])

    return append(case, writer, decide, also=also)


def _reads(by: User, sight: Sight, text: LogText) -> bool:
    return text.kind in sight.texts or text.entry.registered_by_id == by.pk


def _texts(case: Case, entry_id: str) -> list[LogText]:
    found = LogText.unrestricted.filter(entry__case=case, erased_at=None).select_related("entry")
    return [text for text in found if text.entry.event_id == entry_id]
