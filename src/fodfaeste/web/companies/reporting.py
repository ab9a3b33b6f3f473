"""What becomes of the rows of a sheet, in words. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fodfaeste.companies.importing import columns
from fodfaeste.companies.importing.judging import ADDED, MERGED, REFUSED, SAME, Judged
from fodfaeste.companies.queries import ImportLine, ImportView
from fodfaeste.core.faults import Fault
from fodfaeste.web import dates, saying

SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """A row of the sheet. ``kind``: of its chip. ``why``: a sentence for each column."""

    number: int
    name: str
    outcome: str
    kind: str
    why: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportShown:
    """A sheet. ``new``: how many rows would write something. ``left_out``: rows that are only in
    the report that is downloaded."""

    id: UUID
    heading: str
    counts: list[str]
    rows: list[RowShown]
    left_out: str
    unknown: str
    new: int
    is_done: bool


def present(view: ImportView, *, today: date) -> ImportShown:
    rows = sorted(view.rows, key=lambda row: ORDER[row.outcome])
    left = max(len(rows) - SHOWN, 0)
    said = ngettext(
        "%(n)s row more is in the report.", "%(n)s rows more are in the report.", left
    ) % {"n": left}
    return ImportShown(
        id=view.id,
        heading=heading(view, today=today),
        counts=counts_said(view.counts),
        rows=[row_shown(row) for row in rows[:SHOWN]],
        left_out=said if left else "",
        unknown=", ".join(view.unknown),
        new=view.counts[ADDED] + view.counts[MERGED],
        is_done=view.done_at is not None,
    )


ORDER = {REFUSED: 0, ADDED: 1, MERGED: 2, SAME: 3}


def heading(view: ImportView, *, today: date) -> str:
    if view.done_at is None:
        return _("Look at the sheet before it is imported")
    return _("Imported on %(moment)s") % {"moment": dates.moment(view.done_at, today=today)}


def counts_said(counts: Mapping[str, int]) -> list[str]:
    """``9.700 nye``, ``300 afvist``; what there is none of is left out."""
    found = {name: counts.get(name, 0) for name in ORDER}
    said = {
        REFUSED: ngettext("%(n)s refused", "%(n)s refused", found[REFUSED]),
        ADDED: ngettext("%(n)s new company", "%(n)s new companies", found[ADDED]),
        MERGED: ngettext("%(n)s added to a known one", "%(n)s added to known ones", found[MERGED]),
        SAME: ngettext("%(n)s with nothing new", "%(n)s with nothing new", found[SAME]),
    }
    return [text % {"n": found[name]} for name, text in said.items() if found[name]]


def line_said(line: ImportLine, *, today: date) -> tuple[UUID, str, str]:
    """A sheet in the list: its address, when and by whom, what became of it."""
    moment = dates.moment(line.uploaded_at, today=today)
    counts = ", ".join(counts_said(line.counts))
    state = counts if line.is_done else _("waits: %(counts)s") % {"counts": counts}
    return line.id, f"{moment}, {line.uploaded_by}", state


def row_shown(row: Judged) -> RowShown:
    return RowShown(
        number=row.number,
        name=row.name or row.cvr,
        outcome=outcome_said(row),
        kind={REFUSED: "late", ADDED: "done"}.get(row.outcome, "plain"),
        why=[fault_said(fault) for fault in row.faults],
    )


def outcome_said(row: Judged) -> str:
    if row.outcome == MERGED and row.with_row:
        return _("added to row %(row)s") % {"row": row.with_row}
    said = {
        REFUSED: _("refused"),
        ADDED: _("new company"),
        MERGED: _("added to a known company"),
        SAME: _("nothing new"),
    }
    return said[row.outcome]


def fault_said(fault: Fault) -> str:
    """``CVR-nummer: Et CVR-nummer har otte cifre …``"""
    return f"{columns.name_of(fault.place, dates.language())}: {saying.fault(fault)}"


def report_rows(view: ImportView) -> Iterator[Sequence[str]]:
    """The report as a sheet, every row of it."""
    yield (_("Row"), _("CVR number"), _("Name"), _("What became of it"), _("Why"))
    for row in view.rows:
        why = " ".join(fault_said(fault) for fault in row.faults)
        yield (str(row.number), row.cvr, row.name, outcome_said(row), why)


def template_rows() -> list[list[str]]:
    """An empty sheet with the names of the columns, and an example below them."""
    header = [column.name(dates.language()) for column in columns.COLUMNS]
    return [header, [column.example for column in columns.COLUMNS]]
