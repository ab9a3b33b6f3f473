"""``fodfaeste serve``, ``prepare``, ``demo``, ``manage``, ``worker``, ``backup`` and ``restore``:
the commands that need Django."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import IO

STANDARD = "-"


def serve() -> int:
    """Sets up the database and serves the app; a demonstration unless it is told otherwise."""
    from fodfaeste.serving import serve as serve_app

    return _told(serve_app)


def prepare() -> int:
    """Sets up database and files, and serves nothing."""
    from fodfaeste.serving import prepare as prepare_site

    return _told(prepare_site)


def worker() -> int:
    """Does the work that nobody waits for, until interrupted."""
    from fodfaeste.serving import start

    def work() -> None:
        from fodfaeste.running.worker import work_until_told

        work_until_told()

    return _told(start, work)


def demo() -> int:
    """Fills the demo database with made-up cases; refuses if it is not empty."""
    os.environ.setdefault("DEMO", "1")
    from fodfaeste.serving import fill_empty

    return _told(fill_empty)


def verify(*, heads: str | None, against: str | None, language: str) -> int:
    """Checks every log; see ``fodfaeste.traces``. 0: all are sound, 1: something is not, 2: the
    file of heads is none."""
    options = ["--language", language]
    options += ["--heads", heads] if heads else []
    options += ["--against", against] if against else []
    return manage(["verify", *options])


def manage(arguments: Sequence[str]) -> int:
    """Runs a management command of Django's or ours."""
    from django.core.management import execute_from_command_line

    from fodfaeste.serving import SETTINGS, keep_to_ourselves

    keep_to_ourselves()
    os.environ.setdefault(*SETTINGS)
    execute_from_command_line(["fodfaeste manage", *arguments])
    return 0


def _told(*acts: Callable[[], None]) -> int:
    """Does it, and tells in a line why it could not be done."""
    from django.core.management.base import CommandError

    from fodfaeste.running.faults import CannotRun

    try:
        for act in acts:
            act()
    except CannotRun as error:
        print(f"fodfaeste: {error}", file=sys.stderr)
        return error.status
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def backup(file: str | None, *, keep: int | None) -> int:
    """Writes a backup; 1 if that cannot be done."""
    from fodfaeste.serving import start

    def back_up() -> None:
        from pathlib import Path

        from django.utils import timezone

        from fodfaeste.running.backup.making import make, prune

        stream = sys.stdout.buffer if file == STANDARD else None
        path = Path(file) if file and not stream else None
        made = make(path=path, now=timezone.now(), stream=stream)
        what = f"{made.rows} rows of {made.tables} tables, {made.files} documents"
        _say(f"{made.path or 'standard output'}: {what}")
        if made.files_missing:
            _say(f"{made.files_missing} documents are not on disk: see fodfaeste verify.")
        if keep is not None and made.path is not None:
            for old in prune(made.path.parent, keep=keep):
                _say(f"{old}: deleted, {keep} newer ones are kept")

    return _told(start, back_up)


def restore(file: str, *, check: bool) -> int:
    """Reads a backup into the database, or only through; 1 if the place is not ready for it,
    2 if the file or its key is not what it must be."""
    from fodfaeste.serving import prepare_tables, start

    def bring_back() -> None:
        from fodfaeste.running.backup.restoring import restore

        with _opened(file) as stream:
            found = restore(stream)
        rows, files = sum(found.rows.values()), found.files
        _say(f"Restored what was there at {found.made_at}: {rows} rows, {files} documents.")
        if found.keys_missing:
            _say(
                f"{found.keys_missing} of the older keys in FODFAESTE_KEYS are missing here: text "
                "that was not renewed since cannot be read without them."
            )

    def look_through() -> None:
        from fodfaeste.running.backup.restoring import examine

        with _opened(file) as stream:
            found = examine(stream)
        rows = sum(found.rows.values())
        told = f"{rows} rows, {found.files} documents"
        _say(f"Whole: made at {found.made_at} by {found.version}, {told}.")

    return _told(start, look_through) if check else _told(prepare_tables, bring_back)


def _opened(file: str) -> IO[bytes]:
    from fodfaeste.running.faults import NoBackup

    if file == STANDARD:
        return sys.stdin.buffer
    try:
        return open(file, "rb")
    except OSError as error:
        raise NoBackup(f"{file}: {error.strerror}") from error


def _say(line: str) -> None:
    # Standard output may be the backup itself.
    print(line, file=sys.stderr)
