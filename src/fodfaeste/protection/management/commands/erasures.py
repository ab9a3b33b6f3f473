"""``fodfaeste manage erasures``: the list of what was erased, to be kept apart from the backups."""

from typing import Any

from django.core.management.base import BaseCommand

from fodfaeste.protection.erasures import as_line, erasures


class Command(BaseCommand):
    help = (
        "Writes what was erased, a line a case, with ids only. Keep it apart from the backups: "
        "after a restore, give it to reapply_erasures."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for erasure in erasures():
            self.stdout.write(as_line(erasure))
