"""Attributes and faults in words."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from fodfaeste import words
from fodfaeste.accounts import faults as of_accounts
from fodfaeste.cases import faults as own
from fodfaeste.companies import faults as of_companies
from fodfaeste.core.faults import Fault
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import Attribute
from fodfaeste.courses import faults as of_courses
from fodfaeste.matching import faults as of_matching
from fodfaeste.placements import faults as of_placements
from fodfaeste.protection import faults as of_protection
from fodfaeste.web import dates

ROOMS = (own, of_accounts, of_companies, of_courses, of_matching, of_placements, of_protection)
IN_OTHER_WORDS: Mapping[str, Promise] = {
    "before_on": gettext_lazy("%(value)s lies before the beginning, %(on)s."),
}
"""What is said in other words on a screen than where files are read."""
SENTENCES: Mapping[str, Promise] = ChainMap(
    dict(IN_OTHER_WORDS), *(dict(room.SENTENCES) for room in ROOMS)
)
"""What each room says of what it refuses. No two of them use a code for something else."""


def fault(found: Fault) -> str:
    """What is wrong, in the page's language."""
    found = Fault(found.place, found.code, in_words(found.values))
    if found.code in SENTENCES:
        return str(SENTENCES[found.code]) % found.values
    return words.capitalised(words.fault_text(found, dates.language())) + "."


def in_words(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a fault, dates among them as people say them and not as they are exchanged."""
    return {name: day_in_words(value) for name, value in values.items()}


def day_in_words(value: Any) -> Any:
    """A date that a fault quotes, as people say it; anything else as it is."""
    text = str(value).strip("'")
    if len(text) != len("2026-01-31"):
        return value
    try:
        return dates.medium(date.fromisoformat(text), today=timezone.localdate())
    except ValueError:
        return value


def add_faults(form: forms.Form, faults: Iterable[Fault], fields: Mapping[str, str]) -> None:
    """Puts what was refused beside the fields it is about. ``fields``: places and their fields;
    what has none stands above the form."""
    for found in faults:
        name = fields.get(found.place, found.place)
        form.add_error(name if name in form.fields else None, fault(found))


def value(known: Attribute, value: Any, *, today: date) -> str:
    """A value of an attribute or a fact: ``29. november``, ``besøg på virksomheden``, ``ja``."""
    if known.type == "date":
        return dates.medium(date.fromisoformat(value), today=today)
    if known.type == "period":
        return words.period_text(value, dates.language())
    if isinstance(value, bool):
        return pgettext("fact", "yes") if value else pgettext("fact", "no")
    name = known.values.get(str(value))
    return name[dates.language()] if name else str(value)


def detail(known: Attribute, given: Any, *, today: date) -> str:
    """An attribute of an event in a line of the log: a choice speaks for itself, a date, a
    number or a "no" needs its name."""
    if given is True:
        return words.capitalised(known.name[dates.language()])
    said = value(known, given, today=today)
    if known.type in ("choice", "code", "text"):
        return said
    return _("%(name)s: %(value)s") % {"name": known.name[dates.language()], "value": said}


def percent(share: Decimal | str) -> str:
    """A share of one as a percentage: ``20 %``."""
    number = f"{(Decimal(share) * 100).normalize():f}"
    return f"{number.replace('.', ',')} %" if dates.language() == "da" else f"{number}%"


def facts(rules: Rules, given: Mapping[str, Any], *, today: date) -> list[tuple[str, str]]:
    """Names of facts and what is known, in the order of the vocabulary."""
    return [
        (known.name[dates.language()], words.capitalised(value(known, given[name], today=today)))
        for name, known in rules.terms.facts.items()
        if given.get(name) is not None
    ]
