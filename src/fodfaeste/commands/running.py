"""``fodfaeste serve``, ``demo`` and ``manage``: the commands that need Django."""

import os
import sys
from collections.abc import Sequence


def serve() -> int:
    """Sets up the database and serves the app; a demonstration unless it is told otherwise."""
    from django.core.management.base import CommandError

    from fodfaeste.serving import PortInUse, RealDatabase
    from fodfaeste.serving import serve as serve_app

    try:
        serve_app()
    except (CommandError, PortInUse, RealDatabase) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def demo() -> int:
    """Fills the demo database with made-up cases; refuses if it is not empty."""
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
    from django.core.management.base import CommandError

    from fodfaeste.serving import fill_empty

    try:
        fill_empty()
    except CommandError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


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

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fodfaeste.config.settings")
    execute_from_command_line(["fodfaeste manage", *arguments])
    return 0
