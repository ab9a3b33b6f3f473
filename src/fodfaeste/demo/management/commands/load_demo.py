"""``manage.py load_demo``: fills an empty database with made-up people and cases."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fodfaeste.demo.loading import NotEmpty, load


class Command(BaseCommand):
    help = "Fills an empty database with made-up organisations, people and cases."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.FODFAESTE_DEMO:
            raise CommandError(
                "Made-up people do not go into a real database. If it is to be a demonstration,"
                " say so: DEMO=1."
            )
        try:
            cases = load(now=timezone.now())
        except NotEmpty:
            raise CommandError(
                "There are people in this database already. The demonstration needs an empty one:"
                " take away its file, or give another DATABASE_URL."
            ) from None
        self.stdout.write(f"{cases} made-up cases")
