"""What has come to differ between two versions of a plan, in words. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fodfaeste.core import plan_items
from fodfaeste.core.plan_items import ACTIVITY, DONE, DROPPED, SUB_GOAL, Difference, Item
from fodfaeste.web.plan import terms
from fodfaeste.web.plan.terms import Sayer


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field, what it said and what it says."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What became of a part: ``Aktivitet tilføjet: Praktik``, and its fields."""

    says: str
    fields: tuple[FieldChange, ...] = ()


def change_lines(
    before: Mapping[str, Item], after: Mapping[str, Item], sayer: Sayer
) -> list[ChangeLine]:
    """All that differs of what the reader reads."""
    found = plan_items.differences(before, after)
    return [line(one, sayer) for one in found if not one.item.hidden or one.before != one.after]


def line(one: Difference, sayer: Sayer) -> ChangeLine:
    said = {"kind": terms.kind_name(one.item.kind), "title": title(one.item, sayer)}
    if one.before is None:
        return ChangeLine(_("%(kind)s added: %(title)s") % said)
    if one.after is None:
        return ChangeLine(_("%(kind)s taken out: %(title)s") % said)
    return ChangeLine(changed(one, said), tuple(fields(one, sayer)))


def title(item: Item, sayer: Sayer) -> str:
    return terms.title_of(item, sayer.rules)


def changed(one: Difference, said: Mapping[str, str]) -> str:
    """An activity that got other days was moved, a sub-goal was reached; the rest was changed."""
    names = set(one.fields)
    if one.item.kind == ACTIVITY and names <= {"first", "last"}:
        return _("%(kind)s moved: %(title)s") % said
    if one.item.kind == SUB_GOAL and names == {"reached_on"} and one.item["reached_on"]:
        return _("%(kind)s reached: %(title)s") % said
    if "state" in names and one.item["state"] == DONE:
        return _("%(kind)s done: %(title)s") % said
    if "state" in names and one.item["state"] == DROPPED:
        return _("%(kind)s came to nothing: %(title)s") % said
    return _("%(kind)s changed: %(title)s") % said


def fields(one: Difference, sayer: Sayer) -> Iterator[FieldChange]:
    assert one.before is not None and one.after is not None, "it is in both"
    for name in one.fields:
        if name == "state":
            continue
        texts = (sayer.value(name, item[name]) for item in (one.before, one.after))
        yield FieldChange(str(terms.FIELDS[name]), *texts)
