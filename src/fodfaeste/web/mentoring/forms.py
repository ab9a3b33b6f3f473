"""The forms of the registers of partners and mentors."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste.companies.checks import LONGEST, LONGEST_TEXT
from fodfaeste.mentoring.queries import AgreementView, HelpView, MentorView, PartnerView
from fodfaeste.mentoring.services import AgreementTold, HelpTold, MentorTold, PartnerTold
from fodfaeste.mentoring.told import DETAILS
from fodfaeste.web.companies.touching import AgreedForm
from fodfaeste.web.fields import DayField
from fodfaeste.web.mentoring import names
from fodfaeste.web.sent_once import SentOnce


def line(label: Any, *, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=LONGEST, **more)


def text(label: Any, *, required: bool = False, rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=required, max_length=LONGEST_TEXT, widget=widget, **more
    )


class PartnerForm(SentOnce):
    """A partner, new or as it is now."""

    name = line(_("Name"), required=True)
    kind = forms.ChoiceField(label=_("What sort of partner"))
    place = line(_("Place"), help_text=_("Address or town, as one finds it."))
    cvr = line(
        _("CVR number"),
        help_text=_("If it has one: then it is found in the register of companies too."),
    )
    contact_name = line(_("Contact"), help_text=_("Whom to turn to there."))
    contact_title = line(_("Position"))
    phone = line(_("Telephone"))
    email = line(_("E-mail"))
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        help_text=_("Take the tick away when one no longer turns to them."),
    )

    def __init__(self, data: Any = None, *, partner: PartnerView | None = None) -> None:
        known = [name for name in self.base_fields if hasattr(partner, name)]
        super().__init__(data, initial={name: getattr(partner, name) for name in known})
        self.fields["kind"].choices = [("", _("Choose")), *names.partner_kinds()]  # type: ignore[attr-defined]
        if partner is None:
            del self.fields["is_active"]

    def partner(self) -> PartnerTold:
        said = {name: self.cleaned_data[name] for name in self.fields if name not in OWN}
        return PartnerTold(**said)


OWN = ("submission", "back")


class HelpForm(SentOnce):
    """Support that a partner can give, new or as it stands."""

    what = text(
        _("What they can give"),
        required=True,
        rows=2,
        help_text=_("As in running together on Wednesdays, or help with debts."),
    )
    for_whom = line(_("For whom"), help_text=_("Age, situation, what one has to have."))
    track = forms.ChoiceField(
        label=_("Track"), required=False, help_text=_("The part of a plan that it belongs to.")
    )
    place = line(_("Where"))
    is_active = forms.BooleanField(
        label=_("They still give it"),
        required=False,
        help_text=_("Take the tick away when they do not give it any more."),
    )

    def __init__(self, data: Any = None, *, known: HelpView | None = None) -> None:
        fields = ("what", "for_whom", "track", "place", "is_active")
        initial = {name: getattr(known, name) for name in fields} if known else {}
        super().__init__(data, initial=initial)
        self.fields["track"].choices = [("", _("None in particular")), *names.tracks()]  # type: ignore[attr-defined]
        if known is None:
            del self.fields["is_active"]

    def told(self) -> HelpTold:
        return HelpTold(**{n: self.cleaned_data[n] for n in self.fields if n not in OWN})


class AgreementForm(AgreedForm):
    """With a partner, as a new version."""

    signed_on = DayField(label=_("Signed on"), required=False)
    signed_by = line(_("Who signed for the partner"))
    field_order = ("about", "since", "until", "signed_on", "signed_by", "responsible")

    def __init__(
        self,
        data: Any = None,
        *,
        people: Sequence[tuple[int, str]],
        begins: tuple[date, int],
        newest: AgreementView | None = None,
    ) -> None:
        initial: dict[str, Any] = {"since": begins[0], "responsible": begins[1]}
        if newest is not None:
            initial |= {"about": newest.about, "responsible": newest.responsible_id}
        super().__init__(data, people=people, initial=initial)

    def agreement(self) -> AgreementTold:
        said = dict(self.cleaned_data)
        return AgreementTold(
            responsible_id=said["responsible"],
            **{name: said[name] for name in ("about", "since", "until", "signed_on", "signed_by")},
        )


class MentorForm(SentOnce):
    """A mentor who does not use the system, new or as they are known."""

    name = line(_("Name"), required=True)
    is_volunteer = forms.BooleanField(
        label=_("Volunteer"), required=False, initial=True, help_text=_("Gets no pay for it.")
    )
    phone = line(_("Telephone"))
    email = line(_("E-mail"))
    comes_from = line(_("Comes from"), help_text=_("The association or company, if any."))
    languages = line(_("Languages"))
    likes = line(_("Likes to do"))
    time = line(_("How much time"), help_text=_("As in Tuesday afternoons, two hours a week."))
    confidential_on = DayField(label=_("Declaration of confidentiality signed on"), required=False)
    stopped_on = DayField(label=_("Has stopped on"), required=False)

    def __init__(self, data: Any = None, *, mentor: MentorView | None = None) -> None:
        known = (*DETAILS, "is_volunteer", "confidential_on", "stopped_on")
        initial = {name: getattr(mentor, name) for name in known} if mentor else {}
        super().__init__(data, initial=initial)
        if mentor is None:
            del self.fields["stopped_on"]

    def mentor(self) -> MentorTold:
        return MentorTold(**{n: self.cleaned_data[n] for n in self.fields if n not in OWN})
