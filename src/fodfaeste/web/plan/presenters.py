"""The plan as a page. Pure: no request, no database, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fodfaeste.cases.policy import Act, Relation
from fodfaeste.cases.queries import CaseView, OtherPlan, PlanVersionView
from fodfaeste.core import plan_items
from fodfaeste.core.plan_items import Item
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.plan import terms
from fodfaeste.web.plan.remarks import Remark, remarks, tracks
from fodfaeste.web.plan.terms import Sayer
from fodfaeste.web.plan.timeline import PlanTimeline, in_time, plan_timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityShown:
    """An activity in a list."""

    id: str
    title: str
    track: str
    days: str
    who: str
    what: str
    after: str
    state: str
    state_says: str
    result: str
    hidden: bool
    about: str
    edit_url: str
    move_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubGoalShown:
    """A sub-goal, and what is done for it."""

    id: str
    title: str
    measured: str
    due: str
    reached: str
    hidden: bool
    edit_url: str
    activities: Sequence[ActivityShown]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalShown:
    """A goal in the citizen's words, with what leads to it. ``how_far``: ``1 af 3 delmål nået``."""

    id: str
    words: str
    ours: str
    hidden: bool
    about: str
    how_far: str
    edit_url: str
    add_url: str
    sub_goals: Sequence[SubGoalShown]
    activities: Sequence[ActivityShown]


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A line of the overview, or a plan that this one builds on."""

    id: str
    text: str
    about: str
    edit_url: str


@dataclass(frozen=True, slots=True)
class OverviewShown:
    """Resources, barriers or needs."""

    sort: str
    name: str
    notes: Sequence[NoteShown]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionShown:
    """A published version in the list of them."""

    number: int
    says: str
    url: str
    is_sent: bool
    is_agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanShown:
    """All of the page. ``words``: the purpose in the citizen's, ``ours`` in ours. ``frozen``: it
    is a version as it was, which nobody changes."""

    case_id: str
    citizen: str
    status: str
    is_empty: bool
    is_withheld: bool
    frozen: bool
    may_change: bool
    may_send: bool
    may_letter: bool
    can_publish: bool
    newest: VersionShown | None
    words: str
    ours: str
    purpose_hidden: bool
    goals: Sequence[GoalShown]
    free: Sequence[ActivityShown]
    overview: Sequence[OverviewShown]
    mentor: Sequence[tuple[str, str]]
    mentor_hidden: bool
    builds_on: Sequence[NoteShown]
    remarks: Sequence[tuple[Remark, str]]
    timeline: PlanTimeline | None
    versions: Sequence[VersionShown]


def present(
    view: CaseView,
    items: Mapping[str, Item],
    *,
    others: Sequence[OtherPlan] = (),
    version: PlanVersionView | None = None,
    today: date,
) -> PlanShown:
    """The plan as it stands or, of a ``version``, as it was published."""
    shower = Shower(view, items, today, frozen=version is not None)
    purpose, plan = items.get(plan_items.PURPOSE), view.plan
    return PlanShown(
        case_id=str(view.case_id),
        citizen=names.of_citizen(view.citizen.name),
        status=version_says(version, today) if version else status_of(view, today),
        is_empty=not items,
        is_withheld=not items and view.sight.relations == {Relation.RECEIVER},
        frozen=shower.frozen,
        may_change=shower.may,
        may_send=view.sight.may(Act.REGISTER),
        may_letter=view.sight.may(Act.SEND_LETTERS),
        can_publish=shower.may and bool(items) and (plan.newest is None or plan.is_changed),
        newest=shower.version(plan.newest) if plan.newest else None,
        words=purpose["words"] if purpose else "",
        ours=purpose["ours"] if purpose else "",
        purpose_hidden=bool(purpose and purpose.hidden),
        goals=shower.goals(),
        free=shower.free(),
        overview=shower.overview(),
        mentor=shower.mentor(),
        mentor_hidden=bool(plan_items.MENTOR in items and items[plan_items.MENTOR].hidden),
        builds_on=shower.builds_on(),
        remarks=[] if version else [(one, shower.clause(one.clause)) for one in shower.remarks()],
        timeline=plan_timeline(view, items, others, shower.sayer),
        versions=[] if version else [shower.version(one) for one in plan.versions],
    )


def status_of(view: CaseView, today: date) -> str:
    """``Version 2 · sendt 12. oktober · borgeren har sagt ja 14. oktober · ændret siden``"""
    newest = view.plan.newest
    if newest is None:
        return _("Draft, not published yet") if view.plan.items else ""
    parts = [version_says(newest, today), _("changed since") if view.plan.is_changed else ""]
    return " · ".join(filter(None, parts))


def version_says(version: PlanVersionView, today: date) -> str:
    def said(day: date) -> str:
        return dates.medium(day, today=today)

    published = timezone.localtime(version.published_at).date()
    parts = [
        _("Version %(number)s") % {"number": version.number},
        _("published %(date)s") % {"date": said(published)},
        _("sent %(date)s") % {"date": said(version.sent_on)} if version.sent_on else "",
        _("the citizen agreed %(date)s") % {"date": said(version.agreed_on)}
        if version.agreed_on
        else "",
    ]
    return " · ".join(filter(None, parts))


class Shower:
    """Shows the parts of one plan to one person."""

    def __init__(
        self, view: CaseView, items: Mapping[str, Item], today: date, *, frozen: bool = False
    ) -> None:
        self.view, self.items, self.today, self.frozen = view, items, today, frozen
        self.sayer: Sayer = terms.sayer(view, items, today)
        self.tracks = tracks(view.rules)
        self.may = view.sight.may(Act.CHANGE_PLAN) and not frozen
        self.activities = in_time(plan_items.of_kind(items, plan_items.ACTIVITY))

    def edit_url(self, item: Item) -> str:
        if not self.may or item.hidden:
            return ""
        slug = terms.SLUGS[item.kind]
        return reverse("plan_part", args=[self.view.case_id, slug, item.id])

    def about(self, item: Item) -> str:
        return terms.about_said(item, self.items, self.tracks)

    def clause(self, clause: str) -> str:
        return addresses.of_clause(self.view.programme, clause) if clause else ""

    def remarks(self) -> list[Remark]:
        return remarks(self.items, self.view.rules)

    # --- goals and activities

    def goals(self) -> list[GoalShown]:
        return [self.goal(one) for one in plan_items.of_kind(self.items, plan_items.GOAL)]

    def goal(self, one: Item) -> GoalShown:
        subs = [sub for sub in plan_items.of_kind(self.items, plan_items.SUB_GOAL)
                if sub["goal"] == one.id]  # fmt: skip
        return GoalShown(
            id=one.id,
            words=one["words"],
            ours=one["ours"],
            hidden=one.hidden,
            about=self.about(one),
            how_far=how_far(subs),
            edit_url=self.edit_url(one),
            add_url=f"?maal={one.id}",
            sub_goals=[self.sub_goal(sub) for sub in subs],
            activities=self.of_goal(one.id),
        )

    def sub_goal(self, one: Item) -> SubGoalShown:
        return SubGoalShown(
            id=one.id,
            title=terms.title_of(one, self.view.rules),
            measured=one["measured"],
            due=self.sayer.day(one["due_on"]),
            reached=self.sayer.day(one["reached_on"]),
            hidden=one.hidden,
            edit_url=self.edit_url(one),
            activities=self.of_goal(one.id),
        )

    def of_goal(self, goal: str) -> list[ActivityShown]:
        return [self.activity(one) for one in self.activities if one["goal"] == goal]

    def free(self) -> list[ActivityShown]:
        """Activities under no goal, also those whose goal is not told of."""
        return [self.activity(one) for one in self.activities if one["goal"] not in self.items]

    def activity(self, one: Item) -> ActivityShown:
        edit = self.edit_url(one)
        return ActivityShown(
            id=one.id,
            title=terms.title_of(one, self.view.rules),
            track=terms.of_track(self.view.rules, one["track"]) if one["track"] else "",
            days=self.sayer.days(one) or _("no dates yet"),
            who=self.sayer.who(one),
            what=one["what"],
            after=", ".join(self.sayer.titles(one["after"])),
            state=one["state"],
            state_says=str(terms.IN_SHORT.get(one["state"], "")),
            result=one["result"],
            hidden=one.hidden,
            about=self.about(one),
            edit_url=edit,
            move_url=reverse("plan_move", args=[self.view.case_id, one.id]) if edit else "",
        )

    # --- the rest

    def overview(self) -> list[OverviewShown]:
        found = plan_items.of_kind(self.items, plan_items.OVERVIEW)
        return [
            OverviewShown(
                sort, str(name), self.notes(each for each in found if each["sort"] == sort)
            )
            for sort, name in terms.SORTS.items()
        ]

    def notes(self, found: Iterable[Item]) -> list[NoteShown]:
        return [self.note(one, one["text"]) for one in found]

    def note(self, one: Item, text: str) -> NoteShown:
        said = _("There is something here that you do not have access to.") if one.hidden else text
        return NoteShown(one.id, said, self.about(one), self.edit_url(one))

    def mentor(self) -> list[tuple[str, str]]:
        mentor = self.items.get(plan_items.MENTOR)
        if mentor is None or mentor.hidden:
            return []
        pairs = [
            (str(terms.OF_MENTOR[name]), mentor[name])
            for name in plan_items.FIELDS[plan_items.MENTOR]
        ]
        return [(name, said or _("not said yet")) for name, said in pairs]

    def builds_on(self) -> list[NoteShown]:
        found = plan_items.of_kind(self.items, plan_items.SECTOR_PLAN)
        return [
            self.note(one, ", ".join(filter(None, [one["title"], one["authority"],
                                                   self.sayer.day(one["on"])])))
            for one in found
        ]  # fmt: skip

    def version(self, one: PlanVersionView) -> VersionShown:
        return VersionShown(
            number=one.number,
            says=version_says(one, self.today),
            url=reverse("plan_version", args=[self.view.case_id, one.number]),
            is_sent=one.sent_on is not None,
            is_agreed=one.agreed_on is not None,
        )


def how_far(subs: Sequence[Item]) -> str:
    """How many of the sub-goals are reached; empty where there are none, or none to be read."""
    if not subs or any(one.hidden for one in subs):
        return ""
    reached = sum(1 for one in subs if one["reached_on"])
    return _("%(reached)s of %(all)s sub-goals reached") % {"reached": reached, "all": len(subs)}
