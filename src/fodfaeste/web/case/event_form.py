"""The one form by which whatever happened is registered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.queries import EntryView
from fodfaeste.cases.services import NewEvent
from fodfaeste.web import saying
from fodfaeste.web.attribute_fields import field_of, shown_value
from fodfaeste.web.case.shapes import Filled, QuestionGroup, Shape
from fodfaeste.web.dates import language
from fodfaeste.web.fields import DayField
from fodfaeste.web.uploads import DocumentField

if TYPE_CHECKING:
    from fodfaeste.web.case.doubts import Doubt

ATTRIBUTE, QUESTION = "a_", "q_"
PARTS_OF_EVENT = ("on", "present", "far", "by_role", "note", "text_kind")


TEXT_KINDS = [
    ("ordinary", _("the course itself")),
    ("health", _("health")),
    ("social", _("social matters")),
]
"""What a note can be said to be about."""

TAKEN = _("PDF, picture, docx, odt, xlsx, ods or plain text.")


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


class EventForm(SentOnce):
    """Made for an event type in a case; cleaned to a ``NewEvent``."""

    def __init__(
        self,
        data: Any = None,
        *,
        shape: Shape,
        filled: Filled,
        today: date,
        entry: EntryView | None = None,
        back: str = "",
        files: Any = None,
    ) -> None:
        """``entry``: what was registered before, where that is corrected."""
        super().__init__(data, back=back, files=files)
        self.shape, self.today = shape, today
        self._doubts: list[str] = []
        self._wanted = filled.attributes
        self._fixed = [name for name in shape.kind.attributes if name in filled.fixed]
        self._add_fields()
        self.initial.update({"on": today, "by_role": filled.by_role})
        self.initial.update(self._present(filled.present))
        if entry is not None:
            self.initial.update(self._said(entry))
        for name, known in shape.kind.attributes.items():
            if name in filled.attributes:
                self.initial[f"{ATTRIBUTE}{name}"] = shown_value(known, filled.attributes[name])

    def _said(self, entry: EntryView) -> dict[str, Any]:
        answers = {f"{QUESTION}{each}": said for each, said in entry.answers.items()}
        return {**answers, "on": entry.on, "note": entry.note, "text_kind": entry.text_kind}

    def _present(self, roles: Iterable[str]) -> dict[str, list[str]]:
        near = {role for role, _name in self.shape.near}
        known = list(roles)
        return {
            "present": [role for role in known if role in near],
            "far": [role for role in known if role not in near],
        }

    def _add_fields(self) -> None:
        self.fields["on"] = DayField(label=_("Date"))
        for name, known in self.shape.kind.attributes.items():
            hint = self.shape.hints.get(name, "")
            self.fields[f"{ATTRIBUTE}{name}"] = field_of(
                known, language=language(), required=known.required, hint=hint
            )
        self.fields["present"] = roles_field(_("Who was there"), self.shape.near)
        self.fields["note"] = forms.CharField(
            label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["text_kind"] = TextKindField(
            label=_("The note is about"),
            help_text=_("Notes on health and social matters are read by those the team has said."),
            choices=TEXT_KINDS,
        )
        for group in self.shape.questions:
            self._add_questions(group)
        self.fields["file"] = DocumentField(label=_("Document"), required=False, help_text=TAKEN)
        self.fields["far"] = roles_field(_("Also present"), self.shape.far)
        self.fields["by_role"] = forms.ChoiceField(
            label=_("Registered by"), choices=self.shape.by, required=False
        )

    def _add_questions(self, group: QuestionGroup) -> None:
        for name, asks in group.asked:
            self.fields[f"{QUESTION}{name}"] = forms.CharField(
                label=asks, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    # --- as it is shown

    @property
    def main(self) -> Group:
        """What is asked of every such event; who was there only where people meet."""
        asked = [name for name in self.shape.kind.attributes if name not in self._fixed]
        attributes = [f"{ATTRIBUTE}{name}" for name in asked]
        present = ["present"] if self.asks_who else []
        return self._group(["on", *attributes, *present, "note", "text_kind"])

    @property
    def fixed(self) -> list[Group]:
        """What the duty asks to be so: said, and asked only where somebody wants it otherwise."""
        return [self._settled(name) for name in self._fixed]

    def _settled(self, name: str) -> Group:
        known, field = self.shape.kind.attributes[name], f"{ATTRIBUTE}{name}"
        begun = self.initial[field]
        says = saying.value(known, self._wanted[name], today=self.today)
        is_open = bool(self.errors.get(field)) or str(self[field].value()) != str(begun)
        return self._group([field], f"{known.name[language()]}: {says}", is_open)

    @property
    def questions(self) -> list[Group]:
        """The questions of the programme, list by list; the only one is open."""
        lists = self.shape.questions
        return [
            self._group(
                [f"{QUESTION}{name}" for name, _asks in group.asked], group.name, len(lists) == 1
            )
            for group in lists
        ]

    @property
    def attached(self) -> Group | None:
        """A document, where one can be added."""
        if "file" not in self.fields:
            return None
        return self._group(["file"], is_open="file" in self.errors)

    @property
    def more(self) -> Group:
        """What is known or seldom asked."""
        present = [] if self.asks_who else ["present"]
        fields = [*present, "far", "by_role"]
        return self._group(fields, is_open=any(name in self.errors for name in fields))

    @property
    def doubts(self) -> Group | None:
        """The boxes to tick for what looks like a mistake and is none."""
        return self._group(self._doubts) if self._doubts else None

    @property
    def asks_who(self) -> bool:
        """Whether people meet, or somebody is known to have been there."""
        return self.shape.kind.contact or bool(self.initial.get("present"))

    def _group(self, names: Iterable[str], heading: str = "", is_open: bool = False) -> Group:
        return Group([self[name] for name in names], heading, is_open)

    # --- as it is understood

    def is_sure(self, doubts: "Iterable[Doubt]") -> bool:
        """Whether every box of a doubt is ticked; asks for those that are not."""
        for doubt in doubts:
            self._doubts.append(doubt.name)
            self.fields[doubt.name] = forms.BooleanField(label=doubt.asks)
            if doubt.name not in self.data:
                self.add_error(doubt.name, doubt.says)
        return not self.errors

    def event(self) -> NewEvent:
        """What was registered; for a form that is valid."""
        said = self.cleaned_data
        return NewEvent(
            type=self.shape.type,
            on=said["on"],
            present=[*said["present"], *said["far"]],
            attributes=self._attributes(),
            note=said["note"],
            answers={
                name: said[f"{QUESTION}{name}"]
                for group in self.shape.questions
                for name, _asks in group.asked
                if said[f"{QUESTION}{name}"]
            },
            by_role=said["by_role"] or None,
            text_kind=said["text_kind"],
        )

    def _attributes(self) -> dict[str, Any]:
        """What was said; a box that was not ticked says nothing, as absent is "no"."""
        given = {}
        for name, known in self.shape.kind.attributes.items():
            value = self.cleaned_data[f"{ATTRIBUTE}{name}"]
            if value is not None and (value is not False or known.required):
                given[name] = value
        return given

    @property
    def places(self) -> dict[str, str]:
        """The fields that faults of the event are about."""
        attributes = {name: f"{ATTRIBUTE}{name}" for name in self.shape.kind.attributes}
        return {**attributes, "by": "by_role"}


def roles_field(label: Any, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class CorrectionForm(EventForm):
    """The same form with what was registered, and why it is mended; or it never happened."""

    MEND, VOID = "mend", "void"

    def _add_fields(self) -> None:
        super()._add_fields()
        del self.fields["file"]  # it stays with the event
        self.fields["how"] = forms.ChoiceField(
            label=_("What is wrong?"),
            choices=[
                (self.MEND, _("Something in it is wrong: I mend it below")),
                (self.VOID, _("It did not happen: leave it out")),
            ],
            widget=forms.RadioSelect,
            initial=self.MEND,
        )
        self.fields["reason"] = reason_field(_("Why is it corrected?"))

    @property
    def first(self) -> Group:
        return self._group(["how", "reason"])

    @property
    def is_void(self) -> bool:
        return bool(self.data) and self.data.get("how") == self.VOID

    def full_clean(self) -> None:
        """Of what never happened nothing needs to be right but the reason."""
        super().full_clean()
        if self.is_void:
            for name in [each for each in self.errors if each not in ("how", "reason")]:
                del self.errors[name]


class ReasonForm(SentOnce):
    """A reason, and nothing else."""

    def __init__(self, data: Any = None, *, label: Any, back: str = "") -> None:
        super().__init__(data, back=back)
        self.fields["reason"] = reason_field(label)


class WaiverForm(ReasonForm):
    """Why a duty is not to be met; this one, or all of its kind."""

    ONE, ALL = "one", "all"

    def __init__(self, data: Any = None, *, repeats: bool, back: str = "") -> None:
        super().__init__(data, label=_("Why is it left out?"), back=back)
        if repeats:
            self.fields["scope"] = forms.ChoiceField(
                label=_("What is left out?"),
                choices=[(self.ONE, _("Only this one")), (self.ALL, _("All of this kind"))],
                widget=forms.RadioSelect,
                initial=self.ONE,
            )


def reason_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}))
