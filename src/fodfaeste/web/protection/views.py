"""The first page of data protection, and the data register."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fodfaeste.protection import register as known
from fodfaeste.protection.deletions import proposals
from fodfaeste.web.access import overseer
from fodfaeste.web.dates import language
from fodfaeste.web.requests import signed_in_user


@overseer
@require_safe
def protection(request: HttpRequest) -> HttpResponseBase:
    """What there is, and what waits."""
    waiting = [
        one
        for one in proposals(user=signed_in_user(request))
        if one.state == "waits" and not one.mine
    ]
    return render(request, "protection/protection.html", {"waiting": len(waiting)})


# --- the register


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table of the register. ``rows``: what each field is in words, without the table's name."""

    name: str
    about: str
    personal: int
    rows: tuple[tuple[str, ...], ...]


@overseer
@require_safe
def register(request: HttpRequest) -> HttpResponseBase:
    """Every stored field, table by table; those with personal data first."""
    tables = [shown(table) for table in known.register().tables]
    context = {
        "head": known.head()[1:],
        "personal": [table for table in tables if table.personal],
        "others": [table for table in tables if not table.personal],
    }
    return render(request, "protection/register.html", context)


def shown(table: known.Table) -> TableShown:
    rows = tuple(known.cells(row, language())[1:] for row in table.rows)
    personal = sum(row.is_personal for row in table.rows)
    return TableShown(table.name, table.about[language()], personal, rows)


@overseer
@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """For a spreadsheet."""
    return file(known.as_csv(language()), "text/csv", "csv")


@overseer
@require_safe
def as_markdown(request: HttpRequest) -> HttpResponseBase:
    """As text."""
    return file(known.as_page(language()), "text/markdown", "md")


def file(content: str, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="dataregister.{ending}"'
    return response
