"""The register of companies in a real browser, with the demonstration."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_sharing import become
from tests.browser.test_web_case import PHONE, WIDE, is_wider_than_its_window

pytestmark = pytest.mark.browser


@pytest.fixture
def signe(page, site, fresh_data):
    become(page, "Signe Dam")
    return page


def test_a_company_is_found_as_one_types_and_told_of(signe):
    signe.goto("/virksomheder/")
    box = signe.get_by_role("searchbox", name="Navn, branche, by, CVR- eller P-nummer")
    box.press_sequentially("elektr")
    expect(signe.locator("#found h2")).to_have_text("1 virksomhed")
    expect(box).to_be_focused()
    expect(signe).to_have_url(re.compile(r"\?q=elektr"))
    signe.get_by_role("link", name="Ådalens Elektronik").click()
    signe.get_by_role("link", name="Vi har været i kontakt").click()
    signe.get_by_role("radio", name="Besøg").check()
    signe.get_by_role("radio", name="Vil gerne høre mere").check()
    signe.get_by_role("button", name="Gem").click()
    expect(signe.locator("#touches")).to_contain_text("Besøg: vil gerne høre mere")


def test_a_sheet_is_looked_at_and_imported(signe):
    signe.goto("/virksomheder/import/")
    rows = "CVR;Navn;By\r\n99990007;Nyt Bageri;Ådalen\r\n99990008;Forkert;Ådalen\r\n"
    sheet = {"name": "ark.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    signe.get_by_label("Regnearket").set_input_files([sheet])
    signe.get_by_role("button", name="Se rækkerne").click()
    expect(signe.locator("main")).to_contain_text("1 afvist, 1 ny virksomhed")
    signe.get_by_role("button", name="Importér 1 række").click()
    expect(signe.locator("main")).to_contain_text("Arket er importeret.")
    signe.goto("/virksomheder/?q=nyt bageri")
    expect(signe.get_by_role("link", name="Nyt Bageri")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_everybody_can_use_the_pages(signe, assert_accessible, size):
    signe.set_viewport_size(size)
    signe.goto("/virksomheder/?q=plejecenter")
    company = signe.locator("#found .strong").get_attribute("href")
    signe.goto(company)
    offer = signe.get_by_role("link", name="Tilføj et tilbud").first.get_attribute("href")
    staff = signe.get_by_role("link", name="Skriv antal ansatte").first.get_attribute("href")
    below = ("", "ret/", "kontakt/", "aftaler/ny/", "kontakter/ny/", "enheder/ny/")
    for path in (
        "/virksomheder/", "/virksomheder/ny/", "/virksomheder/import/", offer, staff,
        *(f"{company}{one}" for one in below),
    ):  # fmt: skip
        signe.goto(path)
        assert_accessible(signe)
        assert not is_wider_than_its_window(signe), path
