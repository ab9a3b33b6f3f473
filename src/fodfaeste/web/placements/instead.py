"""Where an event about a placement is registered with all that belongs to it: the way there from
the form of the event alone (JS-15, JS-16, CT-09)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from fodfaeste.cases.policy import Act
from fodfaeste.cases.queries import CaseView
from fodfaeste.placements import kinds, queries
from fodfaeste.placements.queries import PlacementView
from fodfaeste.web.placements import saying
from fodfaeste.web.placements.panel import Shower


@dataclass(frozen=True, slots=True)
class Way:
    """A link, and what is done there besides."""

    name: str
    url: str
    says: str = ""


GOING = ("agreed", "running")


def ways(view: CaseView, type_: str, *, today: date) -> Sequence[Way]:
    """Those for an event type; none for whoever may not go them."""
    found = _WAYS.get(type_)
    if found is None or not view.sight.may(Act.PLACE) or view.evaluation.log.closed_on is not None:
        return ()
    placements = queries.placements_of(view=view)
    going = [one for one in placements if one.state in GOING]
    unwritten = _unwritten(view, placements, today) if found is _beginnings else ()
    return (*unwritten, *found(view, type_, going))


def _unwritten(view: CaseView, placements: Sequence[PlacementView], today: date) -> Iterator[Way]:
    """What began without an agreement: that is written, and nothing registered again."""
    shower = Shower(view, today)
    for one in queries.unwritten(view=view, shown=placements):
        yield Way(*shower.unwritten(one))


def _beginnings(view: CaseView, type_: str, going: Sequence[PlacementView]) -> Iterator[Way]:
    """One that was agreed begins on its page; a new one with agreement and letters."""
    is_job = type_ == kinds.JOB_STARTED
    agreed = [one for one in going if one.state == "agreed" and one.is_job == is_job]
    for one in agreed if type_ != kinds.AGREED else ():
        yield _way(one, _("It has begun at %(what)s"), "placement")
    url = reverse("placement_start", args=[view.case_id])
    says = _("In one form: workplace, ratio rule, agreement, grant letter and time sheets.")
    yield Way(_("New placement or job"), url, says)


def _ends(_view: CaseView, type_: str, going: Sequence[PlacementView]) -> Iterator[Way]:
    is_job = type_ == kinds.JOB_ENDED
    for one in going:
        if one.state == "running" and one.is_job == is_job:
            yield _way(one, _("End it at %(what)s"), "placement_end")


def _changes(_view: CaseView, _type: str, going: Sequence[PlacementView]) -> Iterator[Way]:
    for one in going:
        yield _way(one, _("Change or extend the agreement with %(what)s"), "placement_change")


def _signatures(_view: CaseView, _type: str, going: Sequence[PlacementView]) -> Iterator[Way]:
    for one in going:
        yield _way(one, _("Sign the agreement with %(what)s"), "placement_sign")


def _records(_view: CaseView, _type: str, going: Sequence[PlacementView]) -> Iterator[Way]:
    """What VITAS and FASIT ask for stands filled in on a page of the placement."""
    for one in going:
        for system in saying.SYSTEMS if not one.is_job else ():
            if one.record(system) is None:
                said = {"system": saying.SYSTEMS[system], "company": one.unit.company}
                name = _("What %(system)s asks for, filled in for %(company)s") % said
                url = reverse("placement_elsewhere", args=[one.case_id, one.id, system])
                yield Way(name, url)


def _way(one: PlacementView, name: str, view_name: str) -> Way:
    url = reverse(view_name, args=[one.case_id, one.id])
    return Way(name % {"what": one.unit.company}, url)


_WAYS: Mapping[str, Callable[[CaseView, str, Sequence[PlacementView]], Iterator[Way]]] = {
    **dict.fromkeys((kinds.AGREED, kinds.STARTED, kinds.JOB_STARTED), _beginnings),
    **dict.fromkeys((kinds.ENDED, kinds.JOB_ENDED), _ends),
    "work_agreement_adjusted": _changes,
    "work_agreement_signed": _signatures,
    "external_registration": _records,
}
