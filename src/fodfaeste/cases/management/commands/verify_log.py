"""``manage.py verify_log``: checks that no log was changed behind the system's back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fodfaeste.cases.chain import verify_chain
from fodfaeste.cases.models import Case, event_id


class Command(BaseCommand):
    help = "Checks the chain of hashes and the text of every case's log."

    def handle(self, *args: Any, **options: Any) -> None:
        cases, broken = 0, 0
        for case_id in Case.unrestricted.order_by("pk").values_list("pk", flat=True).iterator():
            cases += 1
            for fault in verify_chain(case_id):
                broken += 1
                self.stdout.write(f"{case_id} {event_id(fault.seq)}: {fault.code}")
        if broken:
            raise CommandError(f"{broken} places in {cases} logs are not as they were written.")
        self.stdout.write(f"{cases} logs are sound")
