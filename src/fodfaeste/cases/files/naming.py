"""What a document is called: its sender's name for it, without what a name must not hold."""

import re
import unicodedata

from fodfaeste.cases.cpr import without_numbers
from fodfaeste.cases.files.kinds import ENDINGS

LONGEST = 100
UNNAMED = "dokument"
NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f"*:<>?|]')


def cleaned(name: str, *, kind: str) -> str:
    """The name without folders, signs that turn the reading direction or steer a terminal, and CPR
    numbers; it ends as files of its kind do."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(map(_shown, unicodedata.normalize("NFC", last)))
    plain = without_numbers(NOT_IN_A_NAME.sub(" ", plain))
    stem, dot, ending = plain.rpartition(".")
    stem = stem if dot and len(ending) <= 5 else plain
    stem = " ".join(stem.split()).strip(". ")[:LONGEST].strip(". ")
    return f"{stem or UNNAMED}.{ENDINGS[kind]}"


def _shown(sign: str) -> str:
    """Letters, digits, signs and blanks as they are; no control, no direction, no half of a
    character."""
    category = unicodedata.category(sign)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category.startswith("C") else sign
