"""CVR numbers and P-numbers as people type them. A P-number has no check digit."""

import re

from stdnum.dk import cvr as stdnum_cvr

P_NUMBER = re.compile(r"\d{10}")
_SEPARATORS = re.compile(r"[\s.\-]")


def cvr(text: str) -> str:
    """The number without blanks, points and ``DK``; whether it is one, ``is_cvr`` says."""
    found: str = stdnum_cvr.compact(_SEPARATORS.sub("", text))
    return found


def is_cvr(number: str) -> bool:
    """Whether it has eight digits of which the last fits the others."""
    return bool(number.isascii() and stdnum_cvr.is_valid(number))


def p_number(text: str) -> str:
    """The number without blanks and points."""
    return _SEPARATORS.sub("", text)


def is_p_number(number: str) -> bool:
    """Whether it has ten digits."""
    return bool(number.isascii() and P_NUMBER.fullmatch(number))
