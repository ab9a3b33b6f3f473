"""Finds programmes: those that come with Fodfæste, and those in folders or files beside it.

A folder of programmes has a folder for each, and in it a file for each version, named by the day
from which it applies. A published version never changes: ``published.json`` holds its hash.
"""

import os
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from fodfaeste.core.dates import as_date
from fodfaeste.core.events import REFERRAL, Case
from fodfaeste.core.faults import Fault
from fodfaeste.core.programme import Programme
from fodfaeste.core.rules import Rules
from fodfaeste.core.vocabulary import Vocabulary
from fodfaeste.programmes import kept

OWN_FOLDER = os.path.dirname(os.path.abspath(__file__))
VOCABULARY = os.path.join(OWN_FOLDER, "vocabulary.yaml")
PUBLISHED = "published.json"


class FaultyFile(ValueError):
    """A programme file is refused. ``faults`` holds each mistake with its line, in order."""

    def __init__(self, path: str, faults: Sequence[tuple[int, Fault]]) -> None:
        self.path = path
        self.faults = sorted(faults, key=lambda one: one[0])
        super().__init__(f"{path}: {len(self.faults)} mistakes")


class UnknownProgramme(LookupError):
    """There is no programme of that id."""


@cache
def vocabulary() -> Vocabulary:
    """The words that every programme may use."""
    current = kept.stamp([VOCABULARY])
    known: Vocabulary | None = kept.recall(VOCABULARY, current)
    if known is None:
        from fodfaeste.programmes.reading import read_vocabulary_file

        known = read_vocabulary_file(VOCABULARY)
        kept.keep(VOCABULARY, current, known)
    return known


def load(path: str | os.PathLike[str]) -> Rules:
    """The rules in the file at ``path``. Raises ``FaultyFile`` with all its mistakes."""
    full = os.path.realpath(path)
    named = _name_in_catalogue(full)
    current = kept.stamp([full, VOCABULARY, *_records(full)])
    return _load(full, named, (*current, (f"{named}", 0, 0)))


@cache
def _load(path: str, named: tuple[str, str] | None, current: kept.Stamp) -> Rules:
    programme: Programme | None = kept.recall(path, current)
    if programme is None:
        from fodfaeste.programmes.reading import read_programme_file

        programme = read_programme_file(path, vocabulary(), named=named)
        kept.keep(path, current, programme)
    return Rules(programme, vocabulary())


def _records(path: str) -> list[str]:
    """Where the hash of a published version would be: beside its file or its folder."""
    folder = os.path.dirname(path)
    return [os.path.join(base, PUBLISHED) for base in (folder, os.path.dirname(folder))]


def _name_in_catalogue(path: str) -> tuple[str, str] | None:
    """The programme and version that a file's place says it holds, if it lies in a folder of
    programmes."""
    folder, name = os.path.split(path)
    if os.path.dirname(folder) not in folders():
        return None
    return os.path.basename(folder), os.path.splitext(name)[0]


def folders() -> list[str]:
    """The folders of programmes: ours, then those that ``FODFAESTE_PROGRAMMES`` names."""
    named = os.environ.get("FODFAESTE_PROGRAMMES", "")
    return [OWN_FOLDER, *(os.path.realpath(one) for one in named.split(os.pathsep) if one)]


def version_files(programme: str) -> list[str]:
    """The files of a programme's versions, oldest first."""
    found: list[str] = []
    for folder in folders():
        if os.path.isfile(folder):
            found += [folder] if _id_in(folder) == programme else []
        else:
            found += _yaml_in(os.path.join(folder, programme))
    return sorted(found, key=os.path.basename)


def _yaml_in(folder: str) -> list[str]:
    if not os.path.isdir(folder):
        return []
    return [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".yaml")]


@cache
def _id_in(path: str) -> str | None:
    from fodfaeste.programmes.yaml_files import read_yaml

    data = read_yaml(path).data
    return data.get("programme") if isinstance(data, dict) else None


def programme_ids() -> list[str]:
    """The ids of all programmes."""
    return sorted({name for folder in folders() for name in _ids_in(folder)})


def _ids_in(folder: str) -> Iterable[str]:
    if os.path.isfile(folder):
        name = _id_in(folder)
        return [name] if name else []
    if not os.path.isdir(folder):
        return []
    return [name for name in os.listdir(folder) if _yaml_in(os.path.join(folder, name))]


@cache
def versions(programme: str) -> Sequence[Rules]:
    """All versions of a programme, oldest first.

    Raises ``UnknownProgramme``, or ``FaultyFile`` also if two versions apply on the same day.
    """
    if "/" in programme or programme.startswith("."):
        raise UnknownProgramme(programme)
    files = version_files(programme)
    found = [load(path) for path in files]
    if not found:
        raise UnknownProgramme(programme)
    for path, (earlier, later) in zip(files[1:], pairwise(found), strict=True):
        _check_overlap(path, earlier.programme, later.programme)
    return found


def _check_overlap(path: str, earlier: Programme, later: Programme) -> None:
    """The version in the file at ``path`` may not apply on a day on which an earlier one does."""
    if earlier.version == later.version or (earlier.until and earlier.until >= later.version):
        from fodfaeste.programmes.yaml_files import read_yaml

        fault = Fault("version", "overlapping_versions", {"other": str(earlier.version)})
        raise FaultyFile(path, [(read_yaml(path).line("version"), fault)])


def named(programme: str) -> Sequence[Rules]:
    """The versions of a programme named by id, or the one in the file at a path."""
    if programme.endswith((".yaml", ".yml")) or "/" in programme:
        if not os.path.isfile(programme):
            raise UnknownProgramme(programme)
        return [load(programme)]
    return versions(programme)


def version_of(programme: str, version: object) -> Rules:
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
    for remembered in (_load, _id_in, versions):
        remembered.cache_clear()


__all__ = ["FaultyFile", "UnknownProgramme", "in_force", "load", "named", "versions"]
