"""Mentor support in a real browser: begun, a contact registered, with the keyboard alone; axe, a
phone, English."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import copy_database
from tests.browser.test_sharing import become
from tests.browser.test_web_case import (
    PHONE,
    ROOT,
    WIDE,
    case_of,
    is_wider_than_its_window,
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def mentoring_seeded(site, var):
    """The demonstration with a mentor, a case and a volunteer of our own."""
    copy_database(var / "fresh.sqlite3", var / "demo.sqlite3")
    unwanted = {"DATABASE_URL", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"DEMO": "1", "FODFAESTE_VAR": str(var)}
    command = [sys.executable, "-m", "tests.browser.seed_mentoring"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    copy_database(var / "demo.sqlite3", var / "fresh.sqlite3")


@pytest.fixture
def mona(page, mentoring_seeded, fresh_data):
    become(page, "Mona Mentor")
    return page


def begin(page):
    """From the case until Frida is at the citizen's side."""
    page.goto(case_of(page, "Mads Prøve"))
    page.get_by_role("link", name="Begynd mentorstøtte").click()
    page.get_by_label("Hvem er mentor?").select_option(label="Frida Frivillig")
    page.get_by_role("radio", name="Frivillig").check()
    page.locator("[name=hours]").fill("1,5")
    page.get_by_label("Hvad mentoren gør").fill("Går ture")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Frida Frivillig")


def test_support_begins_and_says_what_is_missing(mona, assert_accessible):
    begin(mona)
    expect(mona.locator(".alert-warning").first).to_contain_text("borgeren har sagt ja")
    expect(mona.locator("#arranged")).to_contain_text("Går ture")
    assert_accessible(mona)
    mona.goto(case_of(mona, "Mads Prøve"))
    expect(mona.locator("#mentoring")).to_contain_text("Frida Frivillig")
    expect(mona.locator("#log")).to_contain_text("Mentor tildelt")


def test_a_contact_is_registered_with_the_keyboard_alone(mona, assert_accessible):
    begin(mona)
    link = mona.get_by_role("link", name="Registrér en kontakt")
    link.focus()
    mona.keyboard.press("Enter")
    mona.get_by_role("radio", name="Mødtes").focus()
    mona.keyboard.press("Space")
    assert_accessible(mona)
    mona.keyboard.press("Tab")
    mona.keyboard.type("90")
    mona.keyboard.press("Tab")
    mona.keyboard.type("Gik en tur om søen.")
    mona.get_by_role("button", name="Gem").focus()
    mona.keyboard.press("Enter")
    expect(mona.locator("#contacts")).to_contain_text("Gik en tur om søen.")
    expect(mona.locator("#contacts")).to_contain_text("1,5 af 1,5 timer brugt")
    expect(mona.locator("#months")).to_be_visible()
    assert_accessible(mona)


def test_a_contact_without_a_way_is_given_back(mona, assert_accessible):
    begin(mona)
    mona.get_by_role("link", name="Registrér en kontakt").click()
    mona.get_by_label("Notat").fill("Gik en tur")
    mona.get_by_role("button", name="Gem").click()
    expect(mona.get_by_label("Notat")).to_have_value("Gik en tur")
    assert_accessible(mona)


@pytest.mark.parametrize("width", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_is_wider_than_its_window(mona, width, assert_accessible):
    begin(mona)
    mona.set_viewport_size(width)
    address = mona.url
    for end in ("", "kontakt/", "ret/", "afslut/", "udskriv/", "../ny/"):
        mona.goto(address + end)
        assert not is_wider_than_its_window(mona), end
        assert_accessible(mona)


def test_partners_are_found_as_one_types_and_go_into_the_plan(mona, assert_accessible):
    case = case_of(mona, "Mads Prøve")
    mona.goto(f"/partnere/?sag={case.split('/')[2]}")
    mona.locator("#partner-search").press_sequentially("onsdag")
    expect(mona.locator("#found")).to_contain_text("Mentorby Løbeklub")
    assert_accessible(mona)
    mona.get_by_role("link", name="Sæt det ind i planen").click()
    expect(mona.locator("[name=title]")).to_have_value("Løber sammen om onsdagen")
    mona.set_viewport_size(PHONE)
    for address in ("/partnere/", "/partnere/ny/", "/mentorer/", "/mentorer/ny/"):
        mona.goto(address)
        assert not is_wider_than_its_window(mona), address
        assert_accessible(mona)


def test_in_english(mona, assert_accessible):
    begin(mona)
    address = mona.url
    mona.locator(".user-menu summary").click()
    mona.locator(".menu").get_by_role("button", name="English").click()
    mona.goto(address)
    expect(mona.locator("html")).to_have_attribute("lang", "en")
    expect(mona.locator("#arranged")).to_contain_text("What the mentor does")
    expect(mona.locator(".alert-warning").first).to_contain_text("the citizen agreed")
    assert_accessible(mona)
