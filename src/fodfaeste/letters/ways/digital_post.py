"""Digital Post: a MeMo file in a folder, from which whatever speaks to the service takes it away.

A file is there once, also where somebody takes it away while a worker dies: it is made in a folder
beside, then it is written down that it is handed over, then it is moved, which is one step. Whoever
comes later and finds it written down moves what is still there, and makes nothing anew.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

from fodfaeste.accounts.models import Organisation
from fodfaeste.cases import crypto
from fodfaeste.letters import channels, enclosing, memo, memo_check
from fodfaeste.letters.faults import Cannot, CannotDeliver
from fodfaeste.letters.kinds import kind_name
from fodfaeste.letters.models import Enclosure, Letter
from fodfaeste.letters.new import CITIZEN
from fodfaeste.letters.ways.handed import Handed

OUT, MAKING, HANDED = "out", "making", "handed"


class NotMeMo(RuntimeError):
    """What was made is not as the format asks; says where."""


def hand_over(handed: Handed) -> None:
    """Raises ``CannotDeliver`` (``no_number``, ``no_sender``, ``no_answer``)."""
    content = file_of(handed)
    try:
        _place(handed.letter.pk, content)
    except OSError as error:
        raise CannotDeliver(Cannot.NO_ANSWER) from error


def file_of(handed: Handed) -> bytes:
    """The file, which is held against the format before anybody gets it."""
    letter = handed.letter
    name = kind_name(letter.kind, language=letter.language)
    message = memo.Message(
        letter_id=letter.pk,
        case_id=letter.case_id,
        label=name.capitalize(),
        language=letter.language,
        sender=sender_of(letter.case.organisation),
        receiver=receiver_of(letter),
        made_at=letter.put_at,
        letter=memo.Document(
            label=name.capitalize(), filename=f"{letter.kind}.pdf", content=handed.pdf
        ),
        attached=[_document(row) for row in letter.enclosures.order_by("number")],
    )
    faults = memo_check.faults_of(memo.tree(message))
    if faults:
        raise NotMeMo(", ".join(faults))
    return memo.written(message)


def _document(row: Enclosure) -> memo.Document:
    """What is enclosed, numbered: two of them may be called the same."""
    name = crypto.decrypt(row.name)
    filename = f"{row.number:02}-{name}"
    content = enclosing.content_of(row)
    return memo.Document(label=name, filename=filename, content=content, kind=row.kind)


def sender_of(organisation: Organisation) -> memo.Party:
    """The organisation, by its own CVR number or that of the one which it is a unit of."""
    cvr = channels.number_of(organisation)
    if not cvr:
        raise CannotDeliver(Cannot.NO_SENDER)
    return memo.Party(
        number=cvr, id_type="CVR", label=organisation.letter_name or organisation.name
    )


def receiver_of(letter: Letter) -> memo.Party:
    """By number alone: whose it is, the service knows."""
    if letter.to_role != CITIZEN:
        cvr = crypto.decrypt_map(letter.receiver).get("cvr")
        if not cvr:
            raise CannotDeliver(Cannot.NO_NUMBER)
        return memo.Party(number=str(cvr), id_type="CVR")
    if letter.case.citizen.cpr is None:
        raise CannotDeliver(Cannot.NO_NUMBER)
    number = crypto.decrypt(letter.case.citizen.cpr).replace("-", "")
    return memo.Party(number=number, id_type="CPR")


# --- the folder


def folder(name: str) -> Path:
    """A folder of those in which files are made, written down and found."""
    return Path(settings.FODFAESTE_DIGITAL_POST) / name


def _place(letter_id: UUID, content: bytes) -> None:
    with _alone():
        made, mark = folder(MAKING) / f"{letter_id}.xml", folder(HANDED) / str(letter_id)
        if not mark.exists():
            _write(made, content)
            _write(mark, b"")
        if made.exists():
            made.rename(folder(OUT) / made.name)
            _keep(folder(OUT))


def forget(letter_id: UUID) -> None:
    """Takes away what is there still of a letter that is erased."""
    if not folder(HANDED).is_dir():
        return
    for path in (folder(MAKING) / f"{letter_id}.xml", folder(OUT) / f"{letter_id}.xml"):
        path.unlink(missing_ok=True)
    (folder(HANDED) / str(letter_id)).unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Whole, and on disk, or not at all."""
    draft = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    draft.rename(path)
    _keep(path.parent)


def _keep(directory: Path) -> None:
    """What was named in the folder stays so also where the machine stops."""
    number = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time. Whoever dies lets go."""
    for name in (OUT, MAKING, HANDED):
        folder(name).mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder(HANDED) / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
