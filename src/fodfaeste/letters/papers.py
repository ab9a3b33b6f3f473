"""The PDF of a letter: made once, when it goes out, and the same for ever after."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction

from fodfaeste.cases import crypto
from fodfaeste.core.faults import Refused
from fodfaeste.letters import enclosing, holding
from fodfaeste.letters.channels import contact_of
from fodfaeste.letters.faults import Cannot, CannotDeliver
from fodfaeste.letters.look import look_of
from fodfaeste.letters.models import Frozen, Letter
from fodfaeste.letters.new import CITIZEN
from fodfaeste.letters.rendering import render


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter as it stands on paper. ``digest``: of the PDF."""

    pdf: bytes
    digest: str


def frozen(letter: Letter) -> Paper | None:
    """The letter as it went out, or is going out; None while nothing has been frozen."""
    row = Frozen.unrestricted.filter(letter=letter.pk).first()
    if row is None:
        return None
    return paper_of(crypto.decrypt_bytes(row.content))


def is_frozen(letter: Letter) -> bool:
    """Whether it has been set on paper as it goes out."""
    return Frozen.unrestricted.filter(letter=letter.pk).exists()


def freeze(letter: Letter, *, anew: bool = False) -> Paper:
    """The letter on paper; made and kept with what is enclosed, unless it was before. ``anew``:
    made again, as long as nobody has it. Raises ``CannotDeliver``."""
    there = None if anew else frozen(letter)
    if there is not None:
        return there
    made = paper_of(drawn(letter))
    row = {"content": crypto.encrypt_bytes(made.pdf), "size": len(made.pdf)}
    with transaction.atomic():
        still = Letter.unrestricted.filter(pk=letter.pk, claim=letter.claim, sent_at=None)
        if not still.update(digest=made.digest):
            raise CannotDeliver(Cannot.GONE)
        Frozen.unrestricted.update_or_create(letter=letter, defaults=row)
        enclosing.freeze(letter)
    letter.digest = made.digest
    return made


def paper_of(pdf: bytes) -> Paper:
    """A PDF with its digest."""
    return Paper(pdf, sha256(pdf).hexdigest())


def drawn(letter: Letter) -> bytes:
    """The letter as it would go out now. Raises ``CannotDeliver``."""
    if holding.is_erased(letter):
        raise CannotDeliver(Cannot.TEXT_GONE)
    try:
        data = {**crypto.decrypt_map(letter.data), "receiver": window_of(letter)}
        look = look_of(letter.case.organisation, language=letter.language)
        return render(letter.kind, data, language=letter.language, look=look)
    except Refused as error:
        raise CannotDeliver(Cannot.INCOMPLETE) from error


def window_of(letter: Letter) -> dict[str, Any]:
    """What stands in the window of the envelope: name and address of whoever gets it. What is not
    posted needs no address."""
    receiver = crypto.decrypt_map(letter.receiver)
    lines = str(receiver.get("address") or "").splitlines()
    if letter.to_role == CITIZEN:
        known = contact_of(letter.case.citizen)
        place = f"{known.get('postcode', '')} {known.get('city', '')}".strip()
        lines = [line for line in (known.get("street", ""), place) if line]
    is_posted = letter.channel == "print"
    return {"name": receiver.get("name", ""), "lines": lines if is_posted else []}
