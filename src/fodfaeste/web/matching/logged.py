"""What the acts of the match say in a line of the log. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from fodfaeste.web.matching import names


def details(given: Mapping[str, Any]) -> Iterator[str]:
    """What happened, and with which company, for those who read that. Of wishes the name of the act
    says all: what is wished stands on a page of its own."""
    if "step" not in given:
        return
    yield names.step(given["step"], given.get("channel", ""), given.get("declined_by", ""))
    if given.get("company"):
        yield str(given["company"])
