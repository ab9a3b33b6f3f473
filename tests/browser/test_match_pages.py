"""The pages of the match, of time sheets, of the rules of the law and of how letters look: axe, a
phone, both languages, the keyboard alone (CT-08, JR-09, JS-15, JS-16)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_match import MONDAY, OTHER, match_seeded  # noqa: F401 - a fixture
from tests.browser.test_sharing import become
from tests.browser.test_web_case import case_of, look_at, tab_to, told

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("language", ["da", "en"])
LISTS = ("/match/", "/match/?hvem=team", "/match/?hvem=all", "/match/tal/", "/regler/")


@pytest.fixture
def as_(page, match_seeded, fresh_data):  # noqa: F811
    def sign_in(name):
        become(page, name)
        return page

    return sign_in


def first_of(page, start, links):
    """The address of the first of those links on a page."""
    page.goto(start)
    return page.locator(links).first.get_attribute("href")


def of_gorm(page):
    """The addresses of all pages about his work."""
    case = case_of(page, "Gorm Gang")
    match = f"{case}match/"
    placement = first_of(page, case, "#placements .placement-row a")
    place = first_of(page, match, f"#workplaces a:has-text('{OTHER}')")
    take_back = first_of(page, place, "#steps a")
    below = (match, f"{match}oensker/", f"{match}find/?q=matchby", f"{match}find/?q=xyz")
    return (case, *below, place, take_back, f"{placement}timeseddel/")


# --- everybody can use them


@LANGUAGES
def test_the_pages_of_a_case_are_for_everybody_and_fit(as_, assert_accessible, language):
    mia = as_("Mia Match")
    look_at(mia, of_gorm(mia), language, assert_accessible)


@LANGUAGES
def test_lists_rules_and_the_look_of_letters_are_for_everybody(as_, assert_accessible, language):
    lone = as_("Lone Leder")
    home = first_of(lone, "/administration/", "#content a[href$='/breve/']")
    words = first_of(lone, home, "#kinds a[href$='/tekst/']")
    look_at(lone, (*LISTS, home, words), language, assert_accessible)


@LANGUAGES
def test_their_faults_are_told_and_focused(as_, assert_accessible, language):
    mia = as_("Mia Match")
    _case, _match, wishes, *_found, place, take_back, sheet = of_gorm(mia)
    in_language(mia, language)
    for address, field, text, button in (
        (wishes, "hours_most", "tyve", "Gem|Save"),
        (place, "on_year", "1900", "Registrér|Register"),
        (take_back, "reason", "", "Gem|Save"),
        (sheet, str(MONDAY), "x", "Gem timesedlen|Save the time sheet"),
    ):
        mia.goto(address)
        mia.locator(f"[name='{field}']").fill(text)
        said = button.split("|")[language == "en"]
        mia.get_by_role("button", name=said, exact=True).first.click()
        expect(mia.locator("#errors")).to_be_focused()
        expect(mia.locator(f"[name='{field}']")).to_have_value(text)
        assert_accessible(mia)


def in_language(page, language):
    if language == "en":
        page.locator(".user-menu summary").click()
        page.get_by_role("button", name="In English").click()


# --- the keyboard alone


def press(page, button):
    tab_to(page, button)
    page.keyboard.press("Enter")


def test_the_keyboard_alone_writes_wishes(as_):
    mia = as_("Mia Match")
    mia.goto(f"{case_of(mia, 'Frida Finder')}match/oensker/")
    tab_to(mia, mia.locator("[name=tasks]"))
    mia.keyboard.type("Plante")
    tab_to(mia, mia.get_by_label("Et roligt sted at arbejde"))
    mia.keyboard.press("Space")
    tab_to(mia, mia.get_by_label("Borgeren er ikke spurgt"))
    mia.keyboard.press("ArrowUp")
    expect(mia.get_by_role("radio", name="Nej")).to_be_checked()
    press(mia, mia.get_by_role("button", name="Gem", exact=True))
    expect(mia.locator("#wishes")).to_contain_text("Plante")
    expect(mia.locator("#wishes")).to_contain_text("må ikke få noget at vide")


def test_the_keyboard_alone_registers_a_step(as_):
    """From what is agreed, it had come to nothing after all."""
    mia = as_("Mia Match")
    mia.goto(of_gorm(mia)[5])
    tab_to(mia, mia.get_by_role("radio", name="Virksomheden blev kontaktet"))
    for _ in range(3):
        mia.keyboard.press("ArrowDown")
    tab_to(mia, mia.locator("[name=declined_by]"))
    mia.keyboard.press("ArrowDown")
    press(mia, mia.get_by_role("button", name="Registrér", exact=True))
    expect(told(mia)).to_contain_text("Det er registreret")
    expect(mia.locator("#steps li").first).to_contain_text("Afslået af virksomheden")


def test_the_keyboard_alone_fills_in_a_week(as_):
    mia = as_("Mia Match")
    mia.goto(of_gorm(mia)[-1])
    week = mia.locator(f"#week-{MONDAY}")
    day = week.locator(".sheet-day", has_text=re.compile(r"\d t")).first.locator("input")
    tab_to(mia, day)
    mia.keyboard.type("s")
    tab_to(mia, week.get_by_label("Som aftalt"))
    mia.keyboard.press("Space")
    press(mia, mia.get_by_role("button", name="Gem timesedlen"))
    expect(told(mia)).to_contain_text("Timesedlen er gemt")
    expect(day).to_have_value("s")
    expect(week.locator("legend")).not_to_contain_text("ikke udfyldt")
