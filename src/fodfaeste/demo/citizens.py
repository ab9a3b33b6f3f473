"""Makes up people. Their CPR numbers are possible ones that nobody has.

A number's check digit always fits if it was given out before October 2007, and later too but for
a few birthdays. So numbers that do not fit, on ordinary days, are the ones to make up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.dk import cpr as stdnum_cpr

from fodfaeste.demo.stories import Names

PROTECTED, WITHOUT_NUMBER = 3, 2
"""Of a hundred people: whose name and address are protected, and who have no CPR number."""


@dataclass(frozen=True, slots=True)
class Person:
    """A made-up citizen. ``cpr`` None: has none."""

    name: str
    birth_date: date
    cpr: str | None
    protected: bool

    @property
    def first_name(self) -> str:
        """What a caseworker's note calls them."""
        return self.name.split()[0]


class People:
    """Makes up one person after another, no two of the same name or number."""

    def __init__(self, names: Sequence[Names], *, today: date, rng: Random) -> None:
        self._names = names
        self._today = today
        self._rng = rng
        self._given: set[str] = set()

    def another(self, *, age: tuple[int, int]) -> Person:
        """Somebody whose age in years lies within ``age``."""
        is_woman = self._rng.random() < 0.5
        name = self._new(lambda: self._name(is_woman=is_woman))
        born = self._birth_date(age)
        has_none = self._percent(WITHOUT_NUMBER)
        number = None if has_none else self._new(lambda: self._number(born, is_woman=is_woman))
        return Person(name, born, number, self._percent(PROTECTED))

    def _new(self, make: Callable[[], str]) -> str:
        while (made := make()) in self._given:
            pass
        self._given.add(made)
        return made

    def _percent(self, share: int) -> bool:
        return self._rng.randrange(100) < share

    def _name(self, *, is_woman: bool) -> str:
        [origin] = self._rng.choices(self._names, [names.share for names in self._names])
        first = self._rng.choice(origin.female if is_woman else origin.male)
        count = 2 if self._percent(origin.middle) else 1
        return " ".join([first, *self._rng.sample(origin.family, count)])

    def _birth_date(self, age: tuple[int, int]) -> date:
        youngest, oldest = age
        days = self._rng.randint(youngest * 366, oldest * 365)
        born = self._today - timedelta(days=days)
        # So many were entered as born on the first of January that numbers ran out there.
        return born + timedelta(days=1) if (born.month, born.day) == (1, 1) else born

    def _number(self, born: date, *, is_woman: bool) -> str:
        """The seventh digit says the century, the last one the sex."""
        century = self._rng.randint(0, 3) if born.year < 2000 else self._rng.randint(5, 8)
        last = self._rng.randrange(0 if is_woman else 1, 10, 2)
        digits = f"{born:%d%m%y}{century}{self._rng.randrange(100):02d}{last}"
        does_fit = stdnum_cpr.checksum(digits) == 0
        return self._number(born, is_woman=is_woman) if does_fit else digits
