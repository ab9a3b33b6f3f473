"""Forgets what was begun and not sent, where a text stands in it that is erased: a correction
begins with the text that it corrects, and a note with what was written since the last one."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from cryptography.fernet import InvalidToken

from fodfaeste.cases import crypto
from fodfaeste.cases.models import Draft, LogText

SAID = ("note", "answers", "attributes", "facts")
"""The parts of a text that forms hold as they are."""


def forget_drafts_with(*, case_id: UUID, texts: Iterable[LogText]) -> None:
    """Forgets the drafts of a case in which one of the texts stands, whoever writes them; before
    the texts go, inside the same transaction. A word alone is no text: it may stand anywhere. What
    no key opens is erased all the same, and tells nothing of what was in it."""
    erased = {said for text in texts for said in _sentences(text)}
    if not erased:
        return
    for draft in Draft.unrestricted.filter(case=case_id):
        typed = "\n".join(map(_plain, _words(_opened(draft.fields))))
        if any(said in typed for said in erased):
            draft.delete()


def _sentences(text: LogText) -> Iterator[str]:
    told = _opened(text.ciphertext)
    for words in _words([told.get(name) for name in SAID]):
        plain = _plain(words)
        if " " in plain:
            yield plain


def _opened(ciphertext: str) -> dict[str, Any]:
    """What was encrypted; nothing where nothing is, or no key fits."""
    try:
        return crypto.decrypt_map(ciphertext) if ciphertext else {}
    except InvalidToken:
        return {}


def _words(said: Any) -> Iterator[str]:
    """All text in fields or answers, however deep."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        yield from _words(list(said.values()))
    elif isinstance(said, list | tuple):
        for each in said:
            yield from _words(each)


def _plain(text: str) -> str:
    """A text as it is kept: a browser ends its lines in its own way."""
    return text.replace("\r\n", "\n").strip()
