"""``manage.py give_part``: an organisation coordinates a programme, or pays for it."""

from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from fodfaeste.accounts.administration.organisations import OVER_OTHERS, give_part
from fodfaeste.accounts.organisation_log import Writer
from fodfaeste.core.faults import Refused


class Command(BaseCommand):
    help = "Says that an organisation coordinates a programme or pays for it, and so sees others."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organisation")
        parser.add_argument("programme")
        parser.add_argument("part", choices=sorted(map(str, OVER_OTHERS)))

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: options[name] for name in ("organisation", "programme", "part")}
        try:
            give_part(**given, writer=Writer(None, timezone.now(), uuid4()))
        except Refused as refused:
            place = refused.faults[0].place
            raise CommandError(f"There is no {place} {options[place]!r}.") from None
        self.stdout.write("{organisation} {part} {programme}.".format(**given))
