"""Reads the files of programmes and of the vocabulary, and holds published ones to their hash."""

import json
import os
from hashlib import sha256
from typing import Any

from fodfaeste.core.faults import Faults
from fodfaeste.core.programme import Programme
from fodfaeste.core.reading import read_programme, read_vocabulary
from fodfaeste.core.vocabulary import Vocabulary
from fodfaeste.programmes.catalogue import PUBLISHED, FaultyFile
from fodfaeste.programmes.yaml_files import Read, read_yaml


def read_vocabulary_file(path: str) -> Vocabulary:
    """The vocabulary in the file at ``path``. Raises ``Refused`` with every mistake."""
    return read_vocabulary(read_yaml(path).data)


def read_programme_file(
    path: str, vocabulary: Vocabulary, *, named: tuple[str, str] | None
) -> Programme:
    """The programme in the file at ``path``. Raises ``FaultyFile`` with all its mistakes.

    ``named``: the programme and the version that the file's place says it holds.
    """
    read = read_yaml(path)
    _check_published(path, read.faults)
    programme = None
    if read.data is not None:
        programme = read_programme(read.data, vocabulary, read.faults)
        _check_name(named, read)
    if programme is None or read.faults.found:
        raise FaultyFile(path, [(read.line(one.place), one) for one in read.faults.found])
    return programme


def _check_name(named: tuple[str, str] | None, read: Read) -> None:
    """A version lies in its programme's folder under its own day, if it lies in one."""
    if named is None or not isinstance(read.data, dict):
        return
    for place, name in zip(("programme", "version"), named, strict=True):
        given = read.data.get(place)
        if isinstance(given, str) and given != name:
            read.faults.add(place, "not_as_named", given=given, named=name)


def _check_published(path: str, faults: Faults) -> None:
    """A version whose hash is on record must still have it."""
    folder = os.path.dirname(path)
    for base in (folder, os.path.dirname(folder)):
        name = os.path.relpath(path, base).replace(os.sep, "/")
        known = published(os.path.join(base, PUBLISHED)).get(name)
        if known and os.path.exists(path) and known != file_hash(path):
            faults.add("", "published_changed", version=os.path.splitext(name)[0])


def published(record: str) -> dict[str, str]:
    """The hashes of published versions by file, as ``record`` has them; none without it."""
    if not os.path.exists(record):
        return {}
    with open(record, encoding="utf-8") as file:
        known: dict[str, Any] = json.load(file)
    return known


def file_hash(path: str) -> str:
    """The hash by which a published version is known."""
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()
