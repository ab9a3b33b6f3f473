"""Sign-in, Today and the list of cases, in a real browser."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
BROKEN = "<!doctype html><html><body><main><h1>I stykker</h1></main></body></html>"
PHONE = {"width": 360, "height": 740}
PAGES = ("/", "/?hvem=team", "/sager/", "/sager/?q=findes-ikke", "/log-ud/")
OPEN_PAGES = ("/demo/", "/log-ind/")


@pytest.fixture(scope="session")
def seeded(site, var):
    """The demonstration with people of our own, also for the tests that come after."""
    unwanted = {"DATABASE_URL", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"DEMO": "1", "FODFAESTE_VAR": str(var)}
    command = [sys.executable, "-m", "tests.browser.seed"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    shutil.copy(var / "demo.sqlite3", var / "fresh.sqlite3")


@pytest.fixture
def pia(page, seeded, fresh_data):
    become(page, "Pia Prøve")
    return page


def become(page, name):
    page.goto("/demo/")
    page.locator(".persona", has_text=name).get_by_role("button").click()
    page.wait_for_url("**/")


def in_english(page, site):
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": site}])


def switch_language(page):
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="In English").click()


def is_wider_than_its_window(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def go(page, address):
    """Opens a page; of one that does not exist, its complaint is the expected one."""
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()


def test_a_persona_signs_in_with_one_click_and_sees_the_morning(pia):
    expect(pia.locator("h1")).to_contain_text("Pia")
    late = pia.locator("#overdue .duty")
    expect(late).to_contain_text("Åse Ærø")
    expect(late.get_by_role("link", name="JS-05")).to_have_attribute(
        "href", "/programmer/jobspot/#JS-05"
    )
    expect(late.get_by_role("link", name="Registrér")).to_be_visible()


def test_a_count_leads_to_its_section(pia):
    pia.get_by_role("link", name="over fristen").click()
    assert pia.url.endswith("#overdue")


def test_filters_change_the_list_and_the_address_and_back_undoes_them(pia):
    pia.get_by_label("Slags").select_option(label="Startsamtale før introforløbet")
    pia.wait_for_url("**krav=jobspot.start-interview*")
    expect(pia.locator("#undated")).to_have_count(0)
    expect(pia.locator("#overdue .duty")).to_have_count(1)
    pia.go_back()
    expect(pia.locator("#undated")).to_have_count(1)


def test_whoever_takes_a_filter_away_stays_on_the_page_and_is_told(pia):
    pia.get_by_label("Slags").select_option(label="Startsamtale før introforløbet")
    pia.wait_for_url("**krav=jobspot.start-interview*")
    expect(pia.locator("#told")).to_contain_text("1 over fristen")
    pia.get_by_role("link", name="Vis alle").press("Enter")
    expect(pia.locator("#undated")).to_have_count(1)
    expect(pia.locator("#main")).to_be_focused()


def test_with_colours_of_ones_own_one_sees_where_one_is(pia):
    pia.emulate_media(forced_colors="active", color_scheme="dark")
    colours = pia.locator(".site-nav a").evaluate_all(
        "links => links.map(link => getComputedStyle(link).borderBottomColor)"
    )
    assert len(set(colours)) == 2 and colours.count(colours[0]) == 1


def test_the_teams_duties_are_one_click_away(pia):
    pia.get_by_role("link", name="Mit team").click()
    pia.wait_for_url("**hvem=team*")
    expect(pia.locator("#scope-team")).to_have_attribute("aria-current", "true")


def test_who_has_nothing_to_do_is_told_kindly(page, seeded, fresh_data):
    become(page, "Ib Ingenting")
    expect(page.get_by_text("Godt gået")).to_be_visible()


def test_a_case_is_found_by_name_and_by_number(pia):
    box = pia.locator(".site-header .wide").get_by_role("searchbox")
    box.fill("ærø")
    box.press("Enter")
    expect(pia.locator(".duty")).to_have_count(1)
    expect(pia.locator(".duty")).to_contain_text("Åse Ærø")
    pia.locator("#find").fill("010190-1234")
    pia.locator("#find").press("Enter")
    expect(pia.locator(".duty")).to_contain_text("Lone Bæk")
    assert "1234" not in pia.url


def test_the_list_of_cases_is_filtered(pia):
    pia.goto("/sager/")
    expect(pia.locator(".duty")).to_have_count(4)
    pia.get_by_label("Status").select_option(label="Over fristen")
    pia.wait_for_url("**status=forsinkede*")
    expect(pia.locator(".duty")).to_have_count(1)


def test_the_keyboard_is_enough(pia):
    pia.goto("/")
    pia.keyboard.press("Tab")
    expect(pia.get_by_role("link", name="Gå til indholdet")).to_be_focused()
    pia.keyboard.press("Enter")
    for _step in range(3):
        pia.keyboard.press("Tab")
    expect(pia.locator(":focus")).to_be_visible()
    assert pia.evaluate("document.querySelector('#main').contains(document.activeElement)")
    pia.locator(".user-menu summary").focus()
    pia.keyboard.press("Enter")
    expect(pia.get_by_role("button", name="Log ud")).to_be_visible()
    pia.keyboard.press("Escape")
    expect(pia.get_by_role("button", name="Log ud")).to_be_hidden()
    expect(pia.locator(".user-menu summary")).to_be_focused()


def test_the_language_is_switched_from_the_menu(pia):
    pia.goto("/sager/")
    switch_language(pia)
    expect(pia.locator("h1")).to_have_text("Cases")
    assert pia.url.endswith("/sager/")


def test_a_phone_has_all_of_it_behind_one_button(pia):
    pia.set_viewport_size(PHONE)
    pia.goto("/")
    pia.locator(".user-menu summary").click()
    pia.locator(".menu").get_by_role("link", name="Sager").click()
    expect(pia.locator("h1")).to_have_text("Sager")


@pytest.mark.parametrize("javascript", [True, False])
def test_without_javascript_the_filters_work_by_a_button(browser, seeded, site, javascript):
    context = browser.new_context(base_url=site, java_script_enabled=javascript, locale="da-DK")
    page = context.new_page()
    become(page, "Pia Prøve")
    page.get_by_role("link", name="Mit team").click()
    page.wait_for_url("**hvem=team*")
    expect(page.locator("#scope-team")).to_have_attribute("aria-current", "true")
    page.get_by_label("Slags").select_option(label="Startsamtale før introforløbet")
    if not javascript:
        page.get_by_role("button", name="Vis", exact=True).click()
    page.wait_for_url("**krav=jobspot.start-interview*")
    assert "hvem=team" in page.url
    context.close()


def test_a_wrong_password_is_summed_up_and_focused(page, seeded, fresh_data):
    page.goto("/log-ind/")
    page.get_by_label("E-mail").fill("pia@example.dk")
    page.get_by_label("Adgangskode").fill("wrong")
    page.get_by_role("button", name="Log ind").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.get_by_label("E-mail")).to_have_value("pia@example.dk")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("address", OPEN_PAGES)
def test_open_pages_are_accessible_and_fit_a_phone(
    page, site, seeded, fresh_data, assert_accessible, address, language
):
    if language == "en":
        in_english(page, site)
    go(page, address)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert_accessible(page)
    page.set_viewport_size(PHONE)
    assert not is_wider_than_its_window(page)
    assert_accessible(page)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_pages_are_accessible_and_fit_a_phone(pia, assert_accessible, address, language):
    if language == "en":
        switch_language(pia)
    go(pia, address)
    expect(pia.locator("html")).to_have_attribute("lang", language)
    assert_accessible(pia)
    pia.set_viewport_size(PHONE)
    assert not is_wider_than_its_window(pia)
    pia.locator(".user-menu summary").click()
    assert_accessible(pia)
    assert not is_wider_than_its_window(pia)


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_page_that_is_not_there_is_accessible(
    browser, seeded, site, assert_accessible, signed_in
):
    # A window of its own: that the page is not there is what its console complains of.
    page = browser.new_context(base_url=site, viewport=PHONE, locale="da-DK").new_page()
    if signed_in:
        become(page, "Pia Prøve")
    go(page, "/no-such-page/")
    expect(page.locator("h1")).to_have_text("Her er ikke noget")
    assert_accessible(page)
    assert not is_wider_than_its_window(page)
    page.context.close()


def test_where_a_fragment_fails_the_page_says_so(browser, seeded, site):
    page = browser.new_context(base_url=site, locale="da-DK").new_page()
    become(page, "Pia Prøve")
    page.route(
        "**/?hvem=team*",
        lambda route: route.fulfill(status=500, body=BROKEN, content_type="text/html"),
    )
    page.get_by_role("link", name="Mit team").click()
    expect(page.locator("h1")).to_have_text("I stykker")
    page.context.close()


def test_a_fragment_that_does_not_come_is_said_and_asked_for_again(browser, seeded, site):
    page = browser.new_context(base_url=site, locale="da-DK").new_page()
    become(page, "Pia Prøve")
    page.context.set_offline(True)
    page.get_by_role("link", name="Mit team").click()
    expect(page.get_by_role("alert")).to_contain_text("Se efter, om du har forbindelse")
    page.context.set_offline(False)
    page.get_by_role("link", name="Mit team").click()
    page.wait_for_url("**hvem=team*")
    expect(page.locator("#cut-off")).to_be_empty()
    page.context.close()


def test_where_the_session_is_gone_a_fragment_leads_to_sign_in(pia):
    pia.context.clear_cookies()
    pia.get_by_role("link", name="Mit team").click()
    pia.wait_for_url(re.compile(r"/demo/\?next=/$"))


def test_the_page_of_a_late_duty_keeps_nothing_in_the_browser(pia):
    pia.get_by_role("link", name="Mit team").click()
    pia.wait_for_url("**hvem=team*")
    kept = pia.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "Ærø" not in kept


@pytest.mark.parametrize("width", [910, 1000, 1240, 1440])
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_leaders_menu_covers_neither_the_search_nor_itself(page, seeded, site, width, language):
    if language == "en":
        in_english(page, site)
    page.set_viewport_size({"width": width, "height": 800})
    become(page, "Ulla Møgelmose")
    entries = page.locator(".site-nav a").all()
    boxes = [one.bounding_box() for one in entries]
    boxes.append(page.locator(".site-search.wide").bounding_box())
    assert len(entries) >= 9
    assert len({box["y"] for box in boxes[:-1]}) == 1
    assert not [one for one in boxes if any(is_on(one, each) for each in boxes)]


def is_on(one, other):
    """Whether two things lie on each other, by more than the edge they share."""
    across = min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"])
    down = min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"])
    return one is not other and across > 1 and down > 1
