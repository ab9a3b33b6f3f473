"""A programme's figures and registrations, as a page shows them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fodfaeste.cases.queries.overview import FEW, Figures, Overview, Registered
from fodfaeste.web import dates, names


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """A row of the table of figures. ``phases``: in the order of the columns."""

    organisation: str
    cases: str
    open: str
    phases: Sequence[str]


@dataclass(frozen=True, slots=True)
class RegisteredShown:
    """A case without a name."""

    number: str
    organisation: str
    stands: str
    events: Sequence[str]
    entitlements: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewShown:
    """All of the page."""

    programme: str
    name: str
    coordinates: bool
    phases: Sequence[str]
    figures: Sequence[FiguresShown]
    registered: Sequence[RegisteredShown]
    after: str
    few: int


def present(found: Overview, *, today: date) -> OverviewShown:
    rules = names.rules_of(found.programme)
    phases = [phase.id for phase in rules.programme.phases if holds_cases(phase.id, found.figures)]
    return OverviewShown(
        programme=found.programme,
        name=names.of_programme(found.programme),
        coordinates=found.coordinates,
        phases=[names.of_phase(rules, phase) for phase in phases],
        figures=[figures(one, phases) for one in found.figures],
        registered=[registered(found.programme, one, today=today) for one in found.registered],
        after=str(found.after or ""),
        few=FEW,
    )


def holds_cases(phase: str, known: Sequence[Figures]) -> bool:
    """Whether there is anything to tell of a phase: a column of noughts under “Closed”, beside
    cases that are closed, would say the opposite of what it means."""
    return any(one.phases.get(phase, 0) != 0 for one in known)


def figures(one: Figures, phases: Sequence[str]) -> FiguresShown:
    return FiguresShown(
        one.organisation,
        number(one.cases),
        number(one.open),
        [number(one.phases.get(phase, 0)) for phase in phases],
    )


def number(known: int | None) -> str:
    return "–" if known is None else str(known)


def registered(programme: str, one: Registered, *, today: date) -> RegisteredShown:
    rules = names.rules_of(programme, one.version)
    kinds = rules.terms.events

    def day(on: date) -> str:
        return dates.medium(on, today=today)

    return RegisteredShown(
        number=one.number,
        organisation=one.organisation,
        stands=stands(programme, one, day(one.closed_on) if one.closed_on else ""),
        events=[
            f"{kinds[type_].name[dates.language()] if type_ in kinds else type_}, {day(on)}"
            for type_, on in one.events
        ],
        entitlements=[
            f"{names.of_requirement(programme, requirement)}, {day(on)}"
            for requirement, on in one.entitlements
        ],
    )


def stands(programme: str, one: Registered, closed: str) -> str:
    """Closed, or in which phase."""
    rules = names.rules_of(programme, one.version)
    if closed:
        return _("Closed %(date)s") % {"date": closed}
    return names.of_phase(rules, one.phase) or _("No phase yet")
