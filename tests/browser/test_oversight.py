"""Emergency access and oversight, in a real browser."""

import sqlite3
from contextlib import closing
from uuid import UUID

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

REASON = "Borgeren er faldet om i receptionen, og vi skal have fat i en pårørende."
PHONE, WIDE = {"width": 360, "height": 740}, {"width": 1240, "height": 900}
PAGES = ("/noedadgang/", "/tilsyn/", "/tilsyn/stikproever/", "/tilsyn/segl/")


@pytest.fixture
def case_id(var, site):
    """An open case of the municipality that is not Tove's."""
    sql = """
        SELECT c.id FROM cases_case c JOIN accounts_organisation o ON o.id = c.organisation_id
        WHERE o.name LIKE 'Fjordk%' AND c.programme = 'kvik' AND c.closed_on IS NULL LIMIT 1
    """
    with closing(sqlite3.connect(var / "demo.sqlite3")) as database:
        return UUID(database.execute(sql).fetchone()[0])


def become(page, name):
    page.goto("/demo/")
    page.locator(".persona", has_text=name).get_by_role("button").click()
    page.wait_for_url("**/")


def open_in_emergency(page, case_id):
    become(page, "Tove Friis")
    page.locator(".user-menu summary").click()
    page.get_by_role("link", name="Nødadgang").click()
    page.get_by_label("Borgerens CPR-nummer").fill(str(case_id))
    page.get_by_label("Hvorfor skal du se sagen nu?").fill("Haster")
    page.get_by_role("button", name="Åbn sagen").click()
    expect(page.locator("#errors")).to_contain_text("mindst 20 tegn")
    page.get_by_label("Hvorfor skal du se sagen nu?").fill(REASON)
    page.get_by_role("button", name="Åbn sagen").click()
    expect(page).to_have_url(f"/sager/{case_id}/")


def test_an_emergency_is_opened_seen_drawn_and_judged(page, fresh_data, case_id):
    open_in_emergency(page, case_id)
    become(page, "Vibeke Lindholm")
    page.get_by_role("link", name="Tilsyn").click()
    expect(page.locator("#unseen")).to_contain_text(REASON)
    page.get_by_role("button", name="Markér som set").click()
    expect(page.locator("#unseen")).to_contain_text("Der venter ikke noget")
    expect(page.locator("#seen")).to_contain_text("Set af Vibeke Lindholm")
    page.get_by_role("link", name="Stikprøver").click()
    page.get_by_role("button", name="Udtræk").click()
    drawn = page.locator(".drawn").first
    drawn.get_by_text("Skal følges op", exact=True).click()
    drawn.get_by_role("button", name="Gem").click()
    expect(page.locator("#errors")).to_be_visible()
    drawn.get_by_label("Notat").fill("Taler med Tove")
    drawn.get_by_role("button", name="Gem").click()
    expect(page.locator(".drawn").first).to_contain_text("Taler med Tove")


def test_the_logs_are_checked_and_the_seal_shown(page, fresh_data, case_id):
    become(page, "Vibeke Lindholm")
    page.goto("/tilsyn/segl/")
    page.get_by_role("button", name="Kontrollér nu").click()
    expect(page.locator(".seal span")).to_have_count(8)
    expect(page.get_by_role("button", name="Udskriv")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("english", [False, True], ids=["da", "en"])
def test_every_page_is_accessible_and_fits(
    page, site, fresh_data, case_id, assert_accessible, size, english
):
    page.set_viewport_size(WIDE)
    open_in_emergency(page, case_id)
    become(page, "Vibeke Lindholm")
    if english:
        page.locator(".user-menu summary").click()
        page.get_by_role("button", name="In English").click()
    page.goto("/tilsyn/stikproever/")
    page.locator("#draw button").click()
    page.wait_for_url("**/stikproever/*/")
    sample = page.url.removeprefix(site)
    page.set_viewport_size(size)
    for address in (*PAGES, sample):
        page.goto(address)
        expect(page.locator("h1")).to_be_visible()
        assert_accessible(page)
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
