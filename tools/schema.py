"""Writes the JSON Schema by which editors complete and check a programme file.

Usage: python tools/schema.py [--check]
"""

import json
import sys
from pathlib import Path

from fodfaeste.core.programme import Programme
from fodfaeste.core.schema import json_schema

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "fodfaeste" / "programmes" / "programme.schema.json"


def text() -> str:
    """The schema as it should be in the file."""
    schema = json_schema(Programme, title="A version of a programme in Fodfæste")
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main(*arguments: str) -> None:
    if arguments != ("--check",):
        TARGET.write_text(text(), "utf-8")
    elif TARGET.read_text("utf-8") != text():
        sys.exit("The schema is not in step with the code. Renew it: python tools/schema.py")


if __name__ == "__main__":
    main(*sys.argv[1:])
