"""``fodfaeste manage carry_out_deletions``: does what was approved; for cron."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from fodfaeste.protection import deletions


class Command(BaseCommand):
    help = "Erases what was proposed by one person and approved by another. Can be begun again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(deletions.carry_out_all(now=timezone.now()))
