"""Finds programmes: those that come with Fodfæste, and those in folders or files beside it.

A folder of programmes has a folder for each, and in it a file for each version, named by the day
from which it applies. A published version never changes: ``published.json`` holds its hash.
"""

import json
import os
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from fodfaeste.core.dates import as_date
from fodfaeste.core.events import REFERRAL, Case
from fodfaeste.core.faults import Fault, Faults, Refused
from fodfaeste.core.programme import Vocabulary
from fodfaeste.core.reading import read_programme, read_vocabulary
from fodfaeste.core.rules import Rules
from fodfaeste.programmes.yaml_files import Read, read_yaml

OWN_FOLDER = Path(__file__).parent
VOCABULARY = OWN_FOLDER / "vocabulary.yaml"
PUBLISHED = "published.json"


class FaultyFile(ValueError):
    """A programme file is refused. ``faults`` holds all its mistakes, ``lines`` their lines."""

    def __init__(self, path: Path, read: Read) -> None:
        self.path = path
        found = [(read.line(fault.place), fault) for fault in read.faults.found]
        self.faults: Sequence[tuple[int, Fault]] = sorted(found, key=lambda one: one[0])
        super().__init__(f"{path}: {len(self.faults)} mistakes")


class UnknownProgramme(LookupError):
    """There is no programme of that id."""


@cache
def vocabulary() -> Vocabulary:
    """The words that every programme may use."""
    return read_vocabulary(read_yaml(VOCABULARY).data)


def load(path: Path) -> Rules:
    """The rules in the file at ``path``. Raises ``FaultyFile`` with all its mistakes."""
    path = path.resolve()
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _load(path, stamp)


@cache
def _load(path: Path, _: int) -> Rules:
    read = read_yaml(path)
    _check_published(path, read.faults)
    rules = None
    if read.data is not None:
        rules = read_programme(read.data, vocabulary(), read.faults)
        _check_name(path, read)
    if rules is None or read.faults.found:
        raise FaultyFile(path, read)
    return rules


def _check_name(path: Path, read: Read) -> None:
    """A version lies in its programme's folder under its own day, if it lies in one."""
    if not isinstance(read.data, dict) or not _is_in_catalogue(path):
        return
    for place, named in (("programme", path.parent.name), ("version", path.stem)):
        given = read.data.get(place)
        if isinstance(given, str) and given != named:
            read.faults.add(place, "not_as_named", value=given, named=named)


def _is_in_catalogue(path: Path) -> bool:
    return any(path.parent.parent == folder for folder in folders())


def _check_published(path: Path, faults: Faults) -> None:
    """A version whose hash is on record must still have it."""
    for base in (path.parent, path.parent.parent):
        record = base / PUBLISHED
        known = _published(record).get(path.relative_to(base).as_posix()) if record.exists() else None
        if known and path.exists() and known != file_hash(path):
            faults.add("", "published_changed", version=path.stem)


@cache
def _published(record: Path) -> dict[str, str]:
    return dict(json.loads(record.read_text(encoding="utf-8")))


def file_hash(path: Path) -> str:
    """The hash by which a published version is known."""
    return sha256(path.read_bytes()).hexdigest()


def folders() -> list[Path]:
    """The folders of programmes: ours, then those that ``FODFAESTE_PROGRAMMES`` names."""
    named = os.environ.get("FODFAESTE_PROGRAMMES", "")
    return [OWN_FOLDER, *(Path(one).resolve() for one in named.split(os.pathsep) if one)]


def version_files(programme: str) -> list[Path]:
    """The files of a programme's versions, oldest first."""
    found: list[Path] = []
    for folder in folders():
        if folder.is_file():
            found += [folder] if _id_in(folder) == programme else []
        else:
            found += (folder / programme).glob("*.yaml")
    return sorted(found, key=lambda path: path.stem)


@cache
def _id_in(path: Path) -> str | None:
    data = read_yaml(path).data
    return data.get("programme") if isinstance(data, dict) else None


def programme_ids() -> list[str]:
    """The ids of all programmes."""
    return sorted({name for folder in folders() for name in _ids_in(folder)})


def _ids_in(folder: Path) -> Iterable[str]:
    if folder.is_file():
        name = _id_in(folder)
        return [name] if name else []
    return [path.name for path in folder.iterdir() if any(path.glob("*.yaml"))]


@cache
def versions(programme: str) -> Sequence[Rules]:
    """All versions of a programme, oldest first.

    Raises ``UnknownProgramme``, ``FaultyFile``, or ``Refused`` if two versions overlap.
    """
    if "/" in programme or programme.startswith("."):
        raise UnknownProgramme(programme)
    found = [load(path) for path in version_files(programme)]
    if not found:
        raise UnknownProgramme(programme)
    check_overlap(found)
    return found


def check_overlap(found: Sequence[Rules]) -> None:
    """Refuses versions of which two apply on the same day. Raises ``Refused``."""
    faults = Faults()
    for earlier, later in zip(found, found[1:], strict=False):
        first, second = earlier.programme, later.programme
        if first.version == second.version or (first.until and first.until >= second.version):
            faults.add(
                f"{second.programme}/{second.version}", "overlapping_versions", other=first.version
            )
    faults.refuse_if_any()


def named(programme: str) -> Sequence[Rules]:
    """The versions of a programme named by id, or the one in the file at a path."""
    if programme.endswith((".yaml", ".yml")) or "/" in programme:
        if not Path(programme).is_file():
            raise UnknownProgramme(programme)
        return [load(Path(programme))]
    return versions(programme)


def version_of(programme: str, version: Any) -> Rules:
    """One version of a programme. Raises ``UnknownProgramme`` if it is not there."""
    for rules in versions(programme):
        if str(rules.programme.version) == str(version):
            return rules
    raise UnknownProgramme(f"{programme} {version}")


def in_force(found: Sequence[Rules], day: int) -> Rules:
    """The latest version that applies on ``day``; the oldest if none had begun."""
    on = as_date(day)
    begun = [rules for rules in found if on and rules.programme.version <= on]
    return begun[-1] if begun else found[0]


def version_for(found: Sequence[Rules], case: Case, on: int) -> Rules:
    """The version for a case that names none: in force on its first referral, else on ``on``."""
    if len(found) == 1:
        return found[0]
    referred = [event.day for event in case.events if event.type == REFERRAL and event.day <= on]
    return in_force(found, min(referred, default=on))


def forget() -> None:
    """Forgets what was read, so that new and changed files are seen."""
    for remembered in (_load, _published, _id_in, versions):
        remembered.cache_clear()


__all__ = ["FaultyFile", "Refused", "UnknownProgramme", "in_force", "load", "named", "versions"]
