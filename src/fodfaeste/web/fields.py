"""Form fields that Django does not have."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PARTS = ("day", "month", "year")
SHORTEST_YEAR = 100


def finite(text: str) -> Decimal:
    """The number that a text writes. Raises ``InvalidOperation``, also for what can be counted with
    and is no number of anything: NaN, Infinity."""
    found = Decimal(text)
    if not found.is_finite():
        raise InvalidOperation(text)
    return found


class DayInput(forms.Widget):
    """Day, month and year, each in a box of its own, named ``<name>_day`` and so on.

    A browser's own date control shows the order of its own language, not of the page's.
    """

    template_name = "parts/day_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        super().__init__(attrs)
        self.birthday = birthday

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        texts = as_texts(value)
        labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
        context["parts"] = [
            {"part": part, "label": labels[part], "value": texts[part], "name": f"{name}_{part}"}
            for part in PARTS
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The three texts as typed; a date in one piece (2026-11-17) is understood as well."""
        if whole := data.get(name):
            return whole
        return tuple(str(data.get(f"{name}_{part}", "")).strip() for part in PARTS)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in PARTS) and name not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else id_


class DayField(forms.Field):
    """A date, typed as day, month and year. ``clean`` gives a ``date`` or None."""

    widget = DayInput
    default_error_messages = {
        "required": _("Write a date."),
        "incomplete": _("Write day, month and year."),
        "not_numbers": _("Write day, month and year as numbers."),
        "no_such_day": _("There is no such day."),
    }

    def to_python(self, value: Any) -> date | None:
        if not value or isinstance(value, date):
            return value or None
        if isinstance(value, str):
            return self._of_iso(value)
        return self._of_parts(value) if any(value) else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return as_texts(initial) != as_texts(data)

    def _of_iso(self, value: str) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self._fault("no_such_day") from error

    def _of_parts(self, parts: tuple[str, str, str]) -> date:
        if not all(parts):
            raise self._fault("incomplete")
        if not all(part.isascii() and part.isdigit() for part in parts):
            raise self._fault("not_numbers")
        try:
            day, month, year = map(int, parts)
            return date(year + 2000 if year < SHORTEST_YEAR else year, month, day)
        except (ValueError, OverflowError) as error:
            raise self._fault("no_such_day") from error

    def _fault(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


def radios(label: Any, choices: Sequence[tuple[str, Any]], **more: Any) -> forms.ChoiceField:
    """One of a few, all of which are seen."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


def as_texts(value: Any) -> dict[str, str]:
    """Day, month and year of a date, or of what was typed."""
    if isinstance(value, str) and value:
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return dict.fromkeys(PARTS, "")
    if isinstance(value, date):
        return {part: str(getattr(value, part)) for part in PARTS}
    return dict(zip(PARTS, value or ("", "", ""), strict=True))
