"""A form for each part of a plan, small enough for a phone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.services import ChangedMeanwhile, PlanChange
from fodfaeste.core import plan_items
from fodfaeste.core.plan_items import Item
from fodfaeste.web.fields import DayField, radios
from fodfaeste.web.plan.terms import FIELDS, SORTS, STATES, WAYS_TO_AGREE, WAYS_TO_SEND, Sayer
from fodfaeste.web.sent_once import TEXT_KINDS, Group, SentOnce, TextKindField

MINE, THEIRS = "mine", "theirs"
PICK = "pick_"
Choices = list[tuple[str, str]]
LABELS: Mapping[str, Any] = FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a part can be tied to."""

    tracks: Choices
    goals: Choices
    all_goals: Choices
    people: Choices
    activities: Choices


def text(name: str, *, rows: int = 0, required: bool = False, hint: Any = "") -> forms.CharField:
    """A field of the plan in one line, or in several."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=LABELS[name], required=required, help_text=hint, widget=widget, max_length=4000
    )


def day(name: str) -> DayField:
    return DayField(label=LABELS[name], required=False)


def about() -> TextKindField:
    return TextKindField(
        label=_("It is about"),
        help_text=_(
            "What is about health and social matters is read only by those the team has chosen."
        ),
        choices=TEXT_KINDS,
        widget=forms.RadioSelect,
    )


class PartForm(SentOnce):
    """A part of the plan. ``seen``: the revision that the form was made of; ``both``: the fields of
    which both texts are shown."""

    kind = ""
    folded: tuple[tuple[Promise, tuple[str, ...]], ...] = ()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    both = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, around: Around, **values: Any) -> None:
        super().__init__(data, **values)
        self.tie(around)
        for name in self.picked:
            self._add_pick(name, [])

    def tie(self, around: Around) -> None:
        """Fills in what there is to choose from."""

    @property
    def own(self) -> list[str]:
        """The fields of the plan that the form shows."""
        return [name for name in plan_items.FIELDS[self.kind] if name in self.fields]

    def change(self, item: str) -> PlanChange:
        """What is to be changed; for a form that is valid. Where their text was chosen, the field
        stays as it has become."""
        said = self.cleaned_data
        theirs = {name for name in self.picked if said.get(f"{PICK}{name}") == THEIRS}
        return PlanChange(
            item=item,
            kind=self.kind,
            values={name: said[name] for name in self.own if name not in theirs},
            seen=said["seen"] or 0,
            along=said.get("along") == "yes",
            purpose_written=bool(said.get("written")),
        )

    # --- as it is shown

    @property
    def main(self) -> Group:
        folded = {name for _heading, names in self.folded for name in names}
        extra = [name for name in self.fields if name.startswith(PICK) or name == "along"]
        shown = [
            field
            for field in self.visible_fields()
            if field.name not in folded and field.name not in extra
        ]
        return Group(shown)

    @property
    def asked(self) -> Group:
        """What has to be chosen before it can be saved."""
        names = [n for n in self.fields if n.startswith(PICK) or n == "along"]
        return Group([self[name] for name in names])

    @property
    def folds(self) -> list[Group]:
        """What is seldom filled in; open where something stands in it."""
        return [self._fold(heading, names) for heading, names in self.folded]

    def _fold(self, heading: Promise, names: Iterable[str]) -> Group:
        fields = [self[name] for name in names if name in self.fields]
        is_open = any(one.errors or is_filled(one.value()) for one in fields)
        return Group(fields, str(heading), is_open)

    # --- where two have written

    @property
    def picked(self) -> list[str]:
        """The fields of which it was asked whose text is to stand. A browser says nothing of what
        was not chosen, so their names are sent along."""
        asked = str(self.data.get("both", "")).split()
        return [name for name in self.own if name in asked]

    def tell(self, found: ChangedMeanwhile, sayer: Sayer) -> None:
        """Shows both texts of each field that two have changed, and asks which is to stand."""
        self.put("seen", str(found.number))
        self.put("both", " ".join(clash.name for clash in found.clashes))
        for clash in found.clashes:
            name = f"{PICK}{clash.name}"
            mine, theirs = (sayer.value(clash.name, one) for one in (clash.mine, clash.theirs))
            self._add_pick(clash.name, texts(mine, theirs, found.who))
            self.put(name, "")
            said = gettext("%(who)s has changed this since you opened it. Choose what is to stand.")
            self.add_error(name, said % {"who": found.who})

    def tell_again(self, theirs: Item | None, sayer: Sayer, who: str) -> None:
        """Both texts once more, where it has been asked and not been answered yet."""
        for name in self.picked:
            known = theirs[name] if theirs else ""
            mine, stands = sayer.value(name, plain(self[name].value())), sayer.value(name, known)
            self._add_pick(name, texts(mine, stands, who))

    def _add_pick(self, name: str, both: Choices) -> None:
        label = str(self.fields[name].label)
        self.fields[f"{PICK}{name}"] = radios(label, both or texts("", "", ""))

    def put(self, name: str, value: str) -> None:
        data = cast(QueryDict, self.data).copy()
        data[name] = value
        self.data = data

    def ask_along(self, said: str) -> None:
        """Asks whether what waits for an activity moves with it."""
        self.add_along()
        if not self.data.get("along"):
            self.add_error("along", said)

    def add_along(self) -> None:
        self.fields["along"] = radios(
            _("What waits for it"),
            [("yes", _("Yes, they move along")), ("no", _("No, they stay where they are"))],
        )


def texts(mine: str, theirs: str, who: str) -> Choices:
    """Mine and theirs, to choose from."""
    said = gettext("%(who)s: %(text)s") % {"who": who, "text": theirs}
    return [(MINE, gettext("Mine: %(text)s") % {"text": mine}), (THEIRS, said)]


def plain(value: Any) -> Any:
    """A date as it was typed, in one piece; anything else as it is."""
    if isinstance(value, tuple) and all(value):
        return "-".join(part.zfill(2) for part in reversed(value))
    return value


def is_filled(value: Any) -> bool:
    """Whether something stands in a field; not of what it is where nobody chose."""
    if isinstance(value, tuple | list):
        return any(value)
    return value not in (None, "", plan_items.ORDINARY)


class PurposeForm(PartForm):
    kind = plan_items.PURPOSE
    words = text("words", rows=3, hint=_("What does the citizen want to come of it?"))
    ours = text("ours", rows=3, hint=_("The purpose of the referral, as precise as it is so far."))
    written = forms.BooleanField(
        label=_("Register that the purpose is written, or made precise"), required=False
    )


class GoalForm(PartForm):
    kind = plan_items.GOAL
    words = text("words", rows=2, required=True, hint=_("As it was said: “I want to …”."))
    ours = text("ours", rows=2)
    about = about()


class SubGoalForm(PartForm):
    kind = plan_items.SUB_GOAL
    goal = forms.ChoiceField(label=_("Under which goal"))
    title = text("title", required=True, hint=_("A step that both understand."))
    measured = text("measured", hint=_("So that one can see it: “4 hours three days a week”."))
    due_on = day("due_on")
    reached_on = day("reached_on")

    def tie(self, around: Around) -> None:
        self.fields["goal"].choices = around.goals  # type: ignore[attr-defined]


class ActivityForm(PartForm):
    kind = plan_items.ACTIVITY
    folded = (
        (_("Who does it"), ("who", "outside")),
        (_("What it belongs to, and waits for"), ("goal", "after")),
        (_("More about it, and who reads it"), ("what", "about")),
        (_("How it stands"), ("state", "result")),
    )
    title = text("title", required=True)
    track = radios(FIELDS["track"], [], required=False)
    first = day("first")
    last = day("last")
    who = forms.MultipleChoiceField(
        label=LABELS["who"], required=False, widget=forms.CheckboxSelectMultiple
    )
    outside = text("outside", hint=_("Somebody outside the case: “Lægehuset Torvet”."))
    goal = forms.ChoiceField(label=LABELS["goal"], required=False)
    after = forms.MultipleChoiceField(
        label=LABELS["after"], required=False, widget=forms.CheckboxSelectMultiple
    )
    what = text("what", rows=3)
    about = about()
    state = radios(FIELDS["state"], list(STATES.items()), required=False)
    result = text("result", rows=2, hint=_("Or why it came to nothing."))

    def tie(self, around: Around) -> None:
        offered = {"track": around.tracks, "who": around.people, "goal": around.all_goals}
        for name, choices in {**offered, "after": around.activities}.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for name in ("track", "after"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]


class MoveForm(PartForm):
    kind = plan_items.ACTIVITY
    first = day("first")
    last = day("last")


class OverviewForm(PartForm):
    kind = plan_items.OVERVIEW
    sort = radios(FIELDS["sort"], [(code, name) for code, name in SORTS.items()])
    text = text("text", rows=3, required=True)
    about = about()


class MentorForm(PartForm):
    kind = plan_items.MENTOR
    what = text("title", rows=2, hint=_("What the mentor helps with."))
    where = text("where")
    when = text("when")
    how = text("how", rows=2)


class SectorPlanForm(PartForm):
    kind = plan_items.SECTOR_PLAN
    title = text("title", required=True, hint=_("“Min Plan”, “social handleplan”."))
    authority = text("authority")
    on = day("on")
    about = about()


FORMS: Mapping[str, type[PartForm]] = {
    one.kind: one
    for one in (PurposeForm, GoalForm, SubGoalForm, ActivityForm, OverviewForm, MentorForm,
                SectorPlanForm)
}  # fmt: skip


def begins_with(item: Item | None, kind: str) -> dict[str, Any]:
    """What a form shows of a part before anybody types."""
    if item is None:
        return {"about": plan_items.ORDINARY}
    values = {name: item[name] for name in plan_items.FIELDS[kind]}
    return {**values, "about": item["about"] or plan_items.ORDINARY}


class PublishForm(SentOnce):
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class RemoveForm(PublishForm):
    """Takes a part away."""


class SendForm(SentOnce):
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    how = radios(_("How did it reach the citizen?"), list(WAYS_TO_SEND.items()))
    on = DayField(label=_("On which day"))


class AgreeForm(SentOnce):
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    how = radios(_("How did the citizen agree?"), list(WAYS_TO_AGREE.items()))
    on = DayField(label=_("On which day"))
