"""Form fields made of what the programmes say about attributes of events and facts of citizens.

A field's cleaned value is the value as the exchange format writes it; None where nothing was said.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fodfaeste.core.dates import parse_period
from fodfaeste.core.vocabulary import Attribute
from fodfaeste.web.fields import DayField

OTHER = "__other"
MOST_BUTTONS = 6
UNITS = (("W", _("weeks")), ("M", _("months")), ("D", _("days")), ("Y", _("years")))
YES_NO = (("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No")))
NOT_KNOWN = ("", _("Not stated"))


class ExchangeDay(DayField):
    """A date as the exchange format writes it."""

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        return day.isoformat() if isinstance(day, date) else None


def tied_to(attrs: dict[str, Any] | None) -> str:
    """The ids of what describes a control, its hint and its fault."""
    return str((attrs or {}).get("aria-describedby", ""))


class PeriodInput(forms.Widget):
    """A number, and weeks, months …; the number bears the field's own name."""

    template_name = "parts/period_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        number, unit = parts_of_period(value)
        units = [(code, text, code == unit) for code, text in UNITS]
        return context | {"number": number, "units": units, "tied_to": tied_to(attrs)}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return str(data.get(name, "")).strip(), data.get(f"{name}_unit", "W")


def parts_of_period(value: Any) -> tuple[str, str]:
    """Number and unit: as typed, or of a period as ``P13W``."""
    if isinstance(value, tuple):
        return value
    is_one = isinstance(value, str) and value[1:-1].isdigit()
    return (value[1:-1], value[-1]) if is_one else ("", "W")


class PeriodField(forms.Field):
    """A length of time, cleaned to ``P13W``."""

    widget = PeriodInput

    def to_python(self, value: Any) -> str | None:
        number, unit = value or ("", "W")
        if not number:
            return None
        period = parse_period(f"P{number}{unit}")
        if period is None:
            raise ValidationError(_("Write a whole number above 0."), code="not_a_period")
        return period.text


class CodeInput(forms.Widget):
    """A list of known words, and room for another one."""

    template_name = "parts/code_input.html"

    def __init__(self, choices: list[tuple[str, str]]) -> None:
        super().__init__()
        self.choices = choices

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        known = {code for code, _text in self.choices}
        is_other = bool(value) and value not in known
        options = [(code, text, code == value) for code, text in self.choices]
        return context | {
            "options": options,
            "is_other": is_other,
            "written": value if is_other and value != OTHER else "",
            "other": OTHER,
            "tied_to": tied_to(attrs),
        }

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        chosen, written = data.get(name, ""), str(data.get(f"{name}_other", "")).strip()
        return (written or OTHER) if chosen == OTHER else chosen


class CodeField(forms.Field):
    """A word from an open list."""

    def __init__(self, *, choices: list[tuple[str, str]], **values: Any) -> None:
        super().__init__(widget=CodeInput(choices), **values)

    def to_python(self, value: Any) -> str | None:
        if value == OTHER:
            raise ValidationError(_("Write which."), code="other")
        return value or None


def field_of(
    known: Attribute, *, language: str, required: bool, is_fact: bool = False, hint: str = ""
) -> forms.Field:
    """The field that asks for an attribute or, with ``is_fact``, for a fact: there "no" is said
    and not the same as silence."""
    values: dict[str, Any] = {
        "label": known.name[language],
        "required": required,
        "help_text": hint,
    }
    if known.type == "yes_no" and not required and not is_fact:
        return forms.BooleanField(**values)
    return _MAKERS[known.type](known, language, values)


def choice_of_yes_no(
    known: Attribute, *, language: str, required: bool, hint: str = ""
) -> forms.Field:
    """The field of a yes or no that is asked in so many words."""
    return _yes_no(
        known,
        language,
        {"label": known.name[language], "required": required, "help_text": hint},
    )


def _day(_known: Attribute, _language: str, values: dict[str, Any]) -> forms.Field:
    return ExchangeDay(**values)


def _period(_known: Attribute, _language: str, values: dict[str, Any]) -> forms.Field:
    return PeriodField(**values)


def _yes_no(_known: Attribute, _language: str, values: dict[str, Any]) -> forms.Field:
    choices = [*YES_NO, *([] if values["required"] else [NOT_KNOWN])]
    return forms.TypedChoiceField(
        choices=choices,
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
        empty_value=None,
        **values,
    )


def _number(known: Attribute, _language: str, values: dict[str, Any]) -> forms.Field:
    if not known.numbers:
        return forms.IntegerField(**values)
    choices = [(str(n), str(n)) for n in known.numbers]
    return _chosen(choices, values, coerce=int)


def _choice(known: Attribute, language: str, values: dict[str, Any]) -> forms.Field:
    return _chosen(named_values(known, language), values, coerce=str)


def _code(known: Attribute, language: str, values: dict[str, Any]) -> forms.Field:
    if not known.values:
        return forms.CharField(empty_value=None, **values)
    return CodeField(choices=named_values(known, language), **values)


def _text(_known: Attribute, _language: str, values: dict[str, Any]) -> forms.Field:
    return forms.CharField(empty_value=None, widget=forms.Textarea(attrs={"rows": 3}), **values)


def _chosen(
    choices: list[tuple[str, str]], values: dict[str, Any], *, coerce: Callable[[str], Any]
) -> forms.Field:
    few = len(choices) <= MOST_BUTTONS
    silence = [] if values["required"] and few else [NOT_KNOWN]
    return forms.TypedChoiceField(
        choices=[*choices, *silence] if few else [*silence, *choices],
        widget=forms.RadioSelect if few else forms.Select,
        coerce=coerce,
        empty_value=None,
        **values,
    )


def named_values(known: Attribute, language: str) -> list[tuple[str, str]]:
    """The values of an attribute with their names."""
    return [(value, capital(name[language])) for value, name in known.values.items()]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_MAKERS: Mapping[str, Callable[[Attribute, str, dict[str, Any]], forms.Field]] = {
    "date": _day,
    "period": _period,
    "yes_no": _yes_no,
    "number": _number,
    "choice": _choice,
    "code": _code,
    "text": _text,
}


def shown_value(known: Attribute, value: Any) -> Any:
    """A value of the exchange format as the attribute's field begins with it."""
    if known.type == "yes_no" and isinstance(value, bool):
        return value if not known.required else ("yes" if value else "no")
    return value


def shown_fact(value: Any) -> Any:
    """A known fact as its field begins with it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
