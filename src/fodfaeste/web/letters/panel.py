"""The letters of a case, for its page. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fodfaeste.letters.listing import LetterListed
from fodfaeste.letters.models import State
from fodfaeste.web.letters.presenters import LetterRow, row


@dataclass(frozen=True, slots=True)
class LettersShown:
    """``failed``: somebody has to do something about the first of them."""

    rows: Sequence[LetterRow]
    failed: bool


def panel(found: Iterable[LetterListed], *, today: date) -> LettersShown | None:
    """None where there is no letter."""
    letters = sorted(found, key=lambda one: one.state != State.FAILED)
    if not letters:
        return None
    rows = [row(one, today=today) for one in letters]
    return LettersShown(rows, failed=letters[0].state == State.FAILED)
