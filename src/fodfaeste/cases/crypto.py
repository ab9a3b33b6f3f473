"""Encrypts personal text with the site's keys: the first encrypts, all of them decrypt."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

from fodfaeste.accounts.chains import canonical


def encrypt(text: str) -> str:
    """``text``, readable with the site's keys only."""
    return _box(tuple(settings.FODFAESTE_KEYS)).encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """What was encrypted. Raises ``cryptography.fernet.InvalidToken`` if no key fits."""
    return _box(tuple(settings.FODFAESTE_KEYS)).decrypt(token.encode()).decode()


def encrypt_bytes(content: bytes) -> str:
    """What is no text, as a document, in the same way."""
    return _box(tuple(settings.FODFAESTE_KEYS)).encrypt(content).decode()


def decrypt_bytes(token: str) -> bytes:
    """What was encrypted. Raises ``cryptography.fernet.InvalidToken`` if no key fits."""
    return _box(tuple(settings.FODFAESTE_KEYS)).decrypt(token.encode())


def encrypt_map(values: Mapping[str, Any]) -> str:
    """A map of plain data, encrypted."""
    return encrypt(canonical(values))


def decrypt_map(token: str) -> dict[str, Any]:
    """The map that was encrypted."""
    return dict(json.loads(decrypt(token)))


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
