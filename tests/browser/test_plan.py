"""The plan in a real browser: made from nothing, moved, published, sent, agreed; two who write."""

import os
import re
import subprocess
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import copy_database
from tests.browser.test_sharing import become
from tests.browser.test_web_case import PHONE, ROOT, WIDE, case_of, is_wider_than_its_window

pytestmark = pytest.mark.browser

TODAY = datetime.now(tz=ZoneInfo("Europe/Copenhagen")).date()
PARTS = ("formaal", "maal", "delmaal", "aktivitet", "overblik", "mentor", "bygger-paa")


@pytest.fixture(scope="session")
def plan_seeded(site, var):
    """The demonstration with people and a case of our own, also for the tests that come after."""
    copy_database(var / "fresh.sqlite3", var / "demo.sqlite3")
    unwanted = {"DATABASE_URL", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"DEMO": "1", "FODFAESTE_VAR": str(var)}
    command = [sys.executable, "-m", "tests.browser.seed_plan"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    copy_database(var / "demo.sqlite3", var / "fresh.sqlite3")


@pytest.fixture
def pernille(page, plan_seeded, fresh_data):
    become(page, "Pernille Plan")
    return page


def save(page):
    page.get_by_role("button", name="Gem").click()


def type_day(page, name, day):
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"[name={name}_{part}]").fill(str(value))


def write_activity(page, plan, title, track, first, last, *, after=""):
    page.goto(f"{plan}aktivitet/")
    page.get_by_label("Hvad", exact=True).fill(title)
    page.get_by_role("radio", name=track, exact=True).check()
    type_day(page, "first", TODAY + timedelta(first))
    type_day(page, "last", TODAY + timedelta(last))
    if after:
        page.get_by_text("Hvad den hører til, og hvad den venter på").click()
        page.get_by_role("checkbox", name=after).check()
    save(page)


def write_plan(page):
    """From nothing to a plan with a goal and two activities; gives its address."""
    case = case_of(page, "Petra Plov")
    plan = f"{case}plan/"
    page.goto(case)
    page.get_by_role("link", name="Begynd på planen").click()
    page.locator("[name=words]").fill("Jeg vil have noget at stå op til")
    save(page)
    page.get_by_role("link", name="Tilføj et mål").click()
    page.locator("[name=words]").fill("Jeg vil kunne klare en hel vagt")
    save(page)
    write_activity(page, plan, "CV", "Beskæftigelse", 1, 10)
    write_activity(page, plan, "Praktik i køkken", "Beskæftigelse", 14, 60, after="CV")
    return plan


def test_from_nothing_to_agreed(pernille):
    page = pernille
    plan = write_plan(page)
    expect(page.locator("svg.plan-drawing:visible .arrow")).to_have_count(1)
    page.get_by_role("link", name=re.compile(r"flyt\s*: CV")).click()
    type_day(page, "first", TODAY + timedelta(8))
    type_day(page, "last", TODAY + timedelta(17))
    save(page)
    expect(page.get_by_text("Det her venter på den")).to_be_visible()
    page.get_by_label("Ja, de flytter med").check()
    save(page)
    expect(page.get_by_text("Planen er gemt.")).to_be_visible()
    page.get_by_role("link", name="Udgiv").click()
    page.get_by_role("button", name="Udgiv").click()
    expect(page.get_by_text("Planen er udgivet.")).to_be_visible()
    page.get_by_role("link", name="Send", exact=True).click()
    page.get_by_label("Med Digital Post").check()
    save(page)
    page.get_by_role("link", name="Borgeren siger ja").click()
    page.get_by_label("Skrev under").check()
    save(page)
    expect(page.locator(".lead")).to_contain_text("borgeren sagde ja")
    page.goto(plan.removesuffix("plan/"))
    expect(page.locator("#plan")).to_contain_text("Jeg vil have noget at stå op til")
    expect(page.locator("#plan")).to_contain_text("Praktik i køkken")


def test_two_editors_lose_nothing(pernille, browser, site):
    plan = write_plan(pernille)
    goal = pernille.locator(".goal .aside a").get_attribute("href")
    pernille.goto(goal)
    other = browser.new_page(base_url=site)
    become(other, "Palle Plan")
    other.goto(goal)
    pernille.locator("[name=words]").fill("Jeg vil klare en vagt på seks timer")
    save(pernille)
    other.locator("[name=words]").fill("Jeg vil klare tre vagter om ugen")
    other.locator("[name=ours]").fill("Tre vagter")
    save(other)
    said = other.locator(".asked")
    expect(said).to_contain_text("Min: Jeg vil klare tre vagter om ugen")
    expect(said).to_contain_text("Pernille Plan: Jeg vil klare en vagt på seks timer")
    save(other)
    expect(other.locator(".asked")).to_be_visible()
    other.locator("[name=words]").fill("Jeg vil klare tre vagter på seks timer")
    other.get_by_label(re.compile("^Min:")).check()
    save(other)
    other.goto(plan)
    expect(other.locator(".goal-words")).to_contain_text("Jeg vil klare tre vagter på seks timer")
    expect(other.locator(".goal .ours")).to_contain_text("Tre vagter")
    other.close()


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_page_is_for_everybody(pernille, assert_accessible, size):
    page = pernille
    plan = write_plan(page)
    page.goto(f"{plan}udgiv/")
    page.get_by_role("button", name="Udgiv").click()
    write_activity(page, plan, "Rundvisning", "Sociale forhold", 2, 3)
    move = page.locator("a[href*='/flyt/']").first.get_attribute("href")
    page.set_viewport_size(size)
    pages = ["", "udgiv/", "send/", "aftalt/", "aendret/", "version/1/"]
    for path in [*(f"{plan}{one}" for one in (*pages, *(f"{part}/" for part in PARTS))), move]:
        page.goto(path)
        assert_accessible(page)
        assert not is_wider_than_its_window(page), path
