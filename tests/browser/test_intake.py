"""Inbox, deciding with the parts given out, the secretary's page, cover: in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_web_case import (
    COUNTER,
    PHONE,
    WIDE,
    count_from_here,
    counted,
    is_wider_than_its_window,
    told,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def person(page):
    """Becomes one of the demonstration's people."""
    page.add_init_script(COUNTER)

    def become(name):
        page.goto("/demo/")
        page.locator(".persona", has_text=name).get_by_role("button").click()
        page.wait_for_url("**/")
        return page

    return become


def refer(page, name):
    """From the inbox to a citizen referred to a course."""
    page.goto("/indbakke/")
    count_from_here(page)
    page.get_by_role("link", name="Henvis borger").click()
    page.get_by_role("link", name="Jobspot").first.click()
    page.get_by_label("Navn", exact=True).click()
    page.keyboard.type(name)
    page.get_by_role("group", name="Holdet begynder").get_by_label("Dag").click()
    page.keyboard.type("1")
    for text in ("3", "2099"):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.get_by_label("Sagsbehandler vil deltage i forsamtalen").check()
    page.get_by_label("Hvem står for forløbet").select_option(label="Rehabiliteringscenter Ådalen")
    page.get_by_label("Kontaktperson").select_option(label="Ingen endnu")
    page.get_by_role("button", name="Henvis borgeren").click()
    expect(told(page)).to_contain_text("henvist")


def test_a_referral_takes_no_more_than_ten_clicks_and_is_answered_with_the_parts(person):
    mette = person("Mette Holm")
    refer(mette, "Nora Nyhenvist")
    clicks, _keys = counted(mette)
    assert clicks <= 10
    signe = person("Signe Dam")
    signe.goto("/indbakke/")
    row = signe.locator("#new .duty", has_text="Nora Nyhenvist")
    expect(row).to_contain_text("Sagsbehandler vil deltage i forsamtalen")
    expect(row).to_contain_text("Kom i tide")
    row.get_by_role("link", name="Afgør").click()
    signe.get_by_label("Optag borgeren").check()
    signe.get_by_label("Hvorfor?").fill("I målgruppen, og der er plads.")
    choice = signe.get_by_label("Kontaktperson")
    birgit = choice.locator("option", has_text="Birgit Lund")
    assert "af 20 sager" in birgit.inner_text(), "beside the norm (CT-16)"
    choice.select_option(value=birgit.get_attribute("value"))
    signe.get_by_role("button", name="Gem afgørelsen").click()
    expect(told(signe)).to_contain_text("Optaget.")
    signe.goto("/sekretaer/")
    expect(signe.locator("#bookings")).to_contain_text("Nora Nyhenvist")
    mette = person("Mette Holm")
    mette.goto("/indbakke/")
    expect(mette.locator("#answers")).to_contain_text("I målgruppen, og der er plads.")


def test_a_double_click_decides_once(person):
    signe = person("Signe Dam")
    signe.goto("/indbakke/")
    signe.locator("#new .duty").first.get_by_role("link", name="Afgør").click()
    signe.get_by_label("Sæt på venteliste").check()
    signe.get_by_label("Hvorfor?").fill("Fuldt")
    signe.get_by_role("button", name="Gem afgørelsen").dblclick()
    told(signe).get_by_role("link", name="Se sagen").click()
    expect(signe.locator(".intake")).to_contain_text("Sat på venteliste")
    lines = signe.locator("#log .strong", has_text="Henvisningen afgjort")
    expect(lines).to_have_count(1)


def test_a_case_passed_on_is_taken_over_and_closed_to_those_who_had_it(person, assert_accessible):
    nadia = person("Nadia Rahimi")
    nadia.goto("/indbakke/")
    row = nadia.locator("#offered .duty").first
    expect(row).to_contain_text("Skovåby")
    case = row.get_by_role("link").first.get_attribute("href")
    row.get_by_role("link", name="Svar").click()
    assert_accessible(nadia)
    nadia.get_by_label("Ja, vi overtager den").check()
    choice = nadia.get_by_label("CTI-medarbejder")
    peter = choice.locator("option", has_text="Peter Ravnborg").get_attribute("value")
    choice.select_option(value=peter)
    nadia.get_by_role("button", name="Send svaret").click()
    expect(told(nadia)).to_contain_text("Sagen er jeres nu")
    expect(nadia.locator("h1")).to_be_visible()
    jens = person("Jens Kragh")
    jens.goto("/indbakke/")
    expect(jens.locator("#passed-on")).to_contain_text("Skovåby Kommune")
    expect(jens.locator("#passed-on").get_by_role("link")).to_have_count(0)
    assert jens.request.get(case).status == 404


def test_what_is_due_for_a_colleague_who_is_away_is_marked(person):
    birgit = person("Birgit Lund")
    expect(birgit.locator("#content")).to_contain_text("For Dorte Kvistgaard, som du dækker for")


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_the_pages_are_for_everybody_and_fit(person, assert_accessible, size):
    refer(person("Mette Holm"), "Nora Nyhenvist")
    signe = person("Signe Dam")
    signe.set_viewport_size(size)
    signe.goto("/indbakke/")
    nora = signe.locator("#new .duty", has_text="Nora Nyhenvist")
    decide = nora.locator("a.button").first.get_attribute("href")
    signe.goto("/sager/")
    own = signe.locator("#content .what a[href^='/sager/']").first.get_attribute("href")
    pages = ("/indbakke/", decide, "/sekretaer/", "/afloesning/", own, f"{own}ved-borgeren/")
    passing = (f"{own}overdrag/", f"{own}overdrag/?hjemmel=lov")
    for address in (*pages, decide.removesuffix("visitation/"), f"{own}mennesker/", *passing):
        signe.goto(address)
        assert_accessible(signe)
        assert not is_wider_than_its_window(signe), address


def test_it_works_without_javascript(browser, site):
    context = browser.new_context(base_url=site, java_script_enabled=False, locale="da-DK")
    page = context.new_page()
    page.goto("/demo/")
    page.locator(".persona", has_text="Signe Dam").get_by_role("button").click()
    page.goto("/indbakke/")
    page.locator("#new .duty").first.get_by_role("link", name="Afgør").click()
    page.get_by_role("button", name="Gem afgørelsen").click()
    expect(page.locator("#errors")).to_contain_text("Hvad er afgjort?")
    page.get_by_label("Afvis henvisningen").check()
    page.get_by_label("Hvorfor?").fill("Fuldt")
    page.get_by_role("button", name="Gem afgørelsen").click()
    expect(page.locator(".intake")).to_contain_text("Afvist")
    context.close()
