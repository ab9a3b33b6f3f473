"""``fodfaeste manage subject_access``: all that is held of a citizen, as PDF and as JSON."""

import getpass
import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases.queries import NotAllowed, NotVisible
from fodfaeste.core.faults import Refused
from fodfaeste.protection import subject_access


class Command(BaseCommand):
    help = (
        "Writes all that an organisation holds of a citizen. Without --case and --citizen-id it "
        "asks for the CPR number, which does not belong on a command line."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--case", type=UUID, help="the id of one of the citizen’s cases")
        which.add_argument("--citizen-id", type=UUID, help="the citizen’s id")
        parser.add_argument("--by", required=True, help="your e-mail: it is logged who took it out")
        parser.add_argument("--language", choices=("da", "en"), default="da")
        parser.add_argument("--folder", type=Path, default=Path(), help="where to (here)")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(email=options["by"].lower(), is_active=True).first()
        if by is None:
            raise CommandError("Nobody with that e-mail can sign in.")
        try:
            held = self.taken(by, options)
        except (NotVisible, NotAllowed) as refused:
            raise CommandError("There is no such case whose data you may take out.") from refused
        folder, name = options["folder"], f"indsigt-{held.made_at:%Y-%m-%d}-{uuid4().hex[:8]}"
        for ending, content in (
            ("pdf", subject_access.as_pdf(held)),
            ("json", subject_access.as_json(held).encode()),
        ):
            self.write(folder / f"{name}.{ending}", content)

    def taken(self, by: User, options: dict[str, Any]) -> subject_access.Held:
        now = timezone.now()
        taken = subject_access.take_out(
            case_id=options["case"] or self.found(by, options["citizen_id"]),
            by=by,
            language=options["language"],
            form="pdf+json",
            now=now,
            submission=uuid4(),
        )
        return taken.held

    def found(self, by: User, citizen_id: UUID | None) -> UUID:
        on = timezone.localdate()
        if citizen_id is not None:
            return subject_access.cases_by_citizen(citizen_id=citizen_id, by=by, on=on)
        try:
            return subject_access.cases_by_number(cpr=self.asked(), by=by, on=on)
        except Refused as refused:
            raise CommandError("That is no CPR number.") from refused

    def asked(self) -> str:
        """Unseen where somebody types, else the first line that is piped in."""
        return getpass.getpass("CPR: ") if sys.stdin.isatty() else sys.stdin.readline().strip()

    def write(self, path: Path, content: bytes) -> None:
        """For its owner's eyes only; nothing that is there is overwritten."""
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "wb") as file:
            file.write(content)
        self.stdout.write(str(path))
