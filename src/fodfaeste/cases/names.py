"""Danish names as keys: one to sort by, one to search by.

No database that we run on can be counted on to know Danish order, so a key is made of a to z and
0, which every one of them puts in the same order.
"""

import unicodedata

# Æ, Ø and Å come after z, in that order; an old aa is an å.
_IN_ORDER = str.maketrans({"æ": "zza", "ä": "zza", "ø": "zzb", "ö": "zzb", "å": "zzc", "ü": "y"})
_ALIKE = str.maketrans({"æ": "e", "ä": "e", "ø": "o", "ö": "o", "å": "a", "ü": "y"})
_LETTERS = str.maketrans({"ð": "d", "þ": "th", "ł": "l", "ı": "i", "ß": "ss", "đ": "d", "œ": "oe"})
_WORDS = "0"


def sort_key(name: str) -> str:
    """A key that puts names in Danish order: … z, æ, ø, å; aa as å; a space before any letter."""
    return _plain(_folded(name).replace("aa", "å").translate(_IN_ORDER))


def search_key(text: str) -> str:
    """A key in which Søren, Sören, Soeren and soren are the same."""
    spelled = _folded(text).translate(_ALIKE)
    for pair, letter in (("aa", "a"), ("ae", "e"), ("oe", "o")):
        spelled = spelled.replace(pair, letter)
    return _plain(spelled)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)


def _plain(text: str) -> str:
    """Without accents; whatever separates words becomes one 0."""
    letters = unicodedata.normalize("NFKD", text)
    words = "".join(
        letter if letter.isascii() and letter.isalnum() else _gap(letter) for letter in letters
    )
    return _WORDS.join(words.split())


def _gap(letter: str) -> str:
    return "" if unicodedata.combining(letter) or letter in "'’´`." else " "
