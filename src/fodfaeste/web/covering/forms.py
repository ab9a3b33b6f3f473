"""The forms by which cover is arranged and ended."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.services import NewCover
from fodfaeste.web.fields import DayField
from fodfaeste.web.sent_once import SentOnce

Choices = Sequence[tuple[int, str]]


class CoverForm(SentOnce):
    """From when to when somebody is away, and who covers."""

    cover = forms.TypedChoiceField(label=_("Who covers?"), coerce=int)
    first_on = DayField(label=_("The first day away"))
    last_on = DayField(label=_("The last day away"))

    def __init__(self, data: Any = None, *, absent_id: int, choices: Choices, today: date) -> None:
        super().__init__(data, initial={"first_on": today})
        self.absent_id = absent_id
        self.fields["cover"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]

    def told(self) -> NewCover:
        """As the service takes it; for a form that is valid."""
        said = self.cleaned_data
        return NewCover(
            absent_id=self.absent_id,
            cover_id=said["cover"],
            first_on=said["first_on"],
            last_on=said["last_on"],
        )


class EndForm(SentOnce):
    """Which cover is ended."""

    end = forms.UUIDField(widget=forms.HiddenInput)
