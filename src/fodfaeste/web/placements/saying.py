"""Placements and what the rules find about them, in words. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from fodfaeste.core.law import Finding
from fodfaeste.core.rules import Rules
from fodfaeste.placements import judging, papers
from fodfaeste.placements.agreements import Step, plain
from fodfaeste.placements.models import AgreementVersion, ExternalRecord, Signature
from fodfaeste.placements.queries import PlacementView
from fodfaeste.programmes.placing import placement_rules
from fodfaeste.web import dates
from fodfaeste.words.findings import finding_text

STATES = {
    "agreed": pgettext_lazy("a placement", "agreed"),
    "running": pgettext_lazy("a placement", "under way"),
    "ended": pgettext_lazy("a placement", "ended"),
    "dropped": pgettext_lazy("a placement", "came to nothing"),
}
CHIPS = {"agreed": "soon", "running": "done", "ended": "plain", "dropped": "plain"}
PARTIES = dict(Signature.Party.choices)
WAYS = dict(Signature.Way.choices)
SYSTEMS = dict(ExternalRecord.System.choices)
RECORD_STATES = dict(ExternalRecord.State.choices)
HOURS = dict(AgreementVersion.Hours.choices)
FIELDS = {
    "purpose": gettext_lazy("What it is to lead to"),
    "tasks": gettext_lazy("Tasks"),
    "considerations": gettext_lazy("The workplace takes care of"),
    "sub_goals": gettext_lazy("Sub-goals"),
    "contact": gettext_lazy("Responsible at the company"),
    "mentor": gettext_lazy("Mentor at the workplace"),
    "representative": gettext_lazy("Staff representative"),
    "aids": gettext_lazy("Aids"),
    "assistance": gettext_lazy("Personal assistance and other schemes"),
    "follow_up": gettext_lazy("Follow-up"),
    "reasons": gettext_lazy("Why it is granted"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule found. ``tone``: ``warns``, ``unknown`` or ``told``. ``law``: its paragraph;
    ``to_check``: what is not certain about it."""

    text: str
    tone: str
    law: str
    law_says: str
    to_check: str


def findings(found: Iterable[Finding]) -> list[Said]:
    """What the rules say, the warnings first; what they only tell last."""
    order = {"warns": 0, "told": 1, "unknown": 2}
    said = [_said(one) for one in found]
    return sorted(said, key=lambda one: order[one.tone])


def _said(found: Finding) -> Said:
    language = dates.language()
    law = placement_rules().laws().get(found.law)
    check = law.check[language] if law and law.check and not law.certain else ""
    return Said(
        text=finding_text(found, language),
        tone=_tone(found),
        law=law.paragraph[language] if law else "",
        law_says=law.says[language] if law else "",
        to_check=check,
    )


def _tone(found: Finding) -> str:
    if not found.warns:
        return "told"
    return "unknown" if found.code in judging.ONLY_TOLD else "warns"


def kind(code: str, rules: Rules) -> str:
    """``virksomhedspraktik``"""
    return papers.kind_said(code, rules, dates.language())


def period(since: date, last: date | None, *, today: date) -> str:
    """``2. marts – 29. maj``, ``from 2 March``"""
    if last is None:
        return _("from %(date)s") % {"date": dates.medium(since, today=today)}
    return dates.span(since, last, today=today)


def number(hours: Decimal) -> str:
    """``7,5``"""
    text = plain(hours)
    return text.replace(".", ",") if dates.language() == "da" else text


def hours_on(placement: PlacementView, today: date) -> str:
    """The hours a week that hold today; before it begins those of the first day, after it has ended
    those of the last."""
    day = max(min(today, placement.last or today), placement.since)
    holding = [one for one in placement.hours if one.first <= day]
    by_kind = holding[-1].by_kind if holding else {}
    return _hours({kind: hours for kind, hours in by_kind.items() if hours})


def hours_a_week(steps: Sequence[Step]) -> str:
    """``15 timer (praktik uden løn), 4 timer (ordinære løntimer)``: from the first day."""
    return _hours({one.kind: one.a_week for one in steps if one.since is None})


def _hours(by_kind: Mapping[str, Decimal]) -> str:
    return ", ".join(
        _("%(n)s hours (%(kind)s)") % {"n": number(hours), "kind": HOURS[kind]}
        for kind, hours in by_kind.items()
    )
