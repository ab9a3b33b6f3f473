"""What an act changes, said in a sentence. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from fodfaeste.cases.queries import CaseView
from fodfaeste.core.evaluation import Evaluation, Instance, evaluate
from fodfaeste.core.events import Event
from fodfaeste.web import dates, duties

Standing = dict[tuple[str, int], Instance]
MOST_NAMED = 2


def with_events(view: CaseView, events: Iterable[Event], *, today: date) -> Evaluation:
    """How the case stands once these events are in its log as well."""
    case = view.case._replace(events=(*view.case.events, *events))
    return evaluate(view.rules, case, today.toordinal())


def sentence(before: Evaluation, after: Evaluation, *, first: str, today: date) -> str:
    """``Registreret. 2. besøg er nu udført. Næste: …, senest 29. november.``"""
    parts = [first, *met(before, after), *phase(before, after), *upcoming(after, today=today)]
    return " ".join(parts)


def met(before: Evaluation, after: Evaluation) -> list[str]:
    """What is done now, and what is no longer."""
    old, new = standing(before), standing(after)
    now_done = [one for key, one in new.items() if is_done(one) and not is_done(old.get(key))]
    undone = [one for key, one in new.items() if not is_done(one) and is_done(old.get(key))]
    return [*said(now_done, _("%(what)s is done.")), *said(undone, _("%(what)s is open again."))]


def said(found: Sequence[Instance], text: str) -> list[str]:
    names = [duties.what(one.rule, one.duty.number) for one in found[:MOST_NAMED]]
    return [text % {"what": name} for name in names]


def standing(evaluation: Evaluation) -> Standing:
    return {(one.rule.id, one.duty.number): one for one in evaluation.requirements}


def is_done(one: Instance | None) -> bool:
    return one is not None and one.state in ("met", "met_late", "waived")


def phase(before: Evaluation, after: Evaluation) -> list[str]:
    """The phase, if it is another one now."""
    old, new = before.phase, after.phase
    if new is None or (old is not None and old.phase.id == new.phase.id):
        return []
    return [_("Phase: %(phase)s.") % {"phase": new.phase.name[dates.language()]}]


def upcoming(after: Evaluation, *, today: date) -> list[str]:
    """What is due next."""
    due = [one for one in after.requirements if one.state in ("pending", "overdue")]
    if not due:
        return []
    one = min(due, key=lambda each: each.duty.due or 0)
    assert one.due_on is not None, "what is pending or overdue has a date"
    what = duties.what(one.rule, one.duty.number)
    said_day = dates.medium(one.due_on, today=today)
    return [_("Next: %(what)s, %(date)s.") % {"what": what, "date": said_day}]
