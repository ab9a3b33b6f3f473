"""``fodfaeste verify``: whether any log was changed behind the system's back, and where."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.traces.heads import NotHeads
from fodfaeste.traces.sentences import sentence
from fodfaeste.traces.verifying import Verified, verify

BAD_INPUT = 2


class Command(BaseCommand):
    help = "Checks every log against its chain of hashes, and personal text against its digest."
    requires_migrations_checks = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", metavar="FILE", help="write the heads of all logs there")
        parser.add_argument("--against", metavar="FILE", help="compare with heads from before")
        parser.add_argument("--language", choices=("da", "en"), default="da")

    def handle(self, *args: Any, **options: Any) -> None:
        to, against = (Path(o) if (o := options[name]) else None for name in ("heads", "against"))
        with translation.override(options["language"]):
            try:
                found = verify(now=timezone.now(), against=against, write_to=to)
            except (NotHeads, OSError, UnicodeDecodeError) as error:
                raise CommandError(str(error), returncode=BAD_INPUT) from error
            self._tell(found)

    def _tell(self, found: Verified) -> None:
        for finding in found.findings:
            self.stdout.write(sentence(finding))
        if found.faults > len(found.findings):
            more = found.faults - len(found.findings)
            self.stdout.write(_("… and %(n)s more.") % {"n": more})
        seal = found.seal
        self.stdout.write(_("Digest of all heads: %(digest)s") % {"digest": seal.digest})
        if not found.is_sound:
            told = {"faults": found.faults, "logs": seal.logs}
            raise CommandError(
                ngettext(
                    "%(faults)s place in %(logs)s logs is not as it was written.",
                    "%(faults)s places in %(logs)s logs are not as they were written.",
                    found.faults,
                )
                % told
            )
        sound = ngettext("%(n)s log is sound.", "%(n)s logs are sound.", seal.logs)
        self.stdout.write(sound % {"n": seal.logs})
