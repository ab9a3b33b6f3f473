"""What the plan says about itself: circles, what holds up, what could run in parallel, what is
missing. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fodfaeste.cases import plans
from fodfaeste.cases.rows import PLAN_PUBLISHED
from fodfaeste.core import plan_items
from fodfaeste.core.plan import apart, circle, held_up
from fodfaeste.core.plan_items import Item
from fodfaeste.core.programme import Programme
from fodfaeste.core.rules import Rules
from fodfaeste.web.plan.terms import of_track, title_of

Items = Mapping[str, Item]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at. ``stops``: it is not published like this. ``clause``: on whose word."""

    says: str
    clause: str = ""
    stops: bool = False


def remarks(items: Items, rules: Rules) -> list[Remark]:
    """All of them, what stops publishing first. Of no plan nothing is said."""
    if not items:
        return []
    return [
        *_stops(items, rules),
        *_holding_up(items, rules),
        *_in_parallel(items, rules),
        *_missing(items, rules),
    ]


def circle_said(items: Items, rules: Rules) -> str:
    """The circle in the activities by their titles; empty if there is none."""
    found = circle(plan_items.activities(items))
    if not found:
        return ""
    titles = " → ".join(title_of(items[name], rules) for name in (*found, found[0]))
    said = _("These wait for each other in a circle: %(circle)s. Take one link away.")
    return said % {"circle": titles}


def _stops(items: Items, rules: Rules) -> Iterator[Remark]:
    if said := circle_said(items, rules):
        yield Remark(said, stops=True)
    untitled = plan_items.of_kind(items, plan_items.ACTIVITY)
    if any(not one["title"] and not one.hidden for one in untitled):
        said = _("An activity has no title. Write in a few words what it is.")
        yield Remark(said, stops=True)


def _holding_up(items: Items, rules: Rules) -> Iterator[Remark]:
    main = next((one for one in rules.programme.tracks if one.main), None)
    said = _("“%(activity)s” cannot begin before “%(by)s” (%(track)s) has ended.")
    for found in held_up(plan_items.activities(items), main.id if main else None):
        by = items[found.by]
        yield Remark(
            said
            % {
                "activity": title_of(items[found.activity], rules),
                "by": title_of(by, rules),
                "track": of_track(rules, by["track"]),
            },
            clause=main.clause if main else "",
        )


def _in_parallel(items: Items, rules: Rules) -> Iterator[Remark]:
    said = _(
        "%(later)s begins when %(earlier)s has ended, and does not wait for it: could the two"
        " run in parallel?"
    )
    for found in apart(plan_items.activities(items)):
        tracks = {name: of_track(rules, items[id_]["track"])
                  for name, id_ in found._asdict().items()}  # fmt: skip
        yield Remark(said % tracks)


def _missing(items: Items, rules: Rules) -> Iterator[Remark]:
    purpose = items.get(plan_items.PURPOSE)
    if purpose is None:
        yield Remark(_("The plan has no purpose yet."))
    elif not purpose.hidden and not purpose["words"]:
        yield Remark(_("The purpose is not given in the citizen’s own words."))
    if not plan_items.of_kind(items, plan_items.GOAL):
        yield Remark(_("The plan has no goal yet."))
    yield from _unmeasured(items, rules)
    yield from _undated(items)
    if asks_for_mentor(rules.programme) and not is_mentor_stated(items):
        said = _("The plan does not state the what, where, when and how of the mentor support.")
        yield Remark(said, clause=clause_of_plan(rules.programme))


def _unmeasured(items: Items, rules: Rules) -> Iterator[Remark]:
    for one in plan_items.of_kind(items, plan_items.SUB_GOAL):
        if not one.hidden and not one["measured"]:
            said = _("“%(sub_goal)s” does not say how one can tell that it is reached.")
            yield Remark(said % {"sub_goal": title_of(one, rules)})


def _undated(items: Items) -> Iterator[Remark]:
    found = plan_items.of_kind(items, plan_items.ACTIVITY)
    number = sum(1 for one in found if not one["first"] and not one["state"])
    if number:
        yield Remark(_("Activities without a first day: %(n)s.") % {"n": number})


def is_mentor_stated(items: Items) -> bool:
    """Whether it is, or may be: who does not read it is not told that it is missing."""
    mentor = items.get(plan_items.MENTOR)
    return plan_items.states_mentor_support(items) or (mentor is not None and mentor.hidden)


def asks_for_mentor(programme: Programme) -> bool:
    """Whether the programme asks for a plan that states mentor support (KV-11)."""
    return any(
        "mentor_support" in match.where
        for rule in programme.requirements
        for match in rule.match
        if PLAN_PUBLISHED in match.event
    )


def clause_of_plan(programme: Programme) -> str:
    """The clause that asks for the plan; empty where none does."""
    asking = (
        rule.clause
        for rule in programme.requirements
        for match in rule.match
        if PLAN_PUBLISHED in match.event
    )
    return next(asking, "")


def tracks(rules: Rules) -> Mapping[str, str]:
    return plans.tracks_of(rules.programme)
