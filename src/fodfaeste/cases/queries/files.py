"""A document, for the person who asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases import crypto
from fodfaeste.cases.files import store
from fodfaeste.cases.models import CaseFile
from fodfaeste.cases.policy import TEXTS, Act, Kind
from fodfaeste.cases.visibility import NotVisible, allowed_case, note_refused, visible_case


class FileLost(FileNotFoundError):
    """The document is not on disk, though nobody took it away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A document. ``content``: piece by piece."""

    name: str
    kind: str
    size: int
    content: Iterator[bytes]


def file(*, user: User, case_id: UUID, file_id: UUID, today: date) -> FileView:
    """The document, to be taken out; that it was is logged. Raises ``NotVisible``, or
    ``FileLost``."""
    found = CaseFile.objects.visible_to(user, today).select_related("entry__text", "case")
    row = found.filter(case=case_id, pk=file_id).first()
    if row is None:
        note_refused(by=user, case_id=case_id)
        raise NotVisible(file_id)
    _case, sight = visible_case(user, case_id, today)
    return _given(row, user, sight.relations)


def file_for_citizen(*, user: User, case_id: UUID, file_id: UUID, today: date) -> FileView:
    """The same, to be given to the citizen with all that is held. Raises ``NotAllowed`` as well."""
    allowed_case(user, case_id, Act.TAKE_OUT, today)
    found = CaseFile.unrestricted.filter(case=case_id, pk=file_id, removed_at=None)
    row = found.select_related("entry__text", "case").first()
    if row is None:
        raise NotVisible(file_id)
    return _given(row, user, ())


def _given(row: CaseFile, user: User, relations: Any) -> FileView:
    text = row.entry.text
    try:
        content = store.content(row.pk, bytes.fromhex(crypto.decrypt(row.key)))
    except FileNotFoundError as error:
        raise FileLost(row.pk) from error
    access.note(
        user=user,
        act=access.Act.EXPORT,
        case_id=row.case_id,
        citizen_id=row.case.citizen_id,
        kinds=[TEXTS[text.kind], Kind.REGISTRATIONS],
        relations=relations,
        page="file",
        entry=row.entry.event_id,
    )
    name = crypto.decrypt_map(text.ciphertext)["attributes"]["name"]
    return FileView(name=name, kind=row.kind, size=row.size, content=content)
