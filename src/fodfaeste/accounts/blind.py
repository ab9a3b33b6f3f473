"""Blind indexes: what something is found by, where the thing itself is encrypted or not kept.

Whoever has the database alone cannot try values against it: the key lies elsewhere.
"""

import hmac
import re
import unicodedata
from hashlib import sha256

from django.conf import settings

_PART = re.compile(r"\d+|[^\W\d_]+")


def blind_index(purpose: str, value: str) -> bytes:
    """The index of a value. The same value has another one for another ``purpose``."""
    key = settings.FODFAESTE_INDEX_KEY.encode()
    return hmac.new(key, f"{purpose}:{value}".encode(), sha256).digest()


def address_index(*, street: str, postcode: str) -> bytes | None:
    """The index of a home, the same for a citizen and for somebody who works here: street, number,
    floor and door, and the postcode; None if one of them is empty.

    ``Ågade 4, 2. tv.`` and ``Aagade 4 2.TV`` are the same home.
    """
    parts, code = _parts(street), _parts(postcode)
    return blind_index("address", " ".join([*parts, *code])) if parts and code else None


def _parts(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("aa", "å")
    return _PART.findall(folded)
