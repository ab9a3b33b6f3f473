"""The data register: what every stored field is, why it is kept, on what basis, and for how long.

It is written by hand in ``register.yaml`` and held against the models by a test, third-party
tables included. Which columns are encrypted is said there and nowhere else.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fodfaeste.programmes.yaml_files import read_yaml

PERSONAL = frozenset({"ordinary", "cpr", "special", "criminal"})
"""The classes of what tells something of a person."""

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A stored field. ``table``: the model, as ``cases.Citizen``. ``what``: in both languages,
    empty for what is technical."""

    table: str
    field: str
    classes: tuple[str, ...]
    what: Words
    purpose: str
    basis: str
    retention: str
    encrypted: bool

    @property
    def is_personal(self) -> bool:
        return bool(PERSONAL.intersection(self.classes))


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows. ``about``: what it holds, in both languages. A name without a dot is
    a table that no model describes. ``append_only``: the database refuses to change its rows."""

    name: str
    about: Words
    append_only: bool
    rows: tuple[Row, ...]

    @property
    def is_personal(self) -> bool:
        return any(row.is_personal for row in self.rows)


@dataclass(frozen=True, slots=True)
class Register:
    """The whole of it. ``words``: what each class, purpose, basis and retention is called, by
    group, code and language."""

    tables: tuple[Table, ...]
    words: Mapping[str, Mapping[str, Words]]

    @property
    def rows(self) -> Iterator[Row]:
        for table in self.tables:
            yield from table.rows

    def said(self, group: str, code: str, language: str) -> str:
        """``said("purposes", "trace", "en")``"""
        return self.words[group][code][language]

    def classes_said(self, row: Row, language: str) -> str:
        return ", ".join(self.said("classes", code, language) for code in row.classes)


@cache
def register() -> Register:
    """The register, read once."""
    read = read_yaml(Path(__file__).with_name("register.yaml"))
    read.faults.refuse_if_any()
    given = read.data
    groups = ("classes", "purposes", "bases", "retentions")
    tables = tuple(_table(name, table) for name, table in given["tables"].items())
    return Register(tables, {group: given[group] for group in groups})


def _table(name: str, given: Mapping[str, Any]) -> Table:
    rows = (_row(name, field, said, given) for field, said in given["fields"].items())
    return Table(name, given["about"], given.get("append_only", False), tuple(rows))


def _row(table: str, field: str, given: Any, common: Mapping[str, Any]) -> Row:
    said = {**common, **(given if isinstance(given, dict) else {"class": given})}
    classes = said["class"]
    return Row(
        table=table,
        field=field,
        classes=tuple(classes) if isinstance(classes, list) else (classes,),
        what=said.get("what", {}),
        purpose=said["purpose"],
        basis=said["basis"],
        retention=said["retention"],
        encrypted=said.get("encrypted", False),
    )


def encrypted_fields() -> tuple[tuple[str, str, bool], ...]:
    """The tables and fields that hold ciphertext, and whether the table is append-only."""
    return tuple(
        (row.table, row.field, table.append_only)
        for table in register().tables
        for row in table.rows
        if row.encrypted
    )


# --- as files


def cells(row: Row, language: str) -> tuple[str, ...]:
    """A row in words: table, field, what, class, purpose, basis, retention, encrypted."""
    known = register()
    return (
        row.table,
        row.field,
        row.what.get(language, ""),
        known.classes_said(row, language),
        known.said("purposes", row.purpose, language),
        known.said("bases", row.basis, language),
        known.said("retentions", row.retention, language),
        pgettext("fact", "yes") if row.encrypted else pgettext("fact", "no"),
    )


def head() -> tuple[str, ...]:
    """What ``cells`` are called, in the present language."""
    return (
        _("Table"),
        _("Field"),
        _("What it is"),
        _("Class"),
        _("Purpose"),
        _("Legal basis"),
        _("Retention"),
        _("Encrypted"),
    )


def as_csv(language: str) -> str:
    """The register for a spreadsheet: UTF-8 with its mark, semicolons, as Danish Excel reads it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head())
    writer.writerows(cells(row, language) for row in register().rows)
    return "\ufeff" + out.getvalue()


def as_page(language: str) -> str:
    """The register as a page of text."""
    lead = _("Every stored field of every table. A test checks it against the system.")
    return f"# {_('Data register')}\n\n{lead}\n\n{as_markdown(language)}"


def as_markdown(language: str) -> str:
    """The register as tables, one for each table of the database, below headings of two signs."""
    lines: list[str] = []
    for table in register().tables:
        lines += [f"## {table.about[language]} (`{table.name}`)", ""]
        lines += [_line(head()[1:]), _line(["---"] * 7)]
        lines += [_line((f"`{row.field}`", *cells(row, language)[2:])) for row in table.rows]
        lines.append("")
    return "\n".join(lines)


def _line(parts: Any) -> str:
    return "| " + " | ".join(parts) + " |"
