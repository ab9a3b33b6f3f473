"""Reads the settings a site gives through the environment, and refuses nonsense.

A wrong value never stops the import of the settings: it is kept as a problem, which a system
check then shows together with all the others (see checks.py).
"""

import json
import os
import re
import secrets
import stat
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from cryptography.fernet import Fernet

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
ENGINES = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}
SHORTEST_SECRET = 32
LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True)
class Problem:
    """A setting that cannot be used: what is wrong and what to do, in one sentence each."""

    code: str
    message: str
    remedy: str


@dataclass
class Environment:
    """The environment, the problems met so far, and the file of secrets that were made here:
    those of a demonstration, and of a site that has no name yet."""

    made_keys: Path
    problems: list[Problem] = field(default_factory=list)
    makes_secrets: bool = False

    def text(self, name: str, default: str = "") -> str:
        return os.environ.get(name, default).strip()

    def hidden(self, name: str) -> str:
        """A secret: given itself, or as a file of its own, named in ``<name>_FILE``."""
        given, file = self.text(name), self.text(f"{name}_FILE")
        if not file:
            return given
        remedy = f"Set {name} or {name}_FILE, the latter to a file that this user can read."
        if given:
            self.refuse("E020", f"Both {name} and {name}_FILE are set.", remedy)
        return self._content_of(Path(file), name, remedy)

    def _content_of(self, file: Path, name: str, remedy: str) -> str:
        try:
            self._refuse_open(file)
            return file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            self.refuse("E020", f"The file named in {name}_FILE cannot be read.", remedy)
            return ""

    def boolean(self, name: str, *, default: bool) -> bool:
        value = self.text(name).lower()
        if value in TRUE | FALSE:
            return value in TRUE
        if value:
            self.refuse("E001", f"{name} is {value!r}.", f"Set {name} to 1 or 0, or leave it out.")
        return default

    def number(self, name: str, *, default: int, least: int = 0) -> int:
        value = self.text(name)
        if not value:
            return default
        if value.isascii() and value.isdigit() and least <= int(value):
            return int(value)
        remedy = f"Set {name} to a whole number from {least} up, or leave it out."
        self.refuse("E009", f"{name} is {value!r}.", remedy)
        return default

    def words(self, name: str, *, default: str = "") -> list[str]:
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def database(self, default: str) -> dict[str, Any]:
        """The one database. The problem does not quote the address: it may hold a password."""
        if found := database_at(self.text("DATABASE_URL") or default):
            return found
        remedy = "Use sqlite:////folder/file.sqlite3 or postgres://user:password@host/name."
        self.refuse("E002", "DATABASE_URL is not the address of a database we know.", remedy)
        return dict(environ.Env.db_url_config("sqlite://:memory:"))

    def secret(self, name: str, *, required: bool = True, made: bool = True) -> str:
        """A secret; empty if it is not given, not ``required`` and not ``made`` here either."""
        remedy = "Make one: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        is_made = made and self.makes_secrets
        if not required and not is_made and not self.is_given(name):
            return ""
        value = self._given_or_made(name, lambda: secrets.token_urlsafe(50), "E003", remedy)
        if len(value) < SHORTEST_SECRET:
            self.refuse("E004", f"{name} is too short to be a secret.", remedy)
        return value

    def is_given(self, name: str) -> bool:
        return bool(self.text(name) or self.text(f"{name}_FILE"))

    def fernet_keys(self, name: str) -> list[str]:
        """Keys for personal text: the first encrypts, all of them decrypt."""
        remedy = (
            "Make one: python -c 'from cryptography.fernet import Fernet;"
            " print(Fernet.generate_key().decode())'. Put a new key before the old ones,"
            " with a comma between."
        )
        given = self._given_or_made(name, lambda: Fernet.generate_key().decode(), "E003", remedy)
        keys = [key.strip() for key in given.split(",") if key.strip()]
        if not all(is_fernet_key(key) for key in keys):
            self.refuse("E005", f"{name} holds something that is no Fernet key.", remedy)
        return [key for key in keys if is_fernet_key(key)] or [Fernet.generate_key().decode()]

    def paths(self, name: str) -> list[Path]:
        """Files and folders, joined as in PATH, as the catalogue of programmes reads them."""
        given = self.text(name).split(os.pathsep)
        paths = [Path(word).expanduser() for word in given if word]
        for path in paths:
            if not path.exists():
                remedy = f"Correct {name}: files and folders with {os.pathsep!r} between."
                self.refuse("E006", f"{name} names {path}, which is not there.", remedy)
        return [path for path in paths if path.exists()]

    def origins(self, name: str) -> list[str]:
        origins = self.words(name)
        for origin in origins:
            if not is_origin(origin):
                remedy = f"Write {name} as https://sager.kommune.example, with commas between."
                self.refuse("E007", f"{name} holds {origin!r}, which is no origin.", remedy)
        return [origin for origin in origins if is_origin(origin)]

    def email(self, name: str, default: str) -> dict[str, Any]:
        try:
            return dict(environ.Env.email_url_config(self.text(name) or default))
        except Exception:  # noqa: BLE001 - as in database_at()
            remedy = "Write it as smtp+tls://user:password@host:587, or leave it out."
            self.refuse("E008", f"{name} is not the address of a mail server.", remedy)
            return dict(environ.Env.email_url_config(default))

    def _given_or_made(self, name: str, make: Callable[[], str], code: str, remedy: str) -> str:
        if value := self.hidden(name):
            return value
        if self.makes_secrets:
            self._refuse_open(self.made_keys)
            return made_secret(self.made_keys, name, make)
        self.refuse(code, f"{name} is not set.", remedy)
        # A throw-away value, so that the checks get to run and can tell everything at once.
        return make()

    def _refuse_open(self, file: Path) -> None:
        if file.exists() and open_to_others(file):
            message = f"{file} can be read by other users of this machine."
            self.refuse("E021", message, f"Shut it: chmod 600 {file}")

    def refuse(self, code: str, message: str, remedy: str) -> None:
        problem = Problem(f"fodfaeste.{code}", message, remedy)
        # One file may hold many secrets.
        self.problems += [] if problem in self.problems else [problem]


def database_at(address: str) -> dict[str, Any] | None:
    try:
        with warnings.catch_warnings(action="ignore"):  # we tell it better ourselves
            found: dict[str, Any] = environ.Env.db_url_config(address)
    except Exception:  # noqa: BLE001 - django-environ has none of its own for a wrong address
        return None
    return dict(found) if found.get("ENGINE") in ENGINES else None


def is_fernet_key(text: str) -> bool:
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


def is_origin(text: str) -> bool:
    parts = urlsplit(text)
    has_host = bool(re.fullmatch(r"[\w.*-]+(:\d+)?", parts.netloc))
    return parts.scheme in {"http", "https"} and has_host and not parts.path


def open_to_others(file: Path) -> bool:
    """Whether any user of this machine may read it. What a service manager hands over may be
    readable by a group."""
    return bool(file.stat().st_mode & stat.S_IROTH)


def made_secret(file: Path, name: str, make: Callable[[], str]) -> str:
    """The secret of that name in a file of ours, made the first time it is asked for."""
    found: dict[str, str] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    if name not in found:
        found[name] = make()
        write_secretly(file, json.dumps(found, indent=2))
    return found[name]


def write_secretly(file: Path, text: str) -> None:
    """Write so that nobody else can read it, at no moment, and nobody sees half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(text)
    draft.replace(file)
