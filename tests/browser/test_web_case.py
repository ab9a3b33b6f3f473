"""The case, registering, correcting, referring and the programmes, in a real browser."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import copy_database

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PHONE, WIDE = {"width": 360, "height": 740}, {"width": 1240, "height": 900}
PROGRAMMES = ("jobspot", "jobrettet-rehabilitering", "rampen", "social-stoette-i-job", "kvik")
OPEN_PAGES = (
    "/programmer/",
    *(f"/programmer/{programme}/" for programme in PROGRAMMES),
    "/henvis/",
    *(f"/henvis/{programme}/" for programme in PROGRAMMES),
)
OF_A_CASE = (
    "",
    "registrer/",
    "registrer/?krav=workplace-visits&nr=1",
    "registrer/?slags=referral_received",
    "registrer/?slags=feedback_sent",
    "registrer/?slags=placement_started",
    "registrer/?slags=external_registration",
    "fravaelg/?krav=workplace-visits&nr=1",
    "oplysninger/",
    "mennesker/",
)
COUNTER = """
for (const [event, name] of [["pointerdown", "clicks"], ["keydown", "keys"]])
  addEventListener(event, () => sessionStorage[name] = 1 + Number(sessionStorage[name] || 0), true);
"""


@pytest.fixture(scope="session")
def cases_seeded(site, var):
    """The demonstration with a person and cases of our own, also for the tests that come after."""
    copy_database(var / "fresh.sqlite3", var / "demo.sqlite3")
    unwanted = {"DATABASE_URL", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"DEMO": "1", "FODFAESTE_VAR": str(var)}
    command = [sys.executable, "-m", "tests.browser.seed_cases"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    copy_database(var / "demo.sqlite3", var / "fresh.sqlite3")


@pytest.fixture
def signe(page, cases_seeded, fresh_data):
    page.add_init_script(COUNTER)
    become_signe(page)
    return page


@pytest.fixture
def without_javascript(browser, cases_seeded, fresh_data, site):
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    become_signe(page)
    yield page
    context.close()


def become_signe(page):
    page.goto("/demo/")
    page.locator(".persona", has_text="Signe Sag").get_by_role("button").click()
    page.wait_for_url("**/")


def case_by(var, question):
    """The address of the first case that a question to the demonstration's database finds."""
    with closing(sqlite3.connect(var / "demo.sqlite3")) as database:
        [found] = database.execute(question).fetchone()
    return f"/sager/{UUID(found)}/"


def case_of(page, name):
    """The address of somebody's case."""
    page.goto(f"/sager/?q={name}")
    return page.locator("#content").get_by_role("link", name=name).first.get_attribute("href")


def counted(page):
    return page.evaluate("[Number(sessionStorage.clicks || 0), Number(sessionStorage.keys || 0)]")


def count_from_here(page):
    page.evaluate("sessionStorage.clear()")


def is_wider_than_its_window(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def told(page):
    return page.locator(".alert-success")


# --- clicks


def test_an_interview_takes_two_clicks_from_today(signe):
    signe.goto("/")
    count_from_here(signe)
    row = signe.locator(".duty", has_text="Startsamtale").filter(has_text="Nina Nord")
    row.get_by_role("link", name="Registrér").click()
    signe.get_by_role("button", name="Gem", exact=True).click()
    expect(told(signe)).to_contain_text("Startsamtale før introforløbet er udført")
    assert signe.url.endswith("/"), "one is back on Today"
    clicks, keys = counted(signe)
    assert (clicks, keys) == (2, 0)
    assert clicks <= 4


def test_a_placement_with_its_last_day_takes_three_clicks_from_the_case(signe):
    signe.goto(case_of(signe, "Nina Nord"))
    count_from_here(signe)
    row = signe.locator("#now .duty", has_text="Virksomhedspraktik begyndt")
    row.get_by_role("link", name="Registrér").click()
    signe.get_by_role("group", name="Aftalt til og med").get_by_label("Dag").click()
    signe.keyboard.type("1")
    for text in ("3", "2099"):
        signe.keyboard.press("Tab")
        signe.keyboard.type(text)
    signe.get_by_role("button", name="Gem", exact=True).click()
    expect(told(signe)).to_contain_text("Virksomhedspraktik begyndt er udført")
    clicks, keys = counted(signe)
    assert clicks == 3
    assert clicks <= 8
    assert keys == 8


def test_a_double_click_registers_once(signe):
    address = case_of(signe, "Nina Nord")
    signe.goto(f"{address}registrer/?krav=programme-registered&nr=1")
    signe.get_by_role("button", name="Gem", exact=True).dblclick()
    expect(told(signe)).to_be_visible()
    signe.goto(address)
    expect(signe.locator("#log .strong", has_text="Registreret i andet system")).to_have_count(1)


def test_the_keyboard_alone_registers_from_the_case(signe):
    signe.goto(case_of(signe, "Nina Nord"))
    row = signe.locator("#now .duty", has_text="Forløbet oprettet i FASIT")
    tab_to(signe, row.get_by_role("link", name="Registrér"))
    signe.keyboard.press("Enter")
    expect(signe.locator("h1")).to_have_text("Registreret i andet system")
    tab_to(signe, signe.get_by_role("button", name="Gem", exact=True))
    signe.keyboard.press("Enter")
    expect(told(signe)).to_contain_text("Forløbet oprettet i FASIT er udført")


def tab_to(page, wanted, most=80):
    for _step in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError("the keyboard does not reach it")


# --- forms


def test_a_fault_is_summed_up_and_focused_and_nothing_typed_is_lost(signe):
    signe.goto(f"{case_of(signe, 'Rolf Rask')}registrer/?slags=follow_up")
    day = signe.get_by_role("group", name="Dato").get_by_label("Dag")
    signe.get_by_label("Besøg på virksomheden").check()
    signe.get_by_role("textbox", name="Notat").fill("Det gik godt")
    day.fill("45")
    signe.get_by_role("button", name="Gem", exact=True).click()
    expect(signe.locator("#errors")).to_be_focused()
    signe.locator("#errors a").click()
    expect(day).to_be_focused()
    expect(signe.get_by_role("textbox", name="Notat")).to_have_value("Det gik godt")
    expect(signe.get_by_label("Besøg på virksomheden")).to_be_checked()


def test_another_word_of_an_open_list_is_asked_for_only_then(signe):
    signe.goto(f"{case_of(signe, 'Rolf Rask')}registrer/?slags=feedback_sent")
    other = signe.get_by_label("En anden: hvilken?")
    expect(other).to_be_hidden()
    signe.get_by_label("Modtager").select_option(label="En anden")
    other.fill("Søster")
    signe.get_by_role("button", name="Gem", exact=True).click()
    expect(signe.locator("#log")).to_contain_text("Søster")


def test_a_correction_shows_both_times_and_both_entries(signe):
    signe.goto(case_of(signe, "Rolf Rask"))
    unfold(signe)
    entry = signe.locator(".log-line", has_text="Praktik begyndt")
    entry.get_by_role("link", name="ret").click()
    expect(signe.locator(".mended")).to_be_visible()
    signe.get_by_label("Det skete ikke").check()
    expect(signe.locator(".mended")).to_be_hidden()
    signe.get_by_label("Noget i den er forkert").check()
    signe.get_by_label("Hvorfor rettes den?").fill("Den begyndte dagen efter")
    signe.get_by_label("Løntilskud").check()
    signe.get_by_role("button", name="Gem rettelsen").click()
    expect(told(signe)).to_contain_text("Rettet.")
    log = signe.locator("#log")
    expect(log.locator("del", has_text="virksomhedspraktik")).to_have_count(1)
    expect(log).to_contain_text("Rettet, fordi: Den begyndte dagen efter")


def test_what_is_left_out_is_waited_for_no_more(signe):
    signe.goto(case_of(signe, "Nina Nord"))
    row = signe.locator("#now .duty", has_text="Formålet skrevet")
    row.get_by_role("link", name="fravælg").click()
    signe.get_by_label("Hvorfor fravælges det?").fill("Står i henvisningen")
    signe.get_by_role("button", name="Fravælg").click()
    expect(signe.locator("#now", has_text="Formålet skrevet")).to_have_count(0)
    expect(signe.locator("#checklist")).to_contain_text("fravalgt: Står i henvisningen")


# --- referring


def test_eligibility_follows_what_one_types(signe):
    signe.goto("/henvis/jobspot/")
    advice = signe.locator("#advice")
    expect(advice).to_contain_text("kan ikke afgøres endnu")
    signe.get_by_role("group", name="Har psykiske vanskeligheder").get_by_label("Nej").check()
    expect(advice).to_contain_text("er ikke i målgruppen")
    signe.get_by_role("group", name="Har psykiske vanskeligheder").get_by_label("Ja").check()
    signe.get_by_role("group", name="indstillet på").get_by_label("Ja").check()
    signe.get_by_label("Målgruppe i LAB").select_option("2.1.5")
    expect(advice.locator(".verdict")).to_contain_text("er i målgruppen")


def test_a_known_citizen_is_recognised_by_the_number(signe):
    signe.goto("/henvis/kvik/")
    signe.locator("#id_cpr").fill("030392-1234")
    signe.keyboard.press("Tab")
    expect(signe.locator("#known")).to_contain_text("Nina Nord")
    expect(signe.locator("#known")).to_contain_text("Kontrolcifferet passer ikke")
    signe.get_by_role("button", name="Henvis borgeren").click()
    expect(signe.locator("h1")).to_have_text("Nina Nord")
    expect(signe.locator(".alert-warning")).to_be_visible()
    assert "1234" not in signe.url


def test_another_way_in_keeps_what_was_typed(signe):
    signe.goto("/henvis/jobrettet-rehabilitering/")
    signe.get_by_label("Navn", exact=True).fill("Bo Berg")
    signe.get_by_role("navigation", name="Veje ind").get_by_role("button").nth(1).click()
    signe.wait_for_url("**/?vej=*")
    expect(signe.get_by_label("Navn", exact=True)).to_have_value("Bo Berg")
    expect(signe.locator("#errors")).to_have_count(0)
    signe.get_by_role("button", name="Henvis borgeren").click()
    expect(signe.locator("h1")).to_have_text("Bo Berg")


def test_on_a_phone_the_verdict_follows_right_under_the_facts(signe, assert_accessible):
    signe.set_viewport_size(PHONE)
    signe.goto("/henvis/jobspot/")
    line = signe.locator("#verdict-line")
    expect(line).to_contain_text("kan ikke afgøres endnu")
    signe.get_by_role("group", name="Har psykiske vanskeligheder").get_by_label("Nej").check()
    expect(line).to_contain_text("er ikke i målgruppen")
    expect(signe.locator("[id='verdict-line']")).to_have_count(1)
    assert_accessible(signe)


def test_another_name_than_the_numbers_is_asked_about(signe, assert_accessible):
    signe.set_viewport_size(PHONE)
    signe.goto("/henvis/kvik/")
    signe.locator("#id_cpr").fill("030392-1234")
    signe.get_by_label("Navn", exact=True).fill("Bo Berg")
    signe.get_by_role("button", name="Henvis borgeren").click()
    expect(signe.locator("#citizen")).to_contain_text("du skrev Bo Berg")
    assert_accessible(signe)
    signe.get_by_label("Det er den samme").check()
    signe.get_by_role("button", name="Henvis borgeren").click()
    expect(signe.locator("h1")).to_have_text("Nina Nord")


# --- without JavaScript


def test_all_of_it_works_without_javascript(without_javascript):
    page = without_javascript
    page.goto(f"{case_of(page, 'Nina Nord')}registrer/?krav=programme-registered&nr=1")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(told(page)).to_contain_text("Forløbet oprettet i FASIT er udført")
    page.get_by_role("link", name="ret : Registreret i andet system").click()
    page.get_by_label("Det skete ikke").check()
    page.get_by_label("Hvorfor rettes den?").fill("Prøve")
    page.get_by_role("button", name="Gem rettelsen").click()
    expect(told(page)).to_contain_text("venter igen")
    page.goto("/henvis/jobspot/")
    page.get_by_role("group", name="Har psykiske vanskeligheder").get_by_label("Nej").check()
    page.get_by_role("button", name="Vurdér").click()
    expect(page.locator("#advice")).to_contain_text("er ikke i målgruppen")
    page.get_by_label("Navn", exact=True).fill("Bo Berg")
    page.get_by_role("button", name="Henvis borgeren").click()
    expect(page.locator("h1")).to_have_text("Bo Berg")


# --- programmes


def test_a_clause_leads_to_its_words(signe):
    signe.goto("/programmer/jobspot/")
    signe.locator("#rules").get_by_role("link", name="JS-05").first.click()
    expect(signe.locator("#JS-05")).to_be_in_viewport()


def test_the_calendar_answers_while_one_changes_it(signe):
    signe.goto("/programmer/social-stoette-i-job/")
    signe.get_by_label("Indsatsens variant").select_option("sel-82b")
    signe.get_by_label("Dag", exact=True).fill("2")
    signe.get_by_label("Måned", exact=True).fill("3")
    signe.get_by_label("År", exact=True).fill("2026")
    signe.keyboard.press("Tab")
    expect(signe.locator("#calendar-answer")).to_contain_text("tirsdag 1. september")


# --- for everybody


@pytest.mark.parametrize("language", ["da", "en"])
def test_pages_of_a_case_are_accessible_and_fit_a_phone(signe, assert_accessible, language):
    rolf, lea = case_of(signe, "Rolf Rask"), case_of(signe, "Lea Lund")
    signe.goto(rolf)
    unfold(signe)
    entry = signe.locator(".log-line", has_text="Praktik begyndt")
    correct = entry.get_by_role("link", name="ret").get_attribute("href")
    undo = signe.locator(".log-line", has_text="Fravalgt").get_by_role("link", name="ret").first
    addresses = [*(rolf + each for each in OF_A_CASE), correct, undo.get_attribute("href")]
    look_at(signe, [*addresses, lea, f"{lea}variant/"], language, assert_accessible)


@pytest.mark.parametrize("language", ["da", "en"])
def test_programmes_and_referring_are_accessible_and_fit_a_phone(
    signe, assert_accessible, language
):
    look_at(signe, OPEN_PAGES, language, assert_accessible)


def look_at(page, addresses, language, assert_accessible):
    if language == "en":
        page.locator(".user-menu summary").click()
        page.get_by_role("button", name="In English").click()
    for address in addresses:
        page.set_viewport_size(WIDE)
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        unfold(page)
        assert_accessible(page)
        page.set_viewport_size(PHONE)
        assert not is_wider_than_its_window(page), address
        assert_accessible(page)


def unfold(page):
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")


@pytest.mark.parametrize("language", ["da", "en"])
def test_forms_with_faults_are_accessible(signe, assert_accessible, language):
    rolf = case_of(signe, "Rolf Rask")
    if language == "en":
        signe.locator(".user-menu summary").click()
        signe.get_by_role("button", name="In English").click()
    for address, save in (
        (f"{rolf}samtykke/?modtager=gp", "Gem samtykket|Save the consent"),
        (f"{rolf}fravaelg/?krav=plan-sent&nr=1", "Fravælg|Leave it out"),
        ("/henvis/jobspot/", "Henvis borgeren|Refer the citizen"),
    ):
        signe.goto(address)
        signe.get_by_role("button", name=save.split("|")[language == "en"], exact=True).click()
        expect(signe.locator("#errors")).to_be_focused()
        assert_accessible(signe)
