"""The plan in the log of its case. Pure.

A plan is saved part by part, and each time is a line of the log. Somebody who writes it in an hour
would fill the page with them, so what one person saved in a row on one day is read as one line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.cases.queries import EntryView
from fodfaeste.cases.rows import PLAN_CHANGED
from fodfaeste.web.plan.terms import WAYS_TO_AGREE, WAYS_TO_SEND

TIMES = "times"


def in_one(entries: Iterable[EntryView]) -> list[EntryView]:
    """The entries, newest first as they came; of those that save the plan in a row the newest,
    which says how often."""
    found: list[EntryView] = []
    for entry in entries:
        if found and _belongs(entry, found[-1]):
            last = found.pop()
            times = last.attributes.get(TIMES, 1) + 1
            found.append(replace(last, attributes={**last.attributes, TIMES: times}))
        else:
            found.append(entry)
    return found


def _belongs(entry: EntryView, later: EntryView) -> bool:
    same = (entry.author_id, entry.on) == (later.author_id, later.on)
    return same and entry.type == later.type == PLAN_CHANGED


def logged(given: Mapping[str, Any]) -> Sequence[str]:
    """What a line says: which version, and how it was sent or agreed; how often it was saved."""
    said = []
    if "plan_version" in given:
        said.append(_("version %(number)s") % {"number": given["plan_version"]})
    if "how" in given:
        ways = {**WAYS_TO_SEND, **WAYS_TO_AGREE}
        said.append(str(ways.get(given["how"], given["how"])))
    if TIMES in given:
        times = ngettext("saved %(n)s time", "saved %(n)s times", given[TIMES])
        said.append(times % {"n": given[TIMES]})
    return said
