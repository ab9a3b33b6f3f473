"""``manage.py due_work``: does what is due every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fodfaeste.running.due import run_all


class Command(BaseCommand):
    help = "Does what is due every night; it does no harm to do it twice."

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = run_all(now=timezone.now())
        for each in outcomes:
            self.stdout.write(f"{each.name}\t{'done' if each.is_well else 'FAILED'}\t{each.told}")
        if failed := [each.name for each in outcomes if not each.is_well]:
            raise CommandError(f"Failed: {', '.join(failed)}. The log says where.")
