from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste.web.fields import DayField


class WhatIfForm(forms.Form):
    """From which day, and in which form of the programme."""

    start = DayField(label=_("The citizen starts on"))
    variant = forms.ChoiceField(label=_("Form of the programme"), required=False)

    def __init__(
        self, data: Any, *, variants: Iterable[tuple[str, str]], today: date, **values: Any
    ) -> None:
        choices = list(variants)
        initial = {"start": today, "variant": choices[0][0] if choices else ""}
        super().__init__(data, initial=initial, **values)
        if choices:
            self.fields["variant"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["variant"]
