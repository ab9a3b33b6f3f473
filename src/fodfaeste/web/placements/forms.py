"""The form of an agreement: what has to be said above, the rest folded away with what is usual."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.services import FURTHEST
from fodfaeste.companies.considerations import CONSIDERATIONS
from fodfaeste.core.faults import Fault
from fodfaeste.core.rules import Rules
from fodfaeste.placements import kinds
from fodfaeste.placements.agreements import Details, Step, Terms
from fodfaeste.placements.models import AgreementVersion
from fodfaeste.placements.new import LETTERS, NewPlacement
from fodfaeste.placements.purposes import PURPOSES
from fodfaeste.programmes.placing import placement_rules
from fodfaeste.web import saying
from fodfaeste.web.dates import language
from fodfaeste.web.fields import DayField, radios
from fodfaeste.web.placements.fields import NumberOfHours, SubGoals, WeekField
from fodfaeste.web.sent_once import Group, SentOnce

HOURS = AgreementVersion.Hours
LETTER_NAMES: dict[str, Promise] = {
    "grant_letter": _("grant letter"),
    "time_sheets": _("time sheets"),
    "work_agreement": _("work agreement, to the citizen and the company"),
}
LISTS = ("considerations", "sub_goals")
TEXTS = tuple(name for name in Details.__slots__ if name not in (*LISTS, "despite"))
ROWS = 4
"""Hours of other kinds, or from later days, that a form asks for at the least."""
PARTS = ("kind", "hours", "since")
"""What a row of hours says."""


def area(label: Any, rows: int = 3, hint: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=4000,
        required=more.pop("required", False),
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


def line(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=200, required=False)


def row_of_hours(n: int) -> dict[str, forms.Field]:
    """A row of the form: so many hours a week of a kind, from a day on."""
    kinds_ = [("", _("The same as above")), *HOURS.choices]
    return {
        f"step{n}_kind": forms.ChoiceField(label=_("Kind"), choices=kinds_, required=False),
        f"step{n}_hours": NumberOfHours(label=_("Hours"), required=False),
        f"step{n}_since": DayField(label=_("From"), required=False, validators=[not_too_far]),
    }


def not_too_far(day: date) -> None:
    """A year that was mistyped is told, and what follows from such a day is not counted out."""
    if day > timezone.localdate() + FURTHEST:
        raise forms.ValidationError(saying.fault(Fault("on", "too_far")))


class AgreementForm(SentOnce):
    """What an agreement says. ``since``: from which day; ``usual``: the sort of hours that the
    placement is mostly of."""

    folded: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("Days and times of the week"), ("week",)),
        (_("Considerations"), ("considerations", "other")),
        (_("Sub-goals and follow-up"), ("sub_goals", "follow_up")),
        (_("People at the company"), (
            "contact", "contact_reached", "mentor", "mentor_reached",
            "representative", "representative_reached",
        )),
        (_("Aids and personal assistance"), ("aids", "assistance")),
        (_("What the letters say besides"), ("purpose_text", "reasons", "language", "letters")),
    )  # fmt: skip

    since = DayField(label=_("First day"), validators=[not_too_far])
    until = DayField(label=_("Last day"), required=False, validators=[not_too_far])
    hours = NumberOfHours(label=_("Hours a week"))
    purpose = radios(_("What it is to lead to"), list(PURPOSES.items()))
    tasks = area(_("Tasks"), required=True)

    week = WeekField(label=_("Days and times"), required=False)
    considerations = forms.MultipleChoiceField(
        label=_("The workplace takes care of"),
        choices=list(CONSIDERATIONS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The company reads it: no illness, and only what the citizen wants told."),
    )
    other = area(_("Other considerations"), rows=2, hint=_("A line each."))
    sub_goals = SubGoals(
        label=_("Sub-goals"),
        required=False,
        help_text=_("A line each. End with a date if there is one: Comes by bus 18.12.2026"),
    )
    follow_up = area(_("Follow-up"), rows=2, hint=_("A line each."))
    contact = line(_("Responsible at the company"))
    contact_reached = line(_("Their telephone and e-mail"))
    mentor = line(_("Mentor at the workplace"))
    mentor_reached = line(_("The mentor’s telephone and e-mail"))
    representative = line(_("Staff representative"))
    representative_reached = line(_("The staff representative’s telephone or e-mail"))
    aids = area(_("Aids"), rows=2, hint=_("If you have asked, and none are needed: write so."))
    assistance = area(_("Personal assistance and other schemes"), rows=2)
    purpose_text = area(_("More about the purpose"), rows=2)
    reasons = area(_("Why it is granted"), rows=2, hint=_("Empty: by the purpose."))
    language = radios(
        _("Language of the letters"), [("da", _("Danish")), ("en", _("English"))], initial="da"
    )
    letters = forms.MultipleChoiceField(
        label=_("Letters that are put into the outbox"),
        choices=[(name, LETTER_NAMES[name]) for name in LETTERS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    decided = area(_("Why you go on all the same"), rows=2)
    # What is typed while the rules are asked anew is not written over by what they say.
    decided.widget.attrs["hx-preserve"] = "true"

    usual = HOURS.UNPAID.value

    def __init__(self, data: Any = None, *, rows: int = ROWS, **values: Any) -> None:
        super().__init__(data, **values)
        self.rows = range(1, max(ROWS, rows) + 1)
        for n in self.rows:
            self.fields |= row_of_hours(n)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for n in self.rows:
            kind, hours, since = (said.get(f"step{n}_{part}") for part in PARTS)
            if kind and hours is None:
                self._must_have(f"step{n}_hours", _("Write how many hours, or choose no kind."))
            elif hours is not None and since is None and kind in ("", self.usual):
                self._must_have(f"step{n}_since", _("Write from which day, or put it above."))
        return said

    def _must_have(self, name: str, text: Promise) -> None:
        if name not in self.errors:
            self.add_error(name, str(text))

    def terms(self) -> Terms:
        """What is agreed; of a form that is not valid as much as is known, for the rules."""
        said = self.cleaned_data
        since = said.get("since") or timezone.localdate()
        return Terms(
            since=since,
            until=said.get("until"),
            steps=tuple(self._steps()),
            week=said.get("week") or {},
            details=self._details(),
        )

    def _steps(self) -> Iterable[Step]:
        """Of each kind and day once: what stands further down counts."""
        said = self.cleaned_data
        given = [(self.usual, said.get("hours"), None)]
        for n in self.rows:
            kind, hours, since = (said.get(f"step{n}_{part}") for part in PARTS)
            given.append((kind or self.usual, hours, since))
        known = {(kind, since): hours for kind, hours, since in given if hours is not None}
        return (Step(kind, hours, since) for (kind, since), hours in known.items())

    def _details(self) -> Details:
        known = self.cleaned_data
        said: dict[str, Any] = {
            name: str(known.get(name) or "").replace("\r\n", "\n").strip() for name in TEXTS
        }
        said |= {name: tuple(known.get(name) or ()) for name in LISTS}
        return Details(**said)

    # --- as it is shown

    @property
    def main(self) -> Group:
        return Group([self[name] for name in ("since", "until", "hours", "tasks")])

    @property
    def aim(self) -> Group:
        return Group([self["purpose"]])

    @property
    def more_hours(self) -> list[Group]:
        """Rows of hours beside the first ones, or after them."""
        return [Group([self[f"step{n}_{part}"] for part in PARTS]) for n in self.rows]

    @property
    def has_more_hours(self) -> bool:
        """Whether anything stands there, or is wrong with it."""
        rows = [field for group in self.more_hours for field in group.visible_fields]
        said = any(self[f"step{n}_hours"].value() not in (None, "") for n in self.rows)
        return said or any(field.errors for field in rows)

    @property
    def folds(self) -> list[Group]:
        """What is seldom changed; open where a fault stands in it."""
        return [self._fold(heading, names) for heading, names in self.folded]

    def _fold(self, heading: Any, names: Iterable[str]) -> Group:
        fields = [self[name] for name in names if name in self.fields]
        return Group(fields, str(heading), any(one.errors for one in fields))

    def must_decide(self) -> None:
        """Shows that a reason is asked for."""
        self.fields["decided"].required = True

    def forgive_silence(self) -> None:
        """A form that is only looked at is not told what is missing still."""
        for name, faults in list(self.errors.items()):
            if all(fault.code == "required" for fault in faults.as_data()):
                del self.errors[name]


def group_choices() -> list[tuple[str, Any]]:
    """The target groups of the employment act, and that it is not known."""
    known = [(str(one.number), f"{one.number} · {one.name[language()]}")
             for one in placement_rules().groups]  # fmt: skip
    return [("", _("Not known")), *known]


@dataclass(frozen=True, slots=True)
class UnitOption:
    """A workplace to choose."""

    id: str
    name: str
    about: str


class NewForm(AgreementForm):
    """A new placement or job. ``find``: what is typed to search for the workplace."""

    find = forms.CharField(
        label=_("Company"),
        required=False,
        max_length=200,
        help_text=_("Name, trade, town or number. Choose the workplace below."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )
    unit = forms.UUIDField(
        label=_("Workplace"),
        error_messages={"required": _("Search for the company, and choose the workplace.")},
    )
    kind = radios(_("What it is"), [])
    agreed_on = DayField(label=_("Agreed on"), validators=[not_too_far])
    employed_here = forms.BooleanField(
        label=_("The citizen is employed at this company already"), required=False
    )
    group = forms.TypedChoiceField(
        label=_("The citizen’s target group"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("It decides how long a placement may be. Filled in where the case says it."),
    )
    of = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    was_agreed = forms.BooleanField(
        label=_("It was agreed with the company"),
        required=False,
        help_text=_("It is not registered yet. It is registered on the day below."),
    )

    folded = (
        *AgreementForm.folded,
        (_("Target group, and when it was agreed"), ("group", "agreed_on", "employed_here")),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        rules: Rules,
        units: Sequence[UnitOption],
        asks_agreed: bool = False,
        **values: Any,
    ) -> None:
        super().__init__(data, **values)
        self.rules, self.units, self.asks_agreed = rules, units, asks_agreed
        if not asks_agreed:
            del self.fields["was_agreed"]
        choices = [(kind, name[language()]) for kind, name in kinds.every(rules).items()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.fields["group"].choices = group_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        self.usual = kinds.usual_hours(self.cleaned_data.get("kind") or "")
        said = super().clean() or self.cleaned_data
        if said.get("kind") in kinds.jobs(self.rules):
            said["letters"] = [one for one in said.get("letters") or () if one == LETTERS[-1]]
        return said

    @property
    def chosen(self) -> str:
        """The id of the workplace that is chosen."""
        return str(self["unit"].value() or "")

    @property
    def what(self) -> Group:
        return Group([self["kind"]])

    @property
    def agreeing(self) -> Group:
        """Whether and when a placement was agreed that began without a word of it in the log."""
        return Group([self["was_agreed"], self["agreed_on"]] if self.asks_agreed else [])

    def _fold(self, heading: Any, names: Iterable[str]) -> Group:
        shown = [one.name for one in self.agreeing.visible_fields]
        fold = super()._fold(heading, [name for name in names if name not in shown])
        is_asked = "group" in names and not self["group"].value()
        return replace(fold, is_open=fold.is_open or is_asked)

    def new(self, by_role: str | None) -> NewPlacement:
        """What is to be registered; for a form that is valid."""
        said = self.cleaned_data
        unit: UUID = said["unit"]
        return NewPlacement(
            unit_id=unit,
            kind=said["kind"],
            terms=self.terms(),
            agreed_on=said["agreed_on"],
            letters=frozenset(said["letters"]),
            language=said["language"],
            employed_here=said["employed_here"],
            group=said["group"],
            of=said["of"] or None,
            was_agreed=said.get("was_agreed", False),
            by_role=by_role,
        )
