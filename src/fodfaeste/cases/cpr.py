"""Everything about CPR numbers: their form, the birth date in them, how they are kept and found.

A number is never refused for its check digit: since 2007 numbers are given out that fail it.
Somebody without a CPR number has a replacement number, whose day is 60 too high.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.conf import settings
from stdnum.dk import cpr as stdnum_cpr
from stdnum.exceptions import ValidationError

from fodfaeste.core.faults import Fault, Refused

_REPLACEMENT = 60
_IN_TEXT = re.compile(r"(?<!\d)\d{2}\.?\d{2}\.?\d{2}[ .-]?\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class Cpr:
    """A possible CPR number. ``odd``: its check digit does not fit, so look again.

    ``repr`` does not show it: numbers must not end up in the lines of a log.
    """

    digits: str
    birth_date: date
    replacement: bool
    odd: bool

    def __repr__(self) -> str:
        return "Cpr(…)"

    def __str__(self) -> str:
        return "……-…."

    @property
    def shown(self) -> str:
        """As people write it: six digits, a hyphen, four digits."""
        return written(self.digits)


def written(digits: str) -> str:
    """Ten digits as people write them."""
    return f"{digits[:6]}-{digits[6:]}"


def read(text: str, *, today: date, place: str = "cpr") -> Cpr:
    """The number in ``text``. Raises ``Refused`` at ``place`` with the code ``cpr_form`` or
    ``cpr_date`` (no such day, or one still to come); the fault does not repeat the number."""
    digits = stdnum_cpr.compact(text.replace(".", ""))
    if not re.fullmatch(r"\d{10}", digits, re.ASCII):
        raise Refused([Fault(place, "cpr_form")])
    born = _birth_date(digits)
    if born is None or born > today:
        raise Refused([Fault(place, "cpr_date")])
    odd = stdnum_cpr.checksum(digits) != 0
    return Cpr(digits, born, is_replacement(digits), odd)


def is_replacement(digits: str) -> bool:
    """Whether the day is 60 too high: a number in place of a CPR number."""
    return int(digits[:2]) > _REPLACEMENT


def _birth_date(digits: str) -> date | None:
    day = int(digits[:2]) - (_REPLACEMENT if is_replacement(digits) else 0)
    try:
        return date.fromisoformat(str(stdnum_cpr.get_birth_date(f"{day:02d}{digits[2:]}")))
    except ValidationError:
        return None


def looks_like(text: str) -> bool:
    """Whether somebody has typed a CPR number where a name was asked for."""
    return bool(_IN_TEXT.search(text))


def without_numbers(text: str) -> str:
    """The text without what looks like CPR numbers."""
    return _IN_TEXT.sub("", text)


def blind_index(number: Cpr) -> bytes:
    """What a number is found by: whoever has the database alone cannot try numbers against it."""
    return index_of_digits(number.digits)


def index_of_digits(digits: str) -> bytes:
    """The same of a number that is kept already, and so was read once."""
    key = settings.FODFAESTE_INDEX_KEY.encode()
    return hmac.new(key, b"cpr:" + digits.encode(), sha256).digest()
