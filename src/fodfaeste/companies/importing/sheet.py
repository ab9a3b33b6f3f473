"""Reads a sheet: CSV as Danish and other programs write it, or XLSX.

What comes in is anybody's: how large it may become is decided before it is unpacked, and what
cannot be read is said in words."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice, repeat
from typing import Any

from openpyxl import load_workbook

from fodfaeste.cases.files.kinds import UNREADABLE
from fodfaeste.core.faults import Fault, Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 2_000
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATORS = ";,\t"
MOST_ROWS_OF_EXCEL = 1_048_576
DECLARES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
NAMED_SEPARATOR = re.compile(r'"?sep=([;,\t|])"?', re.IGNORECASE)
BROKEN = (*UNREADABLE, KeyError, TypeError, AttributeError, SyntaxError, MemoryError)
"""What openpyxl raises on a file that is not what it says it is."""

Rows = Sequence[Sequence[str]]


def read(content: bytes) -> Rows:
    """The rows as texts, the header among them; rows with nothing in them are left out, but
    counted: the n-th of the sheet is the n-th here. Raises ``Refused``."""
    if len(content) > MOST_BYTES:
        raise refused("sheet_large", value=MOST_BYTES // 1024 // 1024)
    if content.startswith(OLD_EXCEL):
        raise refused("sheet_old")
    found = _xlsx(content) if content.startswith(ZIP) else _csv(content)
    rows = list(islice(found, MOST_ROWS + 2))
    if len(rows) > MOST_ROWS + 1:
        raise refused("sheet_long", value=MOST_ROWS)
    if not any(any(row) for row in rows[1:]):
        raise refused("sheet_empty")
    return rows


def refused(code: str, **values: object) -> Refused:
    return Refused([Fault("file", code, {name: str(value) for name, value in values.items()})])


# --- CSV


def _csv(content: bytes) -> Iterator[list[str]]:
    text, separator = _separated(_text(content))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            yield _cells(row)
    except csv.Error as error:
        raise refused("sheet_broken_line", value=reader.line_num) from error


def _separated(text: str) -> tuple[str, str]:
    """The text, and what stands between its cells. Some programs say so in a line before the
    first, which they do not show or count."""
    first, _, rest = text.partition("\n")
    said = NAMED_SEPARATOR.fullmatch(first.strip())
    return (rest, said[1]) if said else (text, max(SEPARATORS, key=first.count))


def _text(content: bytes) -> str:
    """Windows-1252 is what older Danish programs write where it is not UTF-8."""
    marked = next((code for bom, code in BOMS if content.startswith(bom)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise refused("sheet_not_text")


# --- XLSX


def _xlsx(content: bytes) -> Iterator[list[str]]:
    _check_parts(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        limits = {"max_row": MOST_ROWS_OF_EXCEL, "max_col": MOST_COLUMNS}
        for row in _without_end(sheet.iter_rows(values_only=True, **limits)):
            yield _cells(map(_said, row))
    except BROKEN as error:
        raise refused("sheet_broken") from error


def _check_parts(content: bytes) -> None:
    """A small file may hold a large one: what its list says is not exceeded when it is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
                raise refused("sheet_large", value=MOST_UNPACKED // 1024 // 1024)
            if any(_declares(archive, part) for part in parts):
                raise refused("sheet_broken")
    except Refused:
        raise
    except BROKEN as error:
        raise refused("sheet_broken") from error


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a part declares entities, by which a few letters may become many: wherever in it, and
    whatever it is called."""
    content = archive.read(part)
    return any(mark in content for mark in DECLARES)


def _without_end(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Without the empty rows at the end: a sheet may claim a million of them. What stands below a
    gap is counted as what it is, the n-th of the sheet, and may be too far down."""
    empty = 0
    for row in rows:
        if row.count(None) < len(row):
            yield from repeat((), empty)
            yield row
            empty = 0
        else:
            empty += 1


def _said(cell: Any) -> str:
    """A cell as somebody would have typed it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    return str(cell)


def _cells(row: Iterable[str]) -> list[str]:
    cells = [cell.replace("\x00", "").strip()[:LONGEST_CELL] for cell in row]
    return cells[:MOST_COLUMNS]
