"""Appointments in words. Pure."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from fodfaeste import words
from fodfaeste.cases.proposing import Proposal
from fodfaeste.cases.queries import AppointmentView
from fodfaeste.cases.services import CAUSES as CAUSE_CHOICES
from fodfaeste.cases.services import PLACES as PLACE_CHOICES
from fodfaeste.core.rules import Rules
from fodfaeste.web import dates, names, saying

PLACES, CAUSES = dict(PLACE_CHOICES), dict(CAUSE_CHOICES)
STATES = {
    "planned": gettext_lazy("Planned"),
    "held": gettext_lazy("Held"),
    "not_held": gettext_lazy("Not held"),
    "cancelled": gettext_lazy("Cancelled"),
}


def what(view: AppointmentView) -> str:
    """``Opfølgning · telefon``: what is to be held."""
    rules = names.rules_of(view.programme, view.version)
    return event_name(rules, view.type, view.attributes)


def event_name(rules: Rules, type_: str, attributes: object = None) -> str:
    """The name of an event type, and the choices that go with it."""
    known = rules.terms.events.get(type_)
    if known is None:
        return type_
    given = attributes if isinstance(attributes, dict) else {}
    chosen = [
        saying.value(known.attributes[name], value, today=date.min)
        for name, value in given.items()
        if name in known.attributes
    ]
    return " · ".join([known.name[dates.language()], *chosen])


def place(view: AppointmentView) -> str:
    """``hos os, lokale 2``; what is written stands for a place that is none of the usual ones."""
    named = "" if view.place in ("", "other") else str(PLACES.get(view.place, view.place))
    return ", ".join(filter(None, [named, view.where]))


def time(view: AppointmentView) -> str:
    """``10.00–11.00``"""
    return f"{dates.clock(view.begins_at)}–{dates.clock(view.ends_at)}"


def when(view: AppointmentView, *, today: date) -> str:
    """``torsdag 26. november kl. 10.00–11.00``"""
    day = dates.long(view.day, today=today)
    return _("%(date)s at %(time)s") % {"date": day, "time": time(view)}


def moved(view: AppointmentView, *, today: date) -> str:
    """``flyttet fra 24. november kl. 9.00``; empty if it was not."""
    if not view.earlier:
        return ""
    times = ", ".join(dates.moment(each, today=today) for each in view.earlier)
    return _("moved from %(times)s") % {"times": times}


def because(view: AppointmentView) -> str:
    """``ikke holdt (borgeren)``; empty of any other."""
    if view.state != "not_held":
        return ""
    said = pgettext("an appointment", "not held")
    return f"{said} ({CAUSES.get(view.cause or '', '')})" if view.cause else said


def invited(view: AppointmentView) -> str:
    """Who is to come: the roles, and those from outside."""
    rules = names.rules_of(view.programme, view.version)
    roles = ", ".join(names.of_role(rules, role) for role in view.roles)
    return words.capitalised(", ".join(filter(None, [roles, view.others])))


def proposed(found: Proposal, due_on: date | None, *, today: date) -> str:
    """Why that day and hour are proposed, in one line."""
    due = dates.medium(due_on, today=today) if due_on else ""
    text = {
        "before": _("Proposed: the last working day before the deadline, %(due)s"),
        "on": _("Proposed: the deadline itself, %(due)s; there is no free day before it"),
        "soon": _("Proposed: the first working day, since there is none left before the deadline"),
        "undated": _("Proposed: in a week; there is no deadline"),
    }[found.why] % {"due": due}
    if found.free:
        return _("%(why)s. Everybody invited is free then.") % {"why": text}
    return _("%(why)s. No hour is free for everybody.") % {"why": text}
