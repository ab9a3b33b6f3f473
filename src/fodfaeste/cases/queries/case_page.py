"""One case, with all that is known and derived of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User, initials
from fodfaeste.cases import crypto
from fodfaeste.cases.cpr import written
from fodfaeste.cases.models import Case, CaseMember, Citizen
from fodfaeste.cases.policy import BY_MEMBER, Act, Kind
from fodfaeste.cases.queries.appointments import of_citizen
from fodfaeste.cases.queries.entries import Entries, read_entries
from fodfaeste.cases.queries.plan import read_plan
from fodfaeste.cases.queries.results import (
    CaseView,
    Change,
    CitizenView,
    EntryView,
    MemberView,
    Standing,
    VersionPreview,
)
from fodfaeste.cases.rows import BELIEF_STATED, OF_CONSENTS, Story, events, story
from fodfaeste.cases.services.acts import known_version
from fodfaeste.cases.services.intake import may_decide
from fodfaeste.cases.services.passing import may_pass_on
from fodfaeste.cases.sight import Sight
from fodfaeste.cases.visibility import refuse, visible_case
from fodfaeste.core.evaluation import Evaluation, evaluate
from fodfaeste.core.events import Case as CoreCase
from fodfaeste.core.rules import Rules
from fodfaeste.programmes.catalogue import in_force, version_of, versions


def case(*, user: User, case_id: UUID, today: date, to: Act | None = None) -> CaseView:
    """The case as it stands on ``today``; that it was opened is logged. ``to``: what it is opened
    for. Raises ``NotVisible`` or ``NotAllowed``, and logs that it did."""
    found, sight = visible_case(user, case_id, today)
    if to is not None and not sight.may(to):
        refuse(user, found, sight, to)
    access.note(
        user=user,
        act=access.Act.VIEW,
        case_id=case_id,
        citizen_id=found.citizen_id,
        kinds=_shown(found.citizen, sight),
        relations=sight.relations,
    )
    booked = of_citizen(user=user, case=found, today=today)
    return replace(
        seen_with(found, sight, today),
        appointments=booked,
        may_decide=may_decide(user, found, sight),
        may_pass_on=may_pass_on(user, found, sight),
    )


def _shown(citizen: Citizen, sight: Sight) -> frozenset[Kind]:
    """The kinds of information that a page of the case shows: nothing is protected of somebody
    who is not."""
    protected = frozenset({Kind.PROTECTED_NAME, Kind.PROTECTED_CONTACT})
    return sight.kinds if citizen.protected else sight.kinds - protected


def seen_with(found: Case, sight: Sight, today: date) -> CaseView:
    """The case as one with that sight sees it on ``today``."""
    entries = read_entries(found.pk, sight)
    told = story_of(found, entries)
    facts = _facts(found.citizen, entries, sight)
    core = CoreCase(told.variant, entries.facts_for(told.rules, facts), told.events)
    return _view(found, told, core, facts, entries, sight, today)


def story_of(found: Case, entries: Entries) -> Story:
    """The log as the rules read it; one that is not seen is empty, by the case's own version."""
    if entries.lines:
        return story(found.programme, entries.rows)
    return Story(version_of(found.programme, found.version), None, ())


def preview_version(*, user: User, case_id: UUID, version: date, today: date) -> VersionPreview:
    """What moving the case to another version would change. Raises ``NotVisible``, or
    ``Refused`` (``unknown_version``)."""
    found, sight = visible_case(user, case_id, today)
    entries = read_entries(found.pk, sight)
    told = story_of(found, entries)
    facts = _facts(found.citizen, entries, sight)
    before, after = (
        _evaluated(rules, told.variant, facts, entries, today)
        for rules in (told.rules, known_version(found.programme, version))
    )
    return VersionPreview(before=before, after=after, changes=tuple(_changes(before, after)))


def _evaluated(
    rules: Rules, variant: str | None, facts: Mapping[str, object], entries: Entries, today: date
) -> Evaluation:
    happened = tuple(events(rules, entries.rows))
    core = CoreCase(variant, entries.facts_for(rules, facts), happened)
    return evaluate(rules, core, today.toordinal())


def _changes(before: Evaluation, after: Evaluation) -> Iterator[Change]:
    olds, news = _standings(before), _standings(after)
    nothing = Standing()
    for requirement, instance in dict.fromkeys([*olds, *news]):
        old = olds.get((requirement, instance), nothing)
        new = news.get((requirement, instance), nothing)
        if old != new:
            yield Change(requirement=requirement, instance=instance, before=old, after=new)


def _standings(evaluation: Evaluation) -> dict[tuple[str, int], Standing]:
    return {
        (one.rule.id, one.duty.number): Standing(state=one.state, due_on=one.due_on)
        for one in evaluation.requirements
    }


def _facts(citizen: Citizen, entries: Entries, sight: Sight) -> dict[str, object]:
    """What is seen of what is known of the citizen, as the exchange format writes it."""
    shown = citizen.birth_date and sight.sees_name(protected=citizen.protected)
    born = {"birth_date": str(citizen.birth_date)} if shown else {}
    return {**born, **entries.facts()}


def _view(
    found: Case,
    told: Story,
    core: CoreCase,
    facts: Mapping[str, object],
    entries: Entries,
    sight: Sight,
    today: date,
) -> CaseView:
    return CaseView(
        case_id=found.pk,
        citizen=_citizen(found.citizen, sight),
        programme=found.programme,
        version=told.rules.programme.version,
        newer_version=_newer_version(told.rules, today),
        organisation_id=found.organisation_id,
        organisation=found.organisation.name,
        referred_by=found.referred_by.name if found.referred_by else None,
        team=found.team.name if found.team else None,
        opened_at=found.opened_at,
        opened_by=found.opened_by.name if sight.sees(Kind.PEOPLE) else "",
        members=tuple(_members(found)) if sight.sees(Kind.PEOPLE) else (),
        facts=facts,
        rules=told.rules,
        case=core,
        evaluation=evaluate(told.rules, core, today.toordinal()),
        entries=tuple(_told(entries, sight, found.taken_over_at)),
        sight=sight,
        plan=read_plan(found, sight, told.rules.programme),
        intake=found.intake,
    )


def _told(entries: Entries, sight: Sight, taken_over_at: datetime | None) -> Iterator[EntryView]:
    """What was agreed and shared is for those who see that; who wrote a line, for those who see
    who has a part in the case; how the case is kept is nothing to a receiver."""
    is_receiver = sight.author_id is None
    for entry in entries.views():
        if is_receiver and entry.kind == "act":
            continue
        if entry.type == BELIEF_STATED and not _is_told_of_belief(entry, sight, taken_over_at):
            continue
        if entry.type not in OF_CONSENTS or sight.sees(Kind.CONSENTS):
            yield entry if sight.sees(Kind.PEOPLE) else replace(entry, author="", author_id=0)


def _is_told_of_belief(entry: EntryView, sight: Sight, taken_over_at: datetime | None) -> bool:
    """Who does not read it does not learn that there is any."""
    went_along = taken_over_at is None or entry.registered_at > taken_over_at
    return entry.author_id == sight.author_id or (sight.sees(Kind.BELIEF) and went_along)


def _newer_version(rules: Rules, today: date) -> date | None:
    own = rules.programme
    newest = in_force(versions(own.programme), today.toordinal()).programme.version
    return newest if newest > own.version else None


def _citizen(citizen: Citizen, sight: Sight) -> CitizenView:
    named = sight.sees_name(protected=citizen.protected)
    numbered = citizen.cpr is not None and sight.sees_number(protected=citizen.protected)
    reachable = citizen.contact is not None and sight.sees_contact(protected=citizen.protected)
    return CitizenView(
        citizen_id=citizen.pk,
        name=citizen.name if named else None,
        cpr=written(crypto.decrypt(citizen.cpr or "")) if numbered else None,
        birth_date=citizen.birth_date if named else None,
        protected=citizen.protected,
        contact=crypto.decrypt_map(citizen.contact or "") if reachable else {},
    )


def _members(found: Case) -> Iterator[MemberView]:
    parts = list(CaseMember.unrestricted.filter(case=found).select_related("user__organisation"))
    now = [part for part in parts if part.until is None]
    for part in sorted(parts, key=lambda part: part.until is not None):
        yield MemberView(
            user_id=part.user_id,
            name=part.user.name,
            initials=initials(part.user.name),
            organisation=part.user.organisation.name,
            role=part.role,
            since=part.since,
            until=part.until,
            primary=bool(now) and part.pk == now[0].pk,
            sees=frozenset(kind for kind, name in BY_MEMBER.items() if getattr(part, name)),
        )
