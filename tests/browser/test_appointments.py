"""Booking, moving and holding in a real browser: the clicks counted, the keyboard, a phone."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import copy_database
from tests.browser.test_web_case import (
    COUNTER,
    PHONE,
    WIDE,
    count_from_here,
    counted,
    is_wider_than_its_window,
    tab_to,
    told,
)

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def appointments_seeded(site, var):
    """The demonstration with a person and cases of our own."""
    copy_database(var / "fresh.sqlite3", var / "demo.sqlite3")
    unwanted = {"DATABASE_URL", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"DEMO": "1", "FODFAESTE_VAR": str(var)}
    command = [sys.executable, "-m", "tests.browser.seed_appointments"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    copy_database(var / "demo.sqlite3", var / "fresh.sqlite3")


@pytest.fixture
def aksel(page, appointments_seeded, fresh_data):
    page.add_init_script(COUNTER)
    return become_aksel(page)


@pytest.fixture
def without_javascript(browser, appointments_seeded, fresh_data, site):
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="da-DK")
    yield become_aksel(context.new_page())
    context.close()


def become_aksel(page):
    page.goto("/demo/")
    page.locator(".persona", has_text="Aksel Aftale").get_by_role("button").click()
    page.wait_for_url("**/")
    return page


def duty_of(page, name):
    row = page.locator(".duty", has_text="Startsamtale").filter(has_text=name)
    return row.filter(has=page.locator(".acts"))


def test_a_duty_is_booked_in_two_clicks_from_today(aksel):
    count_from_here(aksel)
    duty_of(aksel, "Nora Nord").get_by_role("link", name="Book").click()
    expect(aksel.locator("#id_on_hint")).to_contain_text("sidste hverdag før fristen")
    aksel.get_by_role("button", name="Book").click()
    expect(told(aksel)).to_contain_text("Booket")
    assert aksel.url.endswith("/"), "one is back on Today"
    assert counted(aksel) == [2, 0]
    expect(duty_of(aksel, "Nora Nord").locator(".marks")).to_contain_text("Booket")
    expect(duty_of(aksel, "Nora Nord").get_by_role("link", name="Flyt")).to_be_visible()


def test_an_interview_that_was_booked_is_registered_in_two_clicks_from_today(aksel):
    """At most four are allowed, key presses in fields apart."""
    count_from_here(aksel)
    asked = aksel.locator("#asked .duty", has_text="Rita Rask")
    asked.get_by_role("link", name=re.compile("^Holdt")).click()
    aksel.get_by_role("button", name="Gem", exact=True).click()
    expect(told(aksel)).to_contain_text("Startsamtale før introforløbet er udført")
    expect(aksel.locator("#asked")).to_have_count(0)
    clicks, keys = counted(aksel)
    assert (clicks, keys) == (2, 0)
    assert clicks <= 4


def test_moved_and_not_held(aksel):
    asked = aksel.locator("#asked .duty", has_text="Rita Rask")
    asked.get_by_role("link", name="Ikke holdt").click()
    aksel.get_by_label("Borgeren").check()
    aksel.get_by_label("Hvad er der sket?").fill("Ringede afbud")
    aksel.get_by_role("button", name="Gem", exact=True).click()
    expect(told(aksel)).to_contain_text("ikke blev holdt")
    duty_of(aksel, "Rita Rask").get_by_role("link", name="Book").click()
    aksel.get_by_role("button", name="Book").click()
    expect(told(aksel)).to_contain_text("Booket")
    duty_of(aksel, "Rita Rask").get_by_role("link", name="Flyt").click()
    aksel.get_by_label("Klokkeslæt").fill("14.30")
    aksel.get_by_role("button", name="Flyt").click()
    expect(told(aksel)).to_contain_text("kl. 14.30")
    expect(duty_of(aksel, "Rita Rask").locator(".marks")).to_contain_text("kl. 14.30")


def test_the_keyboard_alone_books(aksel):
    tab_to(aksel, duty_of(aksel, "Nora Nord").get_by_role("link", name="Book"))
    aksel.keyboard.press("Enter")
    tab_to(aksel, aksel.get_by_role("button", name="Book"))
    aksel.keyboard.press("Enter")
    expect(told(aksel)).to_contain_text("Booket")


def test_without_javascript_it_books_and_holds(without_javascript):
    page = without_javascript
    duty_of(page, "Nora Nord").get_by_role("link", name="Book").click()
    page.get_by_role("button", name="Book").click()
    expect(told(page)).to_contain_text("Booket")
    page.locator("#asked").get_by_role("link", name=re.compile("^Holdt")).click()
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("#asked")).to_have_count(0)


def test_one_click_reminds_whoever_has_the_ball(aksel):
    aksel.goto("/sager/?q=Gry")
    aksel.locator("#content").get_by_role("link", name="Gry Grøn").first.click()
    row = aksel.locator("#now .duty", has_text="Startsamtale")
    row.get_by_role("button", name="Mind om").click()
    expect(told(aksel)).to_contain_text("Mindet om")
    expect(row).to_contain_text("Mindet af Aksel Aftale i dag")
    expect(row.get_by_role("button", name="Mind om")).to_have_count(0)


@pytest.mark.parametrize("window", [PHONE, WIDE], ids=["phone", "wide"])
def test_every_page_is_accessible_and_no_wider_than_its_window(aksel, window, assert_accessible):
    aksel.set_viewport_size(window)
    duty_of(aksel, "Nora Nord").get_by_role("link", name="Book").click()
    pages = [aksel.url]
    aksel.get_by_role("button", name="Book").click()
    pages += ["/", "/kalender/", "/kalender/?hvem=team"]
    moving = duty_of(aksel, "Nora Nord").get_by_role("link", name="Flyt").get_attribute("href")
    appointment = moving.removesuffix("flyt/")
    pages += [appointment, moving, f"{appointment}aflys/", f"{appointment}ikke-holdt/"]
    pages.append(appointment.partition("aftaler/")[0])
    for address in pages:
        aksel.goto(address)
        assert_accessible(aksel)
        assert not is_wider_than_its_window(aksel), address
