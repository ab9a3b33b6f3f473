"""Programmes that have been read and found good, kept as Python keeps its compiled modules.

Reading YAML and checking every id takes longer than evaluating a thousand cases. What is kept is
plain data (``marshal``: it can hold no code), valid only for the same file, the same vocabulary
and the same version of the definition. It can be deleted at any time.
"""

import marshal
import os
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from fodfaeste.core.dates import Period
from fodfaeste.core.record import BY_NAME, is_record, names_of, restore

_HERE = os.path.dirname(os.path.abspath(__file__))
_CORE = os.path.join(os.path.dirname(_HERE), "core")
_DEFINITION = [
    os.path.join(_CORE, name)
    for name in (
        "programme.py",
        "description.py",
        "vocabulary.py",
        "indicators.py",
        "phased_support.py",
        "record.py",
        "shapes.py",
        "reading.py",
        "checking.py",
        "circles.py",
    )
] + [os.path.join(_HERE, name) for name in ("yaml_files.py", "catalogue.py", "kept.py")]

Stamp = tuple[tuple[str, int, int], ...]


def stamp(paths: Iterable[str]) -> Stamp:
    """What tells whether any of these files, or the definition of programmes, has changed."""
    return tuple(_stamp(path) for path in (*paths, *_DEFINITION))


def _stamp(path: str) -> tuple[str, int, int]:
    try:
        found = os.stat(path)
    except OSError:
        return path, 0, 0
    return path, found.st_mtime_ns, found.st_size


def recall(path: str, current: Stamp) -> Any:
    """The record kept for ``path``, or None if there is none that is still valid."""
    try:
        with open(_kept_at(path), "rb") as kept:
            known, data = marshal.loads(kept.read())
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return _decoded(data) if known == current else None


def keep(path: str, current: Stamp, record: Any) -> None:
    """Keeps ``record`` for ``path``; where nothing can be written, nothing is kept."""
    target = _kept_at(path)
    partial = f"{target}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
        with open(partial, "wb") as file:
            file.write(marshal.dumps((current, _encoded(record))))
        os.replace(partial, target)
    except OSError:
        return


def _kept_at(path: str) -> str:
    """Ours beside the package's compiled modules, others in the user's cache folder."""
    name = path.replace("%", "%25").replace(os.sep, "%2F")
    if path.startswith(_HERE + os.sep) and os.access(_HERE, os.W_OK):
        return os.path.join(_HERE, "__pycache__", f"{name[len(_HERE) + 2 :]}.kept")
    home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.path.join(home, "fodfaeste", f"{name[-200:]}.kept")


def _encoded(part: Any) -> Any:
    """Records, periods and dates as tuples that begin with their name; other tuples as lists."""
    if isinstance(part, Period):
        return ("Period", *part)
    if isinstance(part, date):
        return ("date", part.toordinal())
    if is_record(type(part)):
        return (type(part).__name__, *(_encoded(getattr(part, n)) for n in names_of(type(part))))
    if isinstance(part, tuple):
        return [_encoded(inner) for inner in part]
    if isinstance(part, Mapping):
        return {key: _encoded(inner) for key, inner in part.items()}
    return part


def _decoded(part: Any) -> Any:
    kind = type(part)
    if kind is tuple:
        name, *values = part
        if name == "Period":
            return Period(*values)
        if name == "date":
            return date.fromordinal(values[0])
        return restore(BY_NAME[name], [_decoded(value) for value in values])
    if kind is list:
        return tuple([_decoded(inner) for inner in part])
    if kind is dict:
        return {key: _decoded(inner) for key, inner in part.items()}
    return part
