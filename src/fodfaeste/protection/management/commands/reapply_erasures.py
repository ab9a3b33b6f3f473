"""``fodfaeste manage reapply_erasures FILE``: erases again what a restore has brought back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from fodfaeste.protection.erasures import BadLine, of_line, reapply_erasures


class Command(BaseCommand):
    help = "Erases again what the list of erasures says, after a backup was put back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="as `erasures` wrote it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = options["file"].read_text("utf-8").splitlines()
            given = [of_line(line) for line in lines if line.strip()]
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except BadLine as bad:
            raise CommandError(f"This is no line of a list of erasures: {bad}") from bad
        done = reapply_erasures(given=given, now=timezone.now())
        self.stdout.write(f"{done.texts} texts in {done.cases} cases erased again")
        if done.missing:
            self.stdout.write(f"{done.missing} lines are about what this database does not have")
        if done.stopped:
            raise CommandError(f"{done.stopped} cases are kept by a legal hold; look at them.")
