"""Support in equal phases (CT-17 to CT-24): its phases in a case, how close contact is in each, and
whether a file that sets it makes sense."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from fodfaeste.core import programme as p
from fodfaeste.core.faults import below

if TYPE_CHECKING:
    from fodfaeste.core.checker import Checker
    from fodfaeste.core.evaluation import Evaluation, PhaseSpan

SOON = 14
"""Days of a phase after which its contacts can be compared with those of the phase before."""
WEEK = 7


class Guided(NamedTuple):
    """A figure to steer by, and how far it has come."""

    guide: p.Guide
    reached: int


class Part(NamedTuple):
    """A phase of the support. ``days``: how many of it have passed, today included; ``contacts``
    in them."""

    number: int
    span: "PhaseSpan"
    days: int
    contacts: int
    guided: tuple[Guided, ...]

    @property
    def a_week(self) -> float:
        """Contacts a week."""
        return self.contacts * WEEK / self.days if self.days else 0.0


def phase_numbers(programme: p.Programme) -> dict[str, int]:
    """The phases that are parts of the support's stretch, with the number of the part."""
    support = programme.phased_support
    if support is None:
        return {}
    begins = programme.stretches[support.stretch].begins
    numbers = {begins: 1}
    for name, anchor in programme.anchors.items():
        if anchor.part_of == support.stretch and anchor.part:
            numbers[name] = anchor.part
    return {one.id: numbers[one.begins] for one in programme.phases if one.begins in numbers}


def parts(evaluation: "Evaluation") -> list[Part]:
    """The phases of the support that have a first day, in order; none before it begins."""
    programme = evaluation.rules.programme
    numbers = phase_numbers(programme)
    return [
        _part(evaluation, span, numbers[span.phase.id])
        for span in evaluation.phases
        if span.phase.id in numbers
    ]


def _part(evaluation: "Evaluation", span: "PhaseSpan", number: int) -> Part:
    support = evaluation.rules.programme.phased_support
    assert support is not None, "its phases are known"
    first, last = _passed(evaluation, span)
    guided = [
        Guided(guide, _count(evaluation, (guide.match,), first, last))
        for guide in support.guides
        if guide.part == number
    ]
    contacts = _count(evaluation, support.contacts, first, last)
    return Part(number, span, max(last - first + 1, 0), contacts, tuple(guided))


def _passed(evaluation: "Evaluation", span: "PhaseSpan") -> tuple[int, int]:
    """The days of a phase that have passed; the last lies before the first if none has."""
    ends = [evaluation.on, span.last, evaluation.log.closed_on]
    return span.first, min(day for day in ends if day is not None)


def _count(evaluation: "Evaluation", matches: Sequence[p.Match], first: int, last: int) -> int:
    found = evaluation.rules.matcher.finder(matches)(evaluation.log)
    return sum(first <= event.day <= last for event in found)


def rising(found: Sequence[Part]) -> list[tuple[Part, Part]]:
    """Phases in which contact is no less close than in the one before (CT-17), each with that
    one. A phase that has just begun says nothing yet."""
    begun = [part for part in found if part.days >= SOON]
    return [
        (before, after)
        for before, after in pairwise(begun)
        if after.contacts and after.a_week >= before.a_week
    ]


# --- whether it makes sense


def _support(checker: "Checker", part: p.PhasedSupport, place: str) -> None:
    stretches = checker.programme.stretches
    parted = [name for name, one in stretches.items() if one.parts > 1]
    checker.known(part.stretch, parted, below(place, "stretch"), "unknown_stretch")
    for name in part.last_steps:
        checker.meetable(name, below(place, "last_steps"))
    known = stretches.get(part.stretch)
    for n, guide in enumerate(part.guides):
        inside = below(below(below(place, "guides"), n), "part")
        if known is not None and guide.part > known.parts:
            checker.faults.add(inside, "not_one_of", value=guide.part, known=f"1–{known.parts}")


def _call_in(checker: "Checker", part: p.CallIn, place: str) -> None:
    checker.role(part.role, below(place, "role"), group=True)


def _lasting_plan(checker: "Checker", part: p.LastingPlan, place: str) -> None:
    checker.event([part.event], below(place, "event"))


def _sparring(checker: "Checker", part: p.Sparring, place: str) -> None:
    for name in part.roles:
        checker.role(name, below(place, "roles"))


CHECKS = (
    (p.PhasedSupport, _support),
    (p.CallIn, _call_in),
    (p.LastingPlan, _lasting_plan),
    (p.Sparring, _sparring),
)
"""What is checked of a programme file."""
