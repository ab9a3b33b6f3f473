"""How a case ended, or that it was opened again, as its page says it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView, EntryView
from fodfaeste.core.events import CLOSING
from fodfaeste.web import dates
from fodfaeste.web.case.log import Teller


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """``facts``: cause, outcome and hours; ``texts``: what was written, each with what it answers.
    ``reopened``: that it was opened again, by whom and why."""

    facts: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    withheld: str = ""
    entry: str = ""
    reopened: str = ""
    reopen_url: str = ""


def ending(view: CaseView, *, today: date) -> Ending:
    """Of the closing that stands; of the latest that was taken back, where none does."""
    closings = [each for each in view.entries if each.type == CLOSING and each.kind == "event"]
    standing = [each for each in closings if each.corrected_by is None]
    if not standing:
        return Ending(reopened=reopened(view, closings, today=today))
    last = max(standing, key=lambda each: each.seq)
    teller = Teller(view, today)
    may = view.sight.may(Act.CORRECT) and not last.withheld
    known = tuple(facts(teller, last))
    said = {value.casefold() for _name, value in known}
    return Ending(
        facts=known,
        # The cause is the reason as well where nobody wrote another.
        texts=tuple(pair for pair in teller.texts(last) if pair[1].casefold() not in said),
        withheld=teller.withheld(last),
        entry=last.id,
        reopen_url=reverse("reopen", args=[view.case_id]) if may else "",
    )


def facts(teller: Teller, entry: EntryView) -> Iterator[tuple[str, str]]:
    """What is known of the closing in clear, with its names."""
    for given, known in teller.known(entry):
        if known.type != "text":
            yield known.name[dates.language()], teller.value(known, given)


def reopened(view: CaseView, closings: list[EntryView], *, today: date) -> str:
    by_id = {each.id: each for each in view.entries}
    undone = [
        by_id[each.corrected_by]
        for each in closings
        if each.corrected_by in by_id and each.replaced_by is None
    ]
    if not undone:
        return ""
    last = max(undone, key=lambda each: each.seq)
    when = dates.medium(timezone.localtime(last.registered_at).date(), today=today)
    said = {"date": when, "who": last.author, "why": last.attributes.get("reason", "…")}
    if not last.author:
        return _("Opened again %(date)s: %(why)s") % said
    return _("Opened again %(date)s by %(who)s: %(why)s") % said
