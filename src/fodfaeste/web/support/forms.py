"""The forms of support in phases: what a phase is about, crises, what lasts, calls."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases.queries.support import Plan
from fodfaeste.cases.services import CrisisPlan, FocusArea
from fodfaeste.cases.services.support import LONGEST
from fodfaeste.core.description import Track
from fodfaeste.web.dates import language
from fodfaeste.web.fields import DayField
from fodfaeste.web.sent_once import TEXT_KINDS, Group, SentOnce, TextKindField


def words_field(label: Any, *, rows: int = 3, hint: Any = "") -> forms.CharField:
    """Somebody's words, which may be left out."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AboutForm(SentOnce):
    """A form with text, of which it is said what it is about."""

    def add_about(self, kind: str) -> None:
        """Asks what the text is about; last in the form."""
        self.fields["text_kind"] = TextKindField(
            label=_("It is about"),
            help_text=_(
                "What is about health and social matters is read only by those the team has chosen."
            ),
            choices=TEXT_KINDS,
        )
        self.initial["text_kind"] = kind


class PhaseForm(AboutForm):
    """One to so many focus areas, each of a track and in the citizen's words."""

    def __init__(
        self, data: Any = None, *, tracks: Sequence[Track], most: int, plan: Plan | None
    ) -> None:
        super().__init__(data)
        self.most = most
        choices = [("", _("Choose")), *((str(one.id), one.name[language()]) for one in tracks)]
        for number in range(1, most + 1):
            self.fields[f"track_{number}"] = forms.ChoiceField(
                label=_("Track"), choices=choices, required=False
            )
            self.fields[f"words_{number}"] = words_field(_("In the citizen’s own words"), rows=2)
        self.add_about("ordinary")
        self._fill(plan)

    def _fill(self, plan: Plan | None) -> None:
        for number, track in enumerate(plan.tracks if plan else (), start=1):
            self.initial[f"track_{number}"] = track
            self.initial[f"words_{number}"] = plan.texts.get(str(number), "") if plan else ""

    @property
    def areas(self) -> list[tuple[str, Group]]:
        """The focus areas; those after the first may be left out."""
        return [
            (str(_("Focus area %(n)s") % {"n": number}), self._area(number))
            for number in range(1, self.most + 1)
        ]

    def _area(self, number: int) -> Group:
        names = [f"track_{number}", f"words_{number}"]
        return Group([self[name] for name in names])

    @property
    def about(self) -> Group:
        return Group([self["text_kind"]])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(1, self.most + 1):
            track, words = said.get(f"track_{number}"), said.get(f"words_{number}")
            if words and not track:
                self.add_error(f"track_{number}", _("Choose the track that it belongs to."))
            if track and not words:
                self.add_error(f"words_{number}", _("Write what it is about."))
        return said

    def focus(self) -> list[FocusArea]:
        """The areas that were filled in; for a form that is valid."""
        return list(self._focus())

    def _focus(self) -> Iterator[FocusArea]:
        for number in range(1, self.most + 1):
            words = self.cleaned_data[f"words_{number}"]
            if words:
                yield FocusArea(track=self.cleaned_data[f"track_{number}"], words=words)


class CrisisForm(AboutForm):
    """How crisis and relapse are met."""

    def __init__(self, data: Any = None, *, plan: Plan | None) -> None:
        super().__init__(data)
        self.fields["signs"] = words_field(_("Signs that it is going wrong"))
        self.fields["helps"] = words_field(_("What helps, and what does not"))
        self.fields["called"] = words_field(_("Who is called, and who calls"))
        self.add_about("health")
        self.initial.update(plan.texts if plan else {})

    def plan(self) -> CrisisPlan:
        said = self.cleaned_data
        return CrisisPlan(signs=said["signs"], helps=said["helps"], called=said["called"])


class LastingForm(AboutForm):
    """The plan for what lasts: the questions of the event by which it is anchored."""

    on = DayField(label=_("Anchored on"), required=False)

    def __init__(
        self, data: Any = None, *, questions: Mapping[str, Any], plan: Plan | None, today: Any
    ) -> None:
        super().__init__(data)
        self.questions = questions
        for name, question in questions.items():
            self.fields[name] = words_field(question.asks[language()])
        self.add_about("ordinary")
        self.initial.update(plan.texts if plan else {})
        self.initial["on"] = today

    @property
    def asked(self) -> Group:
        return Group([self[name] for name in (*self.questions, "text_kind")])

    @property
    def when(self) -> Group:
        return Group([self["on"]], is_open=bool(self.errors.get("on")))

    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.questions}


class CallForm(AboutForm):
    """What must change at once; or what was decided."""

    def __init__(self, data: Any = None, *, name: str, label: Any) -> None:
        super().__init__(data)
        self.fields[name] = forms.CharField(
            label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
        )
        self.add_about("ordinary")
