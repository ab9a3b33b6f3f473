"""What a document is, by its content. Neither its name nor what a browser claims is believed.

Office files are archives. They are never unpacked here: only their list of parts is read, and the
one part that says what they are; how large both may be is decided before.
"""

import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import IO

PDF, PNG, JPEG, WEBP = "application/pdf", "image/png", "image/jpeg", "image/webp"
TEXT = "text/plain"
_OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX, XLSX = f"{_OFFICE}.wordprocessingml.document", f"{_OFFICE}.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"

ENDINGS: Mapping[str, str] = {
    PDF: "pdf", PNG: "png", JPEG: "jpg", WEBP: "webp", DOCX: "docx", XLSX: "xlsx", ODT: "odt",
    ODS: "ods", TEXT: "txt",
}  # fmt: skip
"""The kinds that are taken, each with how the name of such a file ends."""

ZIP, ZIP_END, LONG_END = b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x07"
MOST_PARTS = 2_000
MOST_OF_LIST = 512 * 1024
"""Bytes of the list of an archive's parts."""
MOST_UNPACKED = 500 * 1024 * 1024
MOST_OF_TYPES = 512 * 1024
MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
RUNS = ("/vbaproject.bin", "/vbadata.xml", "/activex/", "/macrosheets/", "/basic/", "/scripts/")
"""What stands in the names of parts in which something could run."""
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How office programs pack."""
UNREADABLE = (zipfile.BadZipFile, zlib.error, ValueError, LookupError, OSError, EOFError,
              RuntimeError)  # fmt: skip
"""What reading an archive that is broken raises."""
PIECE = 64 * 1024
CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


class HasMacros(Exception):
    """The document holds something that could run."""


def kind_of(file: IO[bytes], *, name: str) -> str | None:
    """What the document is, one of ``ENDINGS``; None if it is nothing that is taken. ``name``:
    only a text has to be called one. Raises ``HasMacros``."""
    file.seek(0)
    first = file.read(16)
    found = next((kind for kind, is_it in FIRST.items() if is_it(first)), None)
    if found is None and first.startswith(ZIP):
        found = _office(file)
    if found is None and name.lower().endswith(".txt"):
        found = TEXT if _is_text(file) else None
    file.seek(0)
    return found


FIRST: Mapping[str, Callable[[bytes], bool]] = {
    PDF: lambda first: first.startswith(b"%PDF-"),
    PNG: lambda first: first.startswith(b"\x89PNG\r\n\x1a\n"),
    JPEG: lambda first: first.startswith(b"\xff\xd8\xff"),
    WEBP: lambda first: first[:4] == b"RIFF" and first[8:12] == b"WEBP",
}


def _office(file: IO[bytes]) -> str | None:
    if not _has_short_list(file):
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            return _kind_of_archive(archive)
    except UNREADABLE:
        return None


def _has_short_list(file: IO[bytes]) -> bool:
    """Whether the list of parts is one that can be read into memory, by the archive's own end. One
    with something behind its end is none that an office program wrote; nor is one of this size with
    a long end before it, which would say anew how long the list is."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 42))
    before, end = file.read(min(20, max(0, size - 22))), file.read(22)
    if len(end) < 22 or not end.startswith(ZIP_END) or before.startswith(LONG_END):
        return False
    parts, list_size = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    return 0 < parts <= MOST_PARTS and list_size <= MOST_OF_LIST


def _kind_of_archive(archive: zipfile.ZipFile) -> str | None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return None
    if any(part.flag_bits & 1 or part.compress_type not in PACKED for part in parts):
        return None
    if not parts or len(set(names)) < len(names):
        return None
    kind = _open_document(archive, parts) or _office_open(archive, names)
    if kind is not None and any(mark in f"/{name.lower()}" for name in names for mark in RUNS):
        raise HasMacros(kind)
    return kind


def _open_document(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str | None:
    """Its first part says what it is, and is not packed."""
    if parts[0].filename != "mimetype" or parts[0].file_size > 100:
        return None
    said = archive.read(parts[0]).decode("ascii", "replace").strip()
    return said if said in (ODT, ODS) and "content.xml" in archive.namelist() else None


def _office_open(archive: zipfile.ZipFile, names: list[str]) -> str | None:
    kind = next((kind for part, kind in MAIN_PARTS.items() if part in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        return None
    with archive.open("[Content_Types].xml") as part:
        types = part.read(MOST_OF_TYPES + 1)
    if len(types) > MOST_OF_TYPES:
        return None
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise HasMacros(kind)
    return kind if f"{kind}.main+xml".encode() in types else None


def _is_text(file: IO[bytes]) -> bool:
    """UTF-8, or what Danish Windows wrote before: no byte that no text holds."""
    file.seek(0)
    found = False
    while piece := file.read(PIECE):
        found = True
        if not CONTROLS.isdisjoint(piece):
            return False
    return found
