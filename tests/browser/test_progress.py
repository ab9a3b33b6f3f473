"""Progress, support in phases and sparring groups in a real browser, with the demonstration."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_sharing import become
from tests.browser.test_web_case import (
    COUNTER,
    PHONE,
    WIDE,
    case_by,
    count_from_here,
    counted,
    is_wider_than_its_window,
    told,
)

pytestmark = pytest.mark.browser

OF_A_CASE = (
    "progression/",
    "progression/maal/",
    "progression/maal/?hvem=borger",
    "progression/tro/",
    "stoette/",
    "stoette/fase/phase-2/",
    "stoette/krise/",
    "stoette/fastholdelse/",
    "stoette/bagefter/",
    "stoette/kald/",
)
ANSWERED = "select case_id from cases_logentry where type = 'call_answered'"
WITH_TOVE = """
select mine.case_id from cases_casemember mine
  join cases_casemember hers on hers.case_id = mine.case_id and hers.until is null
  join accounts_user jens on jens.id = mine.user_id and jens.name = 'Jens Kragh'
  join accounts_user tove on tove.id = hers.user_id and tove.name = 'Tove Friis'
where mine.until is null and mine.role = 'cti_worker'
  and mine.case_id not in (select case_id from cases_logentry where type = 'case_closed')
"""


@pytest.fixture
def jens(page, site, fresh_data):
    page.add_init_script(COUNTER)
    become(page, "Jens Kragh")
    return page


def test_a_citizen_answers_on_a_phone_with_one_tap_a_question(jens, var):
    case = case_by(var, ANSWERED)
    jens.set_viewport_size(PHONE)
    jens.goto(f"{case}progression/maal/?hvem=borger")
    expect(jens.locator("h1")).to_have_text("Hvordan går det?")
    count_from_here(jens)
    for number, score in enumerate((3, 4, 2, 5, 3, 1, 4, 2)):
        jens.locator(".scale").nth(number).locator("label").nth(score - 1).click()
    jens.get_by_role("button", name="Gem svarene").click()
    expect(told(jens)).to_contain_text("Svarene er skrevet ned")
    assert counted(jens) == [9, 0]
    expect(jens.locator(".multiple", has_text="Helbred").locator("tbody tr").first).to_contain_text(
        "3"
    )


def test_it_is_answered_by_keyboard_alone(jens, var):
    jens.goto(f"{case_by(var, ANSWERED)}progression/maal/?hvem=borger")
    first = jens.locator("#id_citizen_health_0")
    first.focus()
    jens.keyboard.press("ArrowRight")
    jens.keyboard.press("ArrowRight")
    expect(jens.locator("#id_citizen_health_2")).to_be_checked()
    jens.locator("#id_citizen_health_2").press("Enter")
    expect(told(jens)).to_contain_text("Svarene er skrevet ned")


def test_a_call_is_made_seen_and_answered(jens, var):
    case = case_by(var, WITH_TOVE)
    jens.goto(case)
    count_from_here(jens)
    jens.get_by_role("link", name="Kald sagsbehandlerne ind").click()
    jens.get_by_label("Hvad skal ændres, og hvorfor nu").click()
    jens.keyboard.insert_text("Arbejdstiden skal ned fra mandag")
    jens.get_by_role("button", name="Kald sagsbehandlerne ind").click()
    expect(told(jens)).to_contain_text("Sagsbehandlerne er kaldt ind")
    assert counted(jens)[0] == 3

    become(jens, "Tove Friis")
    jens.goto("/")
    call = jens.locator(f"#calls a[href^='{case}']", has_text="Svar på kaldet")
    expect(jens.locator("#calls")).to_contain_text("det har ventet")
    call.click()
    jens.get_by_label("Hvad blev besluttet").fill("Vi mødes i dag")
    jens.get_by_role("button", name="Gem").click()
    expect(told(jens)).to_contain_text("Kaldet er besvaret")
    jens.goto("/")
    expect(call).to_have_count(0)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_pages_are_accessible_and_fit(jens, var, assert_accessible, size, language):
    jens.set_viewport_size(WIDE)
    if language == "en":
        jens.locator(".user-menu summary").click()
        jens.get_by_role("button", name="English").first.click()
    jens.set_viewport_size(size)
    case = case_by(var, ANSWERED)
    for address in (*(f"{case}{path}" for path in OF_A_CASE), "/sparring/", "/sparring/nyt-moede/"):
        assert jens.goto(address).status == 200, address
        expect(jens.locator("html")).to_have_attribute("lang", language)
        assert_accessible(jens)
        assert not is_wider_than_its_window(jens), address


def test_a_name_in_a_meeting_is_warned_about(jens, var):
    jens.goto(case_by(var, ANSWERED))
    first_name = jens.locator("h1").inner_text().split(" ")[0]
    jens.goto("/sparring/nyt-moede/")
    jens.get_by_label("Spørgsmålene, der blev taget med").fill(f"Hvad gør vi med {first_name}?")
    jens.get_by_role("button", name="Gem").click()
    expect(jens.locator("#errors")).to_contain_text(first_name)
    jens.get_by_label("Spørgsmålene, der blev taget med").fill("Hvad gør vi?")
    jens.get_by_role("button", name="Gem").click()
    expect(told(jens)).to_contain_text("Mødet er skrevet ned")
