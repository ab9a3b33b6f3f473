"""What can be booked in a case, and what is known of it before anybody types. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fodfaeste.cases.queries import CaseView
from fodfaeste.cases.roles import fills
from fodfaeste.core.evaluation import Instance
from fodfaeste.core.programme import Requirement
from fodfaeste.core.rules import Rules
from fodfaeste.web.appointments.forms import Kind
from fodfaeste.web.appointments.saying import event_name
from fodfaeste.web.case import shapes


def of_any(rules: Rules) -> list[Kind]:
    """Everything that people meet or speak for, what the programme speaks of first."""
    spoken_of = shapes.types_spoken_of(rules.programme)
    types = [name for name, event in rules.terms.events.items() if event.contact]
    ordered = sorted(types, key=lambda name: name not in spoken_of)
    return [kind for name in ordered for kind in _kinds(rules, name, {})]


def of_duty(rules: Rules, rule: Requirement) -> list[Kind]:
    """What would meet a duty."""
    return [
        kind
        for name in shapes.types_for(rule)
        if rules.terms.events[name].contact
        for kind in _kinds(rules, name, _wanted(rule, name))
    ]


def _wanted(rule: Requirement, type_: str) -> dict[str, Any]:
    where = shapes.match_for(rule, type_).where
    return {name: wanted.one_of[0] for name, wanted in where.items() if len(wanted.one_of) == 1}


def _kinds(rules: Rules, type_: str, wanted: dict[str, Any]) -> Iterator[Kind]:
    """One for each value of the choice that has to be made; of others nothing is said yet."""
    attributes = rules.terms.events[type_].attributes
    needed = [n for n, a in attributes.items() if a.required and a.type == "choice"]
    for name in needed[:1]:
        values = [wanted[name]] if name in wanted else list(attributes[name].values)
        for value in values:
            given = {name: value}
            said = event_name(rules, type_, given)
            yield Kind(f"{type_}.{value}", said, type_, given)
        return
    yield Kind(type_, event_name(rules, type_), type_)


def invited(view: CaseView, duty: Instance | None) -> list[str]:
    """Who is to come: the citizen, those whom the duty asks for, and those whom it invites if
    the case has them."""
    if duty is None:
        return [shapes.CITIZEN]
    match = shapes.match_for(duty.rule, shapes.types_for(duty.rule)[0])
    asked = [role for each in match.present for role in shapes.filling(view, each)]
    there = [member.role for member in view.members if not member.until]
    also = [
        role for role in there if any(fills(role, each, view.rules) for each in duty.rule.invites)
    ]
    return list(dict.fromkeys([shapes.CITIZEN, *asked, *_owner(view, duty, asked), *also]))


def _owner(view: CaseView, duty: Instance, asked: Sequence[str]) -> Iterable[str]:
    """Where nobody but the citizen is asked for, whoever has to act comes."""
    is_alone = not set(asked) - {shapes.CITIZEN}
    return shapes.filling(view, duty.rule.owner) if is_alone else ()
