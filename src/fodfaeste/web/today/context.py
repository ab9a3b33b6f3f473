"""The right column of Today: what is new, and how much one has. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste import words
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
    cases: str
    loads: list[LoadShown]


def present_context(around: Around, *, today: date) -> AroundShown:
    """New cases and one's caseload."""
    total = around.cases
    return AroundShown(
        arrivals=[arrival(case, today=today) for case in around.new],
        cases=ngettext("%(n)s open case", "%(n)s open cases", total) % {"n": total},
        loads=loads_shown(around),
    )


def arrival(case: NewCase, *, today: date) -> Arrival:
    rules = names.rules_of(case.programme, case.version)
    return Arrival(
        day=dates.short(case.opened_on, today=today),
        citizen=names.of_citizen(case.citizen),
        url=addresses.of_case(case.case_id),
        programme=names.of_course(rules, case.variant),
    )


def loads_shown(around: Around) -> list[LoadShown]:
    """By role where the organisation has a norm for it (CT-16); else by kind of case, beside what
    the programme says."""
    roles = [role for role in around.norms if any(load.role == role for load in around.loads)]
    others = [load for load in around.loads if load.role not in around.norms]
    own = [role_shown(role, around) for role in roles]
    return [*own, *map(load_shown, merged(others))]


def role_shown(role: str, around: Around) -> LoadShown:
    """All that somebody has in a role, of as many as the organisation wants."""
    loads, norm = [load for load in around.loads if load.role == role], around.norms[role]
    cases = sum(load.cases for load in loads)
    name = names.of_role(names.rules_of(loads[0].programme, loads[0].version), role)
    says = _("%(n)s of %(norm)s") % {"n": cases, "norm": norm}
    return LoadShown(words.capitalised(name), says, cases, norm)


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
