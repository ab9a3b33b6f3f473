"""Administration in a real browser: somebody is invited and signs in; somebody leaves."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.app import web_data
from tests.browser.conftest import free_port, wait_for

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
PHONE, WIDE = {"width": 360, "height": 740}, {"width": 1240, "height": 900}
OWN_WORDS = "fire forkerte fisk flyver"
PAGES = (
    "1/",
    "1/enheder/ny/",
    "1/medarbejdere/",
    "1/medarbejdere/?q=findes-ikke",
    "1/medarbejdere/?vis=forladt",
    "1/medarbejdere/inviter/",
    "medarbejder/1/",
    "medarbejder/1/aendr/",
    "medarbejder/1/hjem/",
    "medarbejder/1/forlader/",
    "1/teams/",
    "team/1/",
    "1/sagsstammer/",
    "1/programmer/",
    "1/breve/",
    "1/breve/logo/",
    "1/log-ind/",
    "1/aendringer/",
)


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """The folder in which mails end up."""
    return tmp_path_factory.mktemp("letters")


@pytest.fixture(scope="module")
def office(tmp_path_factory, letters):
    """The address of a site for real, without a second factor."""
    var, port = tmp_path_factory.mktemp("office"), free_port()
    unwanted = {"DEMO", "DATABASE_URL", "SECRET_KEY", "FODFAESTE_KEYS", "FODFAESTE_INDEX_KEY"}
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {
        "DATABASE_URL": f"sqlite:///{var / 'site.sqlite3'}",
        "EMAIL_URL": f"filemail:///{letters}",
        "FODFAESTE_SECOND_FACTOR": "0",
        "FODFAESTE_VAR": str(var),
        "PORT": str(port),
    }
    command = [str(Path(sys.executable).with_name("fodfaeste")), "serve"]
    with subprocess.Popen(command, env=environment) as server:
        try:
            wait_for(server, port)
            seed = [sys.executable, "-m", "tests.browser.seed_administration"]
            subprocess.run(seed, cwd=ROOT, env=environment, check=True)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()


@pytest.fixture
def ada(page, office):
    page.set_viewport_size(WIDE)
    sign_in(page, office, "ada@1.example", web_data.PASSWORD)
    return page


def sign_in(page, office, email, password):
    page.goto(f"{office}/log-ind/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Adgangskode").fill(password)
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url(f"{office}/")


def side(page, name):
    page.locator(".side.wide").get_by_role("link", name=name).click()


def said(page):
    return page.locator(".alert-success").first


def is_wider_than_its_window(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.parametrize("language", ["da", "en"])
def test_pages_are_accessible_and_fit_a_phone(ada, office, assert_accessible, language):
    if language == "en":
        ada.locator(".user-menu summary").click()
        ada.get_by_role("button", name="In English").click()
    for address in PAGES:
        ada.set_viewport_size(WIDE)
        ada.goto(f"{office}/administration/{address}")
        expect(ada.locator("html")).to_have_attribute("lang", language)
        assert_accessible(ada)
        ada.set_viewport_size(PHONE)
        assert not is_wider_than_its_window(ada), address
        assert_accessible(ada)
    if language == "en":
        ada.locator(".user-menu summary").click()
        ada.get_by_role("button", name="På dansk").click()


def test_a_phone_folds_the_menu_away(ada, office):
    ada.set_viewport_size(PHONE)
    ada.goto(f"{office}/administration/")
    menu = ada.locator(".side.phone")
    expect(menu.get_by_role("link", name="Teams")).to_be_hidden()
    menu.locator("summary").click()
    menu.get_by_role("link", name="Teams").click()
    expect(ada.locator("h1")).to_have_text("Teams")


def test_who_is_invited_sets_a_password_and_signs_in(ada, office, letters, browser):
    ada.get_by_role("link", name="Administration").first.click()
    side(ada, "Medarbejdere")
    ada.get_by_role("link", name="Invitér en medarbejder").click()
    ada.get_by_label("Navn", exact=True).fill("Nora Nystrøm")
    ada.get_by_label("E-mail").fill("nora@soeby.example")
    ada.get_by_label("Ansat som").select_option(label="CTI-medarbejder")
    ada.get_by_role("group", name="Roller i sager").get_by_label("CTI-medarbejder").check()
    ada.get_by_role("button", name="Invitér").dblclick()
    expect(said(ada)).to_contain_text("oprettet")
    expect(ada.locator("h1")).to_have_text("Nora Nystrøm")
    [letter] = [each.read_text("utf-8") for each in letters.iterdir()]
    assert "Nystrøm" not in letter
    link = re.search(r"http://\S+/ny-adgangskode/\S+", letter)
    assert link, letter
    nora = browser.new_context(locale="da-DK").new_page()
    nora.goto(link[0])
    for box in nora.locator("input[type=password]").all():
        box.fill(OWN_WORDS)
    nora.locator("main").get_by_role("button").click()
    nora.wait_for_url("**/valgt/")
    sign_in(nora, office, "nora@soeby.example", OWN_WORDS)
    expect(nora.locator("h1")).to_contain_text("Nora")
    expect(nora.get_by_role("link", name="Administration")).to_have_count(0)
    nora.goto(link[0])
    expect(nora.locator("input[type=password]")).to_have_count(0)
    nora.context.close()


def test_who_leaves_hands_over_first_and_is_signed_out(ada, office):
    ada.goto(f"{office}/administration/1/medarbejdere/?q=mette")
    ada.get_by_role("link", name="Mette Holm").click()
    ada.get_by_role("link", name="Giv videre og luk").click()
    expect(ada.locator("main")).to_contain_text("2 åbne sager")
    expect(ada.locator("main")).not_to_contain_text("Åse")
    ada.get_by_role("button", name="Giv sagerne videre").click()
    expect(ada.locator("#errors")).to_be_focused()
    for box in ada.get_by_label("Kim Kollega").all():
        box.check()
    ada.get_by_role("button", name="Giv sagerne videre").click()
    expect(said(ada)).to_contain_text("Mette Holm er stoppet")
    side(ada, "Ændringer")
    expect(ada.locator("ol.rows > li").first).to_contain_text("Stoppet")
    expect(ada.locator("ol.rows > li").nth(1)).to_contain_text("Kim Kollega")
    side(ada, "Sagsstammer")
    row = ada.locator(".norm", has_text="Kontaktperson").locator("li", has_text="Kim Kollega")
    expect(row).to_contain_text("2")


def test_a_logo_stands_at_the_head_of_every_page(ada, office, tmp_path):
    # One red dot: the smallest picture there is.
    file = tmp_path / "logo.png"
    file.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478"
            "9c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
        )
    )
    ada.goto(f"{office}/administration/1/breve/logo/")
    ada.locator("input[type=file]").set_input_files(file)
    ada.get_by_role("button", name="Gem", exact=True).click()
    expect(said(ada)).to_contain_text("Logoet er gemt")
    ada.goto(f"{office}/")
    picture = ada.locator(".site-logo")
    expect(picture).to_have_attribute("alt", "Søby Kommune")
    assert picture.evaluate("each => each.naturalWidth") == 1
