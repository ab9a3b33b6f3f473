"""Sheets that are handed out: the template, and the report of an import. A cell is text and nothing
else: no spreadsheet program takes what somebody wrote for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.http import HttpResponse

CSV, XLSX = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDTH = 22

Rows = Iterable[Sequence[str]]


def handed_out(rows: Rows, *, ending: str, name: str) -> HttpResponse:
    """The answer that hands a sheet out. ``ending``: one of ``KINDS``."""
    content = as_xlsx(rows) if ending == XLSX else as_csv(rows)
    response = HttpResponse(content, content_type=KINDS[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def as_csv(rows: Rows) -> bytes:
    """As Danish spreadsheet programs open it: semicolons, and a mark that it is UTF-8."""
    output = io.StringIO(newline="")
    writer = csv.writer(output, delimiter=";")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return output.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """An apostrophe in front of what would be calculated."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def as_xlsx(rows: Rows) -> bytes:
    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(output, options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 20, WIDTH)
        bold = book.add_format({"bold": True})
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(place, column, cell, bold if place == 0 else None)
    return output.getvalue()
