"""Takes the written pages apart: fenced examples, links, names of files, tables.

An example is a fenced block with a word after its language. ``console``: commands behind ``$ ``
and what they print (``…``: left out). ``json case``, then ``json evaluation DAY``:
a case and part of its evaluation. ``json project``, then ``json statement QUARTER``. ``yaml
PROGRAMME``: scenarios in one language. ``yaml file``: a whole programme file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
FENCE = re.compile(r"^```(?P<words>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
LEFT_OUT = "…"
CODE = re.compile(r"(?<!`)`(?P<text>[^`\n]+)`(?!`)")


@dataclass(frozen=True)
class Example:
    """A fenced block: the words behind its fence, its text, and where it stands."""

    page: Path
    line: int
    words: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return f"{name_of(self.page)}:{self.line}"


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return page.read_text("utf-8")


def examples(*words: str) -> list[Example]:
    """The fenced blocks of all pages whose fence begins with these words."""
    found = [example for page in PAGES for example in examples_on(page)]
    return [one for one in found if one.words[: len(words)] == words]


def examples_on(page: Path) -> Iterator[Example]:
    text = text_of(page)
    for found in FENCE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Example(page, line, tuple(found["words"].split()), found["text"])


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return FENCE.sub("", text_of(page))


def links(page: Path) -> list[str]:
    """The targets of links and pictures that do not lead out of the repository."""
    targets = [found["target"] for found in LINK.finditer(prose(page))]
    return [target for target in targets if "://" not in target]


def codes(page: Path) -> list[str]:
    """What is set as code within a sentence."""
    return [found["text"] for found in CODE.finditer(prose(page))]


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings."""
    lines = [line for line in prose(page).splitlines() if line.startswith("#")]
    kept = (re.sub(r"[^\w\- ]", "", line.lstrip("#").strip().lower()) for line in lines)
    return {line.replace(" ", "-") for line in kept}


def first_cells(page: Path) -> set[str]:
    """The code in the first cell of each row of a page's tables."""
    rows = [line for line in prose(page).splitlines() if line.startswith("| `")]
    return {found["text"] for row in rows for found in CODE.finditer(row.split("|")[1])}


# --- comparing


def contains(actual: Any, expected: Any, place: str = "") -> Iterator[str]:
    """Where ``actual`` does not hold all that is expected. Rows of a list may be left out."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, inner in expected.items():
            yield from contains(actual.get(key), inner, f"{place}.{key}")
    elif isinstance(expected, list) and isinstance(actual, list) and expected:
        rest = iter(actual)
        for number, inner in enumerate(expected):
            if all(list(contains(one, inner)) for one in rest):
                yield f"{place}[{number}]: {inner} is not among {actual}"
    elif actual != expected:
        yield f"{place} is {actual!r}, not {expected!r}"


@dataclass(frozen=True)
class Command:
    """A command of a console example, and the lines that it is said to print."""

    example: Example
    line: str
    printed: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.example}: {self.line}"


def commands() -> list[Command]:
    """Every command of every console example."""
    return [one for example in examples("console") for one in commands_in(example)]


def commands_in(example: Example) -> Iterator[Command]:
    for part in re.split(r"^\$ ", example.text, flags=re.MULTILINE)[1:]:
        line, *printed = part.rstrip("\n").split("\n")
        yield Command(example, line, tuple(printed))


def prints(printed: str, expected: tuple[str, ...]) -> bool:
    """Whether a command printed the lines expected. How wide a gap is does not matter."""
    parts = [r"(.*\n)*?" if line == LEFT_OUT else f"{pattern_of(line)}\n" for line in expected]
    actual = "".join(f"{even(line)}\n" for line in printed.splitlines())
    return re.fullmatch("".join(parts), actual) is not None


def pattern_of(line: str) -> str:
    return ".*".join(re.escape(part) for part in even(line).split(LEFT_OUT))


def even(line: str) -> str:
    return " ".join(line.split())
