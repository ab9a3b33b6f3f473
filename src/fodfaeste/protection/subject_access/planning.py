"""The plan of a case, as the citizen is given it: all of it, also what few who work here read."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fodfaeste.cases import plans
from fodfaeste.cases.models import Case, PlanRevision, PlanVersion
from fodfaeste.core.plan_items import ACTIVITY, FIELDS, Item
from fodfaeste.protection.subject_access.naming import Namer, joined, text_kind_name
from fodfaeste.protection.subject_access.tree import Fact, fact, known
from fodfaeste.protection.subject_access.tree import Item as Told

KINDS: Mapping[str, Promise] = {
    "purpose": gettext_lazy("Purpose"),
    "goal": gettext_lazy("Goal"),
    "sub_goal": gettext_lazy("Sub-goal"),
    "activity": gettext_lazy("Activity"),
    "overview": gettext_lazy("Overview"),
    "mentor": gettext_lazy("Mentor support"),
    "sector_plan": gettext_lazy("Plan that it builds on"),
}
NAMES: Mapping[str, Promise] = {
    "words": gettext_lazy("In your own words"),
    "ours": gettext_lazy("In ours"),
    "about": gettext_lazy("Kind of text"),
    "goal": gettext_lazy("Goal"),
    "title": gettext_lazy("What"),
    "measured": gettext_lazy("How it is measured"),
    "due_on": gettext_lazy("By when"),
    "reached_on": gettext_lazy("Reached"),
    "track": gettext_lazy("Track"),
    "first": gettext_lazy("From"),
    "last": gettext_lazy("Until"),
    "who": gettext_lazy("Who"),
    "outside": gettext_lazy("Others"),
    "what": gettext_lazy("Description"),
    "after": gettext_lazy("Waits for"),
    "state": gettext_lazy("How it stands"),
    "result": gettext_lazy("What came of it"),
    "sort": gettext_lazy("Kind"),
    "text": gettext_lazy("Text"),
    "where": gettext_lazy("Where"),
    "when": gettext_lazy("When"),
    "how": gettext_lazy("How"),
    "authority": gettext_lazy("Authority"),
    "on": gettext_lazy("Date"),
}
CODES: Mapping[str, Promise] = {
    "done": gettext_lazy("done"),
    "dropped": gettext_lazy("given up"),
    "strength": gettext_lazy("resource"),
    "barrier": gettext_lazy("barrier"),
    "need": gettext_lazy("need of support"),
}


def draft(case: Case, namer: Namer) -> Iterator[Told]:
    """The plan as it stands, part by part."""
    last = PlanRevision.unrestricted.filter(case=case).order_by("-number").first()
    if last is not None:
        yield from _parts(last, namer)


def versions(case: Case, namer: Namer) -> Iterator[Told]:
    """Every version, and what it said."""
    found = PlanVersion.unrestricted.filter(case=case).select_related(
        "revision", "published_by", "sent_by", "agreed_by"
    )
    for one in found:
        yield Told(
            _("Version %(number)s") % {"number": one.number},
            known(
                fact("published_at", _("Published"), one.published_at),
                fact("published_by", _("Published by"), one.published_by.name),
                fact("sent_on", _("Sent"), one.sent_on),
                fact("sent_how", _("How it was sent"), one.sent_how or None, _way_sent(one)),
                fact("sent_by", _("Sent by"), one.sent_by and one.sent_by.name),
                fact("agreed_on", _("You agreed"), one.agreed_on),
                fact("agreed_how", _("How you agreed"), one.agreed_how or None, _way_agreed(one)),
                fact("agreed_by", _("Written by"), one.agreed_by and one.agreed_by.name),
            ),
        )
        yield from _parts(one.revision, namer)


def _way_sent(one: PlanVersion) -> str:
    return str(one.get_sent_how_display())


def _way_agreed(one: PlanVersion) -> str:
    return str(one.get_agreed_how_display())


def _parts(revision: PlanRevision, namer: Namer) -> Iterator[Told]:
    items = plans.opened(revision.content)
    for one in items.values():
        yield Told(str(KINDS[one.kind]), tuple(_facts(one, items, namer)))


def _facts(one: Item, items: Mapping[str, Item], namer: Namer) -> Iterator[Fact]:
    for name in FIELDS[one.kind]:
        if one[name]:
            yield fact(name, NAMES[name], one[name], _said(one, name, items, namer))


def _said(one: Item, name: str, items: Mapping[str, Item], namer: Namer) -> str | None:
    value: Any = one[name]
    if name == "who":
        return namer.roles(value)
    if name == "after":
        return joined(items[each]["title"] for each in value if each in items)
    if name == "goal":
        goal = items.get(value)
        return (goal["words"] or goal["title"] or goal["ours"]) if goal else None
    if name == "track" and one.kind == ACTIVITY:
        return namer.track(value)
    if name == "about":
        return text_kind_name(value)
    return str(CODES[value]) if value in CODES else None
