"""Fields of an agreement that no other form has."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fodfaeste.placements.agreements import SubGoal, Times, plain
from fodfaeste.web.dates import language
from fodfaeste.web.fields import finite

DAYS = (
    (1, _("Monday")), (2, _("Tuesday")), (3, _("Wednesday")), (4, _("Thursday")),
    (5, _("Friday")), (6, _("Saturday")), (7, _("Sunday")),
)  # fmt: skip
ENDS = ("from", "until")
_TIME = re.compile(r"(\d{1,2})(?:[.:]?(\d{2}))?")
_BY = re.compile(r"^(.*?)[\s,;–-]*(\d{1,2})[./-](\d{1,2})[./-](\d{4})$")


class NumberOfHours(forms.CharField):
    """Hours a week, typed with comma or point. ``clean`` gives a ``Decimal`` or None."""

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "size": 6, "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=6, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace(",", ".")
        if not text:
            return None
        try:
            return finite(text)
        except InvalidOperation as error:
            raise ValidationError(_("Write the hours as a number, as 15 or 7,5.")) from error

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return plain(value).replace(".", ",") if language() == "da" else plain(value)


class WeekInput(forms.Widget):
    """From and until, for each day of the week."""

    template_name = "placements/week_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = as_typed(value)
        context["days"] = [
            {"label": label, "ends": list(self._ends(name, day, typed))} for day, label in DAYS
        ]
        return context

    def _ends(self, name: str, day: int, typed: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        labels = {"from": _("from"), "until": _("until")}
        for end in ENDS:
            key = f"{day}_{end}"
            yield {"name": f"{name}_{key}", "label": labels[end], "value": typed.get(key, "")}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        keys = [f"{day}_{end}" for day, _label in DAYS for end in ENDS]
        return {key: str(data.get(f"{name}_{key}", "")).strip() for key in keys}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{day}_from" in data for day, _label in DAYS)


def as_typed(value: Any) -> Mapping[str, str]:
    """Times as somebody would type them."""
    if not isinstance(value, Mapping):
        return {}
    if value and all(isinstance(key, int) for key in value):
        return {
            f"{day}_{end}": f"{at:%H.%M}"
            for day, times in value.items()
            for end, at in zip(ENDS, times, strict=True)
        }
    return value


class WeekField(forms.Field):
    """When one works on which day. ``clean`` gives ``Times``."""

    widget = WeekInput
    default_error_messages = {
        "both": _("Write both when work begins and when it ends, or neither."),
        "no_time": _("Write times as 9.00 or 13.30."),
        "backwards": _("Work ends after it has begun."),
    }

    def clean(self, value: Any) -> Times:
        typed = as_typed(value)
        found = {day: self._times(typed, day) for day, _label in DAYS}
        return {day: times for day, times in found.items() if times is not None}

    def _times(self, typed: Mapping[str, str], day: int) -> tuple[time, time] | None:
        begins, ends = (typed.get(f"{day}_{end}", "") for end in ENDS)
        if not begins and not ends:
            return None
        if not begins or not ends:
            raise self._fault("both")
        first, last = self._time(begins), self._time(ends)
        if last <= first:
            raise self._fault("backwards")
        return first, last

    def _time(self, text: str) -> time:
        match = _TIME.fullmatch(text)
        try:
            return time(int(match[1]), int(match[2] or 0)) if match else self._refuse()
        except ValueError as error:
            raise self._fault("no_time") from error

    def _refuse(self) -> time:
        raise self._fault("no_time")

    def _fault(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return dict(as_typed(initial)) != {k: v for k, v in as_typed(data).items() if v}


class SubGoals(forms.CharField):
    """Sub-goals, a line each; a line may end with the day by which it should be reached."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, **options)

    def clean(self, value: Any) -> Any:
        lines = super().clean(value).splitlines()
        return tuple(sub_goal(line.strip()) for line in lines if line.strip())

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(goal_said, value)) if isinstance(value, tuple | list) else value


def sub_goal(line: str) -> SubGoal:
    """A sub-goal as it was typed; a day that is none is part of its words."""
    match = _BY.match(line)
    if match is None:
        return SubGoal(line)
    words, day, month, year = match.groups()
    try:
        return SubGoal(words, date(int(year), int(month), int(day)))
    except ValueError:
        return SubGoal(line)


def goal_said(goal: SubGoal) -> str:
    """A sub-goal as one types it."""
    return f"{goal.words} {goal.by:%d.%m.%Y}" if goal.by else goal.words
