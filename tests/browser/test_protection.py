"""Data protection in a real browser: both languages, both widths, axe, keyboard, downloads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import copy_database

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PHONE, WIDE = {"width": 360, "height": 740}, {"width": 1240, "height": 900}
PAGES = ("", "register/", "slettefrister/", "sletning/")
OF_A_CASE = ("indsigt/", "rettelser/", "borger/", "bevaring/")


@pytest.fixture(scope="session")
def protection_seeded(site, var):
    """The demonstration with a guard and cases of our own, also for the tests that come after."""
    copy_database(var / "fresh.sqlite3", var / "demo.sqlite3")
    unwanted = {"DATABASE_URL", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"DEMO": "1", "FODFAESTE_VAR": str(var)}
    command = [sys.executable, "-m", "tests.browser.seed_protection"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    copy_database(var / "demo.sqlite3", var / "fresh.sqlite3")


@pytest.fixture
def vera(page, protection_seeded, fresh_data):
    page.goto("/demo/")
    page.locator(".persona", has_text="Vera Vagt").get_by_role("button").click()
    page.wait_for_url("**/")
    return page


def case_of(page, name):
    page.goto(f"/sager/?q={name}&status=alle")
    return page.locator("#content").get_by_role("link", name=name).first.get_attribute("href")


def addresses(page):
    page.goto("/databeskyttelse/sletning/")
    proposal = page.locator("#proposals a").first.get_attribute("href")
    case = case_of(page, "Nanna Ny")
    own = [f"/databeskyttelse/{path}" for path in PAGES]
    return [*own, proposal, *(f"{case}{path}" for path in OF_A_CASE)]


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_is_accessible_and_fits(vera, assert_accessible, size, language):
    vera.set_viewport_size(size)
    if language == "en":
        vera.goto("/")
        vera.locator(".user-menu summary").click()
        vera.get_by_role("button", name="English").click()
    for address in addresses(vera):
        vera.goto(address)
        expect(vera.locator("html")).to_have_attribute("lang", language)
        vera.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        assert_accessible(vera)
        wider = "document.documentElement.scrollWidth > window.innerWidth"
        assert not vera.evaluate(wider), address


def test_what_is_wrong_stands_beside_its_field(vera, assert_accessible):
    vera.goto("/databeskyttelse/slettefrister/")
    vera.get_by_label("År efter afslutningen").fill("5")
    vera.get_by_label("Slettekode").fill("P3650D")
    vera.get_by_role("button", name="Sæt fristen").click()
    expect(vera.locator("#errors")).to_contain_text("P3650D betyder 10 år")
    expect(vera.get_by_label("Slettekode")).to_have_value("P3650D")
    assert_accessible(vera)


def test_from_the_menu_to_an_approved_and_carried_out_erasure(vera):
    vera.get_by_role("link", name="Databeskyttelse").first.click()
    vera.get_by_role("link", name="1 forslag om at slette venter på dig").click()
    vera.locator("#proposals a").first.click()
    vera.get_by_role("button", name="Godkend").click()
    expect(vera.locator("#errors")).to_contain_text("afleveret til et arkiv")
    vera.get_by_label("Det er afleveret til arkivet").check()
    vera.get_by_role("button", name="Godkend").click()
    vera.get_by_role("button", name="Slet nu").click()
    expect(vera.locator(".alert-success")).to_contain_text("Det er udført")
    expect(vera.locator("#cases")).not_to_contain_text("Gerda")
    vera.goto("/databeskyttelse/sletning/")
    expect(vera.locator("#records")).to_contain_text("Foreslået af Ove Over, godkendt af Vera Vagt")


def test_all_that_is_held_is_taken_out_by_keyboard(vera):
    vera.goto(f"{case_of(vera, 'Nanna Ny')}indsigt/")
    for label in ("Jeg har sikret mig", "Jeg har set efter"):
        vera.get_by_label(label).focus()
        vera.keyboard.press("Space")
    vera.get_by_role("button", name="Hent filen").focus()
    with vera.expect_download() as waiting:
        vera.keyboard.press("Enter")
    download = waiting.value
    assert download.suggested_filename.startswith("indsigt-")
    assert download.suggested_filename.endswith(".pdf")
    assert Path(download.path()).read_bytes().startswith(b"%PDF-")


def test_a_citizen_is_corrected_and_it_can_be_seen(vera):
    case = case_of(vera, "Nanna Ny")
    vera.goto(f"{case}borger/")
    vera.get_by_label("Navn", exact=True).fill("Nanna Nyere")
    vera.get_by_label("Hvorfor det rettes").fill("Gift")
    vera.get_by_role("button", name="Ret").click()
    expect(vera.locator("h1")).to_contain_text("Nanna Nyere")
    vera.goto(f"{case}rettelser/")
    expect(vera.locator("main")).to_contain_text("Nanna Ny → Nanna Nyere")
