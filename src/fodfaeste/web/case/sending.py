"""What a note that is sent rests on, and what it says: seen before it is registered as sent.

It is sent by other means; what is registered is that it was, to whom, and which note.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fodfaeste.cases import services
from fodfaeste.cases.policy import TEXTS, Kind
from fodfaeste.cases.queries import EntryView
from fodfaeste.core.events import NOTE_SENT
from fodfaeste.web.case.opening import Opened
from fodfaeste.web.case.shapes import Shape
from fodfaeste.web.sharing import terms


@dataclass(frozen=True, slots=True)
class Sending:
    """``note``: the one that is sent; ``stands``: whether there is a basis on record (None: it is
    not said yet to whom, or not for the reader to know), and ``says`` which."""

    note: EntryView | None
    writes: str
    stands: bool | None = None
    says: str = ""


def sending(opened: Opened, shape: Shape, decided: Mapping[str, Any]) -> Sending | None:
    """For a type of event that sends a note; None for any other."""
    if not shape.kind.sends:
        return None
    named = decided.get(NOTE_SENT)
    note = next((each for each in shape.notes if named in (None, each.id)), None)
    found = Sending(note, writes=shape.kind.sends[0])
    to = decided.get("to")
    if note is None or not to or not opened.view.sight.sees(Kind.CONSENTS):
        return found
    stands = services.has_basis(
        case_id=opened.view.case_id, role=to, kinds=[TEXTS[note.text_kind]], on=opened.today
    )
    return Sending(note, found.writes, stands, says(opened, to, stands=stands))


def says(opened: Opened, to: str, *, stands: bool) -> str:
    known = {"who": terms.of_role(to), "organisation": opened.view.referred_by}
    if stands:
        return _("A consent to %(who)s, or a statute, covers this note.") % known
    said = _("No consent to %(who)s and no statute on record covers this note.") % known
    if opened.view.referred_by:
        seen = (
            _("%(organisation)s referred the citizen; its staff on the case read it there.") % known
        )
        return f"{said} {seen}"
    return said
