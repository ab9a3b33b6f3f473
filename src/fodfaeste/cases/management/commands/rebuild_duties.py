"""``manage.py rebuild_duties``: derives every list anew from the logs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from fodfaeste.cases import projection


class Command(BaseCommand):
    help = "Derives duties, phases and the derived columns of cases anew from the logs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--stale", action="store_true", help="only cases that differ by time alone; for cron"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        seen, differed = projection.refresh_all(today=today, only_stale=options["stale"])
        self.stdout.write(f"{seen} cases read, {differed} were not as their logs say")
