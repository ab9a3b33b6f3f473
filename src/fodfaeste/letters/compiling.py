"""Calls the typesetter, safely also in a process that was forked.

It keeps threads of its own from its first use on. Where a process has used it and then forked, as
a server does that loads the site before it makes its workers, the child has the typesetter without
its threads, and would wait for them for ever. There each paper is made in a process of its own.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import typst

LONGEST = 120
"""Seconds for one paper, after which something is wrong."""
_used_in: dict[str, int] = {}


class CannotSet(RuntimeError):
    """The typesetter refuses; its reason is the text."""


def compile_template(path: Path, **options: Any) -> bytes:
    """What ``typst.compile`` makes of a template. Raises ``CannotSet``."""
    if _used_in.setdefault("process", os.getpid()) != os.getpid():
        return _apart(path, options)
    try:
        return bytes(typst.compile(str(path), format="pdf", **options))
    except typst.TypstError as error:
        raise CannotSet(error.message) from error


def _apart(path: Path, options: dict[str, Any]) -> bytes:
    job = json.dumps({"path": str(path), "options": options})
    done = subprocess.run(
        [sys.executable, __file__],
        input=job.encode(),
        capture_output=True,
        check=False,
        timeout=LONGEST,
    )
    if done.returncode:
        raise CannotSet(done.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    return done.stdout


def main() -> None:
    """The process of its own: told what to do on standard input."""
    job = json.load(sys.stdin)
    sys.stdout.buffer.write(compile_template(Path(job["path"]), **job["options"]))


if __name__ == "__main__":
    main()
