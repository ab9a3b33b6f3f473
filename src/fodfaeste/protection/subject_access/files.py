"""The documents of a case, as the citizen is given them: listed here, and each to be taken out."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from fodfaeste.cases import crypto
from fodfaeste.cases.models import Case, CaseFile, LogText
from fodfaeste.protection.subject_access.naming import text_kind_name
from fodfaeste.protection.subject_access.tree import Item, day_in_words, fact, known


@dataclass(frozen=True, slots=True)
class ToGive:
    """A document, a letter, or what was enclosed with one (``number``), that is handed out with the
    rest."""

    case_id: UUID
    file_id: UUID
    name: str
    size: int
    is_letter: bool = False
    number: int = 0


def files(case: Case) -> Iterator[Item]:
    """All that were ever added; those erased without a name."""
    for row in _rows(case):
        line, text = row.entry, row.entry.text
        name = _name(text)
        yield Item(
            f"{day_in_words(line.on)}: {name}".rstrip(": "),
            known(
                fact("name", _("Name"), name),
                fact("of", _("About entry"), line.attributes.get("of")),
                fact("kind", _("Kind of file"), row.kind),
                fact("size", _("Size"), row.size, filesizeformat(row.size)),
                fact("text_kind", _("Kind of text"), text.kind, text_kind_name(text.kind)),
                fact("registered_by", _("Written by"), line.registered_by.name),
                fact("registered_at", _("Written down"), line.registered_at),
                fact("removed_at", _("Erased"), row.removed_at),
            ),
        )


def to_give(cases: tuple[Case, ...]) -> tuple[ToGive, ...]:
    """Those that are there."""
    return tuple(
        ToGive(case.pk, row.pk, _name(row.entry.text), row.size)
        for case in cases
        for row in _rows(case)
        if row.removed_at is None
    )


def _rows(case: Case) -> Iterator[CaseFile]:
    found = CaseFile.unrestricted.filter(case=case).order_by("entry__seq")
    yield from found.select_related("entry__text", "entry__registered_by")


def _name(text: LogText) -> str:
    if not text.ciphertext:
        return ""
    return str(crypto.decrypt_map(text.ciphertext)["attributes"]["name"])
