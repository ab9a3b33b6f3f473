"""Forms of what is done together with a company: being in touch, and agreeing to work together."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fodfaeste.companies.checks import LONGEST_TEXT
from fodfaeste.companies.models import Touch
from fodfaeste.companies.queries import ContactView, CooperationView
from fodfaeste.companies.services import CooperationTold, TouchTold
from fodfaeste.web.fields import DayField
from fodfaeste.web.sent_once import SentOnce


class TouchForm(SentOnce):
    """How somebody was in touch, and what came of it."""

    on = DayField(label=_("On which day"))
    channel = forms.ChoiceField(
        label=_("How"),
        choices=[(value, capfirst(name)) for value, name in Touch.Channel.choices],
        widget=forms.RadioSelect,
    )
    contact = forms.ChoiceField(label=_("With whom"), required=False)
    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[(value, capfirst(name)) for value, name in Touch.Outcome.choices],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        help_text=_("About the company only. What concerns a citizen belongs in their case."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, contacts: Sequence[ContactView], today: date) -> None:
        super().__init__(data, initial={"on": today})
        people = [(str(one.id), one.name) for one in contacts if one.is_active]
        self.fields["contact"].choices = [("", _("Nobody in particular")), *people]  # type: ignore[attr-defined]

    def is_sure(self, found: Sequence[str]) -> bool:
        """Whether no citizen can be known in it, or the box says that it is meant so."""
        if not found:
            return True
        self.fields["sure"] = forms.BooleanField(
            label=_("I have checked: it is not about a citizen."), required=False
        )
        if self.data.get("sure"):
            return True
        said = _("This may show who a citizen is: %(words)s. Write it in the case instead.")
        self.add_error("note", said % {"words": ", ".join(found)})
        return False

    def touch(self) -> TouchTold:
        said = self.cleaned_data
        return TouchTold(
            on=said["on"],
            channel=said["channel"],
            outcome=said["outcome"],
            note=said["note"],
            contact_id=UUID(said["contact"]) if said["contact"] else None,
        )


class AgreedForm(SentOnce):
    """What was agreed, from when until when, and who of ours sees to it."""

    about = forms.CharField(
        label=_("What is agreed"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"), required=False)
    responsible = forms.TypedChoiceField(label=_("Who of us sees to it"), coerce=int)

    def __init__(
        self, data: Any = None, *, people: Sequence[tuple[int, str]], initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["responsible"].choices = people  # type: ignore[attr-defined]


class CooperationForm(AgreedForm):
    """With a company."""

    places = forms.IntegerField(
        label=_("Places at a time"), required=False, help_text=_("Where a number is agreed.")
    )
    field_order = ("about", "since", "until", "places", "responsible")

    def __init__(
        self,
        data: Any = None,
        *,
        people: Sequence[tuple[int, str]],
        begins: tuple[date, int],
        known: CooperationView | None = None,
    ) -> None:
        initial: dict[str, Any] = {"since": begins[0], "responsible": begins[1]}
        if known is not None:
            names = ("about", "since", "until", "places")
            initial = {name: getattr(known, name) for name in names}
            initial["responsible"] = known.responsible_id
        super().__init__(data, people=people, initial=initial)

    def cooperation(self) -> CooperationTold:
        said = self.cleaned_data
        return CooperationTold(
            about=said["about"],
            since=said["since"],
            until=said["until"],
            places=said["places"],
            responsible_id=said["responsible"],
        )
