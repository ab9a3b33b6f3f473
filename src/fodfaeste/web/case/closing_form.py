"""What is told when a case is closed: when and why, what came of it, each goal, the report."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fodfaeste.cases.services import NewEvent
from fodfaeste.web.case.event_form import ATTRIBUTE, EventForm
from fodfaeste.web.dates import language
from fodfaeste.web.fields import DayField
from fodfaeste.web.sent_once import Group

HOURS = ("hours_ordinary", "hours_wage_subsidy", "hours_flex_job", "hours_placement")
WORK, EDUCATION = "work", "education"
JOBS = {"hours_ordinary": "ordinary", "hours_flex_job": "flex_job"}
"""The hours that stand for a job, and the kind of it."""
IN_WORDS = "other"
"""The cause that says nothing by itself."""
HOURS_A_WEEK = 168
REPORT_ROWS = 16


class ClosingForm(EventForm):
    """Cleaned to the closing and to what else happened. ``runs``: whether a placement runs.
    ``planned``: appointments to come, each with its name, which can be cancelled."""

    def __init__(
        self,
        data: Any = None,
        *,
        runs: bool,
        planned: Sequence[tuple[str, str]] = (),
        **values: Any,
    ) -> None:
        self.runs, self.planned = runs, planned
        super().__init__(data, **values)

    def _add_fields(self) -> None:
        super()._add_fields()
        for name in HOURS:
            self.fields[f"{ATTRIBUTE}{name}"].validators = [
                MinValueValidator(0),
                MaxValueValidator(HOURS_A_WEEK),
            ]
        reason = self.fields[f"{ATTRIBUTE}reason"]
        reason.required = False
        reason.help_text = _("Not needed where the cause says enough.")
        reason.widget.attrs["rows"] = 2
        self.fields["note"].label = _("Closing report")
        self.fields["note"].widget.attrs["rows"] = REPORT_ROWS
        self.fields["began"] = DayField(
            label=gettext_lazy("Since when?"),
            required=False,
            help_text=gettext_lazy(
                "Registers that it began. Leave it empty if that has been done."
            ),
        )
        if self.planned:
            self.fields["cancel"] = forms.MultipleChoiceField(
                label=gettext_lazy("Cancel these"),
                choices=list(self.planned),
                initial=[code for code, _name in self.planned],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=gettext_lazy("Leave out those that are to be held all the same."),
            )
        if self.runs:
            self.fields["ends_placement"] = forms.BooleanField(
                label=gettext_lazy("The placement ends that day as well"), required=False
            )

    # --- as it is shown

    @property
    def why(self) -> Group:
        names = [f"{ATTRIBUTE}cause", f"{ATTRIBUTE}reason"]
        return self._group([*names, *(["ends_placement"] if self.runs else [])])

    @property
    def when(self) -> Group:
        return self._group(["on"])

    @property
    def to_come(self) -> Group:
        return self._group(["cancel"] if self.planned else [])

    @property
    def outcome(self) -> Group:
        return self._group([f"{ATTRIBUTE}outcome"])

    @property
    def hours(self) -> Group:
        return self._group([f"{ATTRIBUTE}{name}" for name in HOURS])

    @property
    def since(self) -> Group:
        return self._group(["began"])

    @property
    def outcome_words(self) -> Group:
        return self._group([f"{ATTRIBUTE}outcome_text"])

    # --- as it is understood

    def clean(self) -> dict[str, Any]:
        """A cause is reason enough, but for the one that says nothing by itself."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        cause = said.get(f"{ATTRIBUTE}cause")
        if not said.get(f"{ATTRIBUTE}reason"):
            if not cause or cause == IN_WORDS:
                self.add_error(f"{ATTRIBUTE}reason", _("Write the reason, or choose a cause."))
            else:
                known = self.shape.kind.attributes["cause"]
                said[f"{ATTRIBUTE}reason"] = known.values[cause][language()]
        return said

    def _attributes(self) -> dict[str, Any]:
        """Hours are of work."""
        given = super()._attributes()
        left_out = () if given.get("outcome") == WORK else HOURS
        return {name: value for name, value in given.items() if name not in left_out}

    def also(self) -> list[tuple[str, NewEvent]]:
        """What else happened, with the place of its faults."""
        said, by = self.cleaned_data, self.cleaned_data["by_role"] or None
        found: list[tuple[str, NewEvent]] = []
        if said.get("ends_placement"):
            ended = NewEvent(type="placement_ended", on=said["on"], by_role=by)
            found.append(("ends_placement", ended))
        if said.get("began"):
            found += [("began", event) for event in self._begun(said["began"], by)]
        return found

    def cancelled(self) -> list[UUID]:
        """The appointments to cancel."""
        return [UUID(code) for code in self.cleaned_data.get("cancel", ())]

    def _begun(self, on: Any, by: str | None) -> list[NewEvent]:
        given = self._attributes()
        if given.get("outcome") == EDUCATION:
            return [NewEvent(type="education_started", on=on, by_role=by)]
        kinds = [kind for name, kind in JOBS.items() if given.get(name)]
        return [
            NewEvent(type="job_started", on=on, attributes={"kind": kind}, by_role=by)
            for kind in kinds
        ]

    @property
    def places(self) -> dict[str, str]:
        places = {f"{place}.on": place for place in ("began", "ends_placement")}
        return {**super().places, **places}
