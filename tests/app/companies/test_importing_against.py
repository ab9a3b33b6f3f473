"""What a sheet says against the register: numbers of others, months that are left out, and what
stood there before."""

from datetime import date
from decimal import Decimal

import pytest

from fodfaeste.companies.figures import latest
from fodfaeste.companies.models import ProductionUnit, StaffFigure
from tests.app.companies.keeping import CVR, OTHER_CVR, P_NUMBER, THIRD_CVR
from tests.app.companies.sheets import as_csv
from tests.app.companies.test_importing import ROW, brought, told


@pytest.fixture
def signe(world):
    return world.secretary


def test_a_p_number_of_another_company_is_refused(signe, keep):
    """In the register, or further up in the sheet."""
    keep.company(cvr=THIRD_CVR, unit={"p_number": P_NUMBER})
    header = ("CVR", "Navn", "P-nummer")
    rows = [
        (CVR, "Kroen", P_NUMBER),
        (CVR, "Kroen", "1000000002"),
        (OTHER_CVR, "Kiosken", "1000000002"),
    ]
    view = brought(signe, as_csv(rows, header=header))
    elsewhere = [("p_number", "p_number_elsewhere")]
    assert told(view) == [
        (2, "refused", elsewhere),
        (3, "added", []),
        (4, "refused", elsewhere),
    ]
    assert [dict(row.faults[0].values) for row in view.rows if row.faults] == [
        {"value": "Søby Bageri"}, {"value": "Kroen"},
    ]  # fmt: skip


def test_employees_without_a_month_are_those_of_the_last_whole_one(signe):
    """The ratio rule counts whole months before; a figure of this one would not be read."""
    view = brought(signe, as_csv([(CVR, "Kroen", "1.234,5")], header=("CVR", "Navn", "Ansatte")))
    assert told(view) == [(2, "added", [])]
    figure = StaffFigure.unrestricted.get()
    assert (figure.month, figure.full_time) == (date(2026, 10, 1), Decimal("1234.5"))


def test_where_a_place_or_a_figure_is_said_otherwise_that_is_told(signe):
    moved = [*ROW[:4], "Havnen 2", *ROW[5:7], "13", *ROW[8:]]
    view = brought(signe, as_csv([ROW, moved]))
    assert told(view)[1] == (
        3, "merged", [("street", "said_otherwise"), ("staff", "figure_said_anew")],
    )  # fmt: skip
    unit = ProductionUnit.unrestricted.get()
    assert unit.street == "Havnen 1"
    assert latest([unit.pk])[unit.pk] == {date(2026, 10, 1): Decimal(13)}
