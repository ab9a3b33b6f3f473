"""What the form of an event type asks, and what of it is known already. Pure.

There is one form for all types: everything in it comes from the programme and the case.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from fodfaeste import words
from fodfaeste.cases.queries import AppointmentView, CaseView, EntryView
from fodfaeste.cases.roles import fills
from fodfaeste.cases.rows import CONSENT_GIVEN, CONSENT_WITHDRAWN
from fodfaeste.core.description import QuestionList
from fodfaeste.core.evaluation import ON_A_WORKLIST, Instance
from fodfaeste.core.events import CORRECTION, WAIVER
from fodfaeste.core.programme import Match, Requirement
from fodfaeste.core.record import is_record, names_of
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import EventType
from fodfaeste.web import names
from fodfaeste.web.dates import language

CITIZEN = "citizen"
SCREENS = {
    CORRECTION: "correct",
    WAIVER: "waive",
    CONSENT_GIVEN: "consent",
    CONSENT_WITHDRAWN: "sharing",
}
"""Registered on a screen of their own, where all that belongs to them is said."""
OWN_ACTS = frozenset({CORRECTION, WAIVER})
"""Begun from the entry or the duty that they are about, and so not to be chosen."""

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions to answer in the note, or not."""

    name: str
    asked: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The form of an event type in a case. ``near``: those likely to have been present, ``far``
    the others; ``by``: in what roles one may register."""

    type: str
    kind: EventType
    near: Choices
    far: Choices
    by: Choices
    questions: tuple[QuestionGroup, ...] = ()
    hints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What is known before anybody types. ``fixed``: the attributes for which only one value
    meets the duty."""

    attributes: Mapping[str, Any] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    by_role: str = ""


def screen_of(type_: str) -> str:
    """The name of the address where an event type is registered."""
    return SCREENS.get(type_, "register")


# --- from a duty


def duty_of(view: CaseView, requirement: str, number: int) -> Instance | None:
    """The instance of a requirement that an address names."""
    return next(
        (
            each
            for each in view.evaluation.requirements
            if each.rule.id == requirement and each.duty.number == number
        ),
        None,
    )


def types_for(rule: Requirement) -> list[str]:
    """The event types that can meet a requirement."""
    return list(dict.fromkeys(name for match in rule.match for name in match.event))


def match_for(rule: Requirement, type_: str) -> Match:
    """The match by which an event of that type meets the requirement."""
    return next(match for match in rule.match if type_ in match.event)


def filled_for(view: CaseView, rule: Requirement, type_: str, by_role: str) -> Filled:
    """What an event must say to meet the requirement, where only one thing will do."""
    match = match_for(rule, type_)
    single = {
        name: wanted.one_of[0] for name, wanted in match.where.items() if len(wanted.one_of) == 1
    }
    roles = [role for asked in match.present for role in filling(view, asked)]
    fixed = frozenset(single)
    return Filled(attributes=single, fixed=fixed, present=frozenset(roles), by_role=by_role)


def as_agreed(filled: Filled, booked: AppointmentView) -> Filled:
    """What is known, with what was agreed when it was booked."""
    return replace(
        filled,
        attributes={**filled.attributes, **booked.attributes},
        fixed=filled.fixed | set(booked.attributes),
        present=filled.present | set(booked.roles),
    )


def filling(view: CaseView, asked: str) -> list[str]:
    """The role by which a role asked for is there: that of a member who fills it, else itself;
    of a word for several, all that the case has, else the first."""
    held = [m.role for m in view.members if not m.until and fills(m.role, asked, view.rules)]
    if held:
        return held[:1]
    group = view.rules.vocabulary.role_groups.get(asked)
    return [group.any_of[0]] if group else [asked]


# --- from the case


def shape_of(view: CaseView, type_: str, *, roles: Sequence[str], known: Filled) -> Shape:
    """The form for an event type. ``roles``: those that the user can have."""
    rules = view.rules
    near = near_roles(view, known.present)
    far = [role for role in rules.terms.roles if role not in near]
    return Shape(
        type=type_,
        kind=rules.terms.events[type_],
        near=[(role, with_names(view, role)) for role in near],
        far=[(role, words.capitalised(names.of_role(rules, role))) for role in far],
        by=by_choices(rules, roles),
        questions=tuple(questions(rules, type_, known.attributes)),
        hints=hints(rules, type_),
    )


def near_roles(view: CaseView, present: Collection[str]) -> list[str]:
    """The citizen, the case's members, and those asked for or known to have been there."""
    members = [member.role for member in view.members if not member.until]
    wanted = {CITIZEN, *members, *present}
    return [role for role in view.rules.terms.roles if role in wanted]


def with_names(view: CaseView, role: str) -> str:
    """A role, and who has it in this case."""
    people = [m.name for m in view.members if m.role == role and not m.until]
    if role == CITIZEN:
        people = [names.of_citizen(view.citizen.name)]
    said = words.capitalised(names.of_role(view.rules, role))
    return f"{said} ({', '.join(people)})" if people else said


def by_choices(rules: Rules, roles: Sequence[str]) -> Choices:
    """The user's own roles first, then every other that people who work here can have."""
    staff = [role for role, known in rules.terms.roles.items() if known.staff]
    own = [role for role in roles if role in rules.terms.roles]
    order = dict.fromkeys([*own, *staff])
    return [(role, words.capitalised(names.of_role(rules, role))) for role in order]


def own_role(view: CaseView, user_id: int, roles: Sequence[str], asked: str = "") -> str:
    """In which role a user acts: one they have in the case that fills the one asked for, another
    one in the case, or one of theirs."""
    in_case = [m.role for m in view.members if m.user_id == user_id and not m.until]
    known = [role for role in [*in_case, *roles] if role in view.rules.terms.roles]
    fitting = [role for role in known if asked and fills(role, asked, view.rules)]
    return next(iter([*fitting, *known]), "")


def questions(rules: Rules, type_: str, known: Mapping[str, Any]) -> Iterable[QuestionGroup]:
    """The question lists of the programme that this event may answer."""
    for form in rules.programme.forms:
        if form.event == type_ and may_show(form, known):
            asked = tuple((each.id, each.asks[language()]) for each in form.questions)
            yield QuestionGroup(form.name[language()], asked)


def may_show(form: QuestionList, known: Mapping[str, Any]) -> bool:
    """Whether a question list fits, as far as the attributes are known."""
    return all(known.get(name, value) == value for name, value in form.where.items())


def hints(rules: Rules, type_: str) -> dict[str, str]:
    """What leaving an attribute empty means."""
    placement = rules.programme.placement
    if type_ != placement.started or placement.lasts is None:
        return {}
    length = words.period_text(placement.lasts.text, language())
    return {placement.until: _("Left empty it lasts %(length)s at most.") % {"length": length}}


# --- from an entry that is corrected


def filled_from(entry: EntryView) -> Filled:
    """What an entry says, to be mended."""
    return Filled(
        attributes=dict(entry.attributes),
        present=frozenset(entry.present),
        by_role=entry.by_role or "",
    )


# --- choosing what to register


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """An event type to choose. ``meets``: what it would meet now."""

    type: str
    name: str
    meets: str = ""


@dataclass(frozen=True, slots=True)
class TypeGroup:
    """Event types under their heading."""

    heading: str
    types: tuple[TypeChoice, ...]


@dataclass(frozen=True, slots=True)
class Chooser:
    """Everything that can be registered in a case: what meets something now, what the programme
    speaks of, and what may happen in any case."""

    waiting: tuple[tuple[Instance, TypeChoice], ...]
    groups: tuple[TypeGroup, ...]
    others: tuple[TypeGroup, ...]


def chooser(view: CaseView) -> Chooser:
    """What can be registered in a case, what is waited for first."""
    rules = view.rules
    spoken_of = types_spoken_of(rules.programme)
    types = [name for name in rules.terms.events if name not in OWN_ACTS]
    return Chooser(
        waiting=tuple(waiting(view)),
        groups=grouped(rules, [name for name in types if name in spoken_of]),
        others=grouped(rules, [name for name in types if name not in spoken_of]),
    )


def waiting(view: CaseView) -> Iterable[tuple[Instance, TypeChoice]]:
    """The first outstanding instance of each requirement, with the type that would meet it."""
    seen = set()
    for each in view.evaluation.requirements:
        if each.state in ON_A_WORKLIST and each.rule.id not in seen:
            seen.add(each.rule.id)
            type_ = types_for(each.rule)[0]
            yield each, TypeChoice(type_, type_name(view.rules, type_), each.rule.name[language()])


def grouped(rules: Rules, types: Collection[str]) -> tuple[TypeGroup, ...]:
    """Event types under the vocabulary's headings, in its order."""
    found = []
    for group, heading in rules.vocabulary.event_groups.items():
        inside = [name for name in types if rules.terms.events[name].group == group]
        if inside:
            choices = tuple(TypeChoice(name, type_name(rules, name)) for name in inside)
            found.append(TypeGroup(heading[language()], choices))
    return tuple(found)


def type_name(rules: Rules, type_: str) -> str:
    return rules.terms.events[type_].name[language()]


NAMING = frozenset(
    {"event", "latest", "is_a", "begins_with", "session_event", "or_shorter"}
    | {"agreed", "started", "ended"}
)
"""The keys of a programme file after which event types stand."""


def types_spoken_of(part: Any) -> set[str]:
    """Every event type that a programme names, wherever it does."""
    if isinstance(part, Mapping):
        return types_spoken_of(tuple(part.values()))
    if isinstance(part, tuple):
        return {name for each in part for name in types_spoken_of(each)}
    slots = names_of(type(part)) if is_record(type(part)) else ()
    found = {name for slot in slots for name in types_spoken_of(getattr(part, slot))}
    for slot in {*slots} & NAMING:
        named = getattr(part, slot)
        found |= {named} if isinstance(named, str) else set(named or ())
    return found
