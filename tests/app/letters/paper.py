"""What the tests of letters on paper share."""

import io
from typing import Any

from pypdf import PdfReader

from fodfaeste.letters import examples
from fodfaeste.letters.look import Look
from fodfaeste.letters.rendering import render

SENDERS = {
    "da": Look(
        name="Center for Beskæftigelse",
        signature="Team Vest\nTelefon 86 00 00 00",
        foot="Havnegade 3, 8900 Randers C",
        greeting="Kære",
        sign_off="Med venlig hilsen",
    ),
    "en": Look(name="Employment Centre", greeting="Dear", sign_off="Kind regards"),
}


def paper(kind: str, language: str = "da", look: Look | None = None, **changes: Any) -> PdfReader:
    """The example of a kind on paper, with these changes of its data."""
    data = {**examples.example(kind, language=language), **changes}
    sender = look or SENDERS[language]
    return PdfReader(io.BytesIO(render(kind, data, language=language, look=sender)))


def text_of(reader: PdfReader) -> str:
    """All that a reader gets, in reading order, on one line."""
    said = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(said.replace("\u200b", "").replace("\u00ad", "").split())
