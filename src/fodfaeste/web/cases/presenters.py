"""The case list as it is shown. Pure: no request, no database, no clock."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.cases.queries import CasePage, CaseRow
from fodfaeste.core.rules import Rules
from fodfaeste.programmes import catalogue
from fodfaeste.web import addresses, dates, names
from fodfaeste.web.cases.forms import IN_ADDRESS, Filters, Status
from fodfaeste.web.duties import DateBox, date_box, what
from fodfaeste.web.names import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case in the list. ``box``: when something is due next."""

    box: DateBox
    citizen: str
    url: str
    born: str
    protected: bool
    programme: str
    phase: str
    next: str
    overdue: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesShown:
    """The whole page."""

    count: str
    rows: list[CaseLine]
    filters: Filters
    programmes: list[Option]
    phases: list[Option]
    statuses: list[Option]
    all_url: str
    mine_url: str
    next_url: str
    first_url: str
    unfiltered_url: str


def present(page: CasePage, *, filters: Filters, today: date) -> CasesShown:
    """The cases that were found, and the filters as they stand."""
    start = replace(filters, after=None)
    return CasesShown(
        count=count(page),
        rows=[case_line(row, today=today) for row in page.rows],
        filters=filters,
        programmes=names.programme_options(filters.programme),
        phases=phase_options(filters),
        statuses=status_options(filters),
        all_url=replace(start, mine=False).address(),
        mine_url=replace(start, mine=True).address(),
        next_url=replace(filters, after=page.after).address() if page.after else "",
        first_url=start.address() if filters.after else "",
        unfiltered_url=Filters().address(),
    )


def count(page: CasePage) -> str:
    """How many cases there are, or at least how many."""
    number = f"{page.count}+" if page.more else str(page.count)
    return ngettext("%(n)s case", "%(n)s cases", page.count) % {"n": number}


def case_line(row: CaseRow, *, today: date) -> CaseLine:
    rules = names.rules_of(row.programme, row.version)
    return CaseLine(
        box=box_of(row, today=today),
        citizen=names.of_citizen(row.citizen),
        url=addresses.of_case(row.case_id),
        born=_("born %(year)s") % {"year": row.birth_date.year} if row.birth_date else "",
        protected=row.protected,
        programme=names.of_course(rules, row.variant),
        phase=names.of_phase(rules, row.phase),
        next=next_of(row, rules, today=today),
        overdue=overdue_of(row),
        who=row.responsible or _("Nobody yet"),
    )


def box_of(row: CaseRow, *, today: date) -> DateBox:
    """The day on which something is due next; a closed case shows the day it closed."""
    if row.closed_on:
        spoken = _("Closed %(date)s") % {"date": dates.long(row.closed_on, today=today)}
        return DateBox(str(row.closed_on.day), dates.month(row.closed_on), "", spoken)
    return date_box(due_on=row.next_due.due_on if row.next_due else None, today=today)


def next_of(row: CaseRow, rules: Rules, *, today: date) -> str:
    """What is due next, in words."""
    if row.closed_on:
        return _("Closed %(date)s") % {"date": dates.medium(row.closed_on, today=today)}
    if row.next_due is None:
        return _("No deadline just now")
    return what(rules.requirement(row.next_due.requirement), row.next_due.instance)


def overdue_of(row: CaseRow) -> str:
    """How many duties are late, in words; empty if none is."""
    text = ngettext("%(n)s over the deadline", "%(n)s over the deadline", row.overdue)
    return text % {"n": row.overdue} if row.overdue else ""


def phase_options(filters: Filters) -> list[Option]:
    """The phases of the chosen programme: phases of different programmes are different things."""
    if filters.programme not in catalogue.programme_ids():
        return []
    phases = names.rules_of(filters.programme).programme.phases
    return [Option(p.id, p.name[dates.language()], p.id == filters.phase) for p in phases]


def status_options(filters: Filters) -> list[Option]:
    said: dict[Status, str] = {
        "open": _("Open cases"),
        "overdue": _("Over the deadline"),
        "closed": _("Closed cases"),
        "all": _("Open and closed"),
    }
    return [
        Option(IN_ADDRESS[status], text, status == filters.status) for status, text in said.items()
    ]
