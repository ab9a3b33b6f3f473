"""Whether the keys of the site are those that its database was written with."""

import hmac
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from fodfaeste.running.faults import OtherKeys
from fodfaeste.running.models import KeyProof

WORD = b"fodfaeste"
THE_ONE = 1


def canaries() -> list[str]:
    """The word as each of the keys seals it, the one in use first."""
    return [Fernet(key).encrypt(WORD).decode() for key in settings.FODFAESTE_KEYS]


def can_read(canary: str) -> bool:
    box = MultiFernet([Fernet(key) for key in settings.FODFAESTE_KEYS])
    try:
        return box.decrypt(canary.encode()) == WORD
    except InvalidToken:
        return False


def index_digest() -> str:
    """What the index key makes of the word; it tells nothing of the key."""
    key: str = settings.FODFAESTE_INDEX_KEY
    return hmac.new(key.encode(), b"index " + WORD, sha256).hexdigest()


def fault() -> str:
    """What is wrong with the keys, and what to do; empty if they are right or not proven yet."""
    proof = KeyProof.objects.filter(pk=THE_ONE).first()
    if proof and not can_read(proof.canary):
        return (
            "FODFAESTE_KEYS holds none of the keys that this database was written with. Put the "
            "former key behind the present ones, with a comma between."
        )
    if proof and not hmac.compare_digest(proof.index_digest, index_digest()):
        return (
            "FODFAESTE_INDEX_KEY is not the one that this database was written with: nobody would "
            "be found by their CPR number. Set it to the former one."
        )
    return ""


def prove() -> None:
    """Refuse other keys than the database's. A database that has no proof gets one, and an
    older proof is sealed anew by the key in use, so that a key can be retired."""
    if told := fault():
        raise OtherKeys(told)
    values = {"canary": canaries()[0], "index_digest": index_digest()}
    KeyProof.objects.update_or_create(pk=THE_ONE, defaults=values)
