"""Codes of the match in words. Pure, but for the language."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fodfaeste import words
from fodfaeste.matching.criteria import Finding
from fodfaeste.matching.models import Step
from fodfaeste.web import dates
from fodfaeste.web.companies.names import consideration, offer_kind

CRITERIA: Mapping[str, Promise] = {
    "tasks": gettext_lazy("Tasks"),
    "kind": gettext_lazy("Paid hours"),
    "hours": gettext_lazy("Hours a week"),
    "considerations": gettext_lazy("Considerations"),
    "trade": gettext_lazy("Trade"),
    "distance": gettext_lazy("Distance"),
    "contact": gettext_lazy("Earlier contact"),
}
ABOUT: Mapping[str, Promise] = {
    "tasks": gettext_lazy(
        "Whether a word of a wished task begins a word of the offer, or the other way round:"
        " “køkken” and “køkkenhjælp”. Words of three letters have to be the same; shorter ones, and"
        " those that are said of all work, are passed over."
    ),
    "kind": gettext_lazy(
        "Ordinary paid hours give all of it, a flex job 70%, wage subsidy 50%, a placement 30%,"
        " anything else nothing."
    ),
    "hours": gettext_lazy("Whether there is a number of hours that both can agree to."),
    "considerations": gettext_lazy(
        "How many of those that the citizen needs the workplace has said it can meet."
    ),
    "trade": gettext_lazy("As the tasks, for the trade of the offer or of the company."),
    "distance": gettext_lazy(
        "By the minutes that somebody has written. Else by the postcode, which is a rough measure,"
        " as the system knows no roads: the same gives all, three digits alike 70%, two alike 50%,"
        " the next two-digit number 30%."
    ),
    "contact": gettext_lazy(
        "All if nobody here was in touch with the company for another citizen for two weeks;"
        " half if somebody was;"
        " nothing where somebody has said no for this citizen, and then the offer stands last."
    ),
}
SAYINGS: Mapping[str, Promise] = {
    "tasks_found": gettext_lazy("Wished: %(found)s"),
    "tasks_not_found": gettext_lazy("None of the wished tasks"),
    "tasks_not_said": gettext_lazy("The offer says no tasks"),
    "tasks_not_wished": gettext_lazy("No tasks are wished"),
    "trade_found": gettext_lazy("Wished: %(found)s"),
    "trade_not_found": gettext_lazy("None of the wished trades"),
    "trade_not_said": gettext_lazy("The company’s trade is not known"),
    "trade_not_wished": gettext_lazy("No trade is wished"),
    "kind_paid": gettext_lazy("Can be %(kind)s"),
    "kind_other": gettext_lazy("Can be %(kind)s"),
    "kind_not_said": gettext_lazy("The offer does not say of which kind"),
    "kind_not_wished": gettext_lazy("Only %(kinds)s, which is not wished"),
    "hours_fit": gettext_lazy("%(span)s hours suit both"),
    "hours_fit_from": gettext_lazy("From %(span)s hours suits both"),
    "hours_too_many": gettext_lazy("Needs at least %(hours)s hours"),
    "hours_too_few": gettext_lazy("Has at most %(hours)s hours"),
    "hours_not_said": gettext_lazy("The offer says no hours"),
    "hours_not_wished": gettext_lazy("No hours are wished"),
    "needs_met": gettext_lazy("Can meet all: %(met)s"),
    "needs_missing": gettext_lazy("Has not said that it can meet: %(missing)s"),
    "needs_partly": gettext_lazy("Can meet: %(met)s. Has not said that it can meet: %(missing)s"),
    "needs_none": gettext_lazy("None are written down"),
    "needs_not_read": gettext_lazy("You do not read these"),
    "minutes_within": gettext_lazy("%(minutes)s minutes, at most %(most)s is wished"),
    "minutes_beyond": gettext_lazy("%(minutes)s minutes, at most %(most)s is wished"),
    "distance_not_wished": gettext_lazy("No postcode is written in the wishes"),
    "distance_not_said": gettext_lazy("The workplace’s postcode is not known"),
    "postcode_4": gettext_lazy("Same postcode, %(there)s"),
    "postcode_3": gettext_lazy("%(there)s, of the first digits of %(here)s three are the same"),
    "postcode_2": gettext_lazy("%(there)s, of the first digits of %(here)s two are the same"),
    "postcode_neighbours": gettext_lazy("%(there)s, in the numbers next to %(here)s"),
    "postcode_far": gettext_lazy("%(there)s, far in numbers from %(here)s"),
    "declined": gettext_lazy("No has been said, by %(by)s"),
    "contacted_recently": gettext_lazy(
        "Somebody here was in touch for another citizen on %(on)s: ask first"
    ),
    "contact_free": gettext_lazy("Not contacted for others for two weeks"),
}


def criterion(code: str) -> str:
    return str(CRITERIA[code])


def finding(found: Finding, *, today: date) -> str:
    """What a criterion found."""
    code, values = found.code, found.values
    if code == "needs_missing" and values["met"]:
        code = "needs_partly"
    if code == "hours_fit" and values["most"] is None:
        code = "hours_fit_from"
    said = {name: _value(name, value, today) for name, value in values.items()}
    if found.criterion == "hours" and "least" in values:
        said["span"] = span(values["least"], values["most"])
    return str(SAYINGS[code]) % said


def _value(name: str, value: Any, today: date) -> str:
    if name in ("met", "missing"):
        return joined(consideration(code) for code in value)
    if name == "kinds":
        return joined(offer_kind(code) for code in value)
    if name == "kind":
        return offer_kind(value)
    if name == "by":
        return side(value)
    if name == "found":
        return joined(value)
    if isinstance(value, date):
        return dates.medium(value, today=today)
    return number(value) if isinstance(value, Decimal) else str(value)


def joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def number(value: Decimal | int | float) -> str:
    """``7,5`` in Danish, ``7.5`` in English; no zeros behind."""
    text = f"{float(value):.1f}".removesuffix(".0")
    return text.replace(".", ",") if dates.language() == "da" else text


def span(least: Decimal, most: Decimal | None) -> str:
    """``10–15``; ``10`` where both ends are the same, or there is no other."""
    ends = dict.fromkeys([number(least), number(least if most is None else most)])
    return "–".join(ends)


def state(code: str) -> str:
    """``kontaktet``"""
    return str(dict(Step.Kind.choices).get(code, code))


def channel(code: str) -> str:
    return str(dict(Step.Channel.choices).get(code, code))


def side(code: str) -> str:
    return str(dict(Step.Side.choices).get(code, code))


def step(kind: str, channel_: str, declined_by: str) -> str:
    """``Kontaktet på telefon``, ``Afslået af virksomheden``"""
    said = words.capitalised(state(kind))
    if kind == Step.Kind.DECLINED and declined_by:
        return _("Declined by %(who)s") % {"who": side(declined_by)}
    if channel_ and kind != Step.Kind.VISIT:
        return f"{said} {channel(channel_)}"
    return said


STEPS: Mapping[str, Promise] = {
    Step.Kind.IDEA: gettext_lazy("An idea"),
    Step.Kind.CONTACTED: gettext_lazy("The company was contacted"),
    Step.Kind.VISIT: gettext_lazy("Visit at the company"),
    Step.Kind.AGREED: gettext_lazy("Agreed"),
    Step.Kind.DECLINED: gettext_lazy("It came to nothing"),
}
"""What happened, to choose among."""

CHIPS: Mapping[str, str] = {
    "idea": "plain",
    "contacted": "act",
    "visit": "act",
    "agreed": "done",
    "declined": "plain",
}
