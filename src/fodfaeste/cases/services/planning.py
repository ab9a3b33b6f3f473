"""Changes the plan of a case, one part at a time (CT-05, KV-09 to KV-11, JS-13).

Everybody saves what they saw changed. Of what two have changed at the same time, only a field that
both did is asked about; the rest comes together by itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from fodfaeste.accounts.models import User
from fodfaeste.cases import plans, rows
from fodfaeste.cases.models import Case, LogEntry, PlanRevision
from fodfaeste.cases.plans import Draft
from fodfaeste.cases.policy import TEXTS, Act
from fodfaeste.cases.services.events import EARLIEST, NewEvent, event_line
from fodfaeste.cases.services.writing import Known, Line, Registered, Writer, append
from fodfaeste.cases.sight import Sight, lasting_sight
from fodfaeste.cases.visibility import allowed_case
from fodfaeste.core import plan_items
from fodfaeste.core.dates import as_date, parse_day
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.core.plan import Days, moved
from fodfaeste.core.plan_items import ACTIVITY, FIELDS, GOAL, LISTS, PURPOSE, SUB_GOAL, Clash, Item
from fodfaeste.core.programme import Programme
from fodfaeste.core.rules import Rules

LONGEST_TEXT = 4000
DAYS = ("first", "last", "due_on", "reached_on", "on")
STATES = ("", plan_items.DONE, plan_items.DROPPED)
SORTS = ("strength", "barrier", "need")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """A change of one part. ``item``: its id; ``values``: the fields that the form shows, None to
    take the part away. ``seen``: the number of the revision that the form was made of, 0 where
    there was no plan. ``along``: what waits for an activity moves with it. ``purpose_written``:
    this is the purpose being written, or made precise (JS-13)."""

    item: str
    kind: str
    values: Mapping[str, Any] | None
    seen: int
    along: bool = False
    purpose_written: bool = False
    by_role: str | None = None


class ChangedMeanwhile(Exception):
    """Somebody else has changed the same since. ``clashes``: both texts of each field; none where
    it was to be taken away. ``number``: of the revision as it is now, by ``who``."""

    def __init__(self, theirs: Item, clashes: Sequence[Clash], number: int, who: str) -> None:
        super().__init__(theirs.id)
        self.theirs, self.clashes, self.number, self.who = theirs, tuple(clashes), number, who


def change_plan(
    *, case_id: UUID, change: PlanChange, by: User, now: datetime, submission: UUID
) -> Registered:
    """Saves a change as the next revision. Raises ``ChangedMeanwhile``, or ``Refused``. A circle
    among the activities may be saved, and is refused when the plan is published."""
    writer = Writer(by, now, submission)
    case = allowed_case(by, case_id, Act.CHANGE_PLAN, writer.today)
    made: list[Draft] = []

    def decide(known: Known) -> list[Line]:
        draft, rules = plans.draft_of(case_id), known.story.rules
        items = _changed(case, draft, change, rules, writer)
        made[:] = [Draft(draft.number + 1, items)]
        said = {"revision": draft.number + 1}
        changed = Line(type=rows.PLAN_CHANGED, on=writer.today, attributes=said)
        return [*_purpose_lines(known, change, writer), changed]

    def also(_: Sequence[LogEntry]) -> None:
        PlanRevision.unrestricted.create(
            case=case,
            number=made[0].number,
            content=plans.sealed(made[0].items),
            made_at=now,
            made_by=by,
        )

    return append(case, writer, decide, also=also)


def id_of_item(submission: UUID) -> str:
    """The id of the part that a form adds."""
    return uuid5(submission, "item").hex[:12]


def follows(items: Mapping[str, Item], changed: Item) -> dict[str, Days]:
    """The days to which others move along when an activity is changed to ``changed``."""
    old = items.get(changed.id)
    if changed.kind != ACTIVITY or old is None:
        return {}
    # Its days as they were, waiting for what it waits for now.
    values = {**changed.values, "first": old["first"], "last": old["last"]}
    before = {**items, changed.id: Item(changed.id, ACTIVITY, values)}
    to = Days(changed.day("first"), changed.day("last"))
    return moved(plan_items.activities(before), changed.id, to)


# --- bringing it together


def _changed(
    case: Case, draft: Draft, change: PlanChange, rules: Rules, writer: Writer
) -> dict[str, Item]:
    base = _seen(case, draft, change.seen)
    theirs, before = draft.items.get(change.item), base.get(change.item)
    tracks = plans.tracks_of(rules.programme)
    sight = lasting_sight(user=writer.by, case_id=case.pk, on=writer.today)
    if theirs is not None and not _may_read(sight, theirs, draft.items, tracks):
        raise Refused([Fault("item", "plan_not_read")])
    if before is not None and not _may_read(sight, before, base, tracks):
        # Put back with other words of what it is about, the rest of it could be read.
        raise Refused([Fault("item", "plan_not_read")])
    if change.values is None:
        return _taken_away(case, draft, before, theirs)
    mine = _as_wanted(change, before or theirs)
    new, clashes = plan_items.merged(before, theirs, mine)
    if clashes and theirs is not None:
        raise ChangedMeanwhile(theirs, clashes, draft.number, _who(case, draft))
    items = {**draft.items, new.id: new}
    _check(new, items, rules.programme)
    if not _may_read(sight, new, items, tracks):
        raise Refused([Fault("about", "plan_not_read")])
    if change.along:
        items |= _moved_along(draft.items, new)
    if items == draft.items:
        raise Refused([Fault("item", "nothing_changed")])
    return items


def _seen(case: Case, draft: Draft, number: int) -> Mapping[str, Item]:
    """The plan that the form was made of; nothing of a number that there has not been."""
    if number >= draft.number:
        return draft.items if number == draft.number else {}
    return plans.items_at(case.pk, number)


def _as_wanted(change: PlanChange, before: Item | None) -> Item:
    """The part as the form wants it; fields that the form does not show stay as they were."""
    if change.kind not in FIELDS or (before is not None and before.kind != change.kind):
        raise Refused([Fault("item", "plan_gone")])
    given = {name: _given(name, value) for name, value in (change.values or {}).items()}
    values = {**(before.values if before else {}), **given}
    known = {name: values[name] for name in FIELDS[change.kind] if name in values}
    return Item(change.item, change.kind, plan_items.filled(known))


def _given(name: str, value: Any) -> Any:
    if name in LISTS:
        return list(dict.fromkeys(value or ()))
    if name == "about" and value == plan_items.ORDINARY:
        return ""  # what everything is that says nothing else
    text = plans.plain(value) or ""
    return text.replace("\r\n", "\n").strip() if isinstance(text, str) else text


def _taken_away(
    case: Case, draft: Draft, before: Item | None, theirs: Item | None
) -> dict[str, Item]:
    if theirs is None:
        raise Refused([Fault("item", "plan_gone")])
    if before != theirs:
        raise ChangedMeanwhile(theirs, (), draft.number, _who(case, draft))
    return plan_items.without(draft.items, theirs.id)


def _moved_along(items: Mapping[str, Item], changed: Item) -> dict[str, Item]:
    return {
        name: Item(name, ACTIVITY, {**items[name].values, **_as_text(days)})
        for name, days in follows(items, changed).items()
    }


def _as_text(days: Days) -> dict[str, str]:
    pairs = zip(("first", "last"), days, strict=True)
    return {name: str(as_date(day)) for name, day in pairs if day is not None}


def _who(case: Case, draft: Draft) -> str:
    found = PlanRevision.unrestricted.filter(case=case, number=draft.number)
    return found.values_list("made_by__name", flat=True).first() or ""


def _may_read(
    sight: Sight, item: Item, items: Mapping[str, Item], tracks: Mapping[str, str]
) -> bool:
    """Whether whoever writes reads what they write over, and what they write."""
    return sight.sees(TEXTS[plan_items.about(item, items, tracks)])


# --- checking


def _check(new: Item, items: Mapping[str, Item], programme: Programme) -> None:
    faults = [
        *_text_faults(new),
        *_day_faults(new),
        *_code_faults(new, programme),
        *_link_faults(new, items),
    ]
    if faults:
        raise Refused(faults)


def _text_faults(new: Item) -> Iterable[Fault]:
    for name in FIELDS[new.kind]:
        if name not in LISTS and len(new[name]) > LONGEST_TEXT:
            yield Fault(name, "too_long", {"value": str(LONGEST_TEXT)})


def _day_faults(new: Item) -> Iterable[Fault]:
    for name in DAYS:
        text = new.values.get(name)
        if text and (parse_day(text) is None or text < EARLIEST.isoformat()):
            yield Fault(name, "too_early", {"value": text})
    if new["first"] and new["last"] and new["last"] < new["first"]:
        yield Fault("last", "empty_period")


def _code_faults(new: Item, programme: Programme) -> Iterable[Fault]:
    tracks = {track.id for track in programme.tracks}
    known = {"track": ("", *tracks), "state": STATES, "sort": ("", *SORTS),
             "about": ("", *TEXTS.keys() - {"belief"})}  # fmt: skip
    codes = {"track": "unknown_track", "about": "unknown_kind"}
    for name, values in known.items():
        if new[name] not in values:
            yield Fault(name, codes.get(name, "unknown_way"))


def _link_faults(new: Item, items: Mapping[str, Item]) -> Iterable[Fault]:
    goal = items.get(new["goal"])
    over = {SUB_GOAL: (GOAL,), ACTIVITY: (GOAL, SUB_GOAL)}.get(new.kind, ())
    if new["goal"] and (goal is None or goal.kind not in over):
        yield Fault("goal", "unknown_goal")
    if any(name not in items or items[name].kind != ACTIVITY for name in new["after"]):
        yield Fault("after", "unknown_activity")


# --- the purpose


def _purpose_lines(known: Known, change: PlanChange, writer: Writer) -> list[Line]:
    """Writing the purpose is something that happens in the programme; what it says is not told."""
    if change.kind != PURPOSE or not change.purpose_written:
        return []
    event = NewEvent(type=rows.PURPOSE_WRITTEN, on=writer.today, by_role=change.by_role)
    return [event_line(known.story.rules, known.rows, event, writer.today)]
