"""What moves along with an activity, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from fodfaeste.cases import plans, services
from fodfaeste.core import plan_items
from fodfaeste.core.dates import as_date
from fodfaeste.core.plan import Days
from fodfaeste.core.plan_items import ACTIVITY, Item
from fodfaeste.web.case.opening import Opened
from fodfaeste.web.plan import terms
from fodfaeste.web.plan.forms import PartForm


@dataclass(frozen=True, slots=True)
class Follows:
    """An activity that would move along: from which days, to which."""

    title: str
    before: str
    after: str


def follow_lines(opened: Opened, form: PartForm, item: str) -> Sequence[Follows]:
    """What would move along with the activity as the form has it; for a form that was filled in."""
    old = opened.view.plan.items.get(item)
    if form.kind != ACTIVITY or old is None or not hasattr(form, "cleaned_data"):
        return ()
    said = form.cleaned_data
    given = {name: plans.plain(said.get(name)) or "" for name in form.own if name in said}
    changed = Item(item, ACTIVITY, plan_items.filled({**old.values, **given}))
    sayer = terms.sayer(opened.view, opened.view.plan.items, opened.today)
    return [
        follow_line(sayer, sayer.items[name], days)
        for name, days in services.follows(sayer.items, changed).items()
    ]


def follow_line(sayer: terms.Sayer, item: Item, days: Days) -> Follows:
    to = {name: str(as_date(day) or "") for name, day in zip(("first", "last"), days, strict=True)}
    moved = Item(item.id, ACTIVITY, to)
    return Follows(terms.title_of(item, sayer.rules), sayer.days(item), sayer.days(moved))
