"""Lays what a citizen wishes beside what workplaces offer (CT-08, JR-09). It ranks offers for one
citizen, never people; nobody's belief in the citizen is asked for. Pure: no database and no clock.

Every criterion has a weight and gives a share of it from 0 to 1, with a code that says why. What
is not wished is not counted. What a workplace has not said counts half, neither for nor against.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import Any
from uuid import UUID

from fodfaeste.cases.names import search_key
from fodfaeste.matching.wishes import Needs, Wishes

WEIGHTS: Mapping[str, int] = {
    "tasks": 25,
    "kind": 20,
    "hours": 15,
    "considerations": 15,
    "trade": 10,
    "distance": 10,
    "contact": 5,
}
"""What each criterion counts. They stand on the page."""

ALL, MOST, HALF, LITTLE, NONE = (Decimal(n) / 10 for n in (10, 7, 5, 3, 0))
PAID: Mapping[str, Decimal] = {
    "ordinary": ALL,
    "flex_job": MOST,
    "wage_subsidy": HALF,
    "work_placement": LITTLE,
    "taster_placement": LITTLE,
}
"""Ordinary paid hours first, or the prospect of them (CT-08); what is not here gives nothing."""

NEAR = ((4, ALL), (3, MOST), (2, HALF))
"""By how many of their first digits two postcodes are alike."""
RECENTLY = timedelta(days=14)
SHORTEST, SHORTEST_BEGINNING = 3, 4
"""Letters: of a word that has to be the same, and of one that may begin another."""
OF_ALL_WORK = (
    "alle andet andre arbejde arbejdet arbejder den der det eller fra for gerne hjælp hjælpe hos"
    " ikke jeg job kan med meget noget opgave opgaver praktik sammen som til ved vil"
)
SAYS_NOTHING = frozenset(map(search_key, OF_ALL_WORK.split()))
"""Words that stand in wishes and offers of every kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Work that a unit offers. ``trade``: the offer's, else the company's. ``contacted_on``: when
    anybody here was last in touch with the company for another citizen. ``declined_by``: who said
    no, if this citizen and this unit have come to that."""

    id: UUID
    unit_id: UUID
    kinds: tuple[str, ...] = ()
    tasks: str = ""
    trade: str = ""
    hours_least: Decimal | None = None
    hours_most: Decimal | None = None
    considerations: frozenset[str] = frozenset()
    postcode: str = ""
    contacted_on: date | None = None
    declined_by: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a criterion found. ``share`` None: it does not count."""

    criterion: str
    code: str
    share: Decimal | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        return WEIGHTS[self.criterion]

    @property
    def points(self) -> Decimal:
        return self.weight * (self.share or NONE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An offer and what speaks for and against it, criterion by criterion."""

    offer: Offered
    findings: tuple[Finding, ...]

    @property
    def points(self) -> Decimal:
        return sum((one.points for one in self.findings), NONE)

    @property
    def possible(self) -> int:
        """The points that an offer could have, by what is wished."""
        return sum(one.weight for one in self.findings if one.share is not None)


def ranked(
    wishes: Wishes, needs: Needs | None, offers: Iterable[Offered], *, on: date
) -> list[Suggestion]:
    """The offers, the best first; where somebody has said no comes last. Of equals the one that
    stood first stays first. ``needs`` None: whoever asks does not read them, and they are not
    counted."""
    found = [suggestion(wishes, needs, offer, on=on) for offer in offers]
    return sorted(found, key=lambda one: (bool(one.offer.declined_by), -one.points))


def suggestion(wishes: Wishes, needs: Needs | None, offer: Offered, *, on: date) -> Suggestion:
    """One offer, judged by every criterion in the order of the weights."""
    judged: Mapping[str, Callable[[], Finding]] = {
        "tasks": lambda: tasks(wishes, offer),
        "kind": lambda: kind(wishes, offer),
        "hours": lambda: hours(wishes, offer),
        "considerations": lambda: considerations(needs, offer),
        "trade": lambda: trade(wishes, offer),
        "distance": lambda: distance(wishes, offer),
        "contact": lambda: contact(offer, on=on),
    }
    return Suggestion(offer, tuple(judged[name]() for name in WEIGHTS))


# --- the criteria


def tasks(wishes: Wishes, offer: Offered) -> Finding:
    """Whether the offer's tasks hold a word of what the citizen wishes to do."""
    return _by_words("tasks", wishes.tasks, offer.tasks)


def trade(wishes: Wishes, offer: Offered) -> Finding:
    """The same of the trade."""
    return _by_words("trade", wishes.trades, offer.trade)


def kind(wishes: Wishes, offer: Offered) -> Finding:
    """How close to ordinary paid hours the best kind comes that is both offered and wished."""
    if not offer.kinds:
        return Finding("kind", "kind_not_said", HALF)
    wanted = [one for one in offer.kinds if not wishes.kinds or one in wishes.kinds]
    if not wanted:
        return Finding("kind", "kind_not_wished", NONE, {"kinds": offer.kinds})
    best = max(wanted, key=lambda one: PAID.get(one, NONE))
    return Finding("kind", f"kind_{_ranked(best)}", PAID.get(best, NONE), {"kind": best})


def _ranked(kind: str) -> str:
    return "paid" if PAID.get(kind, NONE) >= MOST else "other"


def hours(wishes: Wishes, offer: Offered) -> Finding:
    """Whether there is a number of hours a week that both can agree to."""
    if wishes.hours_least is None and wishes.hours_most is None:
        return Finding("hours", "hours_not_wished")
    if offer.hours_least is None and offer.hours_most is None:
        return Finding("hours", "hours_not_said", HALF)
    least = max(_least(wishes), _least(offer))
    most = min((end for end in (wishes.hours_most, offer.hours_most) if end), default=None)
    if most is None or least <= most:
        return Finding("hours", "hours_fit", ALL, {"least": least, "most": most})
    if _least(offer) > (wishes.hours_most or _least(offer)):
        return Finding("hours", "hours_too_many", NONE, {"hours": offer.hours_least})
    return Finding("hours", "hours_too_few", NONE, {"hours": offer.hours_most})


def _least(one: Wishes | Offered) -> Decimal:
    return one.hours_least or NONE


def considerations(needs: Needs | None, offer: Offered) -> Finding:
    """How much of what the citizen needs the workplace can meet; what it cannot is named."""
    if needs is None:
        return Finding("considerations", "needs_not_read")
    if not needs.codes:
        return Finding("considerations", "needs_none")
    met = tuple(code for code in needs.codes if code in offer.considerations)
    missing = tuple(code for code in needs.codes if code not in offer.considerations)
    share = Decimal(len(met)) / len(needs.codes)
    code = "needs_missing" if missing else "needs_met"
    return Finding("considerations", code, share, {"met": met, "missing": missing})


def distance(wishes: Wishes, offer: Offered) -> Finding:
    """By the minutes that somebody has said; else by the first digits of the postcodes, which is a
    rough measure: nobody here knows the roads."""
    minutes = wishes.minutes.get(offer.unit_id)
    if minutes is not None and wishes.most_minutes:
        is_near = minutes <= wishes.most_minutes
        code = "minutes_within" if is_near else "minutes_beyond"
        values = {"minutes": minutes, "most": wishes.most_minutes}
        return Finding("distance", code, ALL if is_near else NONE, values)
    if not wishes.near:
        return Finding("distance", "distance_not_wished")
    if not offer.postcode:
        return Finding("distance", "distance_not_said", HALF)
    return _by_postcode(wishes.near, offer.postcode)


def _by_postcode(here: str, there: str) -> Finding:
    values = {"here": here, "there": there}
    for digits, share in NEAR:
        if here[:digits] == there[:digits]:
            return Finding("distance", f"postcode_{digits}", share, values)
    if _are_neighbours(here, there):
        return Finding("distance", "postcode_neighbours", LITTLE, values)
    return Finding("distance", "postcode_far", NONE, values)


def _are_neighbours(here: str, there: str) -> bool:
    if not (here.isascii() and here.isdigit() and there.isascii() and there.isdigit()):
        return False
    return abs(int(here[:2]) - int(there[:2])) == 1


def contact(offer: Offered, *, on: date) -> Finding:
    """Whether the company has been left in peace for a while, and nobody has said no here."""
    if offer.declined_by:
        return Finding("contact", "declined", NONE, {"by": offer.declined_by})
    if offer.contacted_on is not None and on - offer.contacted_on < RECENTLY:
        return Finding("contact", "contacted_recently", HALF, {"on": offer.contacted_on})
    return Finding("contact", "contact_free", ALL)


# --- words


def _by_words(criterion: str, wished: Sequence[str], offered: str) -> Finding:
    """Wishes are alternatives: one that is found is enough, and all that are found are named."""
    if not any(one.strip() for one in wished):
        return Finding(criterion, f"{criterion}_not_wished")
    if not offered.strip():
        return Finding(criterion, f"{criterion}_not_said", HALF)
    found = tuple(one for one in wished if is_in(one, offered))
    code = f"{criterion}_found" if found else f"{criterion}_not_found"
    return Finding(criterion, code, ALL if found else NONE, {"found": found})


def is_in(wished: str, offered: str) -> bool:
    """Whether a word of what is wished is one of what is offered, or begins one, or the other way
    round: ``dyr`` and ``dyr``, ``køkken`` and ``køkkenhjælp``."""
    return any(_are_alike(*pair) for pair in product(_words(wished), _words(offered)))


def _are_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    begins = len(shorter) >= SHORTEST_BEGINNING and longer.startswith(shorter)
    return begins or shorter == longer


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    words = (word for word in search_key(text).split("0") if len(word) >= SHORTEST)
    return tuple(word for word in words if word not in SAYS_NOTHING)
