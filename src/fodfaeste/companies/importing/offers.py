"""The work that a row offers: tasks, kinds, hours, considerations, places. Several words in a cell
stand with commas between them, in either language."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from django.utils.translation import override

from fodfaeste.cases.names import search_key
from fodfaeste.companies import offered
from fodfaeste.companies.checks import MOST_PLACES, offer_faults
from fodfaeste.companies.considerations import CONSIDERATIONS
from fodfaeste.companies.told import OfferTold
from fodfaeste.core.faults import Fault

SAID = ("tasks", "kinds", "hours_least", "hours_most", "considerations", "places")
LANGUAGES = ("da", "en")


def offer_of(said: Mapping[str, str], faults: list[Fault], *, today: date) -> OfferTold | None:
    """What the row offers from today on; None where it says nothing of it."""
    if not any(said.get(name) for name in SAID):
        return None
    told = OfferTold(
        kinds=_coded(said, "kinds", _kinds(), faults) or _usual(said),
        tasks=said.get("tasks", ""),
        open_from=today,
        hours_least=_number(said, "hours_least", faults),
        hours_most=_number(said, "hours_most", faults),
        considerations=_coded(said, "considerations", _considerations(), faults),
        places=_places(said, faults),
    )
    known = {fault.place for fault in faults}
    faults += (fault for fault in offer_faults(told) if fault.place not in known)
    return told


def _usual(said: Mapping[str, str]) -> tuple[str, ...]:
    """Where no kind is said, the first that the vocabulary names."""
    return () if said.get("kinds") else (next(iter(offered.kinds())),)


def _coded(
    said: Mapping[str, str], name: str, known: Mapping[str, str], faults: list[Fault]
) -> tuple[str, ...]:
    found = []
    for word in filter(None, map(str.strip, said.get(name, "").split(","))):
        code = known.get(search_key(word))
        if code is None:
            faults.append(Fault(name, "unknown_word_said", {"value": word[:40]}))
        else:
            found.append(code)
    return tuple(dict.fromkeys(found))


def _number(said: Mapping[str, str], name: str, faults: list[Fault]) -> Decimal | None:
    text = said.get(name, "").replace(",", ".")
    try:
        found = Decimal(text) if text else None
    except InvalidOperation:
        found = Decimal("NaN")
    if found is None or found.is_finite():
        return found
    faults.append(Fault(name, "not_a_number", {"value": text[:20]}))
    return None


def _places(said: Mapping[str, str], faults: list[Fault]) -> int:
    text = said.get("places", "")
    if text.isdecimal():
        return int(text[:9])
    if text:
        faults.append(Fault("places", "places_form", {"value": str(MOST_PLACES)}))
    return 1


@cache
def _kinds() -> Mapping[str, str]:
    names = offered.kinds().items()
    return {search_key(words[each]): code for code, words in names for each in LANGUAGES}


@cache
def _considerations() -> Mapping[str, str]:
    return dict(_named_considerations())


def _named_considerations() -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        with override(language):
            yield from ((search_key(str(name)), code) for code, name in CONSIDERATIONS.items())
