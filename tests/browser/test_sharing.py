"""Consent and sharing in a real browser: give, see, share, withdraw, closed."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import copy_database
from tests.browser.test_web_case import (
    COUNTER,
    PHONE,
    ROOT,
    WIDE,
    case_of,
    count_from_here,
    counted,
    is_wider_than_its_window,
    told,
)

pytestmark = pytest.mark.browser

ADDRESSES = (
    "deling/",
    "samtykke/",
    "samtykke/?modtager=gp",
    "del/",
    "del/?hjemmel=lov",
)


@pytest.fixture(scope="session")
def sharing_seeded(site, var):
    """The demonstration with people and a case of our own, also for the tests that come after."""
    copy_database(var / "fresh.sqlite3", var / "demo.sqlite3")
    unwanted = {"DATABASE_URL", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"DEMO": "1", "FODFAESTE_VAR": str(var)}
    command = [sys.executable, "-m", "tests.browser.seed_sharing"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    copy_database(var / "demo.sqlite3", var / "fresh.sqlite3")


@pytest.fixture
def dorte(page, sharing_seeded, fresh_data):
    page.add_init_script(COUNTER)
    become(page, "Dorte Deler")
    return page


def become(page, name):
    page.goto("/demo/")
    page.locator(".persona", has_text=name).get_by_role("button").click()
    page.wait_for_url("**/")


def give(page, case, role, *, organisation="", witness="Vita Vidne"):
    page.goto(f"{case}samtykke/?modtager={role}")
    if organisation:
        page.locator("summary", has_text="De bruger allerede Fodfæste").click()
        with page.expect_response("**/samtykke/**"):
            page.get_by_label("Bruger Fodfæste").select_option(organisation)
        expect(page.locator("#id_wording")).to_have_value(re.compile(organisation))
    page.get_by_role("textbox", name="Vidne").fill(witness)
    page.get_by_role("button", name="Gem samtykket").click()
    expect(told(page)).to_contain_text("Samtykket er registreret")


def test_a_consent_in_person_takes_five_clicks_from_the_case(dorte):
    dorte.goto(case_of(dorte, "Freja Fjord"))
    count_from_here(dorte)
    dorte.get_by_role("link", name="Samtykke og deling").click()
    dorte.get_by_role("link", name="Nyt samtykke").click()
    dorte.get_by_role("link", name="Egen læge").click()
    dorte.get_by_role("textbox", name="Vidne").click()
    dorte.keyboard.insert_text("Vita Vidne")
    dorte.get_by_role("button", name="Gem samtykket").click()
    expect(told(dorte)).to_contain_text("Samtykket er registreret")
    expect(dorte.locator("#consents .said")).to_contain_text("min egen læge")
    clicks, _keys = counted(dorte)
    assert clicks == 5
    assert clicks <= 8


def test_given_shared_withdrawn_closed(dorte):
    case = case_of(dorte, "Freja Fjord")
    give(dorte, case, "jobcentre", organisation="Jobcenter Vest")
    dorte.locator("#consents").get_by_role("link", name="Del").click()
    dorte.get_by_role("button", name="Se, hvad de får at se").click()
    expect(dorte.locator("h1")).to_contain_text("Freja Fjord")
    expect(dorte.locator("body")).not_to_contain_text("030392")
    dorte.get_by_role("button", name="Del nu").click()
    expect(told(dorte)).to_contain_text("Sagen er åben for modtageren")

    become(dorte, "Rasmus Ryg")
    dorte.goto("/delt-med-mig/")
    dorte.get_by_role("link", name="Freja Fjord").click()
    expect(dorte.locator("h1")).to_contain_text("Freja Fjord")
    expect(dorte.locator("body")).not_to_contain_text("030392")

    become(dorte, "Dorte Deler")
    dorte.goto(f"{case}deling/")
    expect(dorte.locator("#open")).to_contain_text("Åbnet én gang")
    dorte.locator("#consents summary", has_text="Træk tilbage").click()
    dorte.get_by_role("button", name="Træk samtykket tilbage nu").click()
    expect(told(dorte)).to_contain_text("trukket tilbage")

    become(dorte, "Rasmus Ryg")
    dorte.goto("/delt-med-mig/")
    expect(dorte.locator("#shared")).not_to_contain_text("Freja Fjord")


def test_the_text_follows_what_is_chosen_and_leaves_ones_own_words(dorte):
    dorte.goto(f"{case_of(dorte, 'Freja Fjord')}samtykke/?modtager=gp")
    wording = dorte.locator("#id_wording")
    assert "mit helbred" in wording.input_value()
    with dorte.expect_response("**/samtykke/**"):
        dorte.get_by_label("Notater og oplysninger om helbred").uncheck()
    expect(wording).not_to_have_value(re.compile("mit helbred"))
    wording.fill("Mine egne ord")
    with dorte.expect_response("**/samtykke/**"):
        dorte.get_by_label("Adresse, telefon, e-mail, værge og tolk").check()
    expect(wording).to_have_value("Mine egne ord")


def test_an_extract_is_made_printed_and_handed_over(dorte):
    case = case_of(dorte, "Freja Fjord")
    give(dorte, case, "gp")
    dorte.locator("#consents").get_by_role("link", name="Del").click()
    dorte.get_by_role("button", name="Se, hvad de får at se").click()
    dorte.get_by_role("button", name="Lav uddraget").click()
    dorte.get_by_role("link", name="Udskriv").click()
    expect(dorte.locator("main")).to_contain_text("030392-1234")
    expect(dorte.get_by_role("button", name="Udskriv")).to_be_visible()
    dorte.get_by_role("link", name="Tilbage").click()
    dorte.get_by_label("Afleveret", exact=True).check()
    dorte.get_by_role("button", name="Det er afleveret").click()
    expect(dorte.locator("#gone-out")).to_contain_text("Afleveret")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_pages_are_accessible_and_fit(dorte, assert_accessible, size, language):
    case = case_of(dorte, "Freja Fjord")
    give(dorte, case, "gp")
    dorte.set_viewport_size(size)
    if language == "en":
        in_english(dorte)
    for address in (*(f"{case}{each}" for each in ADDRESSES), "/delt-med-mig/"):
        dorte.goto(address)
        assert_accessible(dorte)
        assert not is_wider_than_its_window(dorte), address
    dorte.goto(f"{case}deling/")
    dorte.get_by_role("link", name=re.compile("på papir|on paper")).first.click()
    assert_accessible(dorte)
    assert not is_wider_than_its_window(dorte)


def in_english(page):
    page.locator("details.user-menu summary").click()
    page.get_by_role("button", name="In English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
