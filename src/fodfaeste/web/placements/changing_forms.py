"""Forms for what becomes of a placement: it begins, is agreed on anew, signed, recorded elsewhere,
ends."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste.core.rules import Rules
from fodfaeste.placements import kinds
from fodfaeste.placements.agreements import Step, Terms
from fodfaeste.placements.models import ExternalRecord, Signature
from fodfaeste.placements.services import Change, Ending, Recorded, Signing
from fodfaeste.web.dates import language
from fodfaeste.web.fields import DayField, radios
from fodfaeste.web.placements.fields import NumberOfHours
from fodfaeste.web.placements.forms import (
    LISTS,
    TEXTS,
    AgreementForm,
    area,
)
from fodfaeste.web.sent_once import Group, SentOnce
from fodfaeste.web.uploads import DocumentField


class ChangeForm(AgreementForm):
    """The next version of an agreement. ``seen``: the number of the one that it is made of."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any = None, *, usual: str, **values: Any) -> None:
        steps = sum(name.endswith("_hours") for name in values.get("initial", {}))
        super().__init__(data, rows=steps + 1, **values)
        self.usual = usual
        self.fields["since"].label = _("It holds from")

    def change(self, by_role: str | None) -> Change:
        """What is to be changed; for a form that is valid."""
        said = self.cleaned_data
        return Change(
            terms=self.terms(),
            seen=said["seen"],
            letters=frozenset(said["letters"]),
            language=said["language"],
            by_role=by_role,
        )


def begins_with(terms: Terms, usual: str, *, on: date) -> dict[str, Any]:
    """An agreement as the form shows it, for a version that holds from ``on``: the hours that hold
    then, and those of later days."""
    details = terms.details
    said: dict[str, Any] = {name: getattr(details, name) for name in (*TEXTS, *LISTS)}
    said |= {"until": terms.until, "week": dict(terms.week), "decided": ""}
    in_order = sorted(terms.steps, key=lambda one: one.since or terms.since)
    holding = {one.kind: one.a_week for one in in_order if (one.since or terms.since) <= on}
    said["hours"] = holding.pop(usual, None)
    beside = [Step(kind, a_week) for kind, a_week in holding.items() if a_week]
    later = [one for one in in_order if (one.since or terms.since) > on]
    for n, step in enumerate([*beside, *later], start=1):
        said |= {f"step{n}_kind": step.kind, f"step{n}_hours": step.a_week}
        said[f"step{n}_since"] = step.since
    return said


class BeginForm(SentOnce):
    """That it has begun."""

    on = DayField(label=_("It began on"))


class DropForm(SentOnce):
    """That it comes to nothing."""

    reason = area(_("Why it comes to nothing"), rows=2, required=True)


class SignForm(SentOnce):
    """A signature."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    party = radios(_("Who signs"), [])
    way = radios(_("How"), Signature.Way.choices, initial=Signature.Way.SCREEN.value)
    name = forms.CharField(
        label=_("Name of whoever signs"),
        max_length=200,
        help_text=_("On screen: they read the agreement and write their name themselves."),
    )
    on = DayField(label=_("Signed on"))
    paper = DocumentField(label=_("The signed paper"), required=False)
    on_behalf = forms.BooleanField(label=_("Somebody else signs on their behalf"), required=False)
    reason = area(_("Why it is somebody else"), rows=2)

    def __init__(self, data: Any = None, *, waiting: Sequence[str], **values: Any) -> None:
        super().__init__(data, **values)
        named = [(party.value, party.label) for party in Signature.Party if party in waiting]
        self.fields["party"].choices = named  # type: ignore[attr-defined]

    @property
    def main(self) -> Group:
        return Group([self[name] for name in ("party", "way", "name", "on")])

    @property
    def more(self) -> Group:
        fields = [self[name] for name in ("paper", "on_behalf", "reason")]
        return Group(fields, is_open=any(one.errors for one in fields))

    def signing(self, by_role: str | None) -> Signing:
        """What is to be recorded; for a form that is valid."""
        names = ("version", "party", "way", "on", "name", "reason", "on_behalf", "paper")
        return Signing(**{name: self.cleaned_data[name] for name in names}, by_role=by_role)


class RecordForm(SentOnce):
    """How it stands in another system."""

    state = radios(_("How far it is"), ExternalRecord.State.choices)
    reference = forms.CharField(label=_("Its number there"), max_length=80, required=False)

    def recorded(self, system: str, by_role: str | None) -> Recorded:
        """What is to be written down; for a form that is valid."""
        said = self.cleaned_data
        return Recorded(
            system=system, state=said["state"], reference=said["reference"], by_role=by_role
        )


class EndForm(SentOnce):
    """How it ended, and what follows."""

    on = DayField(label=_("Last day"))
    result = radios(_("The purpose"), [], required=False)
    hired = radios(_("Hired afterwards"), [], required=False)
    job_hours = NumberOfHours(
        label=_("Hours a week in the job"),
        required=False,
        help_text=_(
            "If they are hired: the job is registered from the next working day, or from below."
        ),
    )
    job_since = DayField(label=_("First day in the job"), required=False)
    decided = forms.CharField(
        label=_("Why you go on all the same"),
        max_length=4000,
        required=False,
        widget=forms.HiddenInput,
    )
    missed_hours = forms.IntegerField(
        label=_("Hours missed"), min_value=0, max_value=9999, required=False,
        help_text=_("From the time sheets."),
    )  # fmt: skip
    employers_view = area(_("The employer’s view"))
    result_text = area(_("The result in words"))

    def __init__(self, data: Any = None, *, rules: Rules, is_job: bool, **values: Any) -> None:
        super().__init__(data, **values)
        known = rules.terms.events[kinds.ENDED].attributes
        for name in ("result", "hired"):
            choices = [(code, said[language()]) for code, said in known[name].values.items()]
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for name in OF_PLACEMENTS if is_job else ():
            del self.fields[name]
        if self["decided"].value() if "decided" in self.fields else "":
            self._show_why()

    def ask_why(self, warned: str) -> None:
        """Asks why the job is to begin on that day."""
        self._show_why()
        then = str(_("Choose another day, or write why below."))
        self.add_error("job_since", f"{warned} {then}")

    def _show_why(self) -> None:
        self.fields["decided"].widget = forms.Textarea(attrs={"rows": 2})

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("hired") in JOBS and not said.get("job_hours"):
            self.add_error("job_hours", _("Write the hours a week in the job."))
        return said

    def ending(self, by_role: str | None) -> Ending:
        """What is to be registered, without what follows; for a form that is valid."""
        said = self.cleaned_data
        names = ("result", "hired", "missed_hours", "employers_view", "result_text")
        given = {name: said[name] for name in names if name in self.fields}
        return Ending(on=said["on"], by_role=by_role, **given)


OF_PLACEMENTS = ("result", "hired", "job_hours", "job_since", "decided", "missed_hours")
JOBS = {"ordinary": "ordinary", "ordinary_part": "ordinary", "flex_job": "flex_job"}
"""What one is hired as, and the kind of job that is."""
