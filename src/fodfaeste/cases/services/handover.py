"""Somebody who leaves, or changes work, hands over every open case that they have a part in.

Each case is handed over in a transaction of its own, with lines in its log, and once: a form that
is sent again goes on where it stopped. Only then does the person leave, if they do. Whoever does it
sees no case by it: they administer people.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import Q

from fodfaeste.accounts.administration import people
from fodfaeste.accounts.administration.scope import person_of
from fodfaeste.accounts.models import User
from fodfaeste.accounts.organisation_log import Change, Done, was_sent, written
from fodfaeste.accounts.organisation_log import Writer as Administrator
from fodfaeste.cases import rows
from fodfaeste.cases.models import Case, CaseMember, LogEntry
from fodfaeste.cases.policy import BY_MEMBER
from fodfaeste.cases.queries.caseload import Bearer, OpenPart, bearers, loads_of, parts_of
from fodfaeste.cases.services.acts import member_line
from fodfaeste.cases.services.writing import Known, Line, Writer, append
from fodfaeste.core.faults import Fault, Refused

Chosen = Mapping[tuple[str, str], Sequence[int]]
"""By programme and role: who takes over those cases, shared out among them."""
Taken = tuple[OpenPart, int | None]


def leave(*, user_id: int, successors: Chosen, by: User, now: datetime, submission: UUID) -> Done:
    """Hands over all open cases, then ends the person's account. A part that nobody at all can
    take is left open. Raises ``NotYours``; ``Refused`` (``cases_left``) at ``programme:role``
    where nobody chosen can take a case that somebody could."""
    user, writer = person_of(by, user_id), Writer(by, now, submission)
    if was_sent(organisation_id=user.organisation_id, submission=submission):
        return Done(repeated=True)
    plan = _plan(by, user_id, successors)
    people.check_may_leave(user)
    _hand_over_all(user_id, plan, writer)

    def ready() -> list[Change]:
        if left := len(parts_of(user_id)):
            raise Refused([Fault("", "cases_left", {"value": str(left)})])
        return [_told("cases_handed_over", user_id, plan)] if plan else []

    administrator = Administrator(by, now, submission)
    return people.leave(user_id=user_id, on=writer.today, ready=ready, writer=administrator)


def pass_on(*, user_id: int, successors: Chosen, by: User, now: datetime, submission: UUID) -> Done:
    """Hands over all open cases of somebody who stays. What nobody at all can take stays theirs.
    Raises what ``leave`` does; ``Refused`` (``no_open_cases``) if there is nothing to hand over."""
    user, writer = person_of(by, user_id), Writer(by, now, submission)
    if was_sent(organisation_id=user.organisation_id, submission=submission):
        return Done(repeated=True)
    plan = [one for one in _plan(by, user_id, successors) if one[1] is not None]
    if not plan:
        raise Refused([Fault("", "no_open_cases")])
    _hand_over_all(user_id, plan, writer)
    return written(
        organisation_id=user.organisation_id,
        writer=Administrator(by, now, submission),
        act=lambda: [_told("cases_passed_on", user_id, plan)],
    )


def _hand_over_all(user_id: int, plan: Sequence[Taken], writer: Writer) -> None:
    for case_id in dict.fromkeys(part.case_id for part, _ in plan):
        _hand_over(case_id, user_id, [one for one in plan if one[0].case_id == case_id], writer)


def _told(type_: str, user_id: int, plan: Sequence[Taken]) -> Change:
    to = sorted({taker for _, taker in plan if taker is not None})
    return Change(type_, {"user": user_id}, {}, {"parts": len(plan), "to": to})


def _plan(by: User, user_id: int, successors: Chosen) -> list[Taken]:
    """Who takes which part: of those chosen who can, whoever has fewest cases in that role."""
    parts = parts_of(user_id)
    known = bearers(by, parts, but=user_id)
    loads = Counter(loads_of(Q(user__in=[one.user_id for one in known])) if known else {})
    plan, missing = list[Taken](), Counter[str]()
    for part in parts:
        able = [one for one in known if one.fits(part)]
        taker = _taker(part, able, successors, loads)
        if able and taker is None:
            missing[f"{part.programme}:{part.role}"] += 1
        plan.append((part, taker))
    if missing:
        raise Refused(Fault(place, "cases_left", {"value": str(n)}) for place, n in missing.items())
    return plan


def _taker(
    part: OpenPart, able: Sequence[Bearer], successors: Chosen, loads: Counter[tuple[int, str]]
) -> int | None:
    chosen = set(successors.get((part.programme, part.role), ()))
    ranked = [one.user_id for one in able if one.user_id in chosen]
    taker = min(ranked, key=lambda user_id: loads[user_id, part.role], default=None)
    if taker is not None:
        loads[taker, part.role] += 1
    return taker


def _hand_over(case_id: UUID, user_id: int, taken: Sequence[Taken], writer: Writer) -> None:
    """One case: the lines that somebody left and others joined, and their parts."""
    case = Case.unrestricted.get(pk=case_id)

    def decide(_: Known) -> list[Line]:
        moved = [line for part, to in taken for line in _lines(case, user_id, part, to, writer)]
        takers = dict.fromkeys(to for _part, to in taken if to is not None)
        return [*moved, *(line for to in takers for line in _sight(case, user_id, to, writer))]

    def also(_: Sequence[LogEntry]) -> None:
        for part, taker in taken:
            _move(case, user_id, part.role, taker, writer)

    own = Writer(writer.by, writer.now, uuid5(writer.submission, str(case_id)))
    append(case, own, decide, also=also)


def _lines(
    case: Case, user_id: int, part: OpenPart, taker: int | None, writer: Writer
) -> list[Line]:
    today, left = writer.today, {"user": user_id, "role": part.role}
    lines = [Line(type=rows.MEMBER_LEFT, on=today, attributes=left)]
    if taker is None:
        return lines
    if not _part(case, taker, part.role):
        lines.append(member_line(taker, part.role, today))
    return lines


def _sight(case: Case, user_id: int, taker: int, writer: Writer) -> list[Line]:
    sees = _inherited(case, user_id, taker)
    said = {"user": taker, "kinds": sorted(sees)}
    return [Line(type=rows.SIGHT_GIVEN, on=writer.today, attributes=said)] if sees else []


def _inherited(case: Case, user_id: int, taker: int) -> set[str]:
    """What the taker comes to see beside ordinary notes: what the leaver saw, since otherwise
    perhaps nobody would be left who does; nothing if that is nothing new."""
    flags = {kind: _flag(case, user_id, name) for kind, name in BY_MEMBER.items()}
    had = {kind for kind, name in BY_MEMBER.items() if _flag(case, taker, name)}
    wanted = {kind for kind, is_seen in flags.items() if is_seen} | had
    return set(map(str, wanted)) if wanted - had else set()


def _flag(case: Case, user_id: int, name: str) -> bool:
    found = CaseMember.unrestricted.filter(case=case, user=user_id, until=None)
    return found.filter(**{name: True}).exists()


def _move(case: Case, user_id: int, role: str, taker: int | None, writer: Writer) -> None:
    """Ends the part, and gives it to the taker in its place among the members: whose case it is
    follows the work."""
    seen = {name: True for name in BY_MEMBER.values() if _flag(case, user_id, name)}
    for own in _part(case, user_id, role):
        if taker is not None and not _part(case, taker, role):
            left = CaseMember(case=case, user_id=user_id, role=role, since=own.since)
            own.user_id, own.since = taker, writer.today
            own.save(update_fields=["user_id", "since"])
            left.until = writer.today
            left.save(force_insert=True)
        else:
            own.until = writer.today
            own.save(update_fields=["until"])
    if taker is not None and seen:
        CaseMember.unrestricted.filter(case=case, user=taker, until=None).update(**seen)


def _part(case: Case, user_id: int, role: str) -> list[CaseMember]:
    found = CaseMember.unrestricted.filter(case=case, user=user_id, role=role, until=None)
    return list(found)
