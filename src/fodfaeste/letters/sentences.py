"""What letters say around their data (``texts.yaml``), which an organisation may word itself."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fodfaeste.core.record import record, told
from fodfaeste.core.shapes import read
from fodfaeste.core.vocabulary import Words
from fodfaeste.programmes.yaml_files import read_yaml

FILE = Path(__file__).with_name("texts.yaml")
WORDABLE = ("lead", "closing")
"""The parts of a letter that an organisation may word."""
_NAMED = re.compile(r"\{([a-z_]+)\}")


@record
class Sentences:
    """The sentences of one kind of letter."""

    title: Words = told("What stands at the top.")
    lead: Words | None = told("What it begins with.", default=None)
    closing: Words | None = told("What it ends with, above the signature.", default=None)


@record
class Texts:
    """The whole file."""

    labels: Mapping[str, Words] = told("What stands beside or above something.")
    kinds: Mapping[str, Sentences] = told("The sentences of each kind.")


@cache
def texts() -> Texts:
    """The file as it is. Raises ``Refused`` if it is faulty."""
    found = read_yaml(FILE)
    made: Texts = read(Texts, found.data, "", found.faults)
    found.faults.refuse_if_any()
    return made


def usual(kind: str, part: str, *, language: str) -> str:
    """A part of a letter as it is where the organisation has not worded it."""
    said: Words | None = getattr(texts().kinds[kind], part)
    return said[language] if said else ""


def wording_key(kind: str, part: str, *, language: str) -> str:
    """Where an organisation's own words for it are kept."""
    return f"{kind}.{part}.{language}"


def labels(*, language: str) -> dict[str, str]:
    """What stands beside or above something."""
    return {name: said[language] for name, said in texts().labels.items()}


def filled(text: str, data: Mapping[str, object]) -> str:
    """The text with the names in it replaced by what the letter is told under them; a name that it
    is told nothing under stays as it was typed."""
    return _NAMED.sub(lambda found: str(data.get(found[1], found[0])), text)
