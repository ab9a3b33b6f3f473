"""Documents as a line of the log shows them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fodfaeste.cases import rows
from fodfaeste.cases.files import kinds
from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView, EntryView
from fodfaeste.web import dates

KINDS: Mapping[str, Promise] = {
    kinds.PDF: _("PDF"),
    kinds.PNG: _("picture"),
    kinds.JPEG: _("picture"),
    kinds.WEBP: _("picture"),
    kinds.DOCX: _("document"),
    kinds.ODT: _("document"),
    kinds.XLSX: _("spreadsheet"),
    kinds.ODS: _("spreadsheet"),
    kinds.TEXT: _("text"),
}
ABOUT: Mapping[str, Promise] = {"health": _("health"), "social": _("social matters")}


@dataclass(frozen=True, slots=True)
class FileShown:
    """A document. ``says``: its kind and size; ``about``: what fewer read about."""

    name: str
    says: str
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document, with what it belongs to and the line of the log where that stands."""

    file: FileShown
    of: str
    day: str
    line: str


def documents(view: CaseView, *, today: date) -> list[Document]:
    """All documents of the case that the reader may open, what was added last first."""
    by_id = {entry.id: entry for entry in view.entries}
    lines = reversed(readable(view))
    told = ((each, _standing(str(each.attributes.get("of")), by_id)) for each in lines)
    return [_document(view, line, of, today=today) for line, of in told if of is not None]


def _standing(entry_id: str, by_id: Mapping[str, EntryView]) -> EntryView | None:
    """An entry, or what stands in its place once it was corrected."""
    entry = by_id.get(entry_id)
    while entry is not None and entry.replaced_by and entry.replaced_by in by_id:
        entry = by_id[entry.replaced_by]
    return entry


def _document(view: CaseView, line: EntryView, of: EntryView, *, today: date) -> Document:
    known = view.rules.terms.events.get(of.type)
    return Document(
        file=_shown(view.case_id, line),
        of=known.name[dates.language()] if known else of.type,
        day=dates.short(of.on, today=today),
        line=f"#{of.id}",
    )


def readable(view: CaseView) -> list[EntryView]:
    """The lines by which documents were added that the reader may open, oldest first."""
    lines = (each for each in reversed(view.entries) if each.type == rows.FILE_ADDED)
    return [each for each in lines if "name" in each.attributes]


def files_of(
    entry: EntryView, lines: Sequence[EntryView], by_id: Mapping[str, EntryView], *, case_id: UUID
) -> tuple[FileShown, ...]:
    """The documents of an event, of ``lines``; where it was corrected, they go along with what
    stands in its place."""
    if entry.kind != "event" or not lines:
        return ()
    ids = {entry.id, *_replaced(entry, by_id)}
    return tuple(_shown(case_id, each) for each in lines if each.attributes.get("of") in ids)


def _replaced(entry: EntryView, by_id: Mapping[str, EntryView]) -> Iterator[str]:
    """Those in whose place an entry stands, one behind the other."""
    while entry.replaces and entry.replaces in by_id:
        yield entry.replaces
        entry = by_id[entry.replaces]


def _shown(case_id: UUID, line: EntryView) -> FileShown:
    said = line.attributes
    return FileShown(
        name=said["name"],
        says=f"{kind_says(said)}, {size_says(said)}",
        about=str(ABOUT.get(line.text_kind, "")),
        url=reverse("file", args=[case_id, said["file"]]),
    )


def details(said: Mapping[str, Any]) -> Iterator[str]:
    """What the line by which a document was added says."""
    if "name" in said:
        yield said["name"]
    yield kind_says(said)
    yield size_says(said)


def kind_says(said: Mapping[str, Any]) -> str:
    return str(KINDS.get(said["type"], said["type"]))


def size_says(said: Mapping[str, Any]) -> str:
    return filesizeformat(said["bytes"])


def add_url(view: CaseView, entry: EntryView) -> str:
    """Where a document is added to what happened, by who may register."""
    is_event = entry.kind == "event" and entry.can_be_corrected
    if not is_event or not view.sight.may(Act.REGISTER):
        return ""
    return reverse("add_file", args=[view.case_id, entry.id])
