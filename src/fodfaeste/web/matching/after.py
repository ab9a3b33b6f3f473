"""What follows where something is agreed: the event that starts the support (CT-11), and the
placement, filled with what is known. Pure, but for the addresses."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView
from fodfaeste.matching.pipeline import ProspectView
from fodfaeste.matching.queries import UnitFound
from fodfaeste.web import addresses
from fodfaeste.web.case.opening import Opened
from fodfaeste.web.case.shapes import types_spoken_of

JOB_MATCH_FOUND = "job_match_found"
"""The event of the vocabulary by which the rules know of a match."""


@dataclass(frozen=True, slots=True)
class Link:
    """What to do next, and why."""

    name: str
    url: str
    why: str


def links(opened: Opened, known: ProspectView) -> list[Link]:
    """What is next once it is agreed; nothing before."""
    found: list[Link] = []
    if known.state != "agreed":
        return found
    if opened.view.sight.may(Act.REGISTER) and asks_for_match(opened.view):
        why = _("The programme waits for it: it starts the support.")
        url = addresses.of_registering(opened.view.case_id, JOB_MATCH_FOUND)
        found.append(Link(_("Register that a job match is found"), url, why))
    if known.is_ours and opened.view.sight.may(Act.PLACE):
        why = _("The workplace is filled in.")
        if known.offer_id:
            why = _("Workplace, tasks and hours are filled in.")
        url = placement_url(opened.view.case_id, known)
        found.append(Link(_("Start a placement or job"), url, why))
    return found


def asks_for_match(view: CaseView) -> bool:
    """Whether a rule of the programme reads the event, and it has not been registered."""
    is_read = JOB_MATCH_FOUND in types_spoken_of(view.rules.programme)
    standing = (one for one in view.entries if one.corrected_by is None)
    return is_read and all(one.type != JOB_MATCH_FOUND for one in standing)


def placement_url(case_id: UUID, known: ProspectView) -> str:
    """The form of a new placement or job, filled."""
    path = reverse("placement_start", args=[case_id])
    offer = str(known.offer_id) if known.offer_id else None
    return addresses.with_query(path, virksomhed=str(known.unit_id), tilbud=offer)


def company_url(known: ProspectView | None, place: UnitFound | None) -> str:
    """The company's page in the reader's register; empty where it is not in it."""
    if place is None and not (known and known.is_ours):
        return ""
    shown = place or known
    assert shown is not None
    return reverse("company", args=[shown.company_id])
