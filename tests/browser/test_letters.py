"""The outbox in a real browser: printed, posted, sent another way, opened elsewhere."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_intake import person  # noqa: F401 - a fixture
from tests.browser.test_web_case import PHONE, WIDE, is_wider_than_its_window, told

pytestmark = pytest.mark.browser


def test_what_waits_is_printed_in_one_and_said_to_be_posted(person):  # noqa: F811
    ulla = person("Ulla Møgelmose")
    ulla.goto("/sekretaer/")
    pile = ulla.locator("#letters-to-print")
    number = pile.locator(".letter-row").count()
    assert number >= 2
    with ulla.expect_download() as saved:
        pile.get_by_role("button", name="Udskriv de valgte").click()
    assert saved.value.suggested_filename == "breve.pdf"
    pile.get_by_role("button", name="De er sendt med posten").dblclick()
    expect(told(ulla)).to_contain_text("meldt afsendt")
    ulla.goto("/sekretaer/")
    expect(ulla.locator("#letters-to-print .letter-row")).not_to_have_count(number)


def test_a_failed_letter_says_what_to_do_and_is_sent_another_way(person):  # noqa: F811
    jens = person("Jens Kragh")
    expect(jens.locator("#content")).to_contain_text("kunne ikke sendes")
    jens.get_by_role("link", name="Se, hvad du kan gøre").click()
    row = jens.locator("#failed .letter-row").first
    expect(row).to_contain_text("Bed borgeren om samtykke")
    row.get_by_role("link", name="Opfølgningsnotat", exact=True).click()
    jens.locator("#take-back summary").click()
    jens.locator("#send details button").click()
    expect(told(jens)).to_contain_text("Brevet er trukket tilbage")
    expect(jens.locator("h1")).to_contain_text("trukket tilbage")


def test_a_letter_that_came_in_is_new_until_it_is_opened(person):  # noqa: F811
    signe = person("Signe Dam")
    signe.goto("/breve/modtaget/")
    row = signe.locator(".letter-row").first
    expect(row).to_contain_text("nyt")
    with signe.expect_download() as saved:
        row.get_by_role("button", name="Åbn").click()
    assert saved.value.suggested_filename == "invitation.pdf"
    signe.goto("/breve/modtaget/")
    expect(signe.locator(".letter-row", has_text="åbnet")).to_have_count(1)


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_the_pages_are_for_everybody_and_fit(person, assert_accessible, size):  # noqa: F811
    ulla = person("Ulla Møgelmose")
    ulla.set_viewport_size(size)
    ulla.goto("/breve/")
    one = ulla.locator(".letter-row a.strong").first.get_attribute("href")
    paper = ulla.locator("#to-print .letter-row a.strong").first.get_attribute("href")
    case = ulla.locator(".letter-row a[href^='/sager/']").first.get_attribute("href")
    went = ulla.locator("#sent .letter-row", has_text="· sendt")
    sent = went.locator("a.strong").first.get_attribute("href")
    for address in ("/breve/", "/breve/?vis=sendt", one, paper, sent, "/breve/modtaget/", case):
        ulla.goto(address)
        assert_accessible(ulla)
        assert not is_wider_than_its_window(ulla), address


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_a_document_goes_along_with_a_letter(person, assert_accessible, size):  # noqa: F811
    jens = person("Jens Kragh")
    jens.set_viewport_size(size)
    jens.goto("/breve/")
    jens.locator(".letter-row a[href^='/sager/']").first.click()
    address = jens.locator("a[href*='/brev/']").first.get_attribute("href")
    jens.goto(address)
    assert_accessible(jens)
    assert not is_wider_than_its_window(jens)
    box = jens.get_by_label("Praktikaftale.pdf")
    box.focus()
    jens.keyboard.press("Space")
    expect(box).to_be_checked()
    jens.get_by_role("group", name="Borger:").get_by_label("Printet her").check()
    jens.locator(".blocked summary").first.click()
    assert_accessible(jens)
    jens.get_by_role("button", name="Læg det i udbakken").click()
    expect(told(jens)).to_contain_text("ligger i udbakken")
    jens.goto("/breve/?vis=print")
    jens.locator(".letter-row a.strong", has_text="Kvittering").last.click()
    expect(jens.get_by_role("heading", name="Bilag")).to_be_visible()
    assert_accessible(jens)
    with jens.expect_download() as saved:
        jens.get_by_role("link", name="Praktikaftale.pdf").click()
    assert saved.value.suggested_filename == "Praktikaftale.pdf"
