"""Form fields made of the questions of a programme's forms, and the answers read from them.

A field bears the name of its question; that of a question asked for each sub-goal, the sub-goal's
id as well, with room for words beside it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from fodfaeste.core.description import Question
from fodfaeste.web.attribute_fields import MOST_BUTTONS, NOT_KNOWN, YES_NO, ExchangeDay, capital
from fodfaeste.web.case.goals import Goal
from fodfaeste.web.dates import language

QUESTION, WORDS = "q_", "__words"
MOST_HOURS = 9999


class Buttons(forms.RadioSelect):
    """Radio buttons that look like buttons, to be hit with a thumb. ``low``, ``high``: what the
    ends of a scale mean."""

    is_buttons = True

    def __init__(self, *, low: str = "", high: str = "") -> None:
        super().__init__()
        self.low, self.high = low, high


class HoursField(forms.DecimalField):
    """Hours, as people of either language write them; cleaned to ``"12.5"``."""

    def __init__(self, **values: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            widget=widget, min_value=0, max_value=MOST_HOURS, decimal_places=2, **values
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def clean(self, value: Any) -> Any:
        hours = super().clean(value)
        return f"{hours.normalize():f}" if isinstance(hours, Decimal) else None


def field_name(question: Question, goal: Goal | None = None) -> str:
    """The name of the field in which a question is answered."""
    return f"{QUESTION}{question.id}" + (f"__{goal.id}" if goal else "")


def fields_of(question: Question, goals: Sequence[Goal]) -> Iterator[tuple[str, forms.Field]]:
    """The fields in which a question is answered; none where it is asked for each sub-goal and
    there is no plan."""
    if question.for_each is None:
        yield field_name(question), _MAKERS[question.type](question, question.asks[language()])
        return
    for goal in goals:
        label = f"{question.asks[language()]} {goal.name}"
        yield field_name(question, goal), _choice(question, label)
        words = forms.CharField(
            label=_("In words: %(goal)s") % {"goal": goal.name},
            required=False,
            widget=forms.Textarea(attrs={"rows": 1}),
        )
        yield field_name(question, goal) + WORDS, words


def answer_in(question: Question, goals: Sequence[Goal], cleaned: Mapping[str, Any]) -> Any:
    """The answer that the fields give, as it is kept; None if nothing was said."""
    if question.for_each is None:
        return cleaned.get(field_name(question))
    rows = [_row(question, goal, cleaned) for goal in goals]
    return [row for row in rows if row.keys() & {"value", "words"}]


def _row(question: Question, goal: Goal, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    name = field_name(question, goal)
    said = {"value": cleaned.get(name), "words": (cleaned.get(name + WORDS) or "").strip()}
    return {"goal": goal.id, "name": goal.name, **{k: v for k, v in said.items() if v}}


def begun_with(question: Question, answer: Any, *, words: bool = True) -> dict[str, Any]:
    """An answer as the fields begin with it. ``words``: with what was said of each sub-goal."""
    if question.for_each is None:
        return {field_name(question): _shown(question, answer)}
    begun: dict[str, Any] = {}
    for row in answer if isinstance(answer, list) else ():
        name = field_name(question, Goal(row["goal"], row["name"]))
        begun[name] = row.get("value", "")
        begun[name + WORDS] = row.get("words", "") if words else ""
    return begun


def _shown(question: Question, answer: Any) -> Any:
    if question.type == "yes_no" and isinstance(answer, bool):
        return "yes" if answer else "no"
    if question.type == "hours" and isinstance(answer, str) and language() == "da":
        return answer.replace(".", ",")
    return answer


# --- one field for each type of answer


def _text(_question: Question, label: str) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, required=False, widget=widget)


def _choice(question: Question, label: str) -> forms.Field:
    choices = [(value, capital(name[language()])) for value, name in question.values.items()]
    return _chosen(choices, label, str)


def _scale(question: Question, label: str) -> forms.Field:
    scale = question.scale
    assert scale is not None, "checked when the file was read"
    choices = [(str(n), str(n)) for n in range(scale.first, scale.last + 1)]
    low, high = scale.low[language()], scale.high[language()]
    return _chosen(choices, label, int, low=f"{scale.first} = {low}", high=f"{scale.last} = {high}")


def _yes_no(_question: Question, label: str) -> forms.Field:
    return _chosen(list(YES_NO), label, lambda said: said == "yes")


def _chosen(
    choices: list[tuple[Any, Any]], label: str, coerce: Callable[[str], Any], **ends: str
) -> forms.Field:
    few = len(choices) <= MOST_BUTTONS or bool(ends)
    return forms.TypedChoiceField(
        label=label,
        choices=[*choices, NOT_KNOWN] if few else [NOT_KNOWN, *choices],
        widget=Buttons(**ends) if few else forms.Select,
        coerce=coerce,
        empty_value=None,
        required=False,
    )


def _number(question: Question, label: str) -> forms.Field:
    hint = question.unit[language()] if question.unit else ""
    return forms.IntegerField(
        label=label, required=False, help_text=hint, validators=[MinValueValidator(0)]
    )


def _hours(_question: Question, label: str) -> forms.Field:
    return HoursField(label=label, required=False)


def _date(_question: Question, label: str) -> forms.Field:
    return ExchangeDay(label=label, required=False)


_MAKERS: Mapping[str, Callable[[Question, str], forms.Field]] = {
    "text": _text,
    "choice": _choice,
    "scale": _scale,
    "yes_no": _yes_no,
    "number": _number,
    "hours": _hours,
    "date": _date,
}
