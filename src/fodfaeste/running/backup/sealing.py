"""The envelope of a backup: a stream, encrypted and authenticated piece by piece.

Its pieces are sealed as those of documents are (``cases.files.sealing``). Each file has a key of
its own, made by HKDF from the site's backup key and a salt in front of the file, so that no nonce
is ever used twice under one key.

    magic (19 bytes) · salt (16) · proof of the key (16) · pieces of 64 KiB, each with a tag (16)
"""

import hmac
import io
import secrets
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fodfaeste.cases.files.sealing import PIECE, TAG, exactly, nonce_of
from fodfaeste.running.faults import CutOff, Damaged, NoBackup, WrongKey

MAGIC = b"fodfaeste backup 1\n"
SALT, PROOF = 16, 16
CUT_OFF = (
    "The end of the backup is missing or changed: it was not finished, or not copied whole. "
    "Take another."
)


class Sealer(io.RawIOBase):
    """Encrypts what is written to it into ``file``. Only a closed one leaves a whole backup."""

    def __init__(self, file: IO[bytes], key: str) -> None:
        self._file, self._waiting, self._number = file, bytearray(), 0
        salt = secrets.token_bytes(SALT)
        self._box, proof = box_of(key, salt)
        self._head = MAGIC + salt + proof
        file.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._waiting += data
        # The last piece is not written before it is known to be the last.
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Seals the last piece. What is never finished is found to be cut off."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._box.encrypt(nonce_of(self._number, last=last), piece, self._head))
        self._number += 1


class Opener(io.RawIOBase):
    """Decrypts what is read from ``file``, and gives nothing out that was not sealed so."""

    def __init__(self, file: IO[bytes], key: str) -> None:
        self._file, self._opened, self._number = file, b"", 0
        self._head = exactly(file, len(MAGIC) + SALT + PROOF)
        if not self._head.startswith(MAGIC):
            raise NoBackup("The file is no backup of Fodfæste.")
        if len(self._head) < len(MAGIC) + SALT + PROOF:
            raise CutOff(CUT_OFF)
        salt = self._head[len(MAGIC) : len(MAGIC) + SALT]
        self._box, proof = box_of(key, salt)
        if not hmac.compare_digest(proof, self._head[-PROOF:]):
            raise WrongKey(
                "FODFAESTE_BACKUP_KEY is not the key that this backup was made with. "
                "Give the one that was in use on the day it was made."
            )
        self._next: bytes | None = exactly(file, PIECE + TAG)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._opened and self._next is not None:
            self._open_next()
        given = self._opened[: len(buffer)]
        buffer[: len(given)] = given
        self._opened = self._opened[len(given) :]
        return len(given)

    def _open_next(self) -> None:
        assert self._next is not None
        sealed, after = self._next, exactly(self._file, PIECE + TAG)
        self._opened = self._unsealed(sealed, last=not after)
        self._number, self._next = self._number + 1, after or None

    def _unsealed(self, sealed: bytes, *, last: bool) -> bytes:
        try:
            return self._box.decrypt(nonce_of(self._number, last=last), sealed, self._head)
        except (InvalidTag, ValueError) as error:
            if last:
                raise CutOff(CUT_OFF) from error
            raise Damaged(
                "The backup is not as it was written: something in it was changed. Take another."
            ) from error


def box_of(key: str, salt: bytes) -> tuple[AESGCM, bytes]:
    """What seals one file, and the proof that it is made of that key."""
    made = HKDF(SHA256(), 32 + PROOF, salt, b"fodfaeste backup 1").derive(key.encode())
    return AESGCM(made[:32]), made[32:]
