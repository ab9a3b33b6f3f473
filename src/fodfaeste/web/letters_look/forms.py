"""The forms in which an organisation words a kind of letter, and in which one is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste import words as sentences
from fodfaeste.letters.builders import Receiver
from fodfaeste.letters.models import Channel
from fodfaeste.letters.sentences import usual
from fodfaeste.web.letters.words import receiver
from fodfaeste.web.sent_once import SentOnce

LABELS = {
    ("lead", "da"): _("It begins with (in Danish)"),
    ("closing", "da"): _("It ends with (in Danish)"),
    ("lead", "en"): _("It begins with (in English)"),
    ("closing", "en"): _("It ends with (in English)"),
}
LONGEST = 2000


class WordsForm(SentOnce):
    """What a letter begins and ends with. An empty text leaves the one that is usual."""

    def __init__(self, data: Any = None, *, kind: str, **values: Any) -> None:
        super().__init__(data, **values)
        for (part, language), label in LABELS.items():
            said = usual(kind, part, language=language)
            self.fields[f"{part}_{language}"] = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST,
                help_text=_("Usual: “%(usual)s”") % {"usual": said}
                if said
                else _("Usual: nothing"),
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def told(self) -> dict[tuple[str, str], str]:
        said = self.cleaned_data
        return {(part, language): said[f"{part}_{language}"] for part, language in LABELS}


def begins(told: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """What the fields hold at first."""
    return {f"{part}_{language}": text for (part, language), text in told.items()}


LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
WAYS = [
    ("", _("As is usual for the receiver")),
    (Channel.PRINT, _("Printed here and posted")),
    (Channel.DIGITAL_POST, _("Digital Post")),
    (Channel.EMAIL, _("An e-mail that says only that a letter waits")),
]


class LetterForm(SentOnce):
    """To whom a letter goes, in which language and by which way."""

    to = forms.ChoiceField(label=_("To"), widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=LANGUAGES, widget=forms.RadioSelect
    )
    channel = forms.ChoiceField(label=_("By which way"), choices=WAYS, required=False)

    def __init__(
        self, data: Any = None, *, receivers: Sequence[Receiver], language: str, **values: Any
    ) -> None:
        begins = {"to": receivers[0].key, "language": language}
        super().__init__(data, initial=begins, **values)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (one.key, to_whom(one)) for one in receivers
        ]


def to_whom(one: Receiver) -> str:
    return f"{sentences.capitalised(receiver(one.role))}: {one.name}"
