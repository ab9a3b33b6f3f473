"""Templates and data to PDF. What anybody wrote is data and never source of a template.

Shared by letters and by what a citizen is given of all that is held: fonts, standards, and what is
done with characters that cannot be set.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from fodfaeste.letters.compiling import CannotSet, compile_template

ROOT = Path(__file__).resolve().parents[1]
"""Where templates lie: in ``typst/`` of the room whose they are."""
FONTS = ROOT / "web/static/vendor/dkfds/fonts/IBMPlexSans/complete/ttf"
"""Where they are not there, the typesetter's own letters are taken."""
STANDARDS = ("ua-1", "a-2a")

PNG = b"\x89PNG\r\n\x1a\n"
MOST_PIXELS = 4_000_000
"""Of a picture: as many as a letter could show."""

CANNOT = "□"
"""Stands for what the letters at hand cannot show."""
SETTABLE = ((0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x386, 0x3CE), (0x400, 0x45F),
    (0x490, 0x491), (0x1E80, 0x1E85), (0x1EA0, 0x1EF9), (0x2010, 0x2014), (0x2018, 0x201E),
    (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A),
    (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2190, 0x2195), (0x2212, 0x2212), (0x2260, 0x2260),
    (0x2264, 0x2265), (0x25A1, 0x25A1), (0x2713, 0x2713))  # fmt: skip
"""The characters that there are letters for; a test sets all of them."""
UNSEEN = frozenset({"Cf", "Mn", "Me", "Cc"})
LONGEST_WORD, PIECE, MAY_BREAK = 40, 12, "\u200b"


def compiled(template: str, data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The PDF of a template (as ``letters/typst/invitation.typ``) filled with ``data``: tagged,
    declared PDF/UA-1 and PDF/A-2a. The same data gives the same bytes."""
    return compile_template(
        ROOT / template,
        root=str(ROOT),
        font_paths=[str(FONTS)] if FONTS.is_dir() else [],
        ignore_system_fonts=True,
        pdf_standards=list(STANDARDS),
        sys_inputs={"data": json.dumps(settable(data), ensure_ascii=False)},
        timestamp=int(made_at.timestamp()),
    )


def is_printable(picture: bytes) -> bool:
    """Whether a picture can stand on paper: one that is whole, and not so large that unpacking it
    would take the machine's memory."""
    if picture.startswith(PNG) and not 0 < _pixels(picture) <= MOST_PIXELS:
        return False
    data = {"data": json.dumps(list(picture))}
    try:
        compile_template(ROOT / "letters/typst/picture.typ", sys_inputs=data)
    except CannotSet:
        return False
    return True


def _pixels(png: bytes) -> int:
    """Width times height, as the head of a PNG says."""
    return int.from_bytes(png[16:20]) * int.from_bytes(png[20:24])


def settable(said: Any) -> Any:
    """The same data with every text in it such that it can be set."""
    if isinstance(said, str):
        return _text(said)
    if isinstance(said, Mapping):
        return {str(key): settable(value) for key, value in said.items()}
    return [settable(value) for value in said] if isinstance(said, list | tuple) else said


def _text(said: str) -> str:
    composed = unicodedata.normalize("NFC", said.replace("\r\n", "\n").replace("\t", " "))
    kept = "".join(map(_character, composed))
    once = re.sub(f"{CANNOT}+", CANNOT, kept)
    return _LONG_WORD.sub(_breakable, once)


_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")


def _breakable(word: re.Match[str]) -> str:
    """A word without end, as an address on the web, would leave the page at the right edge."""
    said = word[0]
    return MAY_BREAK.join(said[at : at + PIECE] for at in range(0, len(said), PIECE))


@cache
def _character(one: str) -> str:
    kind = unicodedata.category(one)
    is_there = any(first <= ord(one) <= last for first, last in SETTABLE) and kind != "Cn"
    if one == "\n" or is_there:
        return one
    if kind in UNSEEN:
        return ""
    return " " if one.isspace() else CANNOT
