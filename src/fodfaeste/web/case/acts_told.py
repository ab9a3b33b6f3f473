"""What acts around progress, support in phases and passing a case on say in a line of the log.
Pure."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import ngettext

from fodfaeste.cases import rows
from fodfaeste.core.rules import Rules
from fodfaeste.protection.subject_access import naming
from fodfaeste.web import names
from fodfaeste.web.dates import language


def answered(_: Rules, given: Mapping[str, Any]) -> Iterator[str]:
    """Whose answers they are and how many; what was answered is drawn on a page of its own."""
    yield str(naming.ANSWERING.get(given["who"], given["who"]))
    number = len(given["indicators"])
    yield ngettext("%(n)s answer", "%(n)s answers", number) % {"n": number}


def nothing_more(_: Rules, _given: Mapping[str, Any]) -> Iterator[str]:
    yield from ()


def phase(rules: Rules, given: Mapping[str, Any]) -> Iterator[str]:
    yield names.of_phase(rules, given.get("phase"))
    known = {str(one.id): one.name[language()] for one in rules.programme.tracks}
    yield ", ".join(known.get(track, track) for track in given.get("tracks", ()))


def passed_on(_: Rules, given: Mapping[str, Any]) -> Iterator[str]:
    """To whom; why, and what was answered, stands below."""
    yield str(given.get("to", ""))


def called(rules: Rules, given: Mapping[str, Any]) -> Iterator[str]:
    yield names.of_role(rules, str(given["role"]))


DETAILS: Mapping[str, Callable[[Rules, Mapping[str, Any]], Iterator[str]]] = {
    rows.PROGRESS_ANSWERED: answered,
    rows.BELIEF_STATED: nothing_more,
    rows.PHASE_PLANNED: phase,
    rows.CRISIS_PLANNED: nothing_more,
    rows.LASTING_PLANNED: nothing_more,
    rows.CALLED_IN: called,
    rows.CALL_ANSWERED: nothing_more,
    rows.CASE_OFFERED: passed_on,
    rows.CASE_REFUSED: passed_on,
    rows.CASE_PASSED_ON: passed_on,
}
"""By the type of the line."""
