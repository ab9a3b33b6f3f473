"""The columns that hold ciphertext, read from the data register: there is no other list of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.db import models

from fodfaeste.protection.register import encrypted_fields

BEGINS = "gAAAAA"
"""How a token of Fernet begins: its version, and the first bytes of a time."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column in which something is encrypted: the whole value, or parts of its JSON.
    ``append_only``: the database refuses to change it."""

    model: type[models.Model]
    field: str
    append_only: bool = False

    @property
    def name(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    @property
    def rows(self) -> "models.QuerySet[Any]":
        """All rows that have something there, whoever may see them."""
        every = self.model._base_manager.order_by("pk")
        return every.exclude(**{f"{self.field}__isnull": True})


def columns() -> tuple[Column, ...]:
    """Every encrypted column."""
    return tuple(
        Column(apps.get_model(label), field, append_only)
        for label, field, append_only in encrypted_fields()
    )


def tokens(value: Any) -> Iterator[str]:
    """The tokens within a value: a text, or JSON with texts in it."""
    if isinstance(value, str):
        if value.startswith(BEGINS):
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from tokens(part)
    elif isinstance(value, list):
        for part in value:
            yield from tokens(part)


def is_current(token: str) -> bool:
    """Whether it is encrypted with the first of the keys."""
    try:
        Fernet(settings.FODFAESTE_KEYS[0]).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def turned(value: Any) -> Any:
    """The value with every token encrypted by the first key. Raises ``InvalidToken``."""
    if isinstance(value, str):
        return _turned_token(value) if value.startswith(BEGINS) else value
    if isinstance(value, dict):
        return {name: turned(part) for name, part in value.items()}
    if isinstance(value, list):
        return [turned(part) for part in value]
    return value


def _turned_token(token: str) -> str:
    if is_current(token):
        return token
    box = MultiFernet([Fernet(key) for key in settings.FODFAESTE_KEYS])
    return box.rotate(token.encode()).decode()
