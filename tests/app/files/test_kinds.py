"""What a document is, its content says."""

import io
import struct
import zipfile

import pytest

from fodfaeste.cases.files import kinds, sealing
from fodfaeste.cases.files.kinds import HasMacros, kind_of
from fodfaeste.cases.files.naming import cleaned
from tests.app.files.samples import (
    JPEG,
    PDF,
    PNG,
    SHEET,
    TEXT,
    WEBP,
    WORD,
    archive,
    docx,
    opendocument,
    types,
    xlsx,
)


def found(content, name="x"):
    return kind_of(io.BytesIO(content), name=name)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "brev.pdf", kinds.PDF),
        (PDF, "brev.docx", kinds.PDF),
        (PNG, "x", kinds.PNG),
        (JPEG, "x", kinds.JPEG),
        (WEBP, "x", kinds.WEBP),
        (docx(), "x", kinds.DOCX),
        (xlsx(), "x", kinds.XLSX),
        (opendocument("text"), "x", kinds.ODT),
        (opendocument("spreadsheet"), "x", kinds.ODS),
        (TEXT, "referat.TXT", kinds.TEXT),
        ("Ærø".encode("cp1252"), "gammel.txt", kinds.TEXT),
    ],
)
def test_what_is_taken(content, name, kind):
    assert found(content, name) == kind


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "tom.pdf"),
        (b"", "tom.txt"),
        (TEXT, "referat.pdf"),
        (b"<html><script>alert(1)</script>", "side.html"),
        (b"<html><script>alert(1)</script>", "side.pdf"),
        (b"MZ" + b"\x00" * 100, "program.txt"),
        (b"\n%PDF-1.7", "brev.pdf"),
        (b"GIF89a", "x.gif"),
        (b"RIFF\x00\x00\x00\x00WAVE", "x.webp"),
        (b"\x00\x01", "x.txt"),
        (b"PK\x03\x04 no archive", "x.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "gammel.doc"),
    ],
)
def test_what_is_not(content, name):
    assert found(content, name) is None


def end_of(parts, size, start):
    """How an archive ends that says it has so many parts, listed in so many bytes."""
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, parts, parts, size, start, 0)


def broken_in(name):
    """An archive of which a part cannot be unpacked."""
    content = bytearray(docx(**{name: types(WORD, "<x/>" * 40)}))
    begin = content.index(name.encode()) + len(name)
    content[begin : begin + 20] = b"\xff" * 20
    return bytes(content)


def with_long_list(parts):
    """An archive whose long end, which counts, says more than its end does."""
    start = b"PK\x03\x04" + bytes(30)
    listed = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", *[0] * 18) + b"a"
    size = parts * len(listed)
    said = (44, 45, 45, 0, 0, parts, parts, size, len(start))
    long_end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", *said)
    finder = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(start) + size, 1)
    return start + listed * parts + long_end + finder + end_of(1, 10, len(start))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(broken_in("[Content_Types].xml"), id="a part that cannot be unpacked"),
        pytest.param(b"PK\x03\x04" + bytes(30) + end_of(1, 0, 34), id="no parts"),
        pytest.param(docx()[:40] + end_of(1, 4000, 0), id="cut off"),
    ],
)
def test_a_broken_archive_is_nothing_that_is_taken(content):
    assert found(content, "x.docx") is None


def test_no_list_of_parts_is_read_that_is_longer_than_the_end_says(monkeypatch):
    monkeypatch.setattr(zipfile, "ZipFile", None)  # whoever opens it has read the list
    assert found(with_long_list(5000), "x.docx") is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(archive({"a.txt": "x"}), id="an archive of anything"),
        pytest.param(archive({"word/document.xml": "x"}), id="without its types"),
        pytest.param(
            archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "x"}),
            id="that does not say what it is",
        ),
        pytest.param(
            archive({"[Content_Types].xml": types(SHEET), "word/document.xml": "x"}),
            id="that says it is another",
        ),
        pytest.param(opendocument("graphics"), id="a drawing"),
        pytest.param(
            archive({"content.xml": "x", "mimetype": "application/vnd.oasis.opendocument.text"}),
            id="whose kind does not come first",
        ),
    ],
)
def test_an_archive_that_is_no_office_file(content):
    assert found(content) is None


# --- polyglots


def test_a_program_with_a_document_behind_it_is_none():
    assert found(docx(), "x.docx") == kinds.DOCX
    assert found(b"MZ\x90\x00" + b"\x00" * 200 + docx(), "x.docx") is None


def test_a_document_with_something_behind_it_is_none():
    assert found(docx() + b"<script>alert(1)</script>", "x.docx") is None


def test_a_page_behind_a_picture_is_handed_out_as_the_picture():
    both = PNG + b"<html><script>alert(1)</script></html>"
    assert found(both, "x.html") == kinds.PNG
    assert cleaned("x.html", kind=kinds.PNG) == "x.png"


# --- macros


@pytest.mark.parametrize(
    "content",
    [
        docx(**{"word/vbaProject.bin": "x"}),
        docx(**{"word/VBAPROJECT.BIN": "x"}),
        xlsx(**{"xl/vbaProject.bin": "x"}),
        xlsx(**{"xl/macrosheets/sheet1.xml": "x"}),
        docx(**{"word/activeX/activeX1.bin": "x"}),
        opendocument("text", **{"Basic/Standard/Module1.xml": "x"}),
        opendocument("text", **{"Scripts/python/x.py": "x"}),
        archive(
            {
                "[Content_Types].xml": types(WORD).replace(".main", ".main")
                + "application/vnd.ms-word.document.macroEnabled.main+xml",
                "word/document.xml": "<w/>",
            }
        ),
    ],
)
def test_what_could_run_is_refused(content):
    with pytest.raises(HasMacros):
        found(content, "x.docx")


# --- bombs


def test_a_part_that_is_enormous_unpacked_is_not_unpacked(monkeypatch):
    bomb = docx(**{"word/media/x.xml": "0" * 5_000_000})
    assert len(bomb) < 20_000
    assert found(bomb) == kinds.DOCX
    monkeypatch.setattr(kinds, "MOST_UNPACKED", 1_000_000)
    assert found(bomb) is None


def test_types_that_are_enormous_are_read_no_further_than_need_be(monkeypatch):
    monkeypatch.setattr(kinds, "MOST_OF_TYPES", 1000)
    assert found(docx(**{"[Content_Types].xml": types(WORD) + " " * 100_000})) is None


def test_an_archive_of_very_many_parts_is_not_even_listed(monkeypatch):
    many = docx(**{f"x{n}.xml": "" for n in range(kinds.MOST_PARTS)})
    monkeypatch.setattr(zipfile, "ZipFile", None)  # it would fail if it were opened
    assert found(many) is None


def test_an_archive_that_lies_about_its_length_is_none():
    content = bytearray(docx())
    content[-10:-6] = (1 << 30).to_bytes(4, "little")
    assert found(bytes(content)) is None


# --- names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Lægeerklæring.pdf", "Lægeerklæring.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Brugere\\mh\\brev.docx", "brev.pdf"),
        ("brev\r\nSet-Cookie: x.pdf", "brev Set-Cookie x.pdf"),
        ("brev\u202efdp.exe", "brevfdp.pdf"),
        ("...", "dokument.pdf"),
        ("", "dokument.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("Svar til 010190-1234.pdf", "Svar til.pdf"),
        ("a" * 300 + ".pdf", "a" * 100 + ".pdf"),
        ("v1.2 af planen", "v1.2 af planen.pdf"),
        ('"><script>.pdf', "script.pdf"),
    ],
)
def test_a_name_is_only_a_name(name, shown):
    assert cleaned(name, kind=kinds.PDF) == shown


# --- sealing


@pytest.mark.parametrize("size", [0, 1, sealing.PIECE - 1, sealing.PIECE, sealing.PIECE * 2 + 7])
def test_what_is_sealed_is_opened(size):
    key, plain = b"k" * 32, bytes(range(256)) * (size // 256 + 1)
    pieces = list(sealing.sealed(io.BytesIO(plain[:size]), key, b"a"))
    sealed = b"".join(pieces)
    assert max(map(len, pieces)) <= sealing.PIECE + sealing.TAG
    assert b"".join(sealing.opened(io.BytesIO(sealed), key, b"a")) == plain[:size]


@pytest.mark.parametrize(
    "harm",
    [
        lambda s: s[:-1],
        lambda s: s[: sealing.PIECE + sealing.TAG],
        lambda s: b"x" + s[1:],
        lambda s: s + b"x",
        lambda s: s[sealing.PIECE + sealing.TAG :] + s[: sealing.PIECE + sealing.TAG],
    ],
)
def test_what_was_changed_cut_off_or_moved_is_not_opened(harm):
    key = b"k" * 32
    sealed = b"".join(sealing.sealed(io.BytesIO(b"z" * (sealing.PIECE * 2)), key, b"a"))
    for about, other in ((b"a", key), (b"b", key), (b"a", b"j" * 32)):
        harmed = harm(sealed) if (about, other) == (b"a", key) else sealed
        with pytest.raises(sealing.NotAsSealed):
            list(sealing.opened(io.BytesIO(harmed), other, about))
