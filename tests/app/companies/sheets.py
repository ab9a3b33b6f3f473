"""Sheets as people send them in."""

import io

import xlsxwriter
from stdnum.dk import cvr

HEADER = (
    "CVR-nummer", "Navn", "Branche", "P-nummer", "Gade og nummer", "Postnummer", "By",
    "Ansatte (årsværk)", "Måned", "Kontaktperson", "Telefon", "E-mail",
)  # fmt: skip


def numbers(count, first=90_000_000):
    """CVR numbers that fit their check digit."""
    found: list[str] = []
    number = first
    while len(found) < count:
        if cvr.is_valid(str(number)):
            found.append(str(number))
        number += 1
    return found


def as_csv(rows, *, header=HEADER, separator=";", encoding="utf-8"):
    lines = [separator.join(map(str, row)) for row in (header, *rows)]
    return "\r\n".join(lines).encode(encoding)


def as_xlsx(rows, *, header=HEADER):
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate((header, *rows)):
            sheet.write_row(place, 0, row)
    return output.getvalue()


def many(count, faulty=0):
    """Rows of companies, the last ``faulty`` of which have a wrong CVR number."""
    good = [
        (number, f"Virksomhed {place}", "handel", f"{9_000_000_000 + place}", f"Vej {place}",
         "8999", "Søby", "12,5", "2026-10", f"Kontakt {place}", "00 00 44 00", "k@v.example")
        for place, number in enumerate(numbers(count - faulty))
    ]  # fmt: skip
    bad = [("99990006", f"Forkert {place}", *good[0][2:]) for place in range(faulty)]
    return good + bad
