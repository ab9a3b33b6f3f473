"""The one form by which whatever happened is registered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.queries import EntryView
from fodfaeste.cases.services import NewEvent
from fodfaeste.core.description import Question
from fodfaeste.core.events import NOTE_SENT
from fodfaeste.core.vocabulary import Attribute
from fodfaeste.web import dates, saying
from fodfaeste.web.attribute_fields import (
    NOT_KNOWN,
    choice_of_yes_no,
    field_of,
    shown_fact,
    shown_value,
)
from fodfaeste.web.case.draft import Draft
from fodfaeste.web.case.question_fields import answer_in, begun_with, fields_of
from fodfaeste.web.case.shapes import Filled, QuestionGroup, Shape
from fodfaeste.web.dates import language
from fodfaeste.web.fields import DayField
from fodfaeste.web.sent_once import TEXT_KINDS, Doubted, Group, SentOnce, TextKindField
from fodfaeste.web.uploads import DocumentField

ATTRIBUTE, TAKES_OVER = "a_", "takes_over"
SHOWN, SUGGESTED = "shown", "kind_suggested"
"""What the page says of itself when it is sent: which questions it showed, and which kind of text
it suggested."""
ROWS_OF_A_DRAFT = 16
PARTS_OF_EVENT = ("on", "present", "far", "by_role", "note", "text_kind")


TAKEN = _("PDF, picture, docx, odt, xlsx, ods or plain text.")


class EventForm(Doubted):
    """Made for an event type in a case; cleaned to a ``NewEvent``."""

    def __init__(
        self,
        data: Any = None,
        *,
        shape: Shape,
        filled: Filled,
        today: date,
        entry: EntryView | None = None,
        draft: Draft | None = None,
        back: str = "",
        files: Any = None,
    ) -> None:
        """``entry``: what was registered before, where that is corrected; ``draft``: what the note
        begins with."""
        super().__init__(data, back=back, files=files)
        self.shape, self.today, self.draft = shape, today, draft
        self._wanted = filled.attributes
        self._fixed = [name for name in shape.kind.attributes if name in filled.fixed]
        self._add_fields()
        begun = {"on": today, "by_role": filled.by_role, "text_kind": self.suggested_kind}
        self.initial.update(begun)
        self.initial.update(self._as_last_time())
        if draft is not None:
            self.initial["note"] = draft.text
            self.fields["note"].widget.attrs["rows"] = ROWS_OF_A_DRAFT
        self.initial.update(self._present(filled.present))
        if entry is not None:
            self.initial.update(self._said(entry))
        for name, known in shape.kind.attributes.items():
            if name in filled.attributes:
                shown = shown_fact if self._is_asked_in_words(name) else None
                value = filled.attributes[name]
                begins = shown(value) if shown else shown_value(known, value)
                self.initial[f"{ATTRIBUTE}{name}"] = begins

    def _said(self, entry: EntryView) -> dict[str, Any]:
        said = {"on": entry.on, "note": entry.note, "text_kind": entry.text_kind}
        for question in self._asked:
            if question.id in entry.answers:
                said |= begun_with(question, entry.answers[question.id])
        return said

    def _as_last_time(self) -> dict[str, Any]:
        begun: dict[str, Any] = {}
        for question in self._asked:
            if question.begins_with_last and question.id in self.shape.last:
                begun |= begun_with(question, self.shape.last[question.id], words=False)
        return begun

    @property
    def _asked(self) -> list[Question]:
        return [question for group in self.shape.questions for question in group.asked]

    def _is_asked_in_words(self, name: str) -> bool:
        """Whether a yes or no decides what is asked next: then "no" is an answer."""
        known = self.shape.kind.attributes[name]
        return known.type == "yes_no" and not known.required and name in self.shape.deciding

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
            if name == NOTE_SENT and self.shape.kind.sends:
                self.fields[f"{ATTRIBUTE}{name}"] = self._notes_field(known)
                continue
            hint = self.shape.hints.get(name, "")
            made = choice_of_yes_no if self._is_asked_in_words(name) else field_of
            self.fields[f"{ATTRIBUTE}{name}"] = made(
                known, language=language(), required=known.required, hint=hint
            )
        if self.shape.kind.takes_over:
            self.fields[TAKES_OVER] = forms.BooleanField(
                label=_("From now on it is my case: I am the primary worker"),
                required=False,
                initial=True,
            )
        self.fields["present"] = roles_field(_("Who was there"), self.shape.near)
        self.fields["note"] = forms.CharField(
            label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.fields["text_kind"] = TextKindField(
            label=_("The note is about"),
            help_text=_(
                "Notes on health and social matters are read only by those the team has chosen."
            ),
            choices=TEXT_KINDS,
        )
        for group in self.shape.questions:
            self._add_questions(group)
        self.fields["file"] = DocumentField(label=_("Document"), required=False, help_text=TAKEN)
        self.fields["far"] = roles_field(_("Also present"), self.shape.far)
        self.fields["by_role"] = forms.ChoiceField(
            label=_("Registered by"), choices=self.shape.by, required=False
        )

    def _notes_field(self, known: Attribute) -> forms.TypedChoiceField:
        """Which of the notes is sent."""
        choices = [(one.id, said_note(one, self.today)) for one in self.shape.notes]
        return forms.TypedChoiceField(
            label=known.name[language()],
            choices=[*choices, NOT_KNOWN],
            initial=choices[0][0] if choices else "",
            widget=forms.RadioSelect,
            required=False,
            empty_value=None,
        )

    def _add_questions(self, group: QuestionGroup) -> None:
        for question in group.asked:
            self.fields.update(fields_of(question, self.shape.goals))

    # --- as it is shown

    @property
    def main(self) -> Group:
        """What is asked of every such event; who was there only where people meet."""
        has_none = self.shape.kind.sends and not self.shape.notes
        left_out = {*self._fixed, *((NOTE_SENT,) if has_none else ())}
        asked = [name for name in self.shape.kind.attributes if name not in left_out]
        attributes = [f"{ATTRIBUTE}{name}" for name in asked]
        present = ["present"] if self.asks_who else []
        taken = [TAKES_OVER] if TAKES_OVER in self.fields else []
        return self._group(["on", *attributes, *taken, *present])

    @property
    def written(self) -> Group:
        """The note, and what it is about."""
        return self._group(["note", "text_kind"])

    @property
    def noted(self) -> Group:
        return self._group(["note"])

    @property
    def kind_of_note(self) -> Group:
        return self._group(["text_kind"])

    @property
    def suggested_kind(self) -> str:
        """What the note is about, where the questions or what was gathered say so."""
        kinds = [group.about for group in self.shape.questions]
        kinds += [self.draft.kind] if self.draft else []
        return next((kind for kind in kinds if kind != TEXT_KINDS[0][0]), TEXT_KINDS[0][0])

    @property
    def shown(self) -> str:
        """The forms whose questions are asked."""
        return ",".join(group.id for group in self.shape.questions)

    @property
    def drafted_about(self) -> str:
        """What the draft is about."""
        field = f"{ATTRIBUTE}about"
        return str(self[field].value() or "") if field in self.fields else ""

    @property
    def showed_what_it_asks(self) -> bool:
        """Whether the page that was sent had the questions that fit what was chosen on it."""
        return bool(self.data.get(SHOWN, self.shown) == self.shown)

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
        """The questions of the programme, form by form."""
        return [
            self._group(names, group.name, is_open=True)
            for group in self.shape.questions
            if (names := self._names_of(group))
        ]

    def _names_of(self, group: QuestionGroup) -> list[str]:
        return [name for each in group.asked for name, _f in fields_of(each, self.shape.goals)]

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
    def asks_who(self) -> bool:
        """Whether people meet, or somebody is known to have been there."""
        return self.shape.kind.contact or bool(self.initial.get("present"))

    def _group(self, names: Iterable[str], heading: str = "", is_open: bool = False) -> Group:
        return Group([self[name] for name in names], heading, is_open)

    # --- as it is understood

    def event(self) -> NewEvent:
        """What was registered; for a form that is valid."""
        said = self.cleaned_data
        return NewEvent(
            type=self.shape.type,
            on=said["on"],
            present=[*said["present"], *said["far"]],
            attributes=self._attributes(),
            note=said["note"],
            answers={each.id: answer_in(each, self.shape.goals, said) for each in self._asked},
            by_role=said["by_role"] or None,
            text_kind=said["text_kind"],
        )

    @property
    def takes_over(self) -> bool:
        """Whether the case is taken over by whoever registers it."""
        return bool(self.cleaned_data.get(TAKES_OVER))

    def _attributes(self) -> dict[str, Any]:
        """What was said; a box that was not ticked says nothing, as absent is "no"."""
        given = {}
        for name, known in self.shape.kind.attributes.items():
            value = self.cleaned_data[f"{ATTRIBUTE}{name}"]
            in_words = known.required or self._is_asked_in_words(name)
            if value is not None and (value is not False or in_words):
                given[name] = value
        return given

    @property
    def places(self) -> dict[str, str]:
        """The fields that faults of the event are about."""
        attributes = {name: f"{ATTRIBUTE}{name}" for name in self.shape.kind.attributes}
        answers = {f"answers.{each.id}": f"q_{each.id}" for each in self._asked}
        return {**attributes, **answers, "by": "by_role"}


def said_note(entry: EntryView, today: date) -> str:
    """A note in a list: when it was written, by whom, and how it begins."""
    day = dates.medium(entry.on, today=today)
    begins = " ".join(entry.note.split())[:80]
    return ", ".join(filter(None, (day, entry.author))) + f": {begins}…"


def roles_field(label: Any, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class CorrectionForm(EventForm):
    """The same form with what was registered, and why it is mended; or it never happened."""

    MEND, VOID = "mend", "void"

    def _add_fields(self) -> None:
        super()._add_fields()
        self.fields.pop(TAKES_OVER, None)
        del self.fields["file"]  # it stays with the event
        self.fields["how"] = forms.ChoiceField(
            label=_("What is wrong?"),
            choices=[
                (self.MEND, _("Something in it is wrong: I will correct it below")),
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
