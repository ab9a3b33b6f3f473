"""The two tables beside this file: what each address answers, and who may read what."""

import fcntl
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

FOLDER = Path(__file__).parent
ANSWERS, SECRETS = FOLDER / "answers.md", FOLDER / "secrets.md"
WRITING = "FODFAESTE_WRITE_TABLE"

Table = dict[str, dict[str, str]]
"""Cells by row and column."""


def is_writing() -> bool:
    """Whether the table is written anew instead of compared."""
    return bool(os.environ.get(WRITING))


def read(path: Path) -> Table:
    """The rows of all tables of a page, by their first cell."""
    found: Table = {}
    head: list[str] = []
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or set(line) <= set("|-: "):
            head = head if line.startswith("|") else []
        elif not head:
            head = cells
        else:
            found[cells[0]] = dict(zip(head[1:], cells[1:], strict=True))
    return found


def write_column(column: str, cells: Mapping[str, str], sections: Mapping[str, str]) -> None:
    """Puts one visitor's answers into the table, one process after the other."""
    with (FOLDER / "conftest.py").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        _write_column(column, cells, sections)


def _write_column(column: str, cells: Mapping[str, str], sections: Mapping[str, str]) -> None:
    """``sections``: each row's heading, in order."""
    table = read(ANSWERS)
    rows = {row: {**table.get(row, {}), column: cells[row]} for row in sections}
    columns = [
        name for name in next(iter(read(SECRETS).values())) if name in rows[next(iter(rows))]
    ]
    intro = ANSWERS.read_text("utf-8").split("\n## ")[0].rstrip() if ANSWERS.exists() else ""
    parts = [intro or "# What every address answers"]
    for section in dict.fromkeys(sections.values()):
        within = [row for row in sections if sections[row] == section]
        parts.append(f"## {section}\n\n{drawn(columns, {row: rows[row] for row in within})}")
    ANSWERS.write_text("\n\n".join(parts) + "\n", "utf-8")


def drawn(columns: Iterable[str], rows: Table) -> str:
    """A table whose columns stand straight."""
    lines = [["address", *columns]]
    lines += [[row, *(cells.get(name, "?") for name in columns)] for row, cells in rows.items()]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    drawn_lines = [
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([drawn_lines[0], rule, *drawn_lines[1:]])
