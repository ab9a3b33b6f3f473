"""The list of companies as it is shown. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.companies.models import Company
from fodfaeste.companies.queries import CompanyPage, CompanyRow
from fodfaeste.web import dates
from fodfaeste.web.companies import names
from fodfaeste.web.companies.filters import INACTIVE, UNTOUCHED, Filters
from fodfaeste.web.names import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyLine:
    """A company in the list. ``kind``: where it is not an ordinary one."""

    name: str
    url: str
    kind: str
    about: str
    where: str
    places: str
    touched: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompaniesShown:
    """The whole page."""

    count: str
    rows: list[CompanyLine]
    filters: Filters
    kinds: list[Option]
    statuses: list[Option]
    next_url: str
    first_url: str
    unfiltered_url: str


def present(page: CompanyPage, *, filters: Filters, today: date) -> CompaniesShown:
    start = replace(filters, after=None)
    return CompaniesShown(
        count=count(page),
        rows=[company_line(row, today=today) for row in page.rows],
        filters=filters,
        kinds=[
            Option(kind, names.kind_name(kind), kind == filters.kind)
            for kind in Company.Kind.values
        ],
        statuses=status_options(filters),
        next_url=replace(filters, after=page.after).address() if page.after else "",
        first_url=start.address() if filters.after else "",
        unfiltered_url=Filters().address(),
    )


def count(page: CompanyPage) -> str:
    """How many companies there are, or at least how many."""
    number = f"{page.count}+" if page.more else str(page.count)
    return ngettext("%(n)s company", "%(n)s companies", page.count) % {"n": number}


def company_line(row: CompanyRow, *, today: date) -> CompanyLine:
    return CompanyLine(
        name=row.name,
        url=reverse("company", args=[row.id]),
        kind="" if row.kind == Company.Kind.ORDINARY else names.kind_name(row.kind),
        about=" · ".join(filter(None, (row.trade, cvr_said(row.cvr)))),
        where=towns(unit.town for unit in row.units),
        places=places_said(row.open_offers),
        touched=touched_said(row.last_touch_on, today=today),
    )


def cvr_said(number: str) -> str:
    return _("CVR %(number)s") % {"number": number} if number else ""


def towns(found: Iterable[str]) -> str:
    """Where its units are, each town once."""
    return ", ".join(dict.fromkeys(filter(None, found)))


def places_said(number: int) -> str:
    text = ngettext("%(n)s place offered", "%(n)s places offered", number)
    return text % {"n": number} if number else ""


def touched_said(day: date | None, *, today: date) -> str:
    """When somebody was last in touch; empty if nobody ever was."""
    return _("in touch %(day)s") % {"day": dates.medium(day, today=today)} if day else ""


def status_options(filters: Filters) -> list[Option]:
    said = {
        "": _("In use"),
        UNTOUCHED: _("Nobody in touch for half a year"),
        INACTIVE: _("No longer in use"),
    }
    return [Option(status, text, status == filters.status) for status, text in said.items()]
