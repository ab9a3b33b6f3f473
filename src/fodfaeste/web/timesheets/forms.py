"""The grid of a time sheet, and its confirmation by the workplace."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fodfaeste.core.law import iso
from fodfaeste.core.timesheets import Day, Filled, Week
from fodfaeste.placements.filling import LONGEST_NAME, LONGEST_NOTE
from fodfaeste.placements.timesheets import NOTE, Said, Sheet
from fodfaeste.web import dates
from fodfaeste.web.fields import DayField
from fodfaeste.web.sent_once import SentOnce
from fodfaeste.web.timesheets import cells

AS_AGREED = "agreed "


class CellField(forms.CharField):
    """A day: hours, a letter, or both. ``clean`` gives what it says, None for an empty one."""

    def __init__(self, **values: Any) -> None:
        super().__init__(required=False, max_length=20, **values)
        self.widget.attrs |= {"autocomplete": "off", "autocapitalize": "none"}

    def clean(self, value: Any) -> Filled | None:
        text = super().clean(value)
        try:
            return cells.read(text)
        except cells.NotACell as wrong:
            raise forms.ValidationError(
                _("Write hours, one of the letters above, or both, as 3s."), code="not_a_cell"
            ) from wrong


class TimesheetForm(SentOnce):
    """The days up to today, week by week. ``seen``: the last line of the log when it was opened,
    so that what somebody else has written since is not taken for an answer of this form."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self, data: Any = None, *, sheet: Sheet, weeks: Sequence[Week], today: date
    ) -> None:
        super().__init__(data)
        self.sheet, self.weeks, self.today = sheet, weeks, today
        self.initial["seen"] = sheet.said.last
        for week in weeks:
            for day in self.days_of(week):
                self._add_day(day)
            self._add_week(week)

    def days_of(self, week: Week) -> list[Day]:
        """The days of a week that can be filled in."""
        return [day for day in week.inside if day.day <= self.today.toordinal()]

    def _add_day(self, day: Day) -> None:
        language = dates.language()
        self.fields[iso(day.day)] = CellField(
            label=dates.long(date.fromordinal(day.day), today=self.today)
        )
        filled = self.sheet.said.filled.get(day.day)
        self.initial[iso(day.day)] = cells.written(filled, language)

    def _add_week(self, week: Week) -> None:
        monday = iso(week.first)
        values = {"number": week.number}
        self.fields[f"{AS_AGREED}{monday}"] = forms.BooleanField(
            required=False, label=_("As agreed")
        )
        self.fields[f"{NOTE}{monday}"] = forms.CharField(
            label=_("Note, week %(number)s") % values, required=False, max_length=LONGEST_NOTE
        )
        self.initial[f"{NOTE}{monday}"] = self.sheet.said.notes.get(week.first, "")

    def days(self, before: Said) -> dict[date, Filled | None]:
        """What was changed of the days as the form was opened; for a form that is valid."""
        found: dict[date, Filled | None] = {}
        for week in self.weeks:
            as_agreed = self.cleaned_data.get(f"{AS_AGREED}{iso(week.first)}")
            for day in self.days_of(week):
                now = self.cleaned_data.get(iso(day.day))
                if now is None and as_agreed and day.agreed:
                    now = Filled(day.agreed)
                if now != before.filled.get(day.day):
                    found[date.fromordinal(day.day)] = now
        return found

    def notes(self, before: Said) -> dict[date, str]:
        """The notes that were changed."""
        said = {
            week.first: str(self.cleaned_data.get(f"{NOTE}{iso(week.first)}", "")).strip()
            for week in self.weeks
        }
        return {
            date.fromordinal(monday): note
            for monday, note in said.items()
            if note != before.notes.get(monday, "")
        }


class ConfirmForm(SentOnce):
    """Which weeks somebody at the workplace confirmed."""

    weeks = forms.MultipleChoiceField(
        label=gettext_lazy("Weeks"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose the weeks that were confirmed.")},
    )
    name = forms.CharField(label=gettext_lazy("Confirmed by"), max_length=LONGEST_NAME)
    on = DayField(label=gettext_lazy("On"))

    prefix = "confirm"

    def __init__(self, data: Any = None, *, weeks: Sequence[Week], today: date, name: str) -> None:
        super().__init__(data)
        choices = [(iso(week.first), _("Week %(number)s") % {"number": week.number})
                   for week in weeks]  # fmt: skip
        field = self.fields["weeks"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices
        chosen = [value for value, _label in choices]
        self.initial = {**self.initial, "weeks": chosen, "on": today, "name": name}

    def mondays(self) -> list[date]:
        """The weeks chosen; for a form that is valid."""
        return [date.fromisoformat(text) for text in self.cleaned_data["weeks"]]
