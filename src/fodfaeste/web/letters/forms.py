"""What is typed about a letter."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fodfaeste import words as sentences
from fodfaeste.web.letters import words
from fodfaeste.web.sent_once import SentOnce


class SendForm(SentOnce):
    """By which way it is to go."""

    channel = forms.ChoiceField(label=_("Send it"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, channels: Iterable[str], **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (code, sentences.capitalised(words.channel(code))) for code in channels
        ]
