"""The letters of a case, for its page. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fodfaeste.letters.models import State
from fodfaeste.letters.queries import LetterListed
from fodfaeste.web.letters.presenters import LetterRow, row

FIRST = 5


@dataclass(frozen=True, slots=True)
class LettersShown:
    """``failed``: those that somebody has to do something about stand first."""

    rows: Sequence[LetterRow]
    older: Sequence[LetterRow]
    number: int


def panel(found: Iterable[LetterListed], *, today: date) -> LettersShown | None:
    """None where there is no letter."""
    rows = [row(one, today=today) for one in sorted(found, key=_is_done)]
    return LettersShown(rows[:FIRST], rows[FIRST:], len(rows)) if rows else None


def _is_done(one: LetterListed) -> bool:
    return one.state != State.FAILED
