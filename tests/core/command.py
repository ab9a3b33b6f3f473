"""Runs the command line: in this process where that will do, else as a program of its own."""

import io
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, NamedTuple

import pytest

from fodfaeste import cli

PROGRAM = [sys.executable, "-c", "from fodfaeste.cli import main; main()"]


class Ran(NamedTuple):
    """What came of a command."""

    status: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        return self.err.splitlines()


def _stream(content: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")


def run(*arguments: str, stdin: bytes | str = b"") -> Ran:
    """Runs ``fodfaeste`` in this process."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    out, err = _stream(), _stream()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "stdin", _stream(given))
        with pytest.raises(SystemExit) as left:
            cli.main(list(arguments))
    return Ran(_status(left.value.code), _content(out), _content(err))


def _status(code: Any) -> int:
    return code if isinstance(code, int) else 0


def _content(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


def program(arguments: Sequence[str], **options: Any) -> "subprocess.CompletedProcess[bytes]":
    """Runs ``fodfaeste`` as a program of its own."""
    return subprocess.run(
        [*PROGRAM, *arguments], check=False, capture_output=True, timeout=60, **options
    )
