"""Tables and headings: rich in a terminal, plain and tab-separated in a pipe."""

import sys
from collections.abc import Sequence


def print_table(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table with its labels; in a pipe one line a row, tabs between the cells."""
    if sys.stdout.isatty():
        _print_rich_table(labels, rows)
        return
    for row in (labels, *rows):
        print("\t".join(" ".join(str(cell).split()) for cell in row))


def _print_rich_table(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(*labels, header_style="bold", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(escape(str(cell)) for cell in row))
    Console().print(table)


def print_heading(text: str) -> None:
    """A heading with an empty line before it."""
    print()
    print_text(text, style="bold")


def print_text(text: str, *, style: str | None = None) -> None:
    """A line of text, broken to the terminal's width."""
    if not sys.stdout.isatty():
        print(text)
        return
    from rich.console import Console
    from rich.text import Text

    Console().print(Text(text, style=style or ""))
