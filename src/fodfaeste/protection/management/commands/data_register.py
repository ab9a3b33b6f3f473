"""``fodfaeste manage data_register``: what is stored and why, as text or for a spreadsheet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override

from fodfaeste.protection.register import as_csv, as_page


class Command(BaseCommand):
    help = "Writes the data register: every stored field, its class, purpose, basis and retention."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--language", choices=("da", "en"), default="da")
        parser.add_argument("--csv", action="store_true", help="for a spreadsheet")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"]
        with override(language):
            self.stdout.write((as_csv if options["csv"] else as_page)(language), ending="")
