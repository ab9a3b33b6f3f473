"""The sub-goals of the citizen's plan, for the questions that are asked once for each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fodfaeste.cases.queries import CaseView, EntryView


@dataclass(frozen=True, slots=True)
class Goal:
    """A sub-goal: its id in the plan, and what it is called."""

    id: str
    name: str


def goals_of(view: CaseView) -> tuple[Goal, ...]:
    """The sub-goals of the case's plan that are not reached yet; without a plan there are none."""
    return tuple(Goal(*each) for each in view.plan.sub_goals)


def every_goal_of(view: CaseView) -> tuple[Goal, ...]:
    """All of them, for the report on how the case has gone."""
    return tuple(Goal(*each) for each in view.plan.every_sub_goal)


def with_those_of(entry: EntryView, goals: Iterable[Goal]) -> tuple[Goal, ...]:
    """The sub-goals of a form that mends ``entry``: also those that it speaks of and the plan
    names no more."""
    known = {goal.id: goal for goal in goals}
    for row in _rows(entry.answers):
        known.setdefault(row["goal"], Goal(row["goal"], row["name"]))
    return tuple(known.values())


def _rows(answers: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return (row for given in answers.values() if isinstance(given, list) for row in given)
