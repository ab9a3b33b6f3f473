"""The forms of the register. They ask; what is wrong with the answers, the services say."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from fodfaeste.companies.checks import LONGEST, LONGEST_TEXT
from fodfaeste.companies.models import Company, CompanyContact
from fodfaeste.companies.queries import CompanyView, ContactView, OfferView, UnitView
from fodfaeste.companies.services import CompanyTold, ContactTold, OfferTold, StaffTold, UnitTold
from fodfaeste.web import dates
from fodfaeste.web.companies import names
from fodfaeste.web.fields import DayField, finite
from fodfaeste.web.sent_once import SentOnce


class NumberField(forms.CharField):
    """A number with decimals, typed with a comma or a point. ``clean`` gives a ``Decimal`` or
    None."""

    def __init__(self, **options: Any) -> None:
        attributes = {"inputmode": "decimal", "size": 8}
        super().__init__(widget=forms.TextInput(attrs=attributes), max_length=12, **options)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).replace(",", ".").replace(" ", "")
        try:
            return finite(text) if text else None
        except InvalidOperation as error:
            raise ValidationError(_("Write a number, as in 12.5."), code="number") from error

    def prepare_value(self, value: Any) -> Any:
        return number_said(value) if isinstance(value, Decimal) else value


def number_said(number: Decimal) -> str:
    """``12,5``, without zeros at its end."""
    said = f"{number.normalize():f}"
    return said.replace(".", ",") if dates.language() == "da" else said


def line(label: Any, *, required: bool = True, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=LONGEST, **more)


class UnitFields(SentOnce):
    """Where a production unit lies."""

    p_number = line(_("P-number"), required=False, help_text=_("Ten digits, of the workplace."))
    street = line(_("Street and number"), required=False)
    postcode = line(_("Postcode"), required=False)
    town = line(_("Town"), required=False)

    def unit(self) -> UnitTold:
        said = self.cleaned_data
        return UnitTold(
            name=said.get("unit_name", ""),
            p_number=said["p_number"],
            street=said["street"],
            postcode=said["postcode"],
            town=said["town"],
            is_active=said.get("is_active", True),
        )


class CompanyFields(forms.Form):
    """What a company is."""

    cvr = line(
        _("CVR number"),
        required=False,
        help_text=_("Eight digits. Only a workshop of our own can be without."),
    )
    name = line(_("Name"))
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[(value, capfirst(name)) for value, name in Company.Kind.choices],
        initial=Company.Kind.ORDINARY,
        widget=forms.RadioSelect,
    )
    trade = line(_("Trade"), required=False, help_text=_("In words, as in bakery or cleaning."))
    is_public = forms.BooleanField(label=_("A public employer"), required=False)

    def company(self) -> CompanyTold:
        said = self.cleaned_data
        return CompanyTold(
            name=said["name"],
            cvr=said["cvr"],
            kind=said["kind"],
            trade=said["trade"],
            is_public=said["is_public"],
            is_active=said.get("is_active", True),
        )


class NewCompanyForm(UnitFields, CompanyFields):
    """A company with its first production unit."""

    field_order = ("submission", "back", "cvr", "name", "kind", "trade", "is_public")


class CompanyForm(CompanyFields, SentOnce):
    """A company as it is now, to be changed."""

    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        help_text=_("A company that is not in use is not found by searching."),
    )

    def __init__(self, data: Any = None, *, company: CompanyView) -> None:
        known = ("cvr", "name", "kind", "trade", "is_public", "is_active")
        super().__init__(data, initial={name: getattr(company, name) for name in known})


class UnitForm(UnitFields):
    """A production unit, new or as it is now."""

    unit_name = line(_("Name"), help_text=_("What people call the place."))
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    field_order = ("submission", "back", "unit_name", "p_number")

    def __init__(self, data: Any = None, *, unit: UnitView | None = None) -> None:
        known = ("p_number", "street", "postcode", "town", "is_active")
        begins = {name: getattr(unit, name) for name in known} if unit else {}
        super().__init__(data, initial={**begins, **({"unit_name": unit.name} if unit else {})})
        if unit is None:
            del self.fields["is_active"]


class ContactForm(SentOnce):
    """Somebody to speak to, new or as they are known."""

    name = line(_("Name"))
    role = forms.ChoiceField(
        label=_("What they are to us"),
        choices=[(value, capfirst(name)) for value, name in CompanyContact.Role.choices],
        initial=CompanyContact.Role.RESPONSIBLE,
        widget=forms.RadioSelect,
    )
    title = line(_("Position"), required=False)
    phone = line(_("Telephone"), required=False)
    email = line(_("E-mail"), required=False)
    unit = forms.ChoiceField(label=_("Production unit"), required=False)
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        help_text=_("Take the tick away when one no longer turns to them."),
    )

    def __init__(
        self, data: Any = None, *, units: Sequence[UnitView], contact: ContactView | None = None
    ) -> None:
        known = ("name", "role", "title", "phone", "email", "is_active")
        begins = {name: getattr(contact, name) for name in known} if contact else {}
        begins["unit"] = str(contact.unit_id or "") if contact else ""
        super().__init__(data, initial=begins)
        places = [(str(one.id), unit_said(one)) for one in units]
        self.fields["unit"].choices = [("", _("The company as a whole")), *places]  # type: ignore[attr-defined]
        if contact is None:
            del self.fields["is_active"]

    def contact(self) -> ContactTold:
        said = self.cleaned_data
        return ContactTold(
            name=said["name"],
            role=said["role"],
            title=said["title"],
            phone=said["phone"],
            email=said["email"],
            unit_id=UUID(said["unit"]) if said["unit"] else None,
            is_active=said.get("is_active", True),
        )


def unit_said(unit: UnitView) -> str:
    return f"{unit.name}, {unit.town}" if unit.town else unit.name


class StaffForm(SentOnce):
    """Ordinary employees in full-time equivalents, a field a month, the newest first."""

    told_by = line(
        _("Who said so"), required=False, help_text=_("As in the payroll office, on the telephone.")
    )

    def __init__(
        self, data: Any = None, *, months: Sequence[date], known: Mapping[date, Decimal]
    ) -> None:
        self.months = {f"{month:%Y-%m}": month for month in months}
        super().__init__(data)
        for name, month in self.months.items():
            self.fields[name] = NumberField(
                label=dates.month_and_year(month), required=False, initial=known.get(month)
            )
        self.order_fields(["submission", "back", *self.months, "told_by"])

    def staff(self) -> StaffTold:
        said = self.cleaned_data
        figures = {
            month: said[name] for name, month in self.months.items() if said[name] is not None
        }
        return StaffTold(figures=figures, told_by=said["told_by"])


class OfferForm(SentOnce):
    """Work that a unit offers, new or as it stands."""

    kinds = forms.MultipleChoiceField(
        label=_("What it may be"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose what it may be: a placement, a job with wage subsidy …")
        },
    )
    tasks = forms.CharField(
        label=_("Tasks"),
        help_text=_("What one does there, in the words of the workplace."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    trade = line(_("Trade"), required=False, help_text=_("Where it is not that of the company."))
    hours_least = NumberField(label=_("Fewest hours a week"), required=False)
    hours_most = NumberField(label=_("Most hours a week"), required=False)
    considerations = forms.MultipleChoiceField(
        label=_("Considerations that can be met"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    places = forms.IntegerField(label=_("How many at a time"), initial=1)
    open_from = DayField(label=_("Open from"))
    open_until = DayField(label=_("Open until"), required=False)

    def __init__(self, data: Any = None, *, today: date, offer: OfferView | None = None) -> None:
        begins = {"open_from": today}
        if offer is not None:
            begins = {name: getattr(offer, name) for name in self.base_fields if name in KEPT}
        super().__init__(data, initial=begins)
        self.fields["kinds"].choices = names.offer_kinds()  # type: ignore[attr-defined]
        self.fields["considerations"].choices = names.considerations()  # type: ignore[attr-defined]

    def offer(self) -> OfferTold:
        return OfferTold(**{name: self.cleaned_data[name] for name in KEPT})


KEPT = (
    "kinds", "tasks", "trade", "hours_least", "hours_most", "considerations", "places",
    "open_from", "open_until",
)  # fmt: skip
