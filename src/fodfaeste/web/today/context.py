"""The right column of Today: what is new, and how much one has. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.cases.queries.around import Around, Load, NewCase
from fodfaeste.core.rules import Rules
from fodfaeste.web import addresses, dates, names


@dataclass(frozen=True, slots=True)
class Arrival:
    """A case that was opened lately."""

    day: str
    citizen: str
    url: str
    programme: str


@dataclass(frozen=True, slots=True)
class LoadShown:
    """How many cases somebody has, beside the norm if there is one."""

    name: str
    says: str
    cases: int
    norm: int | None


@dataclass(frozen=True, slots=True)
class AroundShown:
    """The right column. ``cases``: in words, how many one has in all."""

    arrivals: list[Arrival]
    more_arrivals: bool
    cases: str
    loads: list[LoadShown]


def present_context(around: Around, *, today: date) -> AroundShown:
    """New cases and one's caseload."""
    total = around.cases
    return AroundShown(
        arrivals=[arrival(case, today=today) for case in around.new],
        more_arrivals=around.more_new,
        cases=ngettext("%(n)s open case", "%(n)s open cases", total) % {"n": total},
        loads=[load_shown(load) for load in merged(around.loads)],
    )


def arrival(case: NewCase, *, today: date) -> Arrival:
    rules = names.rules_of(case.programme, case.version)
    return Arrival(
        day=dates.short(case.opened_on, today=today),
        citizen=names.of_citizen(case.citizen),
        url=addresses.of_case(case.case_id),
        programme=names.of_course(rules, case.variant),
    )


def load_shown(load: Load) -> LoadShown:
    """A kind of case, how many one has, and about how many the programme thinks one should."""
    rules = names.rules_of(load.programme, load.version)
    name, norm = names.of_course(rules, load.variant), norm_of(rules, load)
    if norm is None:
        return LoadShown(name, str(load.cases), load.cases, None)
    text = _("%(n)s of %(norm)s") if norm[1] else _("%(n)s of about %(norm)s")
    return LoadShown(name, text % {"n": load.cases, "norm": norm[0]}, load.cases, norm[0])


def norm_of(rules: Rules, load: Load) -> tuple[int, bool] | None:
    """The norm for a role and a variant, and whether the source gives the figure."""
    for norm in rules.programme.caseload:
        if norm.role == load.role and (not norm.variant or load.variant in norm.variant):
            return norm.citizens, norm.certain
    return None


def merged(loads: Iterable[Load]) -> list[Load]:
    """One line for each kind of case: of several roles in it, the one with most cases; of
    versions the newest."""
    best: dict[tuple[str, str | None], Load] = {}
    for load in sorted(loads, key=lambda each: (each.version, each.cases)):
        best[load.programme, load.variant] = load
    return sorted(best.values(), key=lambda each: -each.cases)
