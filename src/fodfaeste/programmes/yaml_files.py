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
_STEPS = re.compile(r"\[\d+\]|\.?[^.\[]+")
_MOST_VALUES = 100_000
_DEEPEST = 50


@dataclass
class Read:
    """A file's data, the line of each place in it, and what is wrong with it as YAML."""

    data: Any = None
    lines: dict[str, int] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)

    def line(self, place: str) -> int:
        """The line of a place, or of the nearest place around it that is there.

        Where one value stands for a list of one, its place has a ``[0]`` that the file has not.
        """
        if place in self.lines:
            return self.lines[place]
        found = ""
        for step in _STEPS.findall(place):
            if found + step in self.lines:
                found += step
            elif step != "[0]":
                break
        return self.lines.get(found, 1)


def read_yaml(path: str | os.PathLike[str]) -> Read:
    """The content of ``path``; what is wrong with it is in ``faults``."""
    read = Read()
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        node = yaml.compose(text, Loader=_Loader)
    except OSError as error:
        read.faults.add("", "cannot_read", why=error.strerror or error)
        return read
    except UnicodeDecodeError:
        read.faults.add("", "not_utf8")
        return read
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        read.lines[""] = mark.line + 1 if mark else _line_at(text, error)
        why = getattr(error, "problem", None) or getattr(error, "reason", None) or error
        read.faults.add("", "not_yaml", why=why)
        return read
    except RecursionError:
        read.faults.add("", "not_yaml", why="nested too deeply")
        return read
    if node is None:
        read.faults.add("", "empty_file")
        return read
    try:
        read.data = _value(node, "", read)
    except _Endless as error:
        read.data, read.lines = None, {"": error.line}
        read.faults.add("", "not_yaml", why="an alias repeats itself without end")
    return read


class _Endless(ValueError):
    """An alias stands inside what it repeats, or aliases of aliases make a file of millions."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(f"line {line}")


def _line_at(text: str, error: yaml.YAMLError) -> int:
    return text.count("\n", 0, getattr(error, "position", 0)) + 1


def _value(node: Any, place: str, read: Read) -> Any:
    read.lines.setdefault(place, node.start_mark.line + 1)
    if len(read.lines) > _MOST_VALUES or place.count(".") + place.count("[") > _DEEPEST:
        raise _Endless(node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _map(node, place, read)
    if isinstance(node, yaml.SequenceNode):
        return [_value(part, below(place, n), read) for n, part in enumerate(node.value)]
    return _scalar(node)


def _map(node: Any, place: str, read: Read) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            inside = below(place, "?")
            read.lines[inside] = key_node.start_mark.line + 1
            read.faults.add(inside, "key_not_a_word")
            continue
        key = str(key_node.value)
        inside = below(place, key)
        if key in found:
            while inside in read.lines:
                inside += " (again)"
            read.lines[inside] = key_node.start_mark.line + 1
            read.faults.add(inside, "duplicate_key", key=shown(key))
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
