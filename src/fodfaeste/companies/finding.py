"""What a company is found by: its name and trade, its numbers, and its units' names and places, as
one key (see ``cases.names``). As one types, every word has to stand in it."""

import re
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db.models import Q

from fodfaeste.accounts.models import User
from fodfaeste.cases.names import search_key
from fodfaeste.companies import numbers
from fodfaeste.companies.models import Company, ProductionUnit

_NUMBER = re.compile(r"(?:DK)?\s*(?:\d[\s.-]?){8,10}", re.IGNORECASE)


def findable(company: Company, units: Iterable[ProductionUnit]) -> str:
    """The key of a company with its units."""
    said = [company.name, company.trade, company.cvr]
    for unit in units:
        said += [unit.name, unit.p_number, unit.postcode, unit.town]
    return search_key(" ".join(dict.fromkeys(filter(None, said))))


def words(text: str) -> Sequence[str]:
    """What has to stand in the key. A number that was typed with blanks is one word."""
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return [numbers.cvr(text)]
    return [key for word in text.split() for key in _keys(word)]


def _keys(word: str) -> Sequence[str]:
    """A zero in a word is a digit, and in a key also what separates words."""
    return [word] if word.isascii() and word.isdigit() else search_key(word).split("0")


def refresh(company: Company) -> None:
    """Writes the keys of a company anew, after its name or one of its units was changed."""
    units = ProductionUnit.unrestricted.filter(company=company.pk)
    key = findable(company, units)
    Company.unrestricted.filter(pk=company.pk).update(search_key=key)


def after(sort_key: str, pk: UUID) -> Q:
    """The rows that follow that one, in the order of their names."""
    return Q(sort_key__gt=sort_key) | Q(sort_key=sort_key, pk__gt=pk)


def units_with(p_numbers: Collection[str], by: User) -> Iterable[ProductionUnit]:
    """The workplaces in use that have one of those P-numbers, with their companies."""
    if not p_numbers:
        return ()
    companies = Company.objects.visible_to(by).filter(is_active=True)
    found = ProductionUnit.unrestricted.filter(company__in=companies, is_active=True)
    return found.filter(p_number__in=p_numbers).select_related("company")
