"""The forms of data protection."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.services.rectifying import Identity
from fodfaeste.web.fields import DayField, DayInput
from fodfaeste.web.sent_once import SentOnce

ALL = "*"
"""Stands for all programmes that have no rule of their own."""
AREA = forms.Textarea(attrs={"rows": 3})


class RuleForm(SentOnce):
    """A retention rule."""

    programme = forms.ChoiceField(label=_("For"), initial=ALL)
    years = forms.IntegerField(
        label=_("Years after closing"), min_value=1, max_value=100, help_text=_("From 1 to 100.")
    )
    kle = forms.CharField(
        label=_("KLE number"),
        max_length=20,
        required=False,
        help_text=_("The subject number that your organisation files these cases by."),
    )
    code = forms.CharField(
        label=_("Retention code"),
        max_length=12,
        required=False,
        help_text=_("As KL writes it: P1825D is five years."),
    )
    archive_first = forms.BooleanField(
        label=_("Must be handed over to an archive before it is erased"), required=False
    )


class EndForm(SentOnce):
    """Which rule is ended."""

    rule = forms.IntegerField(widget=forms.HiddenInput)


class ApproveForm(SentOnce):
    """The approval of a deletion. ``archived`` is asked where it is needed."""

    archived = forms.BooleanField(
        label=_("It has been handed over to the archive"),
        required=False,
        help_text=_("You confirm it with your name."),
    )

    def __init__(self, data: Any = None, *, needs_archive: bool = True, **values: Any) -> None:
        super().__init__(data, **values)
        if not needs_archive:
            del self.fields["archived"]


class HoldForm(SentOnce):
    """Stops every erasure."""

    scope = forms.ChoiceField(
        label=_("What is kept"),
        choices=[("case", _("This case")), ("citizen", _("All cases of the citizen"))],
        initial="case",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=AREA)


class LiftForm(SentOnce):
    """Ends a hold."""

    hold = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why it is lifted"), max_length=2000, widget=AREA)


class TakeOutForm(SentOnce):
    """All that is held, as a file."""

    form = forms.ChoiceField(
        label=_("As"),
        choices=[("pdf", _("PDF, to be read")), ("json", _("JSON, for another system"))],
        initial="pdf",
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("da", _("Danish")), ("en", _("English"))],
        widget=forms.RadioSelect,
    )
    receiver_checked = forms.BooleanField(
        label=_("I have made sure who receives it"),
        error_messages={"required": _("Make sure who receives it, and tick the box.")},
    )
    looked_through = forms.BooleanField(
        label=_("I have checked what it says about other people"),
        error_messages={"required": _("Look through what is given, and tick the box.")},
    )


class RectifyForm(SentOnce):
    """Who the citizen is."""

    name = forms.CharField(label=_("Name"), max_length=200)
    cpr = forms.CharField(
        label=_("CPR number"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    birth_date = DayField(
        label=_("Date of birth"),
        required=False,
        widget=DayInput(birthday=True),
        help_text=_("Only where there is no CPR number: else it is the number’s."),
    )
    protected = forms.BooleanField(label=_("Name and address protection"), required=False)
    reason = forms.CharField(label=_("Why it is corrected"), max_length=2000, widget=AREA)

    @property
    def identity(self) -> Identity:
        """Who the citizen is, as it is typed."""
        given = self.cleaned_data
        return Identity(
            name=given["name"],
            cpr=given["cpr"] or None,
            birth_date=given["birth_date"],
            protected=given["protected"],
        )
