"""A placement in a real browser: from the case to letters in the outbox in eight clicks at most,
then signed, and recorded in VITAS; the keyboard, axe, a phone."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import copy_database
from tests.browser.test_sharing import become
from tests.browser.test_web_case import (
    COUNTER,
    PHONE,
    ROOT,
    WIDE,
    case_of,
    count_from_here,
    counted,
    is_wider_than_its_window,
)

pytestmark = pytest.mark.browser

TODAY = datetime.now(tz=ZoneInfo("Europe/Copenhagen")).date()
MOST_CLICKS = 8


@pytest.fixture(scope="session")
def placements_seeded(site, var):
    """The demonstration with people, a case and a company of our own."""
    copy_database(var / "fresh.sqlite3", var / "demo.sqlite3")
    unwanted = {"DATABASE_URL", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"DEMO": "1", "FODFAESTE_VAR": str(var)}
    command = [sys.executable, "-m", "tests.browser.seed_placements"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    copy_database(var / "demo.sqlite3", var / "fresh.sqlite3")


@pytest.fixture
def pia(page, placements_seeded, fresh_data):
    page.add_init_script(COUNTER)
    become(page, "Pia Praktik")
    return page


def monday():
    """The next Monday: a first day in the week-end would be warned of."""
    return TODAY + timedelta(days=7 - TODAY.weekday())


def type_day(page, name, day):
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={name}_{part}]").fill(str(value))


def place(page):
    """From the page of the case until it is registered, and the letters are in the outbox."""
    page.goto(case_of(page, "Poul Prøve"))
    count_from_here(page)
    page.get_by_role("link", name="Ny praktik eller nyt job").click()
    page.locator("#id_find").press_sequentially("brødfab")
    found = page.locator("#found label", has_text="Praktikby Brødfabrik")
    expect(found).to_be_visible()
    page.locator("#found label", has_text="Praktikby Brødfabrik").click()
    expect(page.locator("#rules")).to_contain_text("46 ordinære")
    expect(page.locator("#rules")).to_contain_text("9 pladser")
    type_day(page, "since", monday())
    type_day(page, "until", monday() + timedelta(weeks=13, days=-1))
    page.locator("[name=hours]").fill("15")
    page.locator("[name=tasks]").fill("Pakke brød")
    page.get_by_role("button", name="Registrér, og læg breve i udbakken").click()
    expect(page.get_by_text("brevene ligger i udbakken")).to_be_visible()


def test_from_case_to_registered_with_letters_in_at_most_eight_clicks(pia, assert_accessible):
    place(pia)
    clicks, _keys = counted(pia)
    assert clicks <= MOST_CLICKS
    assert_accessible(pia)


def test_it_is_signed_and_vitas_is_told(pia, assert_accessible):
    place(pia)
    address = pia.url
    for party, name in (("borgeren", "Poul Prøve"), ("arbejdsgiveren", "Bodil Bager")):
        pia.get_by_role("link", name="Skriv under").click()
        pia.get_by_role("radio", name=party).check()
        pia.locator("[name=name]").fill(name)
        assert_accessible(pia)
        pia.get_by_role("button", name="Gem underskriften").click()
        expect(pia).to_have_url(address)
    expect(pia.locator("#signatures")).to_contain_text("Bodil Bager")
    pia.get_by_role("link", name="VITAS").click()
    expect(pia.locator(".alert-warning")).to_contain_text("Medarbejderrepræsentant")
    assert_accessible(pia)
    pia.get_by_role("radio", name="sendt ind, ikke besvaret").check()
    pia.locator("[name=reference]").fill("V-17")
    pia.get_by_role("button", name="Gem", exact=True).click()
    expect(pia.locator("#elsewhere")).to_contain_text("V-17")


def test_what_vitas_asks_for_is_copied_field_by_field_with_the_keyboard(pia, assert_accessible):
    pia.context.grant_permissions(["clipboard-read", "clipboard-write"])
    place(pia)
    pia.get_by_role("link", name="VITAS").click()
    button = pia.locator("[data-copy=asked-company]")
    button.focus()
    pia.keyboard.press("Enter")
    expect(pia.locator("#told")).to_have_text("Kopieret: Virksomhed")
    expect(button).to_be_focused()
    expect(button).to_contain_text("Kopieret")
    assert pia.evaluate("navigator.clipboard.readText()") == "Praktikby Brødfabrik"
    assert_accessible(pia)

    pia.locator("[data-copy=asked-tasks]").click()
    expect(button).to_contain_text("Kopiér")
    assert pia.evaluate("navigator.clipboard.readText()") == "Pakke brød"


def test_where_nothing_can_be_copied_the_value_is_marked(pia):
    place(pia)
    pia.get_by_role("link", name="VITAS").click()
    pia.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    pia.locator("[data-copy=asked-tasks]").click()
    expect(pia.locator("#told")).to_have_text("Markeret, tryk Ctrl+C: Opgaver")
    assert pia.evaluate("getSelection().toString()") == "Pakke brød"


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_nothing_is_wider_than_its_window(pia, width, assert_accessible):
    pia.set_viewport_size(width)
    place(pia)
    address = pia.url
    for end in ("", "aendr/", "underskriv/", "system/vitas/", "../ny/"):
        pia.goto(address + end)
        assert not is_wider_than_its_window(pia)
        assert_accessible(pia)


def test_without_scripts_the_same_form_registers_it(browser, site, placements_seeded, fresh_data):
    context = browser.new_context(java_script_enabled=False, base_url=site, locale="da-DK")
    page = context.new_page()
    become(page, "Pia Praktik")
    page.goto(f"{case_of(page, 'Poul Prøve')}praktik/ny/")
    page.locator("#id_find").fill("brødfabrik")
    page.get_by_role("button", name="Søg").last.click()
    page.locator("#found label", has_text="Praktikby Brødfabrik").click()
    type_day(page, "since", monday())
    type_day(page, "until", monday() + timedelta(weeks=13, days=-1))
    page.locator("[name=hours]").fill("15")
    page.locator("[name=tasks]").fill("Pakke brød")
    page.get_by_role("button", name="Registrér, og læg breve i udbakken").click()
    expect(page.get_by_text("brevene ligger i udbakken")).to_be_visible()
    context.close()
