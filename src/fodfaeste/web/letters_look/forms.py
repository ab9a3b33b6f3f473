"""The forms in which an organisation words a kind of letter, and in which one is sent."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fodfaeste import words as sentences
from fodfaeste.letters.builders import Receiver
from fodfaeste.letters.enclosing import Document
from fodfaeste.letters.models import Channel
from fodfaeste.letters.sending import Ways
from fodfaeste.letters.sentences import usual
from fodfaeste.web.letters.words import receiver
from fodfaeste.web.sent_once import TEXT_KINDS, SentOnce

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
WAYS = {
    Channel.PRINT: _("Printed here and posted"),
    Channel.DIGITAL_POST: _("Digital Post"),
    Channel.EMAIL: _("An e-mail that says only that a letter waits"),
    Channel.ORGANISATION: _("To their inbox in Fodfæste"),
}


class LetterForm(SentOnce):
    """To whom a letter goes and by which way, in which language, and what goes along."""

    to = forms.ChoiceField(label=_("To whom, and by which way"), widget=forms.RadioSelect)
    enclosed = forms.TypedMultipleChoiceField(
        label=_("Enclose documents of the case"),
        required=False,
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(
        self,
        data: Any = None,
        *,
        receivers: Sequence[Receiver],
        ways: Mapping[str, Ways],
        documents: Sequence[Document],
        language: str,
        **values: Any,
    ) -> None:
        choices = [(to_whom(one), by_ways(one, ways[one.key])) for one in receivers]
        first = choices[0][1][0][0]
        super().__init__(data, initial={"to": first, "language": language}, **values)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        self._offer(documents)

    def _offer(self, documents: Sequence[Document]) -> None:
        if not documents:
            del self.fields["enclosed"]
            return
        field = self.fields["enclosed"]
        field.choices = [  # type: ignore[attr-defined]
            (str(one.file_id), named(one)) for one in documents if not one.fault
        ]
        most = gettext(
            "Ten documents and 10 MB at most. Only those who read them read and print the letter."
            " An e-mail says only that a letter waits."
        )
        field.help_text = " ".join([most, *(cannot(one) for one in documents if one.fault)])

    def told(self) -> dict[str, Any]:
        """To whom, by which way, and what goes along; of a form that is valid."""
        key, _, channel = self.cleaned_data["to"].rpartition("/")
        return {"to": key, "channel": channel, "enclosed": self.cleaned_data.get("enclosed", [])}


def by_ways(one: Receiver, ways: Ways) -> list[tuple[str, Any]]:
    return [(f"{one.key}/{way}", WAYS[Channel(way)]) for way in ways.possible]


def named(one: Document) -> str:
    """``Erklæring.pdf, 120 KB, om helbred``"""
    said = f"{one.name}, {filesizeformat(one.size)}"
    if one.about == TEXT_KINDS[0][0]:
        return said
    return f"{said}, {gettext('about %(what)s') % {'what': dict(TEXT_KINDS)[one.about]}}"


def cannot(one: Document) -> str:
    """Why a document cannot be chosen."""
    if one.fault == "enclosure_lost":
        said = gettext("%(document)s cannot go along: the file is not there any more.")
    else:
        said = gettext("%(document)s cannot go along: it is larger than 10 MB.")
    return said % {"document": one.name}


def to_whom(one: Receiver) -> str:
    return f"{sentences.capitalised(receiver(one.role))}: {one.name}"
