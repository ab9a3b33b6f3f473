"""What acts around progress and support say in a line of the log. Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import ngettext

from fodfaeste.cases import rows
from fodfaeste.core.rules import Rules
from fodfaeste.protection.subject_access import naming


def answered(_: Rules, given: Mapping[str, Any]) -> Iterator[str]:
    """Whose answers they are and how many; what was answered is drawn on a page of its own."""
    yield str(naming.ANSWERING.get(given["who"], given["who"]))
    number = len(given["indicators"])
    yield ngettext("%(n)s answer", "%(n)s answers", number) % {"n": number}


def nothing_more(_: Rules, _given: Mapping[str, Any]) -> Iterator[str]:
    yield from ()


DETAILS: Mapping[str, Callable[[Rules, Mapping[str, Any]], Iterator[str]]] = {
    rows.PROGRESS_ANSWERED: answered,
    rows.BELIEF_STATED: nothing_more,
}
"""By the type of the line."""
