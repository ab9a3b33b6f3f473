"""Forms that are sent once, and what several kinds of them share."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

TEXT_KINDS = [
    ("ordinary", _("the course itself")),
    ("health", _("health")),
    ("social", _("social matters")),
]
"""What a note can be said to be about."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields of a form, for the component that shows a form's fields."""

    visible_fields: list[BoundField]
    heading: str = ""
    is_open: bool = False
    hidden_fields: tuple[()] = ()


class TextKindField(forms.ChoiceField):
    """What a note is about: always something, and where nothing is said the course itself."""

    def clean(self, value: Any) -> Any:
        return super().clean(value or TEXT_KINDS[0][0])


class SentOnce(forms.Form):
    """A form whose act happens once, however often it is sent. ``back``: where it was opened.

    A form of which there is a draft begins with it."""

    _draft: QueryDict | None = None

    submission = forms.UUIDField(widget=forms.HiddenInput)
    back = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, back: str = "", **values: Any) -> None:
        begins = {"submission": uuid4(), "back": back, **values.pop("initial", {})}
        super().__init__(data, initial=begins, **values)

    def begin_with(self, draft: QueryDict | None) -> None:
        """``draft``: what was typed before, as the browser sent it."""
        self._draft = draft
        self._bound_fields_cache.clear()  # type: ignore[attr-defined]  # they remember their beginning

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """A field that the draft says nothing of begins as it would without one."""
        name, widget = self.add_prefix(field_name), field.widget
        if self._draft is None or widget.value_omitted_from_data(self._draft, {}, name):
            return super().get_initial_for_field(field, field_name)
        return widget.value_from_datadict(self._draft, {}, name)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is likely a mistake yet may be right. ``name``: of the box to tick; ``asks``: what
    ticking it says; ``says``: what is odd."""

    name: str
    asks: str
    says: str


class Doubted(SentOnce):
    """A form that asks about doubts, once, beside boxes to tick."""

    def __init__(self, data: Any = None, **values: Any) -> None:
        super().__init__(data, **values)
        self._doubts: list[str] = []

    def is_sure(self, doubts: Iterable[Doubt]) -> bool:
        """Whether every box of a doubt is ticked; asks for those that are not."""
        for doubt in doubts:
            self._doubts.append(doubt.name)
            self.fields[doubt.name] = forms.BooleanField(label=doubt.asks)
            if doubt.name not in self.data:
                self.add_error(doubt.name, doubt.says)
        return not self.errors

    @property
    def doubts(self) -> Group | None:
        """The boxes to tick for what looks like a mistake and is none."""
        names = self._doubts
        return Group([self[name] for name in names]) if names else None
