"""The screens that docs/clauses.md names are there."""

import pytest
from django.urls import get_resolver

from tools import clauses

PAGES = {name: page for name, page in clauses.screens()["pages"].items() if "address" in page}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_clauses_are_met_on_has_an_address(name):
    names = {key for key in get_resolver().reverse_dict if isinstance(key, str)}
    assert PAGES[name]["address"] in names
