"""Codes of the register in words. Pure, but for the language."""

from fodfaeste import words
from fodfaeste.companies import offered
from fodfaeste.companies.considerations import CONSIDERATIONS
from fodfaeste.companies.models import Company, CompanyContact, Touch
from fodfaeste.web.dates import language


def kind_name(kind: str) -> str:
    return _named(dict(Company.Kind.choices), kind)


def contact_role(role: str) -> str:
    return _named(dict(CompanyContact.Role.choices), role)


def channel(code: str) -> str:
    return _named(dict(Touch.Channel.choices), code)


def touch_outcome(code: str) -> str:
    return _named(dict(Touch.Outcome.choices), code)


def consideration(code: str) -> str:
    """``et roligt sted at arbejde``; it stands among others in a sentence."""
    return str(CONSIDERATIONS.get(code, code))


def offer_kind(code: str) -> str:
    """``virksomhedspraktik``"""
    found = offered.kinds().get(code)
    return found[language()] if found else code


def _named(choices: dict[str, object], value: str) -> str:
    return words.capitalised(str(choices.get(value, value)))


def offer_kinds() -> list[tuple[str, str]]:
    """Every kind of placement and job, to choose among."""
    return [(code, words.capitalised(offer_kind(code))) for code in offered.kinds()]


def considerations() -> list[tuple[str, str]]:
    """Every consideration, to choose among."""
    return [(code, words.capitalised(consideration(code))) for code in CONSIDERATIONS]
