"""Who was there: as a form begins, and whom a duty would have had there. Pure."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from fodfaeste.cases.queries import CaseView
from fodfaeste.cases.roles import fills
from fodfaeste.core.evaluation import Instance
from fodfaeste.core.events import Event
from fodfaeste.core.programme import Requirement
from fodfaeste.core.rules import Rules
from fodfaeste.web import duties, names
from fodfaeste.web.booked import is_contact
from fodfaeste.web.case.changes import is_done, standing, with_events
from fodfaeste.web.case.opening import Opened
from fodfaeste.web.case.shapes import CITIZEN, match_for, types_for


def likely(view: CaseView, user_id: int) -> frozenset[str]:
    """Where people met or spoke: the citizen, and whoever registers it, in the roles that the
    programme would have meet the citizen."""
    requirements = view.rules.programme.requirements
    asked = {role for rule in requirements for role in asked_by(rule, view.rules)}
    own = (each.role for each in view.members if each.user_id == user_id and not each.until)
    meeting = (role for role in own if any(fills(role, one, view.rules) for one in asked))
    return frozenset({CITIZEN, *meeting})


def asked_by(rule: Requirement, rules: Rules) -> Iterator[str]:
    """The roles that a requirement would have there, or that see to a meeting."""
    for match in rule.match:
        yield from match.present
    if is_contact(rules, rule):
        yield rule.owner


def not_said(opened: Opened, event: Event) -> str:
    """That a duty stays as it is, because somebody is not said to have been there; else empty."""
    for duty in met_if_all_were_there(opened, event):
        missing = ", ".join(missing_of(duty, event, opened.view.rules))
        if missing:
            said = _("Not ticked as present: %(who)s. Without them this stays undone: %(what)s.")
            what = duties.what(duty.rule, duty.duty.number)
            return said % {"who": missing, "what": what}
    return ""


def met_if_all_were_there(opened: Opened, event: Event) -> Iterator[Instance]:
    """The duties that the event would meet, had everybody been there, and does not meet."""
    everybody = frozenset(opened.view.rules.terms.roles)
    as_told, at_best = (
        standing(with_events(opened.view, [each], today=opened.today))
        for each in (event, event._replace(present=everybody))
    )
    for key, one in at_best.items():
        if event.type in types_for(one.rule) and is_done(one) and not is_done(as_told.get(key)):
            yield one


def missing_of(duty: Instance, event: Event, rules: Rules) -> list[str]:
    """What those are called whom it asks for and who were not there."""
    asked = match_for(duty.rule, event.type).present
    missing = (
        role for role in asked if not any(fills(held, role, rules) for held in event.present)
    )
    return [names.of_role(rules, role) for role in missing]
