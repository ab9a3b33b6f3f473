"""The form of a meeting of a sparring group."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste.accounts.queries import Colleague
from fodfaeste.cases.services.sparring import LONGEST, NewSparring
from fodfaeste.web.fields import DayField
from fodfaeste.web.sent_once import Group, SentOnce


class MeetingForm(SentOnce):
    """Who met, what was asked, what was agreed; and, where somebody can be known in it, that it is
    meant to stand."""

    on = DayField(label=_("Held on"))
    participants = forms.TypedMultipleChoiceField(
        label=_("Who took part, beside you"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    questions = forms.CharField(
        label=_("The questions that were brought"),
        help_text=_("Without names, places or anything by which a citizen can be recognised."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    agreed = forms.CharField(
        label=_("What was agreed"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, fellows: Sequence[Colleague], today: date) -> None:
        super().__init__(data, initial={"on": today})
        choices = [(one.user_id, f"{one.name}, {one.organisation}") for one in fellows]
        self.fields["participants"].choices = choices  # type: ignore[attr-defined]

    def is_sure(self, found: Sequence[str]) -> bool:
        """Whether nobody can be known in it, or the box says that it is meant so."""
        if not found:
            return True
        self.fields["sure"] = forms.BooleanField(
            label=_("I have checked: nobody can be recognised in it."), required=False
        )
        if self.data.get("sure"):
            return True
        said = _(
            "This may show who it is about: %(words)s. Write it so that nobody can be recognised."
        )
        self.add_error("questions", said % {"words": ", ".join(found)})
        return False

    @property
    def asked(self) -> Group:
        return Group([self[name] for name in ("on", "participants", "questions", "agreed")])

    @property
    def doubt(self) -> Group | None:
        return Group([self["sure"]]) if "sure" in self.fields else None

    def meeting(self) -> NewSparring:
        """What was told; for a form that is valid."""
        said = self.cleaned_data
        return NewSparring(
            on=said["on"],
            participants=said["participants"],
            questions=said["questions"],
            agreed=said["agreed"],
        )
