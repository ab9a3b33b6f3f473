"""Reads a YAML file into plain data with the line of every place, and refuses repeated keys.

Only ``true``, ``false`` and whole numbers are more than text: a date stays as it is written, and
``0.20`` keeps its nought.
"""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from fodfaeste.core.faults import Faults, below, shown

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"(0|-?[1-9]\d{0,8})\Z", re.ASCII)
_QUOTED = ('"', "'", "|", ">")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass
class Read:
    """A file's data, the line of each place in it, and what is wrong with it as YAML."""

    data: Any = None
    lines: dict[str, int] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)

    def line(self, place: str) -> int:
        """The line of a place, or of the nearest place around it that is there."""
        while place and place not in self.lines:
            place = place[: max(place.rfind("."), place.rfind("["), 0)]
        return self.lines.get(place, 1)


def read_yaml(path: str | os.PathLike[str]) -> Read:
    """The content of ``path``; what is wrong with it is in ``faults``."""
    read = Read()
    try:
        text = Path(path).read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_Loader)
    except OSError as error:
        read.faults.add("", "cannot_read", why=error.strerror or error)
        return read
    except UnicodeDecodeError:
        read.faults.add("", "not_utf8")
        return read
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        read.lines[""] = mark.line + 1 if mark else 1
        read.faults.add("", "not_yaml", why=str(getattr(error, "problem", "") or error))
        return read
    if node is None:
        read.faults.add("", "empty_file")
        return read
    read.data = _value(node, "", read)
    return read


def _value(node: Any, place: str, read: Read) -> Any:
    read.lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _map(node, place, read)
    if isinstance(node, yaml.SequenceNode):
        return [_value(part, below(place, n), read) for n, part in enumerate(node.value)]
    return _scalar(node)


def _map(node: Any, place: str, read: Read) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            read.faults.add(place, "key_not_a_word")
            continue
        key = str(key_node.value)
        inside = below(place, key)
        if key in found:
            read.lines[f"{inside} (again)"] = key_node.start_mark.line + 1
            read.faults.add(f"{inside} (again)", "duplicate_key", key=shown(key))
            continue
        read.lines[inside] = key_node.start_mark.line + 1
        found[key] = _value(value_node, inside, read)
    return found


def _scalar(node: Any) -> Any:
    text = node.value
    if node.style in _QUOTED:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _NUMBER.match(text) else text
