"""What the parts of a plan are called, and what their fields say. Pure, but for the language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fodfaeste import words
from fodfaeste.cases.queries import CaseView
from fodfaeste.core import plan_items
from fodfaeste.core.dates import parse_day
from fodfaeste.core.plan_items import Item
from fodfaeste.core.rules import Rules
from fodfaeste.web import dates, names
from fodfaeste.web.sent_once import TEXT_KINDS

PARTS: Mapping[str, str] = {
    "formaal": plan_items.PURPOSE,
    "maal": plan_items.GOAL,
    "delmaal": plan_items.SUB_GOAL,
    "aktivitet": plan_items.ACTIVITY,
    "overblik": plan_items.OVERVIEW,
    "mentor": plan_items.MENTOR,
    "bygger-paa": plan_items.SECTOR_PLAN,
}
"""The parts by the word in their address."""
SLUGS = {kind: slug for slug, kind in PARTS.items()}
ONLY_ONE = frozenset({plan_items.PURPOSE, plan_items.MENTOR})

KINDS: Mapping[str, Promise] = {
    plan_items.PURPOSE: gettext_lazy("Purpose"),
    plan_items.GOAL: gettext_lazy("Goal"),
    plan_items.SUB_GOAL: gettext_lazy("Sub-goal"),
    plan_items.ACTIVITY: gettext_lazy("Activity"),
    plan_items.OVERVIEW: gettext_lazy("Overview"),
    plan_items.MENTOR: gettext_lazy("Mentor support"),
    plan_items.SECTOR_PLAN: gettext_lazy("Plan that it builds on"),
}
NEW: Mapping[str, Promise] = {
    plan_items.GOAL: gettext_lazy("New goal"),
    plan_items.SUB_GOAL: gettext_lazy("New sub-goal"),
    plan_items.ACTIVITY: gettext_lazy("New activity"),
    plan_items.OVERVIEW: gettext_lazy("Add to the overview"),
    plan_items.SECTOR_PLAN: gettext_lazy("Add a plan that this one builds on"),
}
FIELDS: Mapping[str, Promise] = {
    "words": gettext_lazy("In the citizen’s own words"),
    "ours": gettext_lazy("In our words"),
    "about": gettext_lazy("It is about"),
    "goal": gettext_lazy("Belongs to"),
    "title": gettext_lazy("What"),
    "measured": gettext_lazy("How one can tell that it is reached"),
    "due_on": gettext_lazy("By when"),
    "reached_on": gettext_lazy("Reached on"),
    "track": gettext_lazy("Track"),
    "first": gettext_lazy("From"),
    "last": gettext_lazy("To"),
    "who": gettext_lazy("Who"),
    "outside": gettext_lazy("Others, by name"),
    "what": gettext_lazy("What it is"),
    "after": gettext_lazy("Begins after"),
    "state": gettext_lazy("How it stands"),
    "result": gettext_lazy("What came of it"),
    "sort": gettext_lazy("What is it?"),
    "text": gettext_lazy("In words"),
    "where": gettext_lazy("Where"),
    "when": gettext_lazy("When"),
    "how": gettext_lazy("How"),
    "authority": gettext_lazy("Whose plan it is"),
    "on": gettext_lazy("Dated"),
}
OF_MENTOR: Mapping[str, Promise] = {**FIELDS, "what": FIELDS["title"]}
"""The mentor support says what is done, and not what something is."""
SORTS: Mapping[str, Promise] = {
    "strength": gettext_lazy("Resources"),
    "barrier": gettext_lazy("Barriers"),
    "need": gettext_lazy("Needs of support"),
}
STATES: Mapping[str, Promise] = {
    "": gettext_lazy("It is planned or going on"),
    "done": gettext_lazy("It is done"),
    "dropped": gettext_lazy("It came to nothing"),
}
IN_SHORT: Mapping[str, Promise] = {
    "done": gettext_lazy("done"),
    "dropped": gettext_lazy("came to nothing"),
}
WAYS_TO_SEND: Mapping[str, Promise] = {
    "handed_over": gettext_lazy("Handed over"),
    "post": gettext_lazy("By letter"),
    "digital_post": gettext_lazy("By Digital Post"),
}
WAYS_TO_AGREE: Mapping[str, Promise] = {
    "in_person": gettext_lazy("Said it in person"),
    "signature": gettext_lazy("Signed it"),
    "digital": gettext_lazy("Digitally"),
}
DAYS = frozenset({"due_on", "reached_on", "first", "last", "on"})


def kind_name(kind: str) -> str:
    return str(KINDS[kind])


def of_track(rules: Rules, track: str) -> str:
    """What a track is called; its code where this version has it no more."""
    found = (one.name[dates.language()] for one in rules.programme.tracks if one.id == track)
    return next(found, track)


def title_of(item: Item, rules: Rules) -> str:
    """What a part is called where another one names it; of one that is not read, no more than
    what it is."""
    if item.hidden:
        return hidden_title(item, rules)
    said = item["title"] or item["words"] or item["ours"] or item["text"]
    return said or kind_name(item.kind)


def hidden_title(item: Item, rules: Rules) -> str:
    """``Aktivitet (Sundhed)``"""
    if item.kind == plan_items.ACTIVITY and item["track"]:
        return _("Activity (%(track)s)") % {"track": of_track(rules, item["track"])}
    return kind_name(item.kind)


def about_said(item: Item, items: Mapping[str, Item], tracks: Mapping[str, str]) -> str:
    """What fewer read it for; empty of what every colleague reads, and where its track says it."""
    kind = plan_items.about(item, items, tracks)
    is_told = item.kind == plan_items.ACTIVITY and tracks.get(item["track"]) == kind
    return "" if kind == plan_items.ORDINARY or is_told else str(dict(TEXT_KINDS)[kind])


@dataclass(frozen=True, slots=True)
class Sayer:
    """Says what the fields of a plan's parts hold."""

    rules: Rules
    items: Mapping[str, Item]
    people: Mapping[str, str]
    today: date

    def day(self, text: str) -> str:
        ordinal = parse_day(text)
        return dates.medium(date.fromordinal(ordinal), today=self.today) if ordinal else ""

    def days(self, item: Item) -> str:
        """``2. marts – 29. november``, ``fra 2. marts``; empty while nobody knows."""
        first, last = (parse_day(item[name]) for name in ("first", "last"))
        if first and last:
            ends = (date.fromordinal(first), date.fromordinal(last))
            return dates.span(*ends, today=self.today)
        if first:
            return _("from %(date)s") % {"date": self.day(item["first"])}
        return _("until %(date)s") % {"date": self.day(item["last"])} if last else ""

    def who(self, item: Item) -> str:
        named = [self.people.get(role) or self.role(role) for role in item["who"]]
        return ", ".join(filter(None, [*named, item["outside"]]))

    def role(self, role: str) -> str:
        return words.capitalised(names.of_role(self.rules, role))

    def titles(self, ids: Iterable[str]) -> list[str]:
        return [title_of(self.items[each], self.rules) for each in ids if each in self.items]

    def value(self, name: str, value: Any) -> str:
        """A field's value as people say it; a dash where there is none."""
        said = _SAID.get(name)
        return (said(self, value) if said and value else str(value or "")) or "–"


def sayer(view: CaseView, items: Mapping[str, Item], today: date) -> Sayer:
    """For a case, whose people are named by their roles."""
    people: dict[str, list[str]] = {}
    for member in view.members:
        if member.until is None:
            people.setdefault(member.role, []).append(member.name)
    named = {role: ", ".join(found) for role, found in people.items()}
    named["citizen"] = names.of_citizen(view.citizen.name)
    return Sayer(view.rules, items, named, today)


Said = Callable[[Sayer, Any], str]
_SAID: Mapping[str, Said] = {
    **dict.fromkeys(DAYS, Sayer.day),
    "about": lambda _sayer, value: str(dict(TEXT_KINDS).get(value, value)),
    "goal": lambda sayer, value: ", ".join(sayer.titles([value])),
    "after": lambda sayer, value: ", ".join(sayer.titles(value)),
    "who": lambda sayer, value: ", ".join(sayer.people.get(r) or sayer.role(r) for r in value),
    "track": lambda sayer, value: of_track(sayer.rules, value),
    "state": lambda _sayer, value: str(IN_SHORT.get(value, value)),
    "sort": lambda _sayer, value: str(SORTS.get(value, value)),
}
