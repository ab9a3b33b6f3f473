"""What the form knows while one types: who the number belongs to, and how the facts stand to the
target group. Pure, but for the language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from fodfaeste.cases import cpr
from fodfaeste.cases.queries import KnownCitizen
from fodfaeste.core.dates import parse_day, parse_period
from fodfaeste.core.eligibility import judge
from fodfaeste.core.faults import Refused
from fodfaeste.core.rules import Rules
from fodfaeste.web import addresses, dates, eligibility, names
from fodfaeste.web.eligibility import EligibilityShown
from fodfaeste.web.fact_fields import FROM_THE_CITIZEN

READERS: Mapping[str, Any] = {"date": parse_day, "period": parse_period}


@dataclass(frozen=True, slots=True)
class KnownShown:
    """What is known of the number typed. ``cases``: those that the asker sees."""

    born: str = ""
    odd: bool = False
    name: str = ""
    cases: Sequence[tuple[str, str]] = ()


def number_typed(text: str, *, today: date) -> cpr.Cpr | None:
    """The CPR number, if it is one."""
    try:
        return cpr.read(text, today=today) if text else None
    except Refused:
        return None


def known_shown(
    number: cpr.Cpr | None, known: Sequence[KnownCitizen], *, today: date
) -> KnownShown | None:
    """What to say under the number."""
    if number is None:
        return None
    born = _("Born %(date)s.") % {"date": dates.medium(number.birth_date, today=today)}
    if not known:
        return KnownShown(born, number.odd)
    cases = [(case_said(*case, today=today), addresses.of_case(case[0])) for case in known[0].cases]
    return KnownShown(born, number.odd, names.of_citizen(known[0].name), cases)


def case_said(_case_id: UUID, programme: str, closed_on: date | None, *, today: date) -> str:
    name = names.of_programme(programme)
    if closed_on is None:
        return name
    return _("%(programme)s, closed %(date)s") % {
        "programme": name,
        "date": dates.medium(closed_on, today=today),
    }


def judged(
    rules: Rules, facts: Mapping[str, Any], *, born: date | None, on: date
) -> EligibilityShown:
    """How what has been said so far stands to the target group on the day of the referral."""
    known = core_facts(rules, facts)
    if born is not None:
        known[FROM_THE_CITIZEN] = born.toordinal()
    found = judge(rules.programme.target_group, known, on.toordinal())
    return eligibility.shown(rules, found, known)


def core_facts(rules: Rules, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of the exchange format as the core reads them; without those not known."""
    return {
        name: READERS.get(rules.terms.facts[name].type, as_it_is)(value)
        for name, value in facts.items()
        if value is not None
    }


def as_it_is(value: Any) -> Any:
    return value
