"""Documents in some of the demonstration's cases."""

import io
from collections.abc import Mapping
from datetime import datetime
from uuid import uuid5

from django.utils import timezone

from fodfaeste.accounts.models import User
from fodfaeste.cases import queries, services
from fodfaeste.cases.rows import CONSENT_EVENTS
from fodfaeste.cases.services import NewFile

WORKERS = ("mette", "jens", "birgit")
GIVEN = (
    ("Praktikaftale.pdf", "Praktikaftale (opdigtet): mandag og onsdag kl. 9-12", "ordinary"),
    ("Lægens udtalelse.pdf", "Udtalelse (opdigtet): kan arbejde, hvis der er pauser", "health"),
)


def add(*, users: Mapping[str, User], now: datetime) -> None:
    """Each worker's first case has two: one for all who work with it, one for those who read
    about health."""
    for key in WORKERS:
        worker, today = users[key], timezone.localdate(now)
        listed = queries.cases(user=worker, today=today, state="open", mine=True)
        case_id = listed.rows[0].case_id
        view = queries.case(user=worker, case_id=case_id, today=today)
        events = (entry for entry in view.entries if entry.can_be_corrected)
        event = next(each for each in events if each.type not in CONSENT_EVENTS)
        for name, line, about in GIVEN:
            services.add_file(
                case_id=case_id,
                entry_id=event.id,
                given=NewFile(name, io.BytesIO(page(line)), about),
                by=worker,
                now=now,
                submission=uuid5(case_id, name),
            )


def page(line: str) -> bytes:
    """A PDF of one page with one line on it."""
    said = line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
    drawn = b"BT /F1 14 Tf 60 760 Td (" + said + b") Tj ET"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    fonts = b"<</Font<</F1 5 0 R>>>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s>>" % fonts,
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        font,
    ]
    written, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1,
        len(written),
    )
    return written + head + table + end
