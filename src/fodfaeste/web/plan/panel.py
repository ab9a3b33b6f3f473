"""The plan in short, for the page of the case. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView
from fodfaeste.core import plan_items
from fodfaeste.core.plan_items import Item
from fodfaeste.web.plan.presenters import ActivityShown, GoalShown, Shower, status_of
from fodfaeste.web.plan.remarks import circle_said

NEXT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInShort:
    """``words``: the purpose in the citizen's. ``next``: what is going on, or begins next.
    ``stops``: what it cannot be published with."""

    status: str
    is_empty: bool
    words: str
    goals: Sequence[GoalShown]
    next: Sequence[ActivityShown]
    stops: str


def in_short(view: CaseView, *, today: date) -> PlanInShort | None:
    """The plan; None where there is none and none that the reader could begin."""
    items, may = view.plan.items, view.sight.may(Act.CHANGE_PLAN)
    is_open = view.evaluation.log.closed_on is None
    if not items and not (may and is_open):
        return None
    shower = Shower(view, items, today)
    purpose = items.get(plan_items.PURPOSE)
    return PlanInShort(
        status=status_of(view, today),
        is_empty=not items,
        words=purpose["words"] if purpose else "",
        goals=shower.goals(),
        next=[shower.activity(one) for one in shower.activities if is_next(one, today)][:NEXT],
        stops=circle_said(items, view.rules),
    )


def is_next(one: Item, today: date) -> bool:
    """Whether it has not ended, and has a first day."""
    ends = one["last"] or one["first"]
    return bool(one["first"]) and not one["state"] and ends >= today.isoformat()
