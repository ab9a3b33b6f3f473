import random

import pytest

from fodfaeste.accounts.services import add_organisation
from fodfaeste.cases.models import Citizen
from fodfaeste.cases.names import search_key, sort_key

IN_ORDER = [
    "Anna Dam",
    "Anna-Lise Bæk",
    "Annika Bo",
    "Bo Ås",
    "Boas Lind",
    "Émile Frank",
    "Eva Holm",
    "Müller Dahl",
    "Nadia Skov",
    "Zenia Vest",
    "Ægir Lund",
    "Ærø Bager",
    "Øjvind Kær",
    "Öktem Yildiz",
    "Aage Bak",
    "Åse Toft",
]


def test_names_come_in_danish_order():
    shuffled = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


@pytest.mark.django_db
def test_the_database_puts_them_in_the_same_order():
    home = add_organisation(name="Søby Kommune", kind="municipality")
    for name in random.Random(2).sample(IN_ORDER, len(IN_ORDER)):
        Citizen(name=name, home=home).save()
    found = Citizen.unrestricted.order_by("sort_key").values_list("name", flat=True)
    assert list(found) == IN_ORDER


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("soren", "Søren Vest"),
        ("Soeren", "Søren Vest"),
        ("SÖREN", "Søren Vest"),
        ("ærø", "Amalie Ærø"),
        ("aero", "Amalie Ærø"),
        ("aagard", "Ågård"),
        ("Aagaard", "Ågård"),
        ("garcia", "José García"),
        ("lise bæk", "Anna-Lise Bæk"),
        ("oneill", "Pat O'Neill"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(typed, name):
    assert search_key(typed) in search_key(name)


def test_another_name_is_not_found():
    assert search_key("Sørine") not in search_key("Søren Vest")
