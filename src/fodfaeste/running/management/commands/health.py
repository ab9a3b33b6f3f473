"""``manage.py health``: how the site is, told in full."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fodfaeste.running.health import State, examine, overall


class Command(BaseCommand):
    help = "Says how the site is: database, tables, keys, disk, worker, nightly work and backups."

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine(now=timezone.now())
        for each in findings:
            self.stdout.write(f"{each.name}\t{each.state}\t{each.note}")
        if overall(findings) is State.BROKEN:
            raise CommandError("Something is broken.")
