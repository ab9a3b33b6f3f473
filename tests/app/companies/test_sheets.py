"""Sheets that are not what they seem: nothing of them is left out in silence."""

import io
import zipfile

import pytest

from fodfaeste.companies.importing import sheet
from fodfaeste.core.faults import Refused
from tests.app.companies.sheets import as_csv, as_xlsx

ROW = ("99990006", "Søby Bageri")


def code_of(content):
    with pytest.raises(Refused) as found:
        sheet.read(content)
    return found.value.faults[0].code


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_entities_are_declared_nowhere(code):
    """Neither further down in a part than one looks, nor in one that is called otherwise."""
    declared = f'<?xml version="1.0"?>{" " * 3000}<!DOCTYPE a [<!ENTITY x "y">]><a/>'
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("xl/strings.bin", declared.encode(code))
    assert code_of(output.getvalue()) == "sheet_broken"


def test_rows_of_many_lines_are_all_read():
    lines = [(f'"{place}\n\n\n\n"', "n") for place in range(12_000)]
    assert len(sheet.read(as_csv(lines))) == 12_001


def test_what_stands_far_below_the_rest_is_seen():
    assert code_of(as_xlsx([ROW, *[()] * (sheet.MOST_ROWS + 10), ROW])) == "sheet_long"
    assert len(sheet.read(as_xlsx([ROW, (), (), ROW]))) == 5
