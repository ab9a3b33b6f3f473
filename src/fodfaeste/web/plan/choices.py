"""What a part of the plan can be tied to in a case. Pure."""

from fodfaeste.cases.queries import CaseView
from fodfaeste.core import plan_items
from fodfaeste.core.plan_items import Item
from fodfaeste.web.case.shapes import near_roles, with_names
from fodfaeste.web.dates import language
from fodfaeste.web.plan import terms
from fodfaeste.web.plan.forms import Around, Choices


def around(view: CaseView, *, but: str = "") -> Around:
    """The choices for a part of the plan. ``but``: itself, which it cannot wait for."""
    goals = plan_items.of_kind(view.plan.items, plan_items.GOAL)
    named = [(one.id, titled(view, one)) for one in goals]
    return Around(
        tracks=[(one.id, one.name[language()]) for one in view.rules.programme.tracks],
        goals=named,
        all_goals=[("", "–"), *with_sub_goals(view, goals)],
        people=[(role, with_names(view, role)) for role in near_roles(view, ())],
        activities=[
            (one.id, titled(view, one))
            for one in plan_items.of_kind(view.plan.items, plan_items.ACTIVITY)
            if one.id != but
        ],
    )


def with_sub_goals(view: CaseView, goals: list[Item]) -> Choices:
    """Each goal, and its sub-goals under it."""
    found = []
    subs = plan_items.of_kind(view.plan.items, plan_items.SUB_GOAL)
    for goal in goals:
        found.append((goal.id, titled(view, goal)))
        inside = (one for one in subs if one["goal"] == goal.id)
        found += [(one.id, f"– {titled(view, one)}") for one in inside]
    return found


def titled(view: CaseView, item: Item) -> str:
    return terms.title_of(item, view.rules)
