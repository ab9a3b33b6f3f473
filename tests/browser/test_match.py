"""From what a citizen wishes to a placement under way, in a real browser: offers with reasons,
steps, letters, signatures, a week of the time sheet, VITAS (CT-08, JR-09, JS-15, JS-16)."""

import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import copy_database
from tests.browser.test_placements import MOST_CLICKS, type_day
from tests.browser.test_sharing import become
from tests.browser.test_web_case import (
    COUNTER,
    ROOT,
    case_of,
    count_from_here,
    counted,
    told,
)

pytestmark = pytest.mark.browser

TODAY = datetime.now(tz=ZoneInfo("Europe/Copenhagen")).date()
MONDAY = TODAY - timedelta(days=TODAY.weekday() + 7)
"""Of the week before this one: all of its days can be filled in, whatever day it is."""
BEST, OTHER = "Matchby Gartneri", "Matchby Kro"


@pytest.fixture(scope="session")
def match_seeded(site, var):
    """The demonstration with people, a case and companies of our own."""
    copy_database(var / "fresh.sqlite3", var / "demo.sqlite3")
    unwanted = {"DATABASE_URL", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"DEMO": "1", "FODFAESTE_VAR": str(var)}
    command = [sys.executable, "-m", "tests.browser.seed_match"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    copy_database(var / "demo.sqlite3", var / "fresh.sqlite3")


@pytest.fixture
def mia(page, match_seeded, fresh_data):
    page.add_init_script(COUNTER)
    become(page, "Mia Match")
    return page


def wish(page):
    """What Frida wishes is written down; gives the address of her case."""
    case = case_of(page, "Frida Finder")
    page.goto(case)
    page.get_by_role("link", name="Skriv, hvilket arbejde der er ønsket").click()
    page.get_by_role("link", name="Skriv ønskerne").click()
    page.locator("[name=tasks]").fill("Plante\nPasse dyr")
    page.locator("[name=trades]").fill("Gartneri")
    page.locator("[name=hours_most]").fill("15")
    page.get_by_label("Et roligt sted at arbejde").check()
    page.get_by_role("group", name="Må arbejdsgiveren få").get_by_label("Nej").check()
    type_day(page, "told_on", TODAY)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("#wishes")).to_contain_text("Plante")
    return case


def step(page, kind, channel=""):
    page.get_by_role("radio", name=kind).check()
    page.locator("[name=channel]").select_option(channel)
    page.get_by_role("button", name="Registrér", exact=True).click()
    expect(told(page)).to_contain_text("Det er registreret")


def visit(page):
    """From an idea to a visit at the workplace that fits best."""
    first = page.locator("#offers .offer-line").first
    expect(first.locator(".offer-head")).to_contain_text(BEST)
    first.get_by_role("button", name="Notér som idé").click()
    step(page, "Virksomheden blev kontaktet", "phone")
    step(page, "Besøg på virksomheden")
    expect(page.locator("#steps li strong")).to_have_text(["Besøg", "Kontaktet på telefon", "Idé"])


def agree(page, case):
    """From the page of the case until it is registered, and letters are in the outbox. It began on
    the Monday of last week, so the rules warn, and a reason is written."""
    page.goto(case)
    count_from_here(page)
    page.locator("#match").get_by_role("link", name=BEST).click()
    expect(page.get_by_role("radio", name="Aftalt")).to_be_checked()
    page.get_by_role("button", name="Registrér", exact=True).click()
    page.get_by_role("link", name="Start en praktik eller et job").click()
    page.wait_for_load_state()  # what is typed before the script is there, nobody hears
    expect(page.locator("#found")).to_contain_text(BEST)
    expect(page.locator("[name=tasks]")).to_have_value("Plante om og vande")
    expect(page.locator("[name=hours]")).to_have_value("10")
    type_day(page, "since", MONDAY)
    type_day(page, "until", MONDAY + timedelta(weeks=13, days=-1))
    page.locator("[name=decided]").fill("Hun er begyndt.")
    page.get_by_role("button", name="Registrér, og læg breve i udbakken").click()
    expect(page.get_by_text("brevene ligger i udbakken")).to_be_visible()


def placed(page):
    """All of it; gives the addresses of case and placement."""
    case = wish(page)
    visit_from(page, case)
    agree(page, case)
    return case, page.url


def visit_from(page, case):
    page.goto(f"{case}match/")
    visit(page)


# --- the way


def test_offers_are_ranked_with_their_reasons(mia):
    mia.goto(f"{wish(mia)}match/")
    offers = mia.locator("#offers .offer-line")
    expect(offers.locator(".offer-head a")).to_have_text([BEST, OTHER])
    expect(offers.first).to_contain_text("Ønsket: Plante")
    expect(offers.first.locator(".findings > li")).to_have_count(7)
    expect(mia.locator("#offers .weights")).to_have_count(1)
    expect(mia.locator("#wishes")).to_contain_text("må ikke få noget at vide om sygdommen")


def test_from_the_match_to_letters_in_at_most_eight_clicks(mia, assert_accessible):
    case = wish(mia)
    visit_from(mia, case)
    agree(mia, case)
    clicks, _keys = counted(mia)
    assert clicks == 4
    assert clicks <= MOST_CLICKS
    assert_accessible(mia)
    mia.goto(case)
    for letter in ("Bevilling", "Timesedler", "Arbejdsaftale"):
        expect(mia.locator("#letters")).to_contain_text(letter)


def test_it_is_signed_on_screen_and_its_letters_go_out(mia):
    """None is proposed by Digital Post, for which the sender has no number."""
    case, address = placed(mia)
    for party, name in (("borgeren", "Frida Finder"), ("arbejdsgiveren", "Gunver Gartner")):
        mia.goto(f"{address}underskriv/")
        mia.get_by_role("radio", name=party).check()
        mia.locator("[name=name]").fill(name)
        mia.get_by_role("button", name="Gem underskriften").click()
        expect(mia.locator("#signatures")).to_contain_text(name)
    mia.goto("/breve/")
    expect(mia.locator("#failed .letter-row", has_text="Frida Finder")).to_have_count(0)
    post_all(mia, "Frida Finder", 4)
    mia.goto(case)
    for duty in ("Bevilling sendt", "Timesedler sendt"):
        expect(mia.locator("#now .duty", has_text=duty)).to_have_count(0)
        expect(mia.locator("#log")).to_contain_text(duty)
    expect(mia.locator("#log")).to_contain_text("Arbejdsaftale underskrevet")


def post_all(page, citizen, number):
    """What waits on paper is printed in one, and said to be posted."""
    page.goto("/breve/?vis=print")
    rows = page.locator("#to-print .letter-row", has_text=citizen)
    expect(rows).to_have_count(number)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Udskriv de valgte").click()
    assert saved.value.suggested_filename == "breve.pdf"
    page.get_by_role("button", name="De er sendt med posten").click()
    expect(told(page)).to_contain_text("meldt afsendt")
    expect(rows).to_have_count(0)


def test_a_week_is_filled_in_confirmed_and_vitas_keeps_how_far_it_is(mia):
    case, address = placed(mia)
    mia.goto(address)
    mia.get_by_role("link", name="Åbn timesedlerne").click()
    fill_week(mia)
    mia.goto(case)
    vitas = mia.locator("#now .duty", has_text="Praktikken i VITAS")
    expect(vitas).to_have_count(1)
    mia.goto(f"{address}system/vitas/")
    expect(mia.locator(".asked-for")).to_contain_text("1000000011")
    mia.get_by_role("radio", name="sendt ind, ikke besvaret").check()
    mia.locator("[name=reference]").fill("V-17")
    mia.get_by_role("button", name="Gem", exact=True).click()
    expect(mia.locator("#elsewhere")).to_contain_text("V-17")
    mia.goto(f"{address}system/vitas/")
    expect(mia.get_by_role("radio", name="sendt ind, ikke besvaret")).to_be_checked()
    expect(mia.locator("[name=reference]")).to_have_value("V-17")
    mia.goto(case)
    expect(vitas).to_have_count(0)


def fill_week(page):
    """Ill on the first day, the others as agreed; confirmed by the workplace."""
    week = page.locator(f"#week-{MONDAY}")
    day = week.locator(".sheet-day", has_text=re.compile(r"\d t")).first
    day.locator("input").fill("s")
    week.get_by_label("Som aftalt").check()
    page.get_by_role("button", name="Gem timesedlen").click()
    expect(told(page)).to_contain_text("Timesedlen er gemt")
    expect(day.locator("input")).to_have_value("s")
    expect(page.locator(".columns")).to_contain_text("2 timer (1 dag)")
    page.locator("#confirm").get_by_label("Bekræftet af").fill("Gunver Gartner")
    page.get_by_role("button", name="Den er bekræftet").click()
    expect(week.locator("legend")).to_contain_text("bekræftet af Gunver Gartner")
