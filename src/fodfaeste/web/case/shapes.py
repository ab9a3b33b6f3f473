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
from fodfaeste.cases.rows import (
    CONSENT_GIVEN,
    CONSENT_WITHDRAWN,
    PLAN_PUBLISHED,
    PLAN_SENT,
    PROGRESS_MEASURED,
    PURPOSE_WRITTEN,
)
from fodfaeste.core.answers import deciding, forms_for
from fodfaeste.core.description import Question
from fodfaeste.core.evaluation import ON_A_WORKLIST, Instance
from fodfaeste.core.events import CLOSING, CORRECTION, NOTE_SENT, WAIVER
from fodfaeste.core.programme import Match, Requirement
from fodfaeste.core.record import is_record, names_of
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import EventType
from fodfaeste.web import names
from fodfaeste.web.case.goals import Goal
from fodfaeste.web.dates import language

CITIZEN = "citizen"
SCREENS = {
    CORRECTION: "correct",
    WAIVER: "waive",
    CONSENT_GIVEN: "consent",
    CONSENT_WITHDRAWN: "sharing",
    CLOSING: "close",
    PROGRESS_MEASURED: "measure",
    PLAN_PUBLISHED: "plan_page",
    PLAN_SENT: "plan_send",
    PURPOSE_WRITTEN: "plan_page",
}
"""Registered on a screen of their own, where all that belongs to them is said."""
OWN_ACTS = frozenset({CORRECTION, WAIVER})
"""Begun from the entry or the duty that they are about, and so not to be chosen."""

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """A form of the programme: questions to answer, or not. ``about``: what answers are about."""

    id: str
    name: str
    asked: tuple[Question, ...]
    about: str = "ordinary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The form of an event type in a case. ``near``: those likely to have been present, ``far``
    the others; ``by``: in what roles one may register; ``goals``: the sub-goals that questions are
    asked for; ``deciding``: the attributes on which it depends what is asked; ``last``: what was
    answered the last time, by question; ``notes``: the lines that hold a note which can be sent,
    the newest first."""

    type: str
    kind: EventType
    near: Choices
    far: Choices
    by: Choices
    questions: tuple[QuestionGroup, ...] = ()
    goals: tuple[Goal, ...] = ()
    deciding: frozenset[str] = frozenset()
    last: Mapping[str, Any] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[EntryView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What is known before anybody types. ``fixed``: the attributes for which only one value
    meets the duty."""

    attributes: Mapping[str, Any] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    by_role: str = ""


def screen_of(type_: str, rules: Rules | None = None) -> str:
    """The name of the address where an event type is registered, in a programme with ``rules``."""
    support = rules.programme.phased_support if rules else None
    if support and support.lasting_plan and support.lasting_plan.event == type_:
        return "lasting_plan"
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


def shape_of(
    view: CaseView,
    type_: str,
    *,
    roles: Sequence[str],
    known: Filled,
    decided: Mapping[str, Any] | None = None,
    goals: Sequence[Goal] = (),
) -> Shape:
    """The form for an event type. ``roles``: those that the user can have; ``decided``: what has
    been chosen in the form itself; ``goals``: the sub-goals of the plan."""
    rules = view.rules
    attributes = known.attributes if decided is None else decided
    near = near_roles(view, known.present)
    far = [role for role in rules.terms.roles if role not in near]
    return Shape(
        type=type_,
        kind=rules.terms.events[type_],
        near=[(role, with_names(view, role)) for role in near],
        far=[(role, words.capitalised(names.of_role(rules, role))) for role in far],
        by=by_choices(rules, roles),
        questions=tuple(questions(rules, type_, attributes)),
        goals=tuple(goals),
        deciding=deciding_of(rules, type_),
        last=answered_last(view, type_),
        hints=hints(rules, type_),
        notes=notes_to_send(view, type_),
    )


def deciding_of(rules: Rules, type_: str) -> frozenset[str]:
    """The attributes on which it depends what is asked, what a note begins with, what is sent."""
    kind = rules.terms.events[type_]
    of_note = {"about"} if kind.gathers == "since_last" else set()
    of_sending = {"to", NOTE_SENT} if kind.sends else set()
    return deciding(rules.programme, type_) | (kind.attributes.keys() & (of_note | of_sending))


def notes_to_send(view: CaseView, type_: str) -> tuple[EntryView, ...]:
    """The notes that an event of the type can send: those that stand, and that one reads."""
    sends = view.rules.terms.events[type_].sends
    found = [each for each in view.entries if each.type in sends and each.note]
    standing = [each for each in found if each.corrected_by is None]
    return tuple(sorted(standing, key=lambda each: (each.on, each.seq), reverse=True))


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
    """The programme's forms that show with this event; what two of them ask is asked once."""
    seen: set[str] = set()
    for form in forms_for(rules.programme, rules.terms, type_, known):
        asked = tuple(each for each in form.questions if each.id not in seen)
        seen |= {each.id for each in asked}
        yield QuestionGroup(str(form.id), form.name[language()], asked, form.about)


def answered_last(view: CaseView, type_: str) -> dict[str, Any]:
    """What was answered the last time at such an event, question by question; of what the reader
    may read."""
    found: dict[str, Any] = {}
    entries = [each for each in view.entries if each.type == type_ and not each.corrected_by]
    for entry in sorted(entries, key=lambda each: (each.on, each.seq), reverse=True):
        found |= {name: said for name, said in entry.answers.items() if name not in found}
    return found


def hints(rules: Rules, type_: str) -> dict[str, str]:
    """What leaving an attribute empty means."""
    placement = rules.programme.placement
    if type_ != placement.started or placement.lasts is None:
        return {}
    length = words.period_text(placement.lasts.text, language())
    return {placement.until: _("If left empty, it lasts %(length)s at most.") % {"length": length}}


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
