"""A published version of the plan, for the citizen (JS-14)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fodfaeste import words
from fodfaeste.cases import plans
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries import plan_version
from fodfaeste.cases.rows import PLAN_SENT
from fodfaeste.cases.services import NewEvent
from fodfaeste.core import plan_items
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.core.plan_items import Item
from fodfaeste.letters.builders.asked import Asked, Built
from fodfaeste.letters.builders.receivers import to_citizen
from fodfaeste.letters.holding import said_as

Items = Mapping[str, Item]
SENSITIVE = {"health": Kind.HEALTH, "social": Kind.SOCIAL}


def build(asked: Asked, of: str) -> Built:
    """Version number ``of``. Raises ``Refused`` for what is not published (``not_published``), and
    where the asker does not read all of it (``plan_hidden``): the citizen gets the whole plan."""
    if of not in {str(one.number) for one in asked.view.plan.versions}:
        raise Refused([Fault("the_plan", "not_published")])
    version, items = plan_version(
        user=asked.user, case_id=asked.view.case_id, number=int(of), today=asked.today
    )
    if any(one.hidden for one in items.values()):
        raise Refused([Fault("the_plan", "plan_hidden")])
    data = {
        **asked.every(),
        "citizen": asked.citizen,
        "version": version.number,
        "published_on": version.published_at.date().isoformat(),
        "agreed": _day(version.agreed_on, asked) if version.agreed_on else "",
        "timeline": asked.shown.get("timeline"),
        **Said(asked, items).parts(),
    }
    event = NewEvent(type=PLAN_SENT, on=asked.today)
    to = [to_citizen(asked, event)]
    seen_as = said_as(Kind.NOTES, *held_by(asked, items.values(), items))
    return Built(kind="citizen_plan", data=data, receivers=to, seen_as=seen_as)


def held_by(asked: Asked, some: Iterable[Item], items: Items) -> set[Kind]:
    """What some of the items of a plan hold that fewer read than notes."""
    tracks = plans.tracks_of(asked.view.rules.programme)
    found = {plan_items.about(one, items, tracks) for one in some}
    return {kind for about, kind in SENSITIVE.items() if about in found}


def _day(day: date | str, asked: Asked) -> str:
    return words.day_text(day, asked.language)


class Said:
    """The parts of a plan as a letter says them."""

    def __init__(self, asked: Asked, items: Items) -> None:
        self.asked, self.items = asked, items

    def parts(self) -> dict[str, Any]:
        purpose, mentor = self.items.get(plan_items.PURPOSE), self.items.get(plan_items.MENTOR)
        return {
            "purpose": purpose["words"] if purpose else "",
            "ours": purpose["ours"] if purpose else "",
            "overview": list(self.overview()),
            "goals": [self.goal(one) for one in self.of(plan_items.GOAL)],
            "activities": [self.activity(one) for one in self.in_time()],
            "mentor": self.mentor(mentor) if mentor else "",
            "builds_on": [self.sector(one) for one in self.of(plan_items.SECTOR_PLAN)],
        }

    def of(self, kind: str) -> list[Item]:
        return plan_items.of_kind(self.items, kind)

    def in_time(self) -> list[Item]:
        """By their first day; those that have none come last."""
        found = self.of(plan_items.ACTIVITY)
        return sorted(found, key=lambda one: (one["first"] or one["last"] or "9999", one.id))

    def goal(self, one: Item) -> dict[str, Any]:
        below = [each for each in self.of(plan_items.SUB_GOAL) if each["goal"] == one.id]
        return {
            "words": one["words"] or one["ours"] or _("Goal"),
            "ours": one["ours"] if one["words"] else "",
            "sub_goals": [self.sub_goal(each) for each in below],
        }

    def sub_goal(self, one: Item) -> str:
        ends = {
            "reached_on": _("reached on %(date)s"),
            "due_on": _("by %(date)s"),
        }
        when = next(
            (say % {"date": _day(one[k], self.asked)} for k, say in ends.items() if one[k]), ""
        )
        said = one["title"] or one["measured"] or _("Sub-goal")
        return f"{said} ({when})" if when else said

    def overview(self) -> Iterator[dict[str, Any]]:
        sorts = {
            "strength": _("Resources"),
            "barrier": _("Barriers"),
            "need": _("Needs of support"),
        }
        for sort, name in sorts.items():
            found = [one["text"] for one in self.of(plan_items.OVERVIEW) if one["sort"] == sort]
            if found:
                yield {"sort": name, "said": found}

    def activity(self, one: Item) -> dict[str, Any]:
        states = {plan_items.DONE: _("done"), plan_items.DROPPED: _("came to nothing")}
        return {
            "what": one["title"] or _("Activity"),
            "track": self.track(one["track"]),
            "days": self.days(one),
            "who": ", ".join([*self.people(one["who"]), *filter(None, [one["outside"]])]),
            "after": ", ".join(self.titles(one["after"])),
            "state": states.get(one["state"], ""),
            "more": one["what"],
        }

    def track(self, track: str) -> str:
        tracks = self.asked.view.rules.programme.tracks
        return next((one.name[self.asked.language] for one in tracks if one.id == track), "")

    def days(self, one: Item) -> str:
        first, last = one["first"], one["last"]
        if first and last:
            year = int(first[:4]) if first[:4] == last[:4] else None
            begins = words.day_text(first, self.asked.language, this_year=year)
            return f"{begins} – {_day(last, self.asked)}"
        if first:
            return _("from %(date)s") % {"date": _day(first, self.asked)}
        return _("until %(date)s") % {"date": _day(last, self.asked)} if last else ""

    def people(self, roles: Iterable[str]) -> Iterator[str]:
        """Who they are; what they are where nobody is it yet."""
        for role in roles:
            named = [
                one.name for one in self.asked.view.members if one.role == role and not one.until
            ]
            if role == "citizen":
                named = [self.asked.citizen]
            yield ", ".join(named) or words.capitalised(self.asked.role(role))

    def titles(self, ids: Iterable[str]) -> Iterator[str]:
        return (self.items[each]["title"] for each in ids if each in self.items)

    def mentor(self, one: Item) -> str:
        """What, where, when and how (KV-11)."""
        return "\n".join(filter(None, (one[name] for name in plan_items.FIELDS[one.kind])))

    def sector(self, one: Item) -> str:
        when = _day(one["on"], self.asked) if one["on"] else ""
        return ", ".join(filter(None, (one["title"], one["authority"], when)))
