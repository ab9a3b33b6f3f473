"""A stream, sealed piece by piece, so that memory holds one piece of it.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway and Vizár, 2015), as the file format
``age`` uses it: each piece is sealed by AES-256-GCM under a nonce that holds its number and
whether it is the last. So pieces can neither be changed, left out, put in another order nor cut
off. A key must seal one stream only.
"""

from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE, TAG = 64 * 1024, 16


class NotAsSealed(ValueError):
    """The stream was changed, cut off, or sealed by another key."""


def nonce_of(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def exactly(file: IO[bytes], size: int) -> bytes:
    """As many bytes, or as many as are left: a pipe gives them in smaller helpings."""
    found = bytearray()
    while len(found) < size and (more := file.read(size - len(found))):
        found += more
    return bytes(found)


def sealed(file: IO[bytes], key: bytes, about: bytes) -> Iterator[bytes]:
    """The pieces of ``file``, sealed. ``about``: what they are of, which has to be said again."""
    box, number, piece = AESGCM(key), 0, exactly(file, PIECE)
    while True:
        after = exactly(file, PIECE)
        yield box.encrypt(nonce_of(number, last=not after), piece, about)
        if not after:
            return
        number, piece = number + 1, after


def opened(file: IO[bytes], key: bytes, about: bytes) -> Iterator[bytes]:
    """What was sealed. Raises ``NotAsSealed``."""
    box, number, piece = AESGCM(key), 0, exactly(file, PIECE + TAG)
    while True:
        after = exactly(file, PIECE + TAG)
        try:
            yield box.decrypt(nonce_of(number, last=not after), piece, about)
        except (InvalidTag, ValueError) as error:
            raise NotAsSealed(number) from error
        if not after:
            return
        number, piece = number + 1, after
