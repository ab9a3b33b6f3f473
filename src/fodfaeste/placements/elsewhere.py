"""What VITAS and FASIT ask for of a placement, filled from what is known (facts 1.4; JS-15, JS-16).

There is no way to write into either from outside that is known to us: somebody copies it over,
field by field or from a file, and writes down its number there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fodfaeste.accounts import access
from fodfaeste.accounts.models import User
from fodfaeste.cases.policy import Kind
from fodfaeste.cases.queries import CaseView
from fodfaeste.placements.papers import kind_said
from fodfaeste.placements.reading import PlacementView
from fodfaeste.placements.wording import considered, hours_said, purpose_said, times_said
from fodfaeste.words.findings import number_text


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is asked for. ``code``: in a file. ``value``: empty where it is not known;
    then ``is_needed`` says whether it is missing."""

    code: str
    name: str
    value: str
    is_needed: bool = True

    @property
    def is_missing(self) -> bool:
        return self.is_needed and not self.value


def asked(
    system: str, *, placement: PlacementView, view: CaseView, staff: str, language: str
) -> tuple[Line, ...]:
    """The list of a system. ``staff``: the number of full-time employees, as far as it is known."""
    if system == "vitas":
        return tuple(_vitas(placement, view, staff, language))
    return tuple(_fasit(placement, view, language))


def taken_out(
    system: str, *, user: User, placement: PlacementView, view: CaseView, staff: str, language: str
) -> tuple[Line, ...]:
    """The same list, as a file that leaves the house: that it was taken out is logged."""
    said = {Kind.REGISTRATIONS, *({Kind.NOTES} if not placement.newest.is_withheld else ())}
    known = {Kind.NAME: view.citizen.name, Kind.CPR: view.citizen.cpr}
    access.note(
        user=user,
        act=access.Act.EXPORT,
        case_id=view.case_id,
        citizen_id=view.citizen.citizen_id,
        kinds=said | {kind for kind, value in known.items() if value},
        relations=view.sight.relations,
        page="placement",
        system=system,
    )
    return asked(system, placement=placement, view=view, staff=staff, language=language)


def missing(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The names of what is missing."""
    return tuple(one.name for one in lines if one.is_missing)


def _vitas(placement: PlacementView, view: CaseView, staff: str, language: str) -> Iterator[Line]:
    unit, details = placement.unit, placement.newest.terms.details
    yield Line("company", _("Company"), unit.company)
    yield Line("cvr", _("CVR number"), unit.cvr)
    yield Line("p_number", _("P-number"), unit.p_number)
    yield Line("address", _("Address of the workplace"), unit.address, is_needed=False)
    yield Line("contact", _("Responsible at the company"), details.contact)
    yield Line("contact_reached", _("Their telephone and e-mail"), details.contact_reached)
    yield Line("representative", _("Staff representative"), details.representative)
    yield Line(
        "representative_reached", _("Their telephone or e-mail"), details.representative_reached,
        is_needed=False,
    )  # fmt: skip
    yield Line("staff", _("Full-time employees"), number_text(staff, language) if staff else "")
    yield from _person(view)
    yield from _period(placement, view, language)
    yield Line("tasks", _("Tasks"), details.tasks)
    yield Line("purpose", _("Purpose"), purpose_said(details) if details.purpose else "")
    yield Line(
        "considerations", _("Considerations"), ", ".join(considered(details)), is_needed=False
    )
    if placement.kind == "wage_subsidy":
        yield from _subsidised(placement)


def _subsidised(placement: PlacementView) -> Iterator[Line]:
    """What is asked of wage subsidy besides: to begin with, when it is extended, when it ends."""
    yield Line("cost", _("Total wage cost a month"), "")
    first, newest = (one.terms.until for one in (placement.versions[0], placement.newest))
    if first is not None and newest is not None and newest > first:
        yield Line("extended_to", _("Extended to"), f"{newest:%d-%m-%Y}")
        yield Line("terms_hold", _("Whether the terms still hold"), "")
    if placement.state == "ended":
        yield Line("support", _("Public support received in the last 12 months"), "")
        yield Line("cost_of_year", _("Total wage cost in the last 12 months"), "")


def _fasit(placement: PlacementView, view: CaseView, language: str) -> Iterator[Line]:
    details = placement.newest.terms.details
    yield from _person(view)
    yield Line("company", _("Company"), placement.unit.company)
    yield Line("cvr", _("CVR number"), placement.unit.cvr)
    yield from _period(placement, view, language)
    yield Line("purpose", _("Purpose"), purpose_said(details) if details.purpose else "")
    vitas = placement.record("vitas")
    yield Line("vitas", _("Number in VITAS"), vitas.reference if vitas else "", is_needed=False)


def _person(view: CaseView) -> Iterator[Line]:
    yield Line("citizen", _("Citizen"), view.citizen.name or "")
    yield Line("cpr", _("CPR number"), view.citizen.cpr or "")


def _period(placement: PlacementView, view: CaseView, language: str) -> Iterator[Line]:
    terms = placement.newest.terms
    kind = kind_said(placement.kind, view.rules, language)
    yield Line("kind", _("Kind"), kind)
    yield Line("first", _("First day"), f"{placement.since:%d-%m-%Y}")
    until = placement.last
    is_needed = not placement.is_job
    yield Line("last", _("Last day"), f"{until:%d-%m-%Y}" if until else "", is_needed=is_needed)
    hours: Mapping[str, str] = {
        str(one["kind"]): number_text(str(one["a_week"]), language)
        for one in hours_said(terms)
        if "a_week" in one
    }
    several = ", ".join(f"{number} ({kind})" for kind, number in hours.items())
    alone = next(iter(hours.values()), "")
    yield Line("hours", _("Hours a week"), several if len(hours) > 1 else alone)
    yield Line("times", _("Working time"), times_said(terms), is_needed=False)
