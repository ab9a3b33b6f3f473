"""``fodfaeste manage carry_out_deletions``: does what was approved; for cron."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from fodfaeste.protection import deletions


class Command(BaseCommand):
    help = "Erases what was proposed by one person and approved by another. Can be begun again."

    def handle(self, *args: Any, **options: Any) -> None:
        done = deletions.approved()
        for deletion_id in done:
            deletions.carry_out(deletion_id=deletion_id, now=timezone.now())
        self.stdout.write(f"{len(done)} approved deletions carried out")
