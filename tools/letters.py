"""Writes the keys of every kind of letter into docs/letters.md.

Usage: python tools/letters.py [--check]
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from fodfaeste.letters.kinds import Key, Kind, known

TARGET = Path(__file__).resolve().parent.parent / "docs" / "letters.md"
BEGINS, ENDS = "<!-- made by tools/letters.py -->\n", "<!-- end -->\n"
HEAD = "| key | | type | what it says |\n|---|---|---|---|"


def main(*arguments: str) -> None:
    if arguments != ("--check",):
        TARGET.write_text(text(), "utf-8")
    elif TARGET.read_text("utf-8") != text():
        sys.exit("docs/letters.md is not in step. Renew it: python tools/letters.py")


def text() -> str:
    """The page, with what stands between the two marks made anew."""
    before, _, rest = TARGET.read_text("utf-8").partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    return f"{before}{BEGINS}\n{_made()}\n\n{ENDS}{after}"


def _made() -> str:
    kinds = known()
    parts = ["### Every letter\n\n" + _table(kinds.common)]
    return "\n\n".join(parts + [_section(name, kind) for name, kind in kinds.kinds.items()])


def _section(name: str, kind: Kind) -> str:
    clauses = f" {', '.join(kind.clauses)}." if kind.clauses else ""
    said = f"{kind.name['en'].capitalize()} (*{kind.name['da']}*).{clauses}"
    return f"### `{name}`\n{said}\n\n{_table(kind.keys)}"


def _table(keys: Mapping[str, Key]) -> str:
    return "\n".join([HEAD, *_rows(keys, "")])


def _rows(keys: Mapping[str, Key], before: str) -> Iterator[str]:
    for name, key in keys.items():
        place = f"{before}{name}" + ("[]" if key.many else "")
        needed = "required" if key.required else ""
        yield f"| `{place}` | {needed} | {key.type} | {key.about} |"
        yield from _rows(key.keys, f"{place}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
