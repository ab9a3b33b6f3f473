"""An example of each kind of letter, made up: what a look is shown on, and what tests make."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fodfaeste.programmes.yaml_files import read_yaml

FILES = Path(__file__).with_name("examples")


@cache
def _all(language: str) -> Mapping[str, Any]:
    found = read_yaml(FILES / f"{language}.yaml")
    found.faults.refuse_if_any()
    return dict(found.data)


def example(kind: str, *, language: str) -> dict[str, Any]:
    """The data of a made-up letter. Raises ``KeyError`` for a kind that is not known."""
    made = _all(language)
    return {**made["every"], **made["kinds"][kind]}
