"""What lies in the same envelope as a letter: documents of its case.

Until the letter goes, the documents are those of the case; from the moment at which it is set on
paper it has copies of its own, which never change, and are erased with it.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from pypdf import PdfReader, PdfWriter

from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.files import store
from fodfaeste.cases.files.kinds import DOCX, JPEG, ODS, ODT, PDF, PNG, TEXT, XLSX
from fodfaeste.cases.models import CaseFile
from fodfaeste.cases.policy import TEXTS, Kind
from fodfaeste.core.faults import Fault, Refused
from fodfaeste.letters.faults import Cannot, CannotDeliver
from fodfaeste.letters.models import Enclosure, Letter

log = logging.getLogger(__name__)

MOST, MOST_BYTES = 10, 10_000_000
"""Documents that go along with one letter, and how large they are together."""
IN_DIGITAL_POST = frozenset({PDF, PNG, JPEG, DOCX, XLSX, ODT, ODS, TEXT})
"""What is publicly known to be taken there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of a case that could be enclosed. ``about``: what it is about, which decides who
    reads it; ``fault``: the code of why it cannot be chosen."""

    file_id: UUID
    name: str
    kind: str
    size: int
    about: str
    fault: str


def documents(*, user: User, case_id: UUID, today: date) -> tuple[Document, ...]:
    """The documents of a case that ``user`` reads, the latest first."""
    found = _readable(user, case_id, today).order_by("-entry__seq")
    return tuple(
        Document(
            file_id=row.pk,
            name=_name(row),
            kind=row.kind,
            size=row.size,
            about=row.entry.text.kind,
            fault=_fault(row),
        )
        for row in found
    )


def _readable(user: User, case_id: UUID, today: date) -> "QuerySet[CaseFile]":
    seen = CaseFile.objects.visible_to(user, today).filter(case=case_id)
    return seen.select_related("entry__text")


def _name(row: CaseFile) -> str:
    return str(crypto.decrypt_map(row.entry.text.ciphertext)["attributes"]["name"])


def _fault(row: CaseFile) -> str:
    if row.size > MOST_BYTES:
        return "enclosure_large"
    return "" if store.path_of(row.pk).exists() else "enclosure_lost"


# --- into the outbox


def chosen(
    file_ids: Iterable[UUID], *, case_id: UUID, by: User, today: date
) -> tuple[CaseFile, ...]:
    """The documents, in the order in which they were chosen. Raises ``Refused`` where ``by`` does
    not read one of them, or they are too many or too large."""
    wanted = list(dict.fromkeys(file_ids))
    if not wanted:
        return ()
    found = {row.pk: row for row in _readable(by, case_id, today).filter(pk__in=wanted)}
    if len(found) < len(wanted):
        raise Refused([Fault("enclosed", "enclosure_unknown")])
    rows = tuple(found[one] for one in wanted)
    faults = {_fault(row) for row in rows} - {""}
    if len(rows) > MOST or sum(row.size for row in rows) > MOST_BYTES:
        faults.add("enclosures_many")
    if faults:
        raise Refused([Fault("enclosed", code) for code in sorted(faults)])
    return rows


def names(rows: Iterable[CaseFile]) -> list[str]:
    """What stands on the letter of what is enclosed."""
    return [_name(row) for row in rows]


def enclose(letter: Letter, rows: Iterable[CaseFile]) -> None:
    """Puts documents into the envelope of a letter that is put into the outbox."""
    Enclosure.unrestricted.bulk_create(
        Enclosure(
            letter=letter,
            file=row,
            number=number,
            name=crypto.encrypt(_name(row)),
            kind=row.kind,
            size=row.size,
            seen_as=TEXTS[row.entry.text.kind].value,
        )
        for number, row in enumerate(rows, start=1)
    )


# --- on its way


def of_letter(letter_id: UUID) -> list[Enclosure]:
    """What is enclosed, in order; without what is in it."""
    return list(Enclosure.unrestricted.filter(letter=letter_id).defer("content"))


def kinds_of(letter_id: UUID) -> frozenset[str]:
    """The kinds of file that are enclosed."""
    found = Enclosure.unrestricted.filter(letter=letter_id)
    return frozenset(found.values_list("kind", flat=True))


def held_as(kind: Kind) -> Q:
    """The enclosures that hold that kind of information: as they were put into the envelope, or as
    the document is classified by now."""
    texts = [text for text, held in TEXTS.items() if held == kind]
    return Q(seen_as=kind.value) | Q(file__entry__text__kind__in=texts)


def held_in(letter_id: UUID) -> frozenset[Kind]:
    """The kinds of information that the envelope of a letter holds besides it, by either."""
    found = Enclosure.unrestricted.filter(letter=letter_id).defer("content")
    rows = found.select_related("file__entry__text")
    return frozenset(kind for row in rows for kind in held_by(row))


def held_by(row: Enclosure) -> frozenset[Kind]:
    """The same of one of them."""
    return frozenset({Kind(row.seen_as), TEXTS[row.file.entry.text.kind]})


def all_in_digital_post(kinds: Iterable[str]) -> bool:
    """Whether files of these kinds can go along there."""
    return IN_DIGITAL_POST.issuperset(kinds)


def freeze(letter: Letter) -> None:
    """Gives the letter copies of its own. Raises ``CannotDeliver`` where a document was erased, or
    is lost."""
    for row in Enclosure.unrestricted.filter(letter=letter, content=None).select_related("file"):
        content = _content(row.file)
        sealed, digest = crypto.encrypt_bytes(content), sha256(content).hexdigest()
        Enclosure.unrestricted.filter(pk=row.pk).update(content=sealed, digest=digest)


def thaw(letters: Iterable[Any]) -> None:
    """Takes the copies away of letters that nobody has, and that do not go as they are."""
    found = Enclosure.unrestricted.filter(letter__in=list(letters))
    found.update(content=None, digest="")


def content_of(row: Enclosure) -> bytes:
    """What is in it: as it went, or as it would go now. Raises ``CannotDeliver``."""
    return crypto.decrypt_bytes(row.content) if row.content else _content(row.file)


def _content(file: CaseFile) -> bytes:
    try:
        if file.removed_at is not None:
            raise CannotDeliver(Cannot.ENCLOSURE_GONE)
        return b"".join(store.content(file.pk, bytes.fromhex(crypto.decrypt(file.key))))
    except FileNotFoundError as error:
        raise CannotDeliver(Cannot.ENCLOSURE_GONE) from error


def is_printed_along(kind: str) -> bool:
    """Whether it comes out of the printer behind the letter. What is no PDF does not."""
    return kind == PDF


def print_into(writer: PdfWriter, letter_id: UUID) -> bool:
    """Puts what is enclosed behind the letter. Whether that was possible with all of it: a file
    that is no PDF, or one that is locked or broken, has to be printed by itself."""
    whole = True
    for row in Enclosure.unrestricted.filter(letter=letter_id).order_by("number"):
        whole &= is_printed_along(row.kind) and printed_behind(writer, content_of(row))
    return whole


def printed_behind(writer: PdfWriter, content: bytes) -> bool:
    """Puts all pages of a document behind what is there; False, and none, where that cannot be."""
    whole = _set_anew(content)
    if whole is not None:
        writer.append(whole, import_outline=False)
    return whole is not None


def _set_anew(content: bytes) -> BytesIO | None:
    """The document by itself, written out whole; None if it is locked or broken. A broken one may
    fail in any way, and not before half of its pages are there: it must not spoil the pile."""
    try:
        pages, alone, whole = PdfReader(BytesIO(content)), PdfWriter(), BytesIO()
        if pages.is_encrypted:
            return None
        alone.append(pages, import_outline=False)
        alone.write(whole)
    except Exception:
        log.warning("an enclosed document cannot be printed along", exc_info=True)
        return None
    return whole


def digest_of(letter_id: UUID) -> str:
    """Of all that is enclosed, in its order; empty where nothing is. The line in the log that says
    that the letter was sent holds it."""
    found = Enclosure.unrestricted.filter(letter=letter_id).order_by("number")
    digests: Sequence[str] = list(found.values_list("digest", flat=True))
    return sha256(" ".join(digests).encode()).hexdigest() if digests else ""


def changed(letter_id: UUID) -> Iterator[int]:
    """The numbers of what is not any more what its digest says."""
    for row in Enclosure.unrestricted.filter(letter=letter_id):
        content = crypto.decrypt_bytes(row.content) if row.content else b""
        if sha256(content).hexdigest() != row.digest:
            yield row.number
