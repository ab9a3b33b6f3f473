"""Companies found as one types."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fodfaeste.companies import queries
from fodfaeste.companies.queries import listing
from tests.app.cases.world import TODAY
from tests.app.companies.keeping import CVR, OTHER_CVR, P_NUMBER, THIRD_CVR


@pytest.fixture
def three(keep):
    keep.company("Søby Bageri", trade="Bageri og café")
    keep.company("Ærø Tømrer", cvr=OTHER_CVR, unit={"town": "Marstal", "postcode": "5960"})
    keep.company("Ånd & Hånd", cvr=THIRD_CVR, unit={"town": "Rise"})
    return keep


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ["Søby Bageri", "Ærø Tømrer", "Ånd & Hånd"]),
        ("søb", ["Søby Bageri"]),
        ("Soeby bag", ["Søby Bageri"]),
        ("tømrer marstal", ["Ærø Tømrer"]),
        ("café", ["Søby Bageri"]),
        (CVR, ["Søby Bageri"]),
        (CVR[:5], ["Søby Bageri", "Ærø Tømrer", "Ånd & Hånd"]),
        (f"DK {CVR[:2]} {CVR[2:4]} {CVR[4:6]} {CVR[6:]}", ["Søby Bageri"]),
        (P_NUMBER, ["Søby Bageri"]),
        ("5960", ["Ærø Tømrer"]),
        ("hånd", ["Ånd & Hånd"]),
        ("ånd & h", ["Ånd & Hånd"]),
        ("noget andet", []),
    ],
)
def test_name_number_trade_and_town(three, typed, expected):
    assert three.names(typed) == expected


def test_whose_name_begins_with_it_stands_first_on_every_page(three, monkeypatch):
    """Else what one looks for drowns among those in whose numbers a few letters or digits stand."""
    three.company("Blomster og Søby", cvr="99990031")
    three.company("Søby Kro", cvr="99990058")
    assert three.names("søby") == ["Søby Bageri", "Søby Kro", "Blomster og Søby"]

    monkeypatch.setattr(listing, "ON_A_PAGE", 1)
    found: list[str] = []
    after = None
    for _ in range(3):
        page = queries.search(user=three.world.jens, today=TODAY, text="søby", after=after)
        found, after = found + [row.name for row in page.rows], page.after
    assert (found, after) == (["Søby Bageri", "Søby Kro", "Blomster og Søby"], None)


def test_what_a_unit_is_called_and_where_it_lies_is_found_after_a_change(three):
    pk = three.company("Fabrikken", cvr="99990031")
    assert three.names("ommel") == []
    three.unit(pk, "Lageret i Ommel", town="Ommel")
    assert three.names("ommel") == ["Fabrikken"]
    three.change(pk, name="Fabrikken", cvr="99990031", trade="smedje")
    assert three.names("ommel smedje") == ["Fabrikken"]


def test_only_ones_own_register_is_searched(three, world):
    assert three.names("søby", user=world.colleague) == ["Søby Bageri"]
    assert three.names("søby", user=world.charlie) == three.names(user=world.mette) == []


def test_one_page_after_the_other(three, world, monkeypatch):
    monkeypatch.setattr(listing, "ON_A_PAGE", 2)
    first = queries.search(user=world.jens, today=TODAY)
    assert first.count == 3 and first.after == first.rows[-1].id
    assert three.names(after=first.after) == ["Ånd & Hånd"]


def test_a_kind_is_chosen(three):
    three.company("Værkstedet", cvr="", kind="workshop")
    assert three.names(kind="workshop") == ["Værkstedet"]


def test_places_that_are_open_today_are_counted(three, world):
    pk = three.company("Fabrikken", cvr="99990031")
    unit = three.unit_of(pk)
    three.offer(unit, places=2)
    three.offer(unit, places=3)
    three.offer(unit, open_from=TODAY.replace(year=2027))
    three.offer(unit, open_from=TODAY.replace(year=2025), open_until=TODAY.replace(day=1))
    [row] = queries.search(user=world.jens, today=TODAY, text="Fabrikken").rows
    assert row.open_offers == 5 and [one.town for one in row.units] == ["Søby"]


def test_one_row_or_three_cost_the_same(three, world):
    def asked(text):
        with CaptureQueriesContext(connection) as found:
            queries.search(user=world.jens, today=TODAY, text=text)
        return len(found)

    assert asked("søby") == asked("") == 4
