"""A course in a real browser: from the programme's pattern to attendance, on a phone as well."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.test_web_case import PHONE, is_wider_than_its_window

pytestmark = pytest.mark.browser

TODAY = datetime.now(ZoneInfo("Europe/Copenhagen")).date()


@pytest.fixture
def birgit(page, fresh_data):
    page.goto("/demo/")
    page.locator(".persona", has_text="Birgit Lund").get_by_role("button").first.click()
    page.wait_for_url("**/")
    return page


def choose(page, name):
    page.goto("/hold/")
    page.get_by_role("link", name="Nyt hold").click()
    page.get_by_role("link", name=name).first.click()


def fill_day(page, day):
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"#id_first_on_{part}").fill(str(value))


def make(page, assert_accessible):
    """A group follow-up of the day before yesterday; gives where it is."""
    choose(page, "Gruppeopfølgning")
    fill_day(page, TODAY - timedelta(days=2))
    page.get_by_label("Fra kl.").fill("9")
    page.get_by_label("Til kl.").fill("11.30")
    page.get_by_label("holdes den næste ledige hverdag").check()
    page.get_by_role("group", name="Kontaktperson").get_by_label("Birgit Lund").check()
    assert_accessible(page)
    page.get_by_role("button", name="Vis mødegangene").click()
    expect(page.get_by_role("heading", name="1 mødegang")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Opret holdet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gruppeopfølgning")
    return page.url


def enrol(page, number):
    page.get_by_role("link", name="Tilmeld", exact=True).click()
    for _ in range(number):
        page.locator("#content").get_by_role("button", name="Tilmeld").first.click()
        expect(page.get_by_text(re.compile("(Tilmeldt|På ventelisten): "))).to_be_visible()


def test_from_pattern_to_attendance(birgit, assert_accessible):
    run = make(birgit, assert_accessible)
    enrol(birgit, 2)
    birgit.goto(run)
    assert_accessible(birgit)
    birgit.get_by_role("link", name="Fremmøde", exact=True).click()
    assert_accessible(birgit)
    birgit.get_by_role("button", name="Alle til stede").click()
    expect(birgit.get_by_text("2 registreret.")).to_be_visible()
    birgit.locator("select").first.select_option("absent:excused")
    birgit.get_by_role("button", name="Gem").click()
    expect(birgit.get_by_text("1 registreret.")).to_be_visible()
    birgit.locator("tbody th a").first.click()
    expect(birgit.get_by_text("Fravær fra mødegang").first).to_be_visible()


def test_on_a_phone_nothing_sticks_out(birgit):
    birgit.set_viewport_size(PHONE)
    birgit.goto("/hold/")
    assert not is_wider_than_its_window(birgit)
    birgit.locator("#content .what a").first.click()
    assert not is_wider_than_its_window(birgit)
    birgit.get_by_role("link", name="Fremmøde", exact=True).click()
    assert not is_wider_than_its_window(birgit)


def open_the_coming(page):
    """The intro course on which some have had an invitation, and some have not."""
    page.goto("/hold/")
    coming = page.locator("#content article", has_text="Introforløb")
    coming.filter(has_text="ikke indkaldt").first.locator(".what a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Introforløb")


def test_who_has_had_no_invitation_is_sent_one_by_keyboard(birgit, assert_accessible):
    open_the_coming(birgit)
    assert_accessible(birgit)
    expect(birgit.get_by_text("Indkaldelse:").first).to_be_visible()
    birgit.locator(".invite-all button").focus()
    birgit.keyboard.press("Enter")
    expect(birgit.get_by_text("i udbakken").first).to_be_visible()
    expect(birgit.locator(".invite-all")).to_have_count(0)
    birgit.set_viewport_size(PHONE)
    assert_accessible(birgit)
    assert not is_wider_than_its_window(birgit)


def test_enrolling_and_moving_write_to_the_citizen(birgit, assert_accessible):
    open_the_coming(birgit)
    run = birgit.url
    birgit.locator("a[href*='moedegang']").first.click()
    assert_accessible(birgit)
    expect(birgit.get_by_label("Hvorfor, som det står i brevet").first).not_to_be_empty()
    birgit.goto(f"{run}tilmeld/")
    assert_accessible(birgit)
    birgit.set_viewport_size(PHONE)
    assert not is_wider_than_its_window(birgit)


def test_the_list_is_saved_as_a_pdf(birgit):
    open_the_coming(birgit)
    with birgit.expect_download() as saved:
        birgit.get_by_role("link", name="Liste med deltagere").click()
    assert saved.value.suggested_filename == "holdliste.pdf"
